import { describe, it } from 'vitest';
import { hostileMessages, KNOWN_HOSTILE } from '../helpers/hostile-messages.ts';
import { expectShortTurns } from '../ui/tui/hostile-times.ts';

const SEEDS = Array.from({ length: 10 }, (_, index) => 100 + index);

describe('what is known to take long (S7)', () => {
  it('holds the event loop for at most 20 ms', () => expectShortTurns(KNOWN_HOSTILE));
});

describe.each(SEEDS)('with the seed %i (S7)', (seed) => {
  it('each of 1,000 hostile messages holds the event loop for at most 20 ms', () =>
    expectShortTurns(hostileMessages(1_000, seed)));
});
