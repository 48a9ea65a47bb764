// Where whoever wants to see what crosses the wire is told of it: a capture file, a pane on the screen, a trace. A network
// has a tap from the start or none at all; without a watcher it costs a look at one field for each object.
//
// What can be seen: the objects of every connection, from the moment on when there is a watcher, in the clear. Of bytes as
// they are on the wire (TLS records, or plain text) only those of connections that began while a watcher wanted bytes:
// node keeps those of a socket with TLS to itself, unless a stream of ours is put in between from the start.

import { type WatcherList, Wire, type WireSource, type WireWatcher } from './wire.ts';

export class WireTap implements WatcherList {
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
