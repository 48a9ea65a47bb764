import type { Duplex } from 'node:stream';
import type { Clock } from '../clock.ts';
import type { Wire } from '../wire/wire.ts';
import type { Endpoint } from './endpoint.ts';
import type { Secured } from './security.ts';

/** The origin of a stream, and the watcher of its traffic. */
export interface StreamOrigin {
  readonly clock: Clock;
  readonly remote: Endpoint;
  /**
   * The local endpoint of the stream, while it is open. One function serves all connections, without a closure for
   * each.
   */
  local(stream: Duplex): Endpoint;
  /** What a handshake around the stream has proven; null: there was none. */
  readonly secured: Secured | null;
  /** Receives the traffic for watchers; null: the stream cannot be watched. */
  readonly wire: Wire | null;
}

/** The stream inside a connection, once it is opened: the bytes inside TLS, for example. */
export interface OpenedStream {
  /** Ending or destroying it does the same to the stream around it. */
  readonly stream: Duplex;
  readonly secured: Secured | null;
  /** The kinds that the stream inside may be of; its first byte decides again. */
  readonly kinds: readonly ConnectionKind[];
}

/** A kind of connection that a listener takes: one row of its table (`first-byte.ts`). */
export interface ConnectionKind {
  readonly name: string;
  /** Whether a connection with this first byte is of this kind. */
  startsWith(byte: number): boolean;
  /**
   * Opens the connection: `stream` is paused, with the first byte still to be read. Resolves with the stream inside, or
   * with null if this kind serves the connection by itself: then the listener's owner sees it closed. Rejects with an
   * error whose message is the reason, after destroying `stream`. A kind without `open` leaves the bytes to the owner.
   */
  open?(stream: Duplex, origin: StreamOrigin): Promise<OpenedStream | null>;
}
