// Reports a program's traffic to watchers: a capture file, a panel on the screen, a trace. A network has a tap from the
// start or none at all; without a watcher it costs a look at one field for each object.
//
// Watchers see the objects of every connection, decrypted, from the moment at which they begin to watch. They see bytes
// as they are on the wire (TLS records, or plaintext) only of connections that began while a watcher wanted bytes: Node
// hides the bytes of a TLS socket, unless a stream of ours is in between from the start.

import { type WatcherList, Wire, type WireSource, type WireWatcher } from './wire.ts';

export class WireTap implements WatcherList {
  readonly #watchers = new Set<WireWatcher>();
  #wires = 0;

  /** Whether there is a watcher. Read for each object. */
  isWatched = false;

  /** Adds a watcher; returns a function that removes it. */
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

  /** For a wire: the watchers of a connection. */
  get watchers(): Iterable<WireWatcher> {
    return this.#watchers;
  }

  get #wantsBytes(): boolean {
    return [...this.#watchers].some(({ wantsBytes }) => wantsBytes);
  }
}
