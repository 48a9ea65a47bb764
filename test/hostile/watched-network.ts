// TCP as the tracker uses it, with notes of what the tracker has taken from each connection and done to it.

import type { Connection, ConnectionHandlers, Network } from '../../commons/net/connection.ts';
import type { Endpoint } from '../../commons/net/endpoint.ts';
import { UNKNOWN_KIND } from '../../commons/net/first-byte.ts';
import type { Secured } from '../../commons/net/security.ts';
import { Watch } from './watch.ts';

/** An accepted connection as the tracker sees it. */
export class Seen implements Connection {
  readonly remote: Endpoint;
  readonly local: Endpoint;
  readonly #inner: Connection;
  readonly #network: WatchedNetwork;
  /** Bytes that the tracker has taken, with all that follows from them done. */
  taken = 0;
  /** What the tracker did to it, and why. */
  end: string | null = null;
  isOver = false;
  /** The most that ever waited to be sent. */
  mostBuffered = 0;

  constructor(inner: Connection, network: WatchedNetwork) {
    this.#inner = inner;
    this.#network = network;
    this.remote = inner.remote;
    this.local = inner.local;
  }

  get bufferedBytes(): number {
    return this.#inner.bufferedBytes;
  }

  get transferredBytes(): number {
    return this.#inner.transferredBytes;
  }

  get secured(): Secured | null {
    return this.#inner.secured;
  }

  start(handlers: ConnectionHandlers): void {
    this.#inner.start({
      received: (bytes) => {
        try {
          handlers.received(bytes);
        } catch (error) {
          this.#network.thrown.push(error);
        }
        this.taken += bytes.length;
        this.#network.watch.look();
      },
      handshakeBegun: () => handlers.handshakeBegun?.(),
      handshakeDone: () => handlers.handshakeDone?.(),
      closed: (reason, code) => {
        if (reason === UNKNOWN_KIND) this.end ??= `destroyed: ${reason}`; // By the network, not by the tracker.
        handlers.closed(reason, code);
        this.isOver = true;
        this.#network.watch.look();
      },
    });
  }

  write(data: string | Uint8Array): void {
    this.#inner.write(data);
    this.mostBuffered = Math.max(this.mostBuffered, this.#inner.bufferedBytes);
  }

  awaitAnswers(): void {
    this.#inner.awaitAnswers();
  }

  flush(): void {
    this.#inner.flush();
  }

  pause(): void {
    this.#inner.pause();
  }

  resume(): void {
    this.#inner.resume();
  }

  close(): void {
    this.end ??= 'closed';
    this.#inner.close();
  }

  destroy(reason: string): void {
    this.end ??= `destroyed: ${reason}`;
    this.#inner.destroy(reason);
  }
}

export class WatchedNetwork implements Network {
  readonly #inner: Network;
  readonly watch = new Watch();
  /** By the other side's port; a port that is used again shows its newest connection. */
  readonly seen = new Map<number, Seen>();
  readonly all: Seen[] = [];
  /** What came out of the tracker's handlers. In a process of its own it would be the end of it. */
  readonly thrown: unknown[] = [];

  constructor(inner: Network) {
    this.#inner = inner;
  }

  listen(...[endpoint, accepted, options]: Parameters<Network['listen']>): ReturnType<Network['listen']> {
    const watched = (connection: Connection): void => {
      const seen = new Seen(connection, this);
      this.seen.set(connection.remote.port, seen);
      this.all.push(seen);
      accepted(seen);
      this.watch.look();
    };
    return this.#inner.listen(endpoint, watched, options);
  }

  dial(...how: Parameters<Network['dial']>): ReturnType<Network['dial']> {
    return this.#inner.dial(...how);
  }
}
