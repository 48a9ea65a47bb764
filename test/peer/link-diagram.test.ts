// The diagram of a link's states in docs/architecture.md is drawn from the table. When the table changes, copy the
// diagram that this test expects.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type Cell, LINK_TABLE, type LinkState, type LinkTable } from '../../peer/links/link-table.ts';

/**
 * Mermaid: a line for each pair of states, with the inputs that lead from one to the other, or do so when refused
 * (`*`).
 */
function drawn(table: LinkTable): string {
  const edges = (Object.keys(table) as LinkState[]).flatMap((from) => {
    const inputsTo = new Map<LinkState, string[]>();
    const add = (to: LinkState, input: string) => inputsTo.set(to, [...(inputsTo.get(to) ?? []), input]);
    for (const [input, cell] of Object.entries(table[from]) as [string, Cell<never>][]) {
      add(cell.to, input);
      if (cell.refuse) add('closed', `${input}*`);
    }
    return [...inputsTo].map(([to, inputs]) => `  ${from} --> ${to}: ${inputs.join(', ')}`);
  });
  return ['stateDiagram-v2', '  [*] --> dialling', '  [*] --> accepted', ...edges, '  closed --> [*]'].join('\n');
}

it('the diagram in the documents is that of the table', () => {
  const text = readFileSync(new URL('../../docs/architecture.md', import.meta.url), 'utf8');
  const diagrams = [...text.matchAll(/```mermaid\n(stateDiagram-v2\n[^`]*)\n```/g)].map(([, diagram]) => diagram);
  expect(diagrams).toEqual([drawn(LINK_TABLE)]);
});
