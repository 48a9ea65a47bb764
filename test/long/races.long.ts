// The counts of the long run: the same properties as in the ordinary tests, many times.
import { describe, it } from 'vitest';
import { dialRace } from '../helpers/dial-race.ts';
import { seatRaceInMemory, seatRaceOverTcp } from '../helpers/seat-race.ts';

describe('a thousand rounds', () => {
  it('of fifty users racing for two seats, in memory', () => seatRaceInMemory(1_000, 20_261_120));

  it('of fifty users racing for two seats, over TCP', () => seatRaceOverTcp(300));

  it('of two peers dialling each other at once, with random timing', async () => {
    for (let seed = 1_000; seed < 2_000; seed += 1) await dialRace(seed);
  });
});
