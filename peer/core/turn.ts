import type { Request } from '../../commons/protocol/tracker-messages.ts';
import type { Report } from '../reports.ts';
import type { Effect } from './effects.ts';
import type { PeerState, Purpose } from './state.ts';

/** One event being handled: the state, what the shell lends for it, and the effects that have been decided so far. */
export interface Turn {
  readonly state: PeerState;
  /** Wall-clock ms. */
  readonly now: number;
  /** Monotonic ms. */
  readonly elapsed: number;
  /** 0 <= random() < 1. */
  random(): number;
  /** A new id for a message, unique for ever. */
  newId(): string;
  readonly effects: Effect[];
}

export function report(turn: Turn, what: Report): void {
  turn.effects.push({ type: 'report', report: what });
}

export function error(turn: Turn, code: string, message: string): void {
  report(turn, { event: 'error', code, message });
}

/** Asks the tracker. With `blocks`, typed lines wait for the reply, because it decides where they go. */
export function ask(turn: Turn, message: Request, purpose: Purpose, blocks = false): void {
  const { state } = turn;
  state.lastNumber += 1;
  const request = state.lastNumber;
  state.requests.set(request, purpose);
  if (blocks) state.blockedBy = request;
  turn.effects.push({ type: 'request', request, message });
}

export function setTimer(turn: Turn, timer: string, ms: number): void {
  turn.effects.push({ type: 'setTimer', timer, ms });
}

export function cancelTimer(turn: Turn, timer: string): void {
  turn.effects.push({ type: 'cancelTimer', timer });
}
