import type { JsonObject } from '../protocol/json-framer.ts';
import type { Endpoint } from './connection.ts';
import type { Security } from './security.ts';
import { type Direction, SeenObject } from './seen-object.ts';
import type { WireSecurity, WireSource, WireTap } from './wire-tap.ts';

/** One connection, as those who watch know it. The network says here what happens on it. */
export class Wire {
  /** Counts up from 1, in the order in which connections began. */
  readonly id: number;
  /** Whether its bytes are told of: somebody wanted them when it began. */
  readonly showsBytes: boolean;
  security: WireSecurity = 'unknown';
  /** Who is at the other end, as whoever uses the connection knows: a user, `tracker`; null: not known. */
  name: string | null = null;
  readonly #tap: WireTap;
  readonly #source: WireSource;
  #local: Endpoint | null = null;
  #remote: Endpoint | null = null;
  #isSentOver = false;
  #isReceivedOver = false;

  constructor(tap: WireTap, id: number, source: WireSource, showsBytes: boolean) {
    this.#tap = tap;
    this.id = id;
    this.#source = source;
    this.showsBytes = showsBytes;
  }

  get isDialled(): boolean {
    return this.#source.isDialled;
  }

  /** With its IP address; with none, if it is first asked for when the connection is gone. */
  get local(): Endpoint {
    this.#local ??= this.#source.local();
    return this.#local;
  }

  /** With its IP address; with none, if it is first asked for when the connection is gone. */
  get remote(): Endpoint {
    this.#remote ??= this.#source.remote();
    return this.#remote;
  }

  /** Bytes on the wire so far, whether they are told of or not. What was handed over just now may not be counted yet. */
  get counts(): { readonly sent: number; readonly received: number } {
    return this.#source.counts();
  }

  /** Neither side sends any more. */
  get isOver(): boolean {
    return this.#isSentOver && this.#isReceivedOver;
  }

  /** For the network. */
  opened(): void {
    for (const watcher of this.#tap.watchers) watcher.opened?.(this);
  }

  /** For the network. */
  carried(direction: Direction, bytes: Buffer): void {
    for (const watcher of this.#tap.watchers) watcher.carried?.(this, direction, bytes);
  }

  /** For the network: a handshake begins, whose keys are told of if its bytes are. */
  secures<Kind extends Security>(security: Kind): Kind {
    this.security = 'handshake';
    if (!this.showsBytes) return security;
    const recordKeys = (line: Buffer): void => {
      security.recordKeys?.(line);
      for (const watcher of this.#tap.watchers) watcher.recorded?.(this, line);
    };
    return { ...security, recordKeys };
  }

  /** For the network: what is said from now on is encrypted. */
  secured(): void {
    this.security = 'tls1.3';
  }

  /** For the network: `written` is JSON text, or what was read. */
  saw(direction: Direction, written: string | JsonObject): void {
    if (!this.#tap.isWatched) return;
    if (this.security === 'unknown') this.security = 'plaintext';
    const seen = new SeenObject(direction, written);
    for (const watcher of this.#tap.watchers) watcher.saw?.(this, seen);
  }

  /** For the network. */
  ended(direction: Direction, isBroken = false): void {
    if (direction === 'sent' ? this.#isSentOver : this.#isReceivedOver) return;
    if (direction === 'sent') this.#isSentOver = true;
    else this.#isReceivedOver = true;
    for (const watcher of this.#tap.watchers) watcher.ended?.(this, direction, isBroken);
  }

  /** For the network: whichever side has not ended has now. */
  over(): void {
    this.ended('sent');
    this.ended('received');
  }
}
