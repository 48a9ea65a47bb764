// Rule 3 of S4: every collection that others can fill has a bound in bytes. A new collection needs a row in
// `collections`.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FILLED_BY_OTHERS, type Fields, NOT_FILLED_BY_OTHERS } from './collections.ts';
import { collectionsIn, longLivedCollections } from './long-lived.ts';
import { tableOf } from './table.ts';

const ROOT = join(import.meta.dirname, '../..');

const namesOf = (fields: readonly Fields[]): string[] =>
  fields.flatMap(({ file, names }) => names.map((name) => `${file} ${name}`));

describe('collections that live longer than a call', () => {
  const known = [...FILLED_BY_OTHERS, ...NOT_FILLED_BY_OTHERS].flatMap(({ fields }) => namesOf(fields));
  const found = longLivedCollections(['peer', 'tracker', 'commons']);

  it('each have a row that says what bounds them, or why nobody else can fill them', () => {
    expect(found.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('are still there', () => {
    expect(known.filter((name) => !found.includes(name))).toEqual([]);
  });

  it('have one row each', () => {
    expect(known.filter((name, index) => known.indexOf(name) !== index)).toEqual([]);
  });

  it.each(FILLED_BY_OTHERS)('are filled by a test that is there: $what', ({ test }) => {
    expect(existsSync(join(ROOT, test))).toBe(true);
  });

  it('that others can fill are listed in docs/architecture.md', () => {
    expect(readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8')).toContain(`\n${tableOf(FILLED_BY_OTHERS)}\n\n`);
  });
});

describe('what is found in the source', () => {
  it.each([
    ['class A {\n  readonly #waiting = new Map<string, string>();\n}', ['#waiting']],
    ['class A {\n  #lines: string[] = [];\n}', ['#lines']],
    ['export class A {\n  #untold: (() => void)[] | null = null;\n}', ['#untold']],
    ['class A {\n  #held: Buffer | null = null;\n}', ['#held']],
    ['interface A {\n  readonly names: Set<string>;\n}', ['names']],
    ['const names = new Map<string, string>();', ['names']],
    ['let latest: string[] = [];', ['latest']],
    ['const NAMES = new Map([["a", "b"]]);', []],
    ['class A {\n  readonly names: readonly string[];\n}', []],
    ['const BY_NAME: ReadonlyMap<string, string> = new Map();', []],
    ['function a() {\n  const seen = new Set<string>();\n}', []],
    ['class A {\n  readonly #count = 0;\n}', []],
  ])('%j', (source, names) => {
    expect(collectionsIn(source)).toEqual(names);
  });
});
