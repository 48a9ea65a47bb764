import { describe, expect, it } from 'vitest';
import { storm } from '../helpers/storm.ts';

describe('three peers in a storm: connections cut, the tracker coming and going', () => {
  it.each([30, 350])(
    'lose nothing, double nothing and keep their order, with up to %d ms one way',
    async (latencyMs) => {
      for (let seed = 1; seed <= 8; seed += 1) {
        const weather = { latencyMs, hasTrackerRestarts: true, hasPrivateLines: true };
        expect(await storm(seed, weather), `seed ${seed}`).toEqual([]);
      }
    },
  );
});
