/** A host as dialled or seen (an IP address, or a name when dialling) and a port. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

export interface ConnectionHandlers {
  /** Bytes arrived, in order, cut anywhere. */
  received(bytes: Buffer): void;
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
  start(handlers: ConnectionHandlers): void;
  write(text: string): void;
  /** Stops receiving until `resume`, so that the sender feels it. */
  pause(): void;
  resume(): void;
  /** Orderly: what was written still leaves, what the other side has under way is still received. */
  close(): void;
  /** At once: what was not sent yet is lost. */
  destroy(reason: string): void;
}

export interface Listener {
  readonly endpoint: Endpoint;
  /** Accepts no more; connections that exist stay. */
  close(): Promise<void>;
}

/** What a dial that came to nothing rejects with; `message` says why in words for a person. */
export class DialError extends Error {
  override readonly name = 'DialError';
}

/** The port to the network as a whole. */
export interface Network {
  /** Rejects with a `ListenError` if the endpoint cannot be had. Port 0 asks for any free port. */
  listen(endpoint: Endpoint, accepted: (connection: Connection) => void): Promise<Listener>;
  /** Resolves with an open connection, or rejects with a {@link DialError}, at the latest after `timeoutMs`. */
  dial(endpoint: Endpoint, options: DialOptions): Promise<Connection>;
}

export interface DialOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

export class ListenError extends Error {
  override readonly name = 'ListenError';
  readonly isInUse: boolean;

  constructor(message: string, isInUse: boolean) {
    super(message);
    this.isInUse = isInUse;
  }
}
