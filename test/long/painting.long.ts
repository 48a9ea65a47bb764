import { describe, it } from 'vitest';
import { visible } from '../../commons/text/text.ts';
import { expectOnlyCells } from '../helpers/hostile-strings.ts';
import { expectNoResidue } from '../helpers/random-frames.ts';

const SEEDS = [1, 2, 3, 4];

describe.each(SEEDS)('with the seed %i', (seed) => {
  it.each([6, 11] as const)('1,000 frames leave nothing of each other with the widths of Unicode %i', (unicode) =>
    expectNoResidue(1000, unicode, seed),
  );

  it('20,000 hostile strings are nothing but cells', () => expectOnlyCells(20_000, seed, visible));

  it('20,000 hostile strings that nobody made harmless are nothing but cells', () =>
    expectOnlyCells(20_000, seed, (text) => text));
});
