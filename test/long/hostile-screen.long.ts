import { describe, it } from 'vitest';
import { expectNothingButCells, expectTalkInItsPlace } from '../ui/tui/hostile-screen.ts';

const SEEDS = [1, 2];

describe.each(SEEDS)('with the seed %i', (seed) => {
  it('200 hostile names, rooms, reasons and contents are nothing but cells', () => expectNothingButCells(200, seed));

  it('20,000 hostile messages stay between the columns', () => expectTalkInItsPlace(20_000, seed));
});
