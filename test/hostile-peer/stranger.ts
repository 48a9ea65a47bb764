/*
 * The other side of a hostile test over TCP: says exactly the bytes it is told to, from the address it is told to, and
 * keeps what it gets. It follows no protocol.
 */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { connect as connectEncrypted } from 'node:tls';
import { onTestFinished } from 'vitest';
import type { Identity } from '../../commons/identity/identity.ts';
import type { JsonObject } from '../../commons/protocol/json-framer.ts';
import { PATIENCE_MS } from '../helpers/patience.ts';
import { Watched } from '../reference/watched.ts';

export const LOOPBACK = '127.0.0.1';
/** Also this machine, but not an address at which the tracker sees a peer: a dial from here comes from elsewhere. */
export const ELSEWHERE = '127.0.0.2';

export class Stranger extends Watched {
  readonly socket: Socket;
  /** All that has arrived. */
  received = '';
  isClosed = false;

  constructor(socket: Socket) {
    super();
    this.socket = socket.setNoDelay();
    const closed = (): void => {
      this.isClosed = true;
      this.changed();
    };
    socket.on('data', (bytes) => {
      this.received += bytes;
      this.changed();
    });
    socket.on('end', closed);
    socket.on('close', closed);
    socket.on('error', () => {}); // A connection that is reset is closed, too.
    onTestFinished(() => {
      socket.destroy();
    });
  }

  static async dial(port: number, from = LOOPBACK): Promise<Stranger> {
    const socket = connect({ port, host: LOOPBACK, localAddress: from });
    const stranger = new Stranger(socket);
    await once(socket, 'connect');
    return stranger;
  }

  /** With a key of its own, inside TLS; what it says of itself inside is another matter. */
  static async dialEncrypted(port: number, { key, certificate }: Identity, protocol: string): Promise<Stranger> {
    const shown = { key, cert: certificate, rejectUnauthorized: false, ALPNProtocols: [protocol] };
    const socket = connectEncrypted({ port, host: LOOPBACK, ...shown });
    const stranger = new Stranger(socket);
    await once(socket, 'secureConnect');
    return stranger;
  }

  write(bytes: string | Buffer): void {
    this.socket.write(bytes);
  }

  /** Writes objects, one a line. */
  says(...objects: object[]): void {
    this.write(objects.map((object) => `${JSON.stringify(object)}\n`).join(''));
  }

  /** The objects that have arrived whole. */
  get objects(): JsonObject[] {
    const lines = this.received.split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line) as JsonObject);
  }

  hears(fields: JsonObject, what = JSON.stringify(fields)): Promise<JsonObject> {
    const matches = (object: JsonObject): boolean =>
      Object.entries(fields).every(([key, value]) => object[key] === value);
    return this.waitFor(({ objects }) => objects.find(matches), what, PATIENCE_MS);
  }

  /** Resolves when the other side has ended the connection. */
  async isLeft(deadlineMs = PATIENCE_MS): Promise<void> {
    await this.waitFor((stranger) => stranger.isClosed, 'the other side to end the connection', deadlineMs);
  }

  /** The other side is still there, and listens: it answers PING. */
  async isKept(): Promise<void> {
    const before = this.pongs;
    this.says({ cmd: 'PING' });
    await this.waitFor(({ pongs }) => pongs > before, 'PONG on a connection that should have been kept', PATIENCE_MS);
  }

  get pongs(): number {
    return this.objects.filter((object) => object['cmd'] === 'PONG').length;
  }

  protected override describe(): string {
    return `(${this.isClosed ? 'closed' : 'open'}, got ${JSON.stringify(this.received.slice(-400))})`;
  }
}

/** A listener that accepts every connection and sends nothing by itself. */
export class HostileListener extends Watched {
  port = 0;
  readonly accepted: Stranger[] = [];

  static async open(): Promise<HostileListener> {
    const listener = new HostileListener();
    const server = createServer((socket) => {
      listener.accepted.push(new Stranger(socket));
      listener.changed();
    });
    server.listen(0, LOOPBACK);
    await once(server, 'listening');
    onTestFinished(() => {
      server.close();
    });
    listener.port = (server.address() as AddressInfo).port;
    return listener;
  }

  /** The connection that was accepted as the nth. */
  nth(count: number, deadlineMs = PATIENCE_MS): Promise<Stranger> {
    return this.waitFor(({ accepted }) => accepted[count - 1], `connection number ${count}`, deadlineMs);
  }
}
