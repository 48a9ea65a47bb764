// A socket with a tap: all bytes are reported, in order, before they are passed on. Below TLS it is the only way to see
// the bytes on the wire.

import { Duplex } from 'node:stream';
import type { Wire } from './wire.ts';

/** Received bytes that may wait here before the socket is paused. */
const MAX_WAITING_BYTES = 64 * 1024;

type Done = (error?: Error | null) => void;

export class TappedStream extends Duplex {
  readonly #socket: Duplex;
  readonly #wire: Wire;

  constructor(socket: Duplex, wire: Wire) {
    super({ readableHighWaterMark: MAX_WAITING_BYTES, emitClose: true });
    this.#socket = socket;
    this.#wire = wire;
    socket.allowHalfOpen = true; // The owner ends our side after its last write.
    wire.opened();
    socket.on('data', this.#received);
    socket.once('end', () => {
      wire.ended('received');
      this.push(null);
    });
    socket.once('error', (error) => this.destroy(error));
    socket.once('close', () => this.destroy());
    socket.pause();
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: string, done: Done): void {
    this.#wire.carried('sent', chunk);
    this.#socket.write(chunk, done);
  }

  /** Data written while the socket was busy leaves with one system call, as without the tap. */
  override _writev(chunks: readonly { readonly chunk: Buffer }[], done: Done): void {
    const bytes = Buffer.concat(chunks.map(({ chunk }) => chunk));
    this._write(bytes, 'buffer', done);
  }

  override _final(done: Done): void {
    this.#wire.ended('sent');
    this.#socket.end(done);
  }

  override _destroy(error: (Error & { code?: string }) | null, done: Done): void {
    if (error?.code === 'ECONNRESET') this.#wire.ended('received', true);
    this.#wire.over();
    this.#socket.destroy();
    done(error);
  }

  readonly #received = (bytes: Buffer): void => {
    this.#wire.carried('received', bytes);
    if (!this.push(bytes)) this.#socket.pause();
  };
}
