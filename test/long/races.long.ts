// The counts of the long run: the same properties as in the ordinary tests, many times.
import { describe, expect, it } from 'vitest';
import { dialRace } from '../helpers/dial-race.ts';
import { seatRaceInMemory, seatRaceOverTcp } from '../helpers/seat-race.ts';
import { storm } from '../helpers/storm.ts';

describe('a thousand rounds', () => {
  it('of fifty users racing for two seats, in memory', () => seatRaceInMemory(1_000, 20_261_120));

  it('of fifty users racing for two seats, over TCP', () => seatRaceOverTcp(1_000));

  it('of two peers dialling each other at once, with random timing', async () => {
    for (let seed = 1_000; seed < 2_000; seed += 1) await dialRace(seed);
  });
});

describe('storms', () => {
  it.each([30, 100, 350, 500])(
    'with up to %d ms one way leave no line lost, doubled or out of order',
    async (latencyMs) => {
      for (let seed = 1; seed <= 100; seed += 1) {
        const weather = { latencyMs, hasTrackerRestarts: seed % 2 === 0, hasPrivateLines: seed % 3 !== 0 };
        expect(await storm(seed, weather), `seed ${seed}`).toEqual([]);
      }
    },
  );
});
