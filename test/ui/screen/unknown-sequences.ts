import fc from 'fast-check';
import { expect } from 'vitest';
import { TerminalInput } from '../../../peer/ui/tui/screen/terminal-input.ts';
import { FakeClock } from '../../helpers/fake-clock.ts';
import { bytesOfSequence, randomSequence } from '../../helpers/random-sequences.ts';

/**
 * T3, T4: random sequences that are no key, in as many pieces as may be, type nothing, and what follows them is typed.
 */
export function unknownSequencesTypeNothing(runs: number): void {
  const cuts = fc.array(fc.nat(200), { maxLength: 4 });
  fc.assert(
    fc.property(randomSequence, fc.boolean(), cuts, (sequence, isRaw, places) => {
      const typed: string[] = [];
      const input = new TerminalInput(new FakeClock(), {
        key: ({ text }) => typed.push(text),
        pasted: (text) => typed.push(text),
        mouse: () => undefined,
        focused: () => undefined,
      });
      const bytes = bytesOfSequence(sequence, isRaw);
      const edges = [0, ...places.map((place) => place % bytes.length).sort((a, b) => a - b), bytes.length];
      for (const [at, edge] of edges.entries()) input.feed(bytes.subarray(edge, edges[at + 1] ?? edge));
      input.feed('é');
      expect(typed.join('')).toBe('é');
    }),
    { numRuns: runs },
  );
}
