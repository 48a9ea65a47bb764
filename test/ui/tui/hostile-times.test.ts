import { describe, it } from 'vitest';
import { hostileMessages, KNOWN_HOSTILE } from '../../helpers/hostile-messages.ts';
import { expectShortTurns } from './hostile-times.ts';

describe('a message from a stranger (S7)', () => {
  it('holds the event loop for at most 20 ms, whatever it repeats', () => expectShortTurns(KNOWN_HOSTILE));

  it('holds the event loop for at most 20 ms, whatever it mixes', () => expectShortTurns(hostileMessages(150, 7)));
});
