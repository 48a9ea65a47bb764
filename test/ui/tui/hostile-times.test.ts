import { describe, it } from 'vitest';
import { hostileMessages, KNOWN_HOSTILE } from '../../helpers/hostile-messages.ts';
import { expectShortTurns } from './hostile-times.ts';

/** All of them, and 10,000 more, are in the long run. */
const SAMPLE = KNOWN_HOSTILE.filter((_, index) => index < 8 || index % 4 === 0);

describe('a message from a stranger (S7)', () => {
  it('holds the event loop for at most 20 ms, whatever it repeats', () => expectShortTurns(SAMPLE), 60_000);

  it(
    'holds the event loop for at most 20 ms, whatever it mixes',
    () => expectShortTurns(hostileMessages(60, 7)),
    60_000,
  );
});
