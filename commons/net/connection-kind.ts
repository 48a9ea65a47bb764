import type { Duplex } from 'node:stream';
import type { Clock } from '../clock.ts';
import type { Wire } from '../wire/wire.ts';
import type { Endpoint } from './endpoint.ts';
import type { Secured } from './security.ts';

/** Where a stream comes from, and how it is watched. */
export interface StreamOrigin {
  readonly clock: Clock;
  readonly remote: Endpoint;
  /** Our end of the stream, while it is open. One function serves all connections, so that none needs a closure. */
  local(stream: Duplex): Endpoint;
  /** What a handshake around the stream has proven; null: there was none. */
  readonly secured: Secured | null;
  /** For those who watch; null: nobody can. */
  readonly wire: Wire | null;
}

/** What a connection holds inside, once it is opened. */
export interface OpenedStream {
  /** Ending or destroying it does the same to the stream around it. */
  readonly stream: Duplex;
  readonly secured: Secured | null;
  /** What may follow inside: its first byte decides again. */
  readonly kinds: readonly ConnectionKind[];
}

/** A kind of connection that a listener takes: one row of its table (`first-byte.ts`). */
export interface ConnectionKind {
  readonly name: string;
  /** Whether a connection with this first byte is of this kind. */
  startsWith(byte: number): boolean;
  /**
   * Opens the connection: `stream` is paused, with the first byte still to be read. Resolves with the stream inside, or with
   * null if this kind serves the connection by itself: then the listener's owner sees it closed. Rejects with an error whose
   * message is the reason, after destroying `stream`. A kind without `open` hands the bytes to the owner as they are.
   */
  open?(stream: Duplex, origin: StreamOrigin): Promise<OpenedStream | null>;
}
