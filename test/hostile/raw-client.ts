// A bare socket that writes whatever bytes it is told to, and takes notes of what comes back.

import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { JsonObject } from '../../commons/protocol/json-framer.ts';
import { Watch } from './watch.ts';

export interface ConnectOptions {
  /** Another address of this machine to come from. */
  readonly from?: string;
  /** Whether our side stays open when the other one has ended its own. */
  readonly staysHalfOpen?: boolean;
}

export class RawClient {
  readonly socket: Socket;
  readonly localPort: number;
  readonly objects: JsonObject[] = [];
  /** Bytes that were handed to the socket. */
  sent = 0;
  /** Bytes that came back. */
  heard = 0;
  hasHeardTheEnd = false;
  isClosed = false;
  readonly #watch = new Watch();
  #unfinished = '';
  #taken = 0;

  private constructor(socket: Socket) {
    this.socket = socket;
    this.localPort = socket.localPort ?? 0;
    socket.setNoDelay(true);
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => this.#received(text));
    socket.on('end', () => {
      this.hasHeardTheEnd = true;
      this.#watch.look();
    });
    socket.on('drain', () => this.#watch.look());
    socket.on('error', () => {}); // A reset is an end like any other.
    socket.on('close', () => {
      this.isClosed = true;
      this.#watch.look();
    });
  }

  static connect(port: number, { from, staysHalfOpen = false }: ConnectOptions = {}): Promise<RawClient> {
    return new Promise((resolve, reject) => {
      const where = { host: '127.0.0.1', port, allowHalfOpen: staysHalfOpen };
      const socket = connect(from === undefined ? where : { ...where, localAddress: from });
      onTestFinished(() => {
        socket.destroy();
      });
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.removeListener('error', reject);
        resolve(new RawClient(socket));
      });
    });
  }

  /** Bytes as they are, or an object as one line. */
  send(what: string | Buffer | object): void {
    const bytes = typeof what === 'string' || Buffer.isBuffer(what) ? what : `${JSON.stringify(what)}\n`;
    this.sent += Buffer.byteLength(bytes);
    if (!this.isClosed) this.socket.write(bytes);
  }

  /** The next object that was not taken yet. */
  async next(what: string, deadlineMs?: number): Promise<JsonObject> {
    await this.#watch.until(() => this.objects.length > this.#taken || this.isClosed, what, deadlineMs);
    const object = this.objects[this.#taken];
    if (!object) throw new Error(`The connection ended instead of bringing ${what}.`);
    this.#taken += 1;
    return object;
  }

  async ask(what: string | Buffer | object, deadlineMs?: number): Promise<JsonObject> {
    this.send(what);
    const asked = Buffer.isBuffer(what) ? what.toString('latin1') : JSON.stringify(what);
    return this.next(`the reply to ${asked.slice(0, 120)}`, deadlineMs);
  }

  /** Nothing may have come that was not taken. */
  get untaken(): readonly JsonObject[] {
    return this.objects.slice(this.#taken);
  }

  async closed(why: string, deadlineMs?: number): Promise<void> {
    await this.#watch.until(() => this.isClosed, `the connection to be closed: ${why}`, deadlineMs);
  }

  async heardTheEnd(why: string): Promise<void> {
    await this.#watch.until(() => this.hasHeardTheEnd || this.isClosed, `the end to be heard: ${why}`);
  }

  until(isSo: () => boolean, what: string, deadlineMs?: number): Promise<void> {
    return this.#watch.until(isSo, what, deadlineMs);
  }

  /** All that was written has left this process. */
  async drained(deadlineMs?: number): Promise<void> {
    const isDrained = (): boolean => this.socket.writableLength === 0 || this.isClosed;
    await this.#watch.until(isDrained, 'everything that was written to leave', deadlineMs);
  }

  #received(text: string): void {
    this.heard += Buffer.byteLength(text);
    const lines = (this.#unfinished + text).split('\n');
    this.#unfinished = lines.pop() ?? '';
    for (const line of lines) this.objects.push(JSON.parse(line) as JsonObject);
    this.#watch.look();
  }
}
