// Where whoever wants to see what crosses the wire is told of it: a capture file, a pane on the screen, a trace. A network
// has a tap from the start or none at all; without a watcher it costs a look at one field for each object.
//
// What can be seen: the objects of every connection, from the moment on when there is a watcher, in the clear. Of bytes as
// they are on the wire (TLS records, or plain text) only those of connections that began while a watcher wanted bytes:
// node keeps those of a socket with TLS to itself, unless a stream of ours is put in between from the start.

import type { Endpoint } from './connection.ts';
import type { Direction, SeenObject } from './seen-object.ts';
import { Wire } from './wire.ts';

/** How a connection is carried, as far as that is known; `unknown`: nobody has said anything yet. */
export type WireSecurity = 'unknown' | 'plaintext' | 'handshake' | 'tls1.3';

/** Told in the order in which things happen. What it throws is thrown at whoever uses the connection. */
export interface WireWatcher {
  /** Whether `opened`, `carried`, `recorded` and `ended` are to be told of connections that begin from now on. */
  readonly wantsBytes: boolean;
  /** A connection has begun, and its bytes will be told of. */
  opened?(wire: Wire): void;
  /** Bytes as they are on the wire; they are not copied, and must not be changed. Before the objects that they bring. */
  carried?(wire: Wire, direction: Direction, bytes: Buffer): void;
  /** A line of the key log (NSS format), in the same turn as the first bytes that it decrypts, perhaps just after them. */
  recorded?(wire: Wire, line: Buffer): void;
  /**
   * An object, handed over for sending (the bytes that carry it follow, with those of others in the same turn of the event
   * loop), or received (its last byte was in the bytes before).
   */
  saw?(wire: Wire, seen: SeenObject): void;
  /** That side sends no more: in order, or (`isBroken`) the connection is broken off. Each side is told of once at most. */
  ended?(wire: Wire, direction: Direction, isBroken: boolean): void;
}

/** What the network knows of a connection. */
export interface WireSource {
  readonly isDialled: boolean;
  readonly local: () => Endpoint;
  readonly remote: () => Endpoint;
  /** Bytes that went over the wire so far. */
  readonly counts: () => { readonly sent: number; readonly received: number };
}

export class WireTap {
  readonly #watchers = new Set<WireWatcher>();
  #wires = 0;

  /** Whether anybody is told of objects. Read for each of them. */
  isWatched = false;

  /** `watcher` is told from now on; returns how to tell it no more. */
  watch(watcher: WireWatcher): () => void {
    this.#watchers.add(watcher);
    this.isWatched = true;
    return () => {
      this.#watchers.delete(watcher);
      this.isWatched = this.#watchers.size > 0;
    };
  }

  /** For the network: a connection begins. */
  wireOf(source: WireSource): Wire {
    this.#wires += 1;
    return new Wire(this, this.#wires, source, this.#wantsBytes);
  }

  /** For a wire: those who are to be told of what happens. */
  get watchers(): Iterable<WireWatcher> {
    return this.#watchers;
  }

  get #wantsBytes(): boolean {
    return [...this.#watchers].some(({ wantsBytes }) => wantsBytes);
  }
}
