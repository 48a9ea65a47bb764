import type { Request } from '../../commons/protocol/tracker-messages.ts';
import type { Problem } from '../problems.ts';
import type { Report } from '../reports.ts';
import type { Cryptography } from './cryptography.ts';
import type { Effect } from './effects.ts';
import type { Timer } from './records/timer.ts';
import type { Asked, PeerState, Purpose } from './state.ts';

/** What a decision may need beside the state: lent by the shell, so that tests decide on time and chance. */
export interface Chance {
  /** Wall-clock ms. */
  now(): number;
  /** Monotonic ms. */
  elapsed(): number;
  /** 0 <= random() < 1. */
  random(): number;
  /** A new id for a message, that no other message has. */
  newId(): string;
  /** A new secret for a room by invitation (`commons/identity/room-proof.ts`). */
  newRoomKey(): string;
}

/** One event being handled: the state, what the shell lends for it, and the effects that have been decided so far. */
export class Turn {
  readonly state: PeerState;
  readonly effects: Effect[] = [];
  readonly cryptography: Cryptography;
  readonly #chance: Chance;

  constructor(state: PeerState, chance: Chance, cryptography: Cryptography) {
    this.state = state;
    this.#chance = chance;
    this.cryptography = cryptography;
  }

  get now(): number {
    return this.#chance.now();
  }

  get elapsed(): number {
    return this.#chance.elapsed();
  }

  random(): number {
    return this.#chance.random();
  }

  newId(): string {
    return this.#chance.newId();
  }

  newRoomKey(): string {
    return this.#chance.newRoomKey();
  }
}

export function report(turn: Turn, what: Report): void {
  turn.effects.push({ type: 'report', report: what });
}

/** `about`: the list that was asked for, which a face may show by itself. */
export function problem(turn: Turn, what: Problem, about?: 'rooms' | 'peers'): void {
  report(turn, { event: 'error', problem: what, ...(about ? { about } : {}) });
}

/** Asks the tracker. With `blocks`, typed lines wait for the reply, because it decides where they go. */
export function ask(turn: Turn, message: Request, purpose: Purpose, blocks = false): void {
  turn.effects.push({ type: 'request', request: keep(turn, { purpose, message }, blocks), message });
}

/** Asks the tracker who and where that is. */
export function lookUp(turn: Turn, username: string): void {
  const isAsked = [...turn.state.requests.values()].some(
    ({ purpose }) => purpose.kind === 'lookUp' && purpose.username === username,
  );
  if (!isAsked) ask(turn, { cmd: 'LIST_PEERS', peer: username }, { kind: 'lookUp', username });
}

/** Something other than the tracker's answer is waited for: its number, with which it comes. Lines wait for it, too. */
export function begin(turn: Turn, purpose: Purpose): number {
  return keep(turn, { purpose, message: null }, true);
}

function keep({ state }: Turn, asked: Asked, blocks: boolean): number {
  state.lastNumber += 1;
  state.requests.set(state.lastNumber, asked);
  if (blocks) state.blockedBy = state.lastNumber;
  return state.lastNumber;
}

/** The answer has come: what was asked, and why. */
export function takeAsked({ state }: Turn, request: number): Asked | undefined {
  const asked = state.requests.get(request);
  state.requests.delete(request);
  if (state.blockedBy === request) state.blockedBy = null;
  return asked;
}

export function setTimer(turn: Turn, timer: Timer, ms: number): void {
  turn.effects.push({ type: 'setTimer', timer, ms });
}

export function cancelTimer(turn: Turn, timer: Timer): void {
  turn.effects.push({ type: 'cancelTimer', timer });
}
