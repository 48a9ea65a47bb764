import { describe, it } from 'vitest';
import { seatRaceInMemory, seatRaceOverTcp } from '../helpers/seat-race.ts';

describe('fifty users racing for the two free seats of a room', () => {
  it('leave exactly two winners, in memory', () => seatRaceInMemory(20, 1));

  it('leave exactly two winners, over TCP', () => seatRaceOverTcp(20));
});
