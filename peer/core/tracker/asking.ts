// Requests to the tracker, or to the shell, that wait for an answer.

import type { Request } from '../../../commons/protocol/tracker-messages.ts';
import type { Asked, Purpose } from '../records/pending-requests.ts';
import type { Turn } from '../turn.ts';

/** Asks the tracker. With `blocks`, typed lines wait for the reply, because it decides where they go. */
export function ask(turn: Turn, message: Request, purpose: Purpose, blocks = false): void {
  turn.effects.push({ type: 'request', request: expect(turn, { purpose, message }, blocks), message });
}

/** Looks the user up at the tracker, unless a look-up is under way. */
export function lookUp(turn: Turn, username: string): void {
  if (turn.state.requests.isLookedUp(username)) return;
  ask(turn, { cmd: 'LIST_PEERS', peer: username }, { kind: 'lookUp', username });
}

/**
 * Waits for an answer that is not the tracker's, and returns the number with which it comes. Typed lines wait for it.
 */
export function begin(turn: Turn, purpose: Purpose): number {
  return expect(turn, { purpose, message: null }, true);
}

/** The answer has come: removes and returns what was asked, and why. */
export function takeAsked({ state }: Turn, request: number): Asked | undefined {
  return state.requests.take(request);
}

function expect({ state }: Turn, asked: Asked, blocks: boolean): number {
  const number = state.numbers.next();
  state.requests.add(number, asked, blocks);
  return number;
}
