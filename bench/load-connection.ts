// One connection of the load generator, as cheap as it can be: it writes bytes that were made before, and of what
// arrives it looks for the newlines and at one byte a line.

import { connect, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectSecurely } from 'node:tls';
import type { Cycle } from './requests.ts';

/** Every line begins with `{"status":"` and one of OK, ROOM_UPDATE and ERROR. */
const STATUS_AT = '{"status":"'.length;
const OK = 'O'.charCodeAt(0);
const ROOM_UPDATE = 'R'.charCodeAt(0);
const NEWLINE = 10;

/** What arrives is looked at before the next read, so that all connections share one buffer. */
const shared = Buffer.allocUnsafe(256 * 1024);

export interface Address {
  readonly port: number;
  /** Where to connect from, when one address has not enough ports. A free port is hard to find among many: name one. */
  readonly from?: { readonly localAddress: string; readonly localPort: number } | undefined;
  /** null: in plaintext. */
  readonly tls?: ConnectionOptions | null;
}

export class LoadConnection {
  /** How many requests of the cycle were sent, and how many notices came. */
  sent = 0;
  pushes = 0;
  /** Called with how many replies came together. */
  heard: (replies: number) => void = () => {};
  readonly #socket: Socket;
  readonly #failed: (error: Error) => void;
  #cycle: Cycle = { length: 1, bytes: Buffer.alloc(0), starts: [0] };
  /** Where the line that is being read began, from the beginning of the chunk; negative: in one before. */
  #lineStart = 0;
  #status = 0;

  private constructor(socket: Socket, failed: (error: Error) => void) {
    this.#socket = socket;
    this.#failed = failed;
  }

  /** `failed` is told of anything but replies of success and notices. */
  static open({ port, from, tls = null }: Address, failed: (error: Error) => void): Promise<LoadConnection> {
    return new Promise((resolve, reject) => {
      const received = (bytes: number): boolean => {
        connection.#received(shared.subarray(0, bytes));
        return true;
      };
      const onread = { buffer: shared, callback: received };
      const where = { host: '127.0.0.1', port, ...from, noDelay: true, onread };
      const socket: Socket = tls ? connectSecurely({ ...where, ...tls }) : connect(where);
      const connection = new LoadConnection(socket, failed);
      socket.once(tls ? 'secureConnect' : 'connect', () => resolve(connection));
      socket.on('error', (error) => {
        reject(error);
        failed(error);
      });
      socket.on('close', () => failed(new Error('the server closed a connection')));
    });
  }

  /** Sends one request that is not of the cycle. Resolves with its reply. */
  ask(request: string): Promise<void> {
    return new Promise((resolve) => {
      this.heard = () => resolve();
      this.#socket.write(request);
    });
  }

  repeat(cycle: Cycle): void {
    this.#cycle = cycle;
  }

  /** Sends the next `count` requests of the cycle, in one write. */
  send(count: number): void {
    const { length, bytes, starts } = this.#cycle;
    const next = this.sent % length;
    this.#socket.write(bytes.subarray(starts[next], starts[next + count]));
    this.sent += count;
  }

  #received(chunk: Buffer): void {
    let replies = 0;
    while (true) {
      const end = chunk.indexOf(NEWLINE, Math.max(0, this.#lineStart));
      const statusAt = this.#lineStart + STATUS_AT;
      if (statusAt >= 0 && statusAt < chunk.length) this.#status = chunk[statusAt] ?? 0;
      if (end === -1) break;
      if (this.#status === OK) replies += 1;
      else if (this.#status === ROOM_UPDATE) this.pushes += 1;
      else this.#failed(new Error(`refused: ${chunk.toString('utf8', Math.max(0, this.#lineStart), end)}`));
      this.#lineStart = end + 1;
    }
    this.#lineStart -= chunk.length;
    if (replies > 0) this.heard(replies);
  }
}
