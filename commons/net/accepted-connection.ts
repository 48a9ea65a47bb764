// A connection that somebody else began: its first byte decides which kind of connection it is, and so who deals with
// it. Until it is opened (a handshake, for one), its owner receives nothing.

import type { Duplex } from 'node:stream';
import type { Wire } from '../wire/wire.ts';
import type { Connection, ConnectionHandlers } from './connection.ts';
import type { ConnectionKind, OpenedStream } from './connection-kind.ts';
import type { End, EndCode } from './end-code.ts';
import type { Endpoint } from './endpoint.ts';
import { kindOf, UNKNOWN_KIND } from './first-byte.ts';
import { HandshakeError } from './handshake-error.ts';
import type { Secured } from './security.ts';
import { StreamConnection, type StreamOptions } from './stream-connection.ts';

export class AcceptedConnection implements Connection {
  #options: StreamOptions;
  #carrier: StreamConnection;
  /** The stream that is being opened. */
  #opening: Duplex | null = null;
  #handlers: ConnectionHandlers | null = null;
  /** Calls of handlers that are not there yet; null: there are none. */
  #heldCalls: (() => void)[] | null = null;
  /** What was written while the stream was being opened; null: nothing, as nearly always. */
  #unwritten: (string | Uint8Array)[] | null = null;
  #isPaused = false;
  #isClosing = false;
  #end: End | null = null;

  constructor(stream: Duplex, options: StreamOptions, kinds: readonly ConnectionKind[]) {
    this.#options = options;
    this.#carrier = new StreamConnection(stream, options);
    this.#awaitFirstByte(kinds);
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
    if (!this.#heldCalls) return;
    process.nextTick(() => {
      const held = this.#heldCalls ?? [];
      this.#heldCalls = null;
      for (const call of held) call();
      if (!this.#isPaused && !this.#opening) this.#carrier.resume();
    });
  }

  write(data: string | Uint8Array): void {
    if (!this.#opening) return this.#carrier.write(data);
    this.#unwritten ??= [];
    this.#unwritten.push(data);
  }

  awaitAnswers(): void {
    if (!this.#opening) this.#carrier.awaitAnswers();
  }

  flush(): void {
    if (!this.#opening) this.#carrier.flush();
  }

  pause(): void {
    this.#isPaused = true;
    if (!this.#opening) this.#carrier.pause();
  }

  resume(): void {
    this.#isPaused = false;
    if (!this.#opening) this.#carrier.resume();
  }

  close(): void {
    if (this.#opening) this.#isClosing = true;
    else this.#carrier.close();
  }

  destroy(text: string, code: EndCode = 'ours'): void {
    this.#end ??= { code, text };
    this.#opening?.destroy();
    this.#carrier.destroy(text, code);
  }

  #awaitFirstByte(kinds: readonly ConnectionKind[]): void {
    this.#carrier.start({
      received: (bytes) => this.#begin(bytes, kindOf(bytes[0], kinds)),
      closed: (text, code) => this.#call((handlers) => handlers.closed(text, code)),
    });
  }

  #begin(first: Buffer, kind: ConnectionKind | null): void {
    if (!kind) return this.destroy(UNKNOWN_KIND, 'other_protocol');
    if (kind.open) return this.#open(first, kind);
    if (!this.#handlers) this.#carrier.pause();
    this.#call((handlers) => {
      this.#carrier.handOver(handlers);
      handlers.received(first);
    });
  }

  #open(first: Buffer, kind: ConnectionKind): void {
    const stream = this.#carrier.release(first);
    this.#opening = stream;
    this.#call((handlers) => handlers.handshakeBegun?.());
    kind.open?.(stream, this.#options).then(
      (opened) => {
        this.#opening = null;
        if (opened) this.#goOnInside(opened, stream);
        else this.#over({ code: 'ours', text: `it is served as ${kind.name}` });
      },
      (error: Error) => {
        this.#opening = null;
        this.#over({ code: error instanceof HandshakeError ? error.code : 'system', text: error.message });
      },
    );
  }

  #goOnInside({ stream, secured, kinds }: OpenedStream, outer: Duplex): void {
    const options = this.#options;
    this.#options = { ...options, secured, local: () => options.local(outer) };
    this.#carrier = new StreamConnection(stream, this.#options);
    for (const data of this.#unwritten ?? []) this.#carrier.write(data);
    this.#unwritten = null;
    this.#awaitFirstByte(kinds);
    if (this.#isPaused) this.#carrier.pause();
    this.#call((handlers) => handlers.handshakeDone?.());
    if (this.#end !== null) this.#carrier.destroy(this.#end.text, this.#end.code);
    else if (this.#isClosing) this.#carrier.close();
  }

  #over(end: End): void {
    const { text, code } = this.#end ?? end;
    this.#call((handlers) => handlers.closed(text, code));
  }

  /** As soon as there are handlers, after the calls that wait for them already. */
  #call(what: (handlers: ConnectionHandlers) => void): void {
    if (this.#handlers && !this.#heldCalls) return what(this.#handlers);
    this.#heldCalls ??= [];
    this.#heldCalls.push(() => this.#handlers && what(this.#handlers));
  }
}
