import type { Endpoint } from '../net/endpoint.ts';
import type { Security } from '../net/security.ts';
import type { JsonObject } from '../protocol/json-framer.ts';
import { type Direction, SeenObject } from './seen-object.ts';

/** How a connection is carried, as far as that is known; `unknown`: nothing has arrived yet. */
export type WireSecurity = 'unknown' | 'plaintext' | 'handshake' | 'tls1.3';

/** Called in the order of events. Its exceptions reach the user of the connection. */
export interface WireWatcher {
  /** Whether `opened`, `carried`, `recorded` and `ended` are called for connections that begin from now on. */
  readonly wantsBytes: boolean;
  /** A connection has begun, and its bytes will be reported. */
  opened?(wire: Wire): void;
  /**
   * Bytes as they are on the wire; they are not copied, and must not be changed. Before the objects that they bring.
   */
  carried?(wire: Wire, direction: Direction, bytes: Buffer): void;
  /**
   * A line of the key log (NSS format), in the same turn as the first bytes that it decrypts, perhaps just after them.
   */
  recorded?(wire: Wire, line: Buffer): void;
  /**
   * An object that was written (its bytes follow, with those of others in the same turn of the event loop), or received
   * (its last byte was in the bytes before).
   */
  saw?(wire: Wire, seen: SeenObject): void;
  /**
   * That side sends no more: it closed, or (`isBroken`) the connection was aborted. Called at most once for each side.
   */
  ended?(wire: Wire, direction: Direction, isBroken: boolean): void;
}

/** A connection as the network knows it. */
export interface WireSource {
  readonly isDialled: boolean;
  readonly local: () => Endpoint;
  readonly remote: () => Endpoint;
  /** Bytes that went over the wire so far. */
  readonly counts: () => { readonly sent: number; readonly received: number };
}

/** The source of a wire's watchers. */
export interface WatcherList {
  /** Whether there is a watcher. Read for each object. */
  readonly isWatched: boolean;
  readonly watchers: Iterable<WireWatcher>;
}

/** One connection for watchers. The network reports its events here. */
export class Wire {
  /** Counts up from 1, in the order in which connections began. */
  readonly id: number;
  /** Whether its bytes are reported: a watcher wanted bytes when it began. */
  readonly showsBytes: boolean;
  security: WireSecurity = 'unknown';
  /** The name of the other end: a user, or `tracker`; null: unknown. */
  name: string | null = null;
  readonly #list: WatcherList;
  readonly #source: WireSource;
  #local: Endpoint | null = null;
  #remote: Endpoint | null = null;
  #isSentOver = false;
  #isReceivedOver = false;

  constructor(list: WatcherList, id: number, source: WireSource, showsBytes: boolean) {
    this.#list = list;
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

  /** Bytes on the wire so far, reported or not. Data written just now may not be counted yet. */
  get counts(): { readonly sent: number; readonly received: number } {
    return this.#source.counts();
  }

  /** Neither side sends any more. */
  get isOver(): boolean {
    return this.#isSentOver && this.#isReceivedOver;
  }

  /** For the network. */
  opened(): void {
    for (const watcher of this.#list.watchers) watcher.opened?.(this);
  }

  /** For the network. */
  carried(direction: Direction, bytes: Buffer): void {
    for (const watcher of this.#list.watchers) watcher.carried?.(this, direction, bytes);
  }

  /** For the network: a handshake begins; its keys are reported if its bytes are. */
  secures<Kind extends Security>(security: Kind): Kind {
    this.security = 'handshake';
    if (!this.showsBytes) return security;
    const recordKeys = (line: Buffer): void => {
      security.recordKeys?.(line);
      for (const watcher of this.#list.watchers) watcher.recorded?.(this, line);
    };
    return { ...security, recordKeys };
  }

  /** For the network: from now on data is encrypted. */
  secured(): void {
    this.security = 'tls1.3';
  }

  /** For the network: `written` is JSON text, or the value that was read. */
  saw(direction: Direction, written: string | JsonObject): void {
    if (!this.#list.isWatched) return;
    if (this.security === 'unknown') this.security = 'plaintext';
    const seen = new SeenObject(direction, written);
    for (const watcher of this.#list.watchers) watcher.saw?.(this, seen);
  }

  /** For the network. */
  ended(direction: Direction, isBroken = false): void {
    if (direction === 'sent' ? this.#isSentOver : this.#isReceivedOver) return;
    if (direction === 'sent') this.#isSentOver = true;
    else this.#isReceivedOver = true;
    for (const watcher of this.#list.watchers) watcher.ended?.(this, direction, isBroken);
  }

  /** For the network: a side that has not ended ends now. */
  over(): void {
    this.ended('sent');
    this.ended('received');
  }
}
