/*
 * The other side of a test vector: one end of a TCP connection that says exactly the bytes it is told to, and keeps
 * the bytes it gets. It knows no protocol.
 */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { Watched } from './watched.ts';

/** Far enough apart for two writes to be read one by one on one machine. */
const PACE_MS = 8;

export class RawEnd extends Watched {
  /** All that has arrived. */
  text = '';
  /** `ended` in order or `reset` by the other side; nothing is closed here until the test closes it. */
  state: 'open' | 'ended' | 'reset' = 'open';
  readonly #socket: Socket;

  constructor(socket: Socket) {
    super();
    // With Nagle's algorithm, two writes some milliseconds apart wait for an acknowledgement and leave as one.
    this.#socket = socket.setNoDelay();
    socket.on('data', (bytes: Buffer) => {
      this.text += bytes;
      this.changed();
    });
    socket.on('end', () => this.#becomes('ended'));
    socket.on('error', () => this.#becomes('reset'));
    onTestFinished(() => {
      socket.destroy();
    });
  }

  /** Connects to a port of 127.0.0.1, and writes `hello` if given. */
  static async dial(port: number, hello?: string): Promise<RawEnd> {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    await once(socket, 'connect');
    const end = new RawEnd(socket);
    if (hello) end.write(hello);
    return end;
  }

  write(text: string | Buffer): void {
    this.#socket.write(text);
  }

  /** Writes each text by itself, some milliseconds apart, as one has to with a program that has no framing. */
  async pace(...texts: string[]): Promise<void> {
    for (const text of texts) {
      this.write(text);
      // Between the timer and the immediate the event loop has looked at its sockets, however late it is.
      await new Promise((resolve) => setTimeout(setImmediate, PACE_MS, resolve));
    }
  }

  close(): void {
    this.#socket.end();
  }

  /** Resolves when all that has arrived is exactly `text`; forgets it then. */
  async got(text: string): Promise<void> {
    await this.waitFor((end) => end.text.length >= text.length, `the text ${text}`);
    if (this.text !== text) throw new Error(`got ${this.text} instead of ${text}`);
    this.text = '';
  }

  async became(state: 'ended' | 'reset'): Promise<void> {
    await this.waitFor((end) => end.state === state, `the connection to be ${state}`);
  }

  protected override describe(): string {
    return `(${this.state}, got ${JSON.stringify(this.text)})`;
  }

  #becomes(state: 'ended' | 'reset'): void {
    this.state = state;
    this.changed();
  }
}

/** A listener on a free port of 127.0.0.1 that keeps every connection it was offered. */
export class RawListener extends Watched {
  readonly ends: RawEnd[] = [];
  readonly #server: Server;

  private constructor(server: Server) {
    super();
    this.#server = server;
    server.on('connection', (socket) => {
      this.ends.push(new RawEnd(socket));
      this.changed();
    });
    onTestFinished(() => {
      server.close();
    });
  }

  static async open(): Promise<RawListener> {
    const server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new RawListener(server);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Closes it and returns the port, on which nobody listens any more. */
  async shut(): Promise<number> {
    const { port } = this;
    this.#server.close();
    await once(this.#server, 'close');
    return port;
  }

  /** The first connection, or the one of that index, once it is there. */
  end(index = 0): Promise<RawEnd> {
    return this.waitFor((listener) => listener.ends[index], `connection ${index}`);
  }
}
