// A connection that somebody else began: its first byte says whether it is encrypted, and only then is it known who is to
// deal with it. Until the handshake is over its owner hears nothing.

import type { Duplex } from 'node:stream';
import type { Wire } from '../wire/wire.ts';
import type { Connection, ConnectionHandlers } from './connection.ts';
import type { Endpoint } from './endpoint.ts';
import { carriedBy } from './first-byte.ts';
import type { AcceptSecurity, Secured } from './security.ts';
import { StreamConnection, type StreamOptions } from './stream-connection.ts';
import { secureAccepted } from './tls.ts';

export class AcceptedConnection implements Connection {
  readonly #options: StreamOptions;
  readonly #security: AcceptSecurity;
  #carrier: StreamConnection;
  /** The plain stream while the handshake goes on. */
  #underHandshake: Duplex | null = null;
  #handlers: ConnectionHandlers | null = null;
  /** Calls of handlers that are not there yet; null: there are none. */
  #untold: (() => void)[] | null = null;
  /** What was written during the handshake; null: nothing, as nearly always. */
  #unwritten: (string | Uint8Array)[] | null = null;
  #isPaused = false;
  #isClosing = false;
  #reason: string | null = null;

  constructor(stream: Duplex, options: StreamOptions, security: AcceptSecurity) {
    this.#options = options;
    this.#security = security;
    this.#carrier = new StreamConnection(stream, options);
    this.#carrier.start({
      received: (bytes) => {
        if (carriedBy(bytes[0]) === 'tls') return this.#secure(bytes);
        if (!this.#handlers) this.#carrier.pause();
        this.#tell((handlers) => {
          this.#carrier.handOver(handlers);
          handlers.received(bytes);
        });
      },
      closed: (reason) => this.#tell((handlers) => handlers.closed(reason)),
    });
  }

  get remote(): Endpoint {
    return this.#options.remote;
  }

  get local(): Endpoint {
    return this.#carrier.local;
  }

  get secured(): Secured | null {
    return this.#carrier.secured;
  }

  get wire(): Wire | null {
    return this.#options.wire;
  }

  get bufferedBytes(): number {
    const unwritten = this.#unwritten?.reduce((sum, { length }) => sum + length, 0) ?? 0;
    return this.#carrier.bufferedBytes + unwritten;
  }

  get transferredBytes(): number {
    return this.#carrier.transferredBytes;
  }

  start(handlers: ConnectionHandlers): void {
    this.#handlers = handlers;
    if (!this.#untold) return;
    process.nextTick(() => {
      const untold = this.#untold ?? [];
      this.#untold = null;
      for (const tell of untold) tell();
      if (!this.#isPaused && !this.#underHandshake) this.#carrier.resume();
    });
  }

  write(data: string | Uint8Array): void {
    if (!this.#underHandshake) return this.#carrier.write(data);
    this.#unwritten ??= [];
    this.#unwritten.push(data);
  }

  pause(): void {
    this.#isPaused = true;
    if (!this.#underHandshake) this.#carrier.pause();
  }

  resume(): void {
    this.#isPaused = false;
    if (!this.#underHandshake) this.#carrier.resume();
  }

  close(): void {
    if (this.#underHandshake) this.#isClosing = true;
    else this.#carrier.close();
  }

  destroy(reason: string): void {
    this.#reason ??= reason;
    this.#underHandshake?.destroy();
    this.#carrier.destroy(reason);
  }

  #secure(first: Buffer): void {
    const raw = this.#carrier.release(first);
    this.#underHandshake = raw;
    const { wire } = this.#options;
    this.#tell((handlers) => handlers.handshakeBegun?.());
    secureAccepted(raw, wire?.secures(this.#security) ?? this.#security, this.#options.clock).then(
      ({ stream, secured }) => {
        this.#underHandshake = null;
        wire?.secured();
        const local = (): Endpoint => this.#options.local(raw);
        this.#carrier = new StreamConnection(stream, { ...this.#options, secured, local });
        for (const data of this.#unwritten ?? []) this.#carrier.write(data);
        this.#unwritten = null;
        this.#tell((handlers) => {
          this.#carrier.start(handlers);
          if (this.#isPaused) this.#carrier.pause();
          handlers.handshakeDone?.();
        });
        if (this.#reason !== null) this.#carrier.destroy(this.#reason);
        else if (this.#isClosing) this.#carrier.close();
      },
      (error: Error) => {
        this.#underHandshake = null;
        this.#tell((handlers) => handlers.closed(this.#reason ?? error.message));
      },
    );
  }

  #tell(what: (handlers: ConnectionHandlers) => void): void {
    if (this.#handlers && !this.#untold) return what(this.#handlers);
    this.#untold ??= [];
    this.#untold.push(() => this.#handlers && what(this.#handlers));
  }
}
