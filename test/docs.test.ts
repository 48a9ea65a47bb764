import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../commons/protocol/errors.ts';
import { peerMessageSchemas } from '../commons/protocol/peer-messages.ts';
import { requestSchemas } from '../commons/protocol/tracker-messages.ts';
import { COMMANDS, usageOf } from '../peer/commands.ts';

const text = (file: string): string => readFileSync(join(import.meta.dirname, '..', file), 'utf8');

describe('the documentation', () => {
  it.each(COMMANDS.map((row) => [usageOf(row)]))('of the README has a row for %s', (usage) => {
    // In a table a bar ends the cell, unless it is escaped.
    expect(text('README.md')).toContain(`| \`${usage.replaceAll('|', '\\|')}\` |`);
  });

  it.each([...Object.keys(requestSchemas), ...Object.keys(peerMessageSchemas), ...ERROR_CODES])(
    'of the protocol explains %s',
    (word) => {
      expect(text('docs/protocol.md')).toContain(`\`${word}\``);
    },
  );
});

describe('what docs/security.md names as a proof', () => {
  const proofs = [...text('docs/security.md').matchAll(/`(test\/[\w./-]+)`(?:: ([^|;\n]+))?/g)];

  it('is there at all', () => {
    expect(proofs.length).toBeGreaterThan(30);
  });

  it.each(proofs.map(([, file = '', title = '']) => [file, title.trim()]))('is there: %s %s', (file, title) => {
    if (file.endsWith('.ts')) expect(text(file)).toContain(title);
    else expect(readdirSync(join(import.meta.dirname, '..', file))).not.toEqual([]);
  });
});
