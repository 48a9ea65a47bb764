import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../peer/commands/commands.ts';
import { usageOf } from '../peer/commands/usage.ts';

const root = join(import.meta.dirname, '..');
const text = (file: string): string => readFileSync(join(root, file), 'utf8');
const documents = [
  ...readdirSync(root),
  ...['docs', 'wireshark', 'data'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((file) => join(folder, String(file))),
  ),
].filter((file) => file.endsWith('.md'));

describe('the documentation', () => {
  it.each(COMMANDS.map((row) => [usageOf(row)]))('of the README has a row for %s', (usage) => {
    // In a table a bar ends the cell, unless it is escaped.
    expect(text('README.md')).toContain(`| \`${usage.replaceAll('|', '\\|')}\` |`);
  });
});

describe('the README', () => {
  const readme = text('README.md');

  it('says what this is, then the two commands, how it works, and the tour', () => {
    const headings = [...readme.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings.slice(0, 4)).toEqual(['Two commands', 'How it works', 'A tour', 'Watch it in Wireshark']);
  });

  it('says on its first screen that captures need no root and no virtual machine, and shows a picture', () => {
    const firstScreen = readme.split('\n').slice(0, 20).join('\n');
    expect(firstScreen).toContain('captures need no root and no virtual machine');
    expect(firstScreen).toContain('](docs/pictures/chat.svg)');
  });

  it.each(COMMANDS.map((row) => [row.name, row]))('names aliases of /%s that exist', (name, row) => {
    const [, also = ''] = new RegExp(`^\\| \`/${name}[^\`]*\` \\| ([^|]*) \\|`, 'm').exec(readme) ?? [];
    const aliases = [...also.matchAll(/`\/([^`]+)`/g)].map(([, alias]) => alias);
    expect(row.aliases).toEqual(expect.arrayContaining(aliases));
  });
});

describe('a command line in a document', () => {
  const scripts = Object.keys((JSON.parse(text('package.json')) as { scripts: object }).scripts);
  const lines = documents.flatMap((file) =>
    [...text(file).matchAll(/npm (?:run (?:--silent )?([\w:]+)|(start|test)\b)/g)].map(
      ([, a, b]) => [file, a ?? b] as const,
    ),
  );

  it.each(lines)('of %s runs a script that exists: %s', (_, script) => {
    expect(scripts).toContain(script);
  });

  const programs = ['commons', 'tracker', 'peer', 'scripts', 'bench']
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, String(name))))
    .filter((name) => /\.(?:ts|mjs)$/.test(name))
    .map((name) => text(name))
    .join('\n');
  const options = [
    ...new Set(documents.flatMap((file) => text(file).match(/(?<=[\s`[])--[a-z]+(?:-[a-z0-9]+)*(?![\w-])/g) ?? [])),
  ];

  it.each(options)('has an option that exists: %s', (option) => {
    expect(programs.includes(option.slice(2))).toBe(true);
  });
});

describe('a link in a document', () => {
  const links = documents.flatMap((file) =>
    [...text(file).matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)].map(([, to = '']) => [file, to] as const),
  );

  it.each(links)('of %s leads somewhere: %s', (file, to) => {
    expect(existsSync(join(root, dirname(file), to))).toBe(true);
  });

  const anchors = documents.flatMap((file) =>
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
