import { describe, it } from 'vitest';
import { talkInBursts } from '../e2e/bursts.ts';

/** Far more than a reference peer reads with one recv. */
const LINES = 40;

describe('a room shared with a reference peer', () => {
  it.each(['ours', 'theirs'] as const)('carries bursts both ways, none lost, none twice (%s join)', (whoJoins) =>
    talkInBursts(whoJoins, LINES),
  );
});
