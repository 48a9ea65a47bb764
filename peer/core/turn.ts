import type { Chance } from './chance.ts';
import type { Cryptography } from './cryptography.ts';
import type { Effect } from './effects.ts';
import type { PeerState } from './state.ts';

/** One event being handled: the state, the functions that the shell passes in, and the effects decided so far. */
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
