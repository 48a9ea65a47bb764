import type { Wire } from '../wire/wire.ts';
import type { ConnectionKind } from './connection-kind.ts';
import type { EndCode } from './end-code.ts';
import type { Endpoint } from './endpoint.ts';
import type { AcceptSecurity, DialSecurity, Secured } from './security.ts';

export interface ConnectionHandlers {
  /** Bytes arrived, in order, cut anywhere. */
  received(bytes: Buffer): void;
  /** The first byte of an accepted connection began a handshake, which has a deadline of its own. */
  handshakeBegun?(): void;
  /** The handshake has succeeded: what it carries is received from now on. */
  handshakeDone?(): void;
  /** Called exactly once, whichever side ended it; nothing is received after it. `reason` is for logs. */
  closed(reason: string, code: EndCode): void;
}

/**
 * The port for bytes both ways. Adapters: TCP, and a pair in memory for tests.
 *
 * The owner must call `start` once; before that nothing is received. `write` never blocks: what is written in one turn
 * of the event loop leaves together, and `bufferedBytes` says how much still waits (at least: a character of text may
 * count as one byte, which is about what it occupies).
 */
export interface Connection {
  readonly remote: Endpoint;
  /** While it is open. */
  readonly local: Endpoint;
  readonly bufferedBytes: number;
  /** Bytes in both directions so far, before encryption. */
  readonly transferredBytes: number;
  /** The result of the handshake; null: plaintext. For an accepted connection it is unknown before bytes arrive. */
  readonly secured: Secured | null;
  /** For watchers: the reader and the writer of objects report them here. */
  readonly wire?: Wire | null;
  start(handlers: ConnectionHandlers): void;
  /**
   * Text leaves as UTF-8. Bytes are not copied, and must not be changed afterwards. What is written in turn leaves in
   * order.
   */
  write(data: string | Uint8Array): void;
  /**
   * Answers to what was received follow after `received` has returned: what was written waits for them, until `flush`.
   */
  awaitAnswers(): void;
  /** All answers are written. What was written leaves at once, or at the end of this turn if it is long. */
  flush(): void;
  /** Stops receiving until `resume`; TCP then slows the sender down. */
  pause(): void;
  resume(): void;
  /** Orderly: written bytes are still sent, bytes under way are still received. */
  close(): void;
  /** At once: unsent bytes are lost. */
  destroy(reason: string, code?: EndCode): void;
}

/** Where to listen. */
export interface ListenEndpoint extends Endpoint {
  /** Further addresses of this machine, with the same port; missing ones are left out. */
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

/** A dial failed; `message` says why, for logs. */
export class DialError extends Error {
  override readonly name = 'DialError';
  /** Whether the other side answered, but with a key that we did not accept. */
  readonly isWrongKey: boolean;
  readonly code: EndCode;

  constructor(message: string, code: EndCode, isWrongKey = false) {
    super(message);
    this.code = code;
    this.isWrongKey = isWrongKey;
  }
}

/** The port to the network as a whole. */
export interface Network {
  /**
   * Rejects with a `ListenError` if the endpoint cannot be listened on. A name stands for all of its addresses. Port 0
   * asks for any free port. The first byte of a connection decides what it carries; one that carries nothing of what
   * `options` allow is destroyed.
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
  /** null: plaintext. */
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
