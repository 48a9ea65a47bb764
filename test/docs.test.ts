import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS, usageOf } from '../peer/commands/commands.ts';

const text = (file: string): string => readFileSync(join(import.meta.dirname, '..', file), 'utf8');

describe('the documentation', () => {
  it.each(COMMANDS.map((row) => [usageOf(row)]))('of the README has a row for %s', (usage) => {
    // In a table a bar ends the cell, unless it is escaped.
    expect(text('README.md')).toContain(`| \`${usage.replaceAll('|', '\\|')}\` |`);
  });
});

describe('a link in a document', () => {
  const root = join(import.meta.dirname, '..');
  const isDocument = (file: string): boolean => file.endsWith('.md') && !/node_modules|^dist/.test(file);
  const files = [
    ...readdirSync(root).filter(isDocument),
    ...readdirSync(join(root, 'docs'), { recursive: true }).map((file) => join('docs', String(file))),
  ].filter(isDocument);
  const links = files.flatMap((file) =>
    [...text(file).matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)].map(([, to = '']) => [file, to] as const),
  );

  it.each(links)('of %s leads somewhere: %s', (file, to) => {
    expect(existsSync(join(root, dirname(file), to))).toBe(true);
  });

  const anchors = files.flatMap((file) =>
    [...text(file).matchAll(/\]\((?!https?:)([^)#]*)#([^)]+)\)/g)].map(
      ([, to = '', anchor = '']) => [file, to, anchor] as const,
    ),
  );
  const slugsOf = (file: string): string[] =>
    [...text(file).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replace(/ /g, '-'),
    );

  it.each(anchors)('of %s leads to a heading: %s#%s', (file, to, anchor) => {
    expect(slugsOf(to === '' ? file : join(dirname(file), to))).toContain(anchor);
  });

  it('is found', () => {
    expect(links.length).toBeGreaterThan(10);
  });
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
