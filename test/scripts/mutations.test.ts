import { describe, expect, it } from 'vitest';
import { describeMutation, mutated, mutationsOf } from '../../scripts/mutants/mutations.ts';
import { sample } from '../../scripts/mutants/sample.ts';

const mutantsOf = (source: string): string[] => mutationsOf(source).map((mutation) => mutated(source, mutation));

describe('a mutation', () => {
  it.each([
    ['x = a === b;', ['x = a !== b;']],
    ['x = a < b;', ['x = a <= b;']],
    ['x = a >= b;', ['x = a > b;']],
    ['x = a && b;', ['x = a || b;']],
    ['x = !a;', ['x = a;']],
    ['x = true;', ['x = false;']],
    ['x = 1;', ['x = 2;']],
    ['x = a ? b : c;', ['x = a ? c : b;']],
    ['if (a) b();', ['if (false) b();', 'if (a) ;']],
  ])('of %j is one slip of the hand', (source, expected) => {
    expect(mutantsOf(source)).toEqual(expect.arrayContaining(expected));
  });

  it('changes no types, no imports and no texts', () => {
    expect(mutationsOf("import a from '1';\ntype T = 1 | true;\nconst x: 2 = f('3 < 4') as 2;")).toEqual([]);
  });

  it('is at the right place behind characters of several units, and says its line', () => {
    const source = "// olá 😀\nconst x = '👋' + a && b;";
    const [mutation] = mutationsOf(source);
    expect(mutation && mutated(source, mutation)).toBe("// olá 😀\nconst x = '👋' + a || b;");
    expect(mutation && describeMutation(source, mutation)).toBe("2: '👋' + a && b -> '👋' + a || b");
  });

  it('is found in each file of the core, and leaves it readable', async () => {
    const { readFileSync } = await import('node:fs');
    const source = readFileSync('peer/core/peer-core.ts', 'utf8');
    const all = mutationsOf(source);
    expect(all.length).toBeGreaterThan(20);
    for (const mutation of all) expect(() => mutationsOf(mutated(source, mutation))).not.toThrow();
  });
});

describe('a sample', () => {
  const all = Array.from({ length: 100 }, (_, index) => index);

  it('is spread over all, the same for the same seed', () => {
    expect(sample(all, 5, 0)).toEqual([0, 20, 40, 60, 80]);
    expect(sample(all, 5, 7)).toEqual([7, 27, 47, 67, 87]);
  });

  it('is all of them, if there are no more', () => {
    expect(sample(all, 1_000, 3)).toEqual(all);
  });
});
