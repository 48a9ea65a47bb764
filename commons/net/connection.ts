import type { Wire } from '../wire/wire.ts';
import type { ConnectionKind } from './connection-kind.ts';
import type { Endpoint } from './endpoint.ts';
import type { AcceptSecurity, DialSecurity, Secured } from './security.ts';

export interface ConnectionHandlers {
  /** Bytes arrived, in order, cut anywhere. */
  received(bytes: Buffer): void;
  /** The first byte of an accepted connection began a handshake, which has a deadline of its own. */
  handshakeBegun?(): void;
  /** The handshake has succeeded: what it carries is received from now on. */
  handshakeDone?(): void;
  /** Called exactly once, whoever ended it; nothing is received after it. `reason` is for logs and people. */
  closed(reason: string): void;
}

/**
 * The port for bytes both ways. Adapters: TCP, and a pair in memory for tests.
 *
 * The owner must call `start` once; before that nothing is received. `write` never blocks: what is written in one turn
 * of the event loop leaves together, and `bufferedBytes` says how much still waits (at least: a character of text may count
 * as one byte, which is about what it occupies).
 */
export interface Connection {
  readonly remote: Endpoint;
  /** While it is open. */
  readonly local: Endpoint;
  readonly bufferedBytes: number;
  /** What went through it both ways so far, as far as its owner sees it. */
  readonly transferredBytes: number;
  /** What a handshake has proven; null: nothing is encrypted. Not known of an accepted connection before bytes arrive. */
  readonly secured: Secured | null;
  /** For those who watch what is said: whoever reads objects from the connection or writes some tells it. */
  readonly wire?: Wire | null;
  start(handlers: ConnectionHandlers): void;
  /** Text leaves as UTF-8. Bytes are not copied, and must not be changed afterwards. What is written in turn leaves in order. */
  write(data: string | Uint8Array): void;
  /** Stops receiving until `resume`, so that the sender feels it. */
  pause(): void;
  resume(): void;
  /** Orderly: what was written still leaves, what the other side has under way is still received. */
  close(): void;
  /** At once: what was not sent yet is lost. */
  destroy(reason: string): void;
}

/** Where to listen. */
export interface ListenEndpoint extends Endpoint {
  /** Other addresses of this machine, with the same port; those that it does not have are left out. */
  readonly also?: readonly string[];
}

export interface ListenOptions {
  /** null: no connection can be encrypted. */
  readonly security?: AcceptSecurity | null;
  /** Other kinds of connections that it takes, beside JSON objects. */
  readonly kinds?: readonly ConnectionKind[];
}

export interface Listener {
  /** Where it listens: an address, also where a name was asked for. The first one, if there are several. */
  readonly endpoint: Endpoint;
  /** All of them. */
  readonly endpoints: readonly Endpoint[];
  /** Accepts no more; connections that exist stay. */
  close(): Promise<void>;
}

/** What a dial that came to nothing rejects with; `message` says why in words for a person. */
export class DialError extends Error {
  override readonly name = 'DialError';
  /** Whether somebody was there, but with a key that we did not want. */
  readonly isWrongKey: boolean;

  constructor(message: string, isWrongKey = false) {
    super(message);
    this.isWrongKey = isWrongKey;
  }
}

/** The port to the network as a whole. */
export interface Network {
  /**
   * Rejects with a `ListenError` if the endpoint cannot be had. A name stands for all addresses that it has. Port 0 asks for
   * any free port. The first byte of a connection decides what it carries; one that carries nothing of what `options` allow
   * is destroyed.
   */
  listen(
    endpoint: ListenEndpoint,
    accepted: (connection: Connection) => void,
    options?: ListenOptions,
  ): Promise<Listener>;
  /**
   * Resolves with an open connection, or rejects with a {@link DialError}, at the latest after `timeoutMs`, and as long
   * again as a handshake may take.
   */
  dial(endpoint: Endpoint, options: DialOptions): Promise<Connection>;
}

export interface DialOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** null: in the clear. */
  readonly security?: DialSecurity | null;
}

export class ListenError extends Error {
  override readonly name = 'ListenError';
  readonly isInUse: boolean;
  /** This machine does not have that address, or nothing of its family. */
  readonly isMissing: boolean;

  constructor(message: string, isInUse: boolean, isMissing = false) {
    super(message);
    this.isInUse = isInUse;
    this.isMissing = isMissing;
  }
}
