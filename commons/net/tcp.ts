// The only importer of node:net: TCP behind the Connection and Network ports.

import { connect, createServer, type Server, type Socket } from 'node:net';
import { type Cancel, type Clock, systemClock } from '../clock.ts';
import type { Connection, ConnectionHandlers, DialOptions, Endpoint, Listener, Network } from './connection.ts';
import { DialError, ListenError } from './connection.ts';
import { formatEndpoint, plainAddress } from './endpoint.ts';

/** How long the other side may keep a connection open that we have closed. */
const LINGER_MS = 5_000;

/** Probes of the kernel on a silent connection, so that a vanished machine is noticed even when nobody talks. */
const KEEP_ALIVE_MS = 15_000;

/** Longest queue of connections that the kernel accepted and we did not: a burst of peers after a restart. */
const BACKLOG = 4096;

/** As much text is not held back: what lives that long costs the garbage collector more than a system call. */
const FLUSH_LENGTH = 32 * 1024;

class TcpConnection implements Connection {
  readonly remote: Endpoint;
  readonly #socket: Socket;
  readonly #clock: Clock;
  #pending = '';
  #isReceiving = false;
  #isFlushScheduled = false;
  #isClosing = false;
  #reason: string | null = null;
  #cancelLinger: Cancel | null = null;

  constructor(socket: Socket, clock: Clock, remote: Endpoint) {
    this.#socket = socket;
    this.#clock = clock;
    this.remote = remote;
    socket.setNoDelay(true);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    socket.on('error', (error) => {
      this.#reason ??= describe(error);
    });
  }

  get local(): Endpoint {
    return { address: plainAddress(this.#socket.localAddress ?? ''), port: this.#socket.localPort ?? 0 };
  }

  get bufferedBytes(): number {
    return this.#socket.writableLength + this.#pending.length;
  }

  start(handlers: ConnectionHandlers): void {
    this.#socket.on('data', (bytes) => {
      this.#isReceiving = true;
      handlers.received(bytes);
      this.#isReceiving = false;
      if (this.#pending !== '') this.#flush();
    });
    const closed = (): void => {
      this.#cancelLinger?.();
      handlers.closed(this.#reason ?? 'the other side closed the connection');
    };
    if (this.#socket.closed) process.nextTick(closed);
    else this.#socket.on('close', closed);
  }

  /**
   * What answers bytes that arrived leaves together when they have been dealt with, and what something else brought about
   * at the end of the turn of the event loop: a system call for each would cost more than all else.
   */
  write(text: string): void {
    this.#pending += text;
    if (this.#isReceiving) return;
    if (this.#pending.length >= FLUSH_LENGTH) {
      this.#flush();
    } else if (!this.#isFlushScheduled) {
      this.#isFlushScheduled = true;
      setImmediate(() => {
        this.#isFlushScheduled = false;
        this.#flush();
      });
    }
  }

  #flush(): void {
    const text = this.#pending;
    if (text === '') return;
    this.#pending = '';
    if (this.#socket.writable) this.#socket.write(text, 'utf8');
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  close(): void {
    if (this.#isClosing || this.#socket.destroyed) return;
    this.#isClosing = true;
    this.#flush();
    this.#reason ??= 'we closed the connection';
    this.#socket.end();
    this.#cancelLinger = this.#clock.after(LINGER_MS, () => this.#socket.destroy());
  }

  destroy(reason: string): void {
    this.#reason ??= reason;
    this.#socket.destroy();
  }
}

class TcpListener implements Listener {
  readonly endpoint: Endpoint;
  readonly #server: Server;

  constructor(server: Server, endpoint: Endpoint) {
    this.#server = server;
    this.endpoint = endpoint;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close();
      resolve();
    });
  }
}

/** The machine's TCP stack. */
export function tcpNetwork(clock: Clock = systemClock): Network {
  return {
    listen: (endpoint, accepted) =>
      new Promise((resolve, reject) => {
        if (!isPort(endpoint.port)) return reject(new ListenError(`${endpoint.port} is not a port`, false));
        const server = createServer({ noDelay: true }, (socket) => {
          const remote = { address: plainAddress(socket.remoteAddress ?? ''), port: socket.remotePort ?? 0 };
          accepted(new TcpConnection(socket, clock, remote));
        });
        server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(endpoint, error)));
        server.listen({ host: endpoint.address, port: endpoint.port, backlog: BACKLOG }, () => {
          server.removeAllListeners('error');
          // Running out of file descriptors fails single accepts; those connections wait in the kernel's queue.
          server.on('error', () => {});
          const bound = server.address();
          const port = typeof bound === 'object' && bound ? bound.port : endpoint.port;
          resolve(new TcpListener(server, { address: endpoint.address, port }));
        });
      }),
    dial: (endpoint, options) => dial(endpoint, options, clock),
  };
}

function dial(endpoint: Endpoint, { timeoutMs, signal }: DialOptions, clock: Clock): Promise<Connection> {
  return new Promise((resolve, reject) => {
    if (!isPort(endpoint.port)) return reject(new DialError(`${endpoint.port} is not a port`));
    const socket = connect({ host: endpoint.address, port: endpoint.port });
    const giveUp = (reason: string): void => {
      cancelTimeout();
      signal?.removeEventListener('abort', abort);
      socket.destroy();
      reject(new DialError(reason));
    };
    const abort = (): void => giveUp('the dial was called off');
    const cancelTimeout = clock.after(timeoutMs, () =>
      giveUp(`no answer from ${formatEndpoint(endpoint)} within ${timeoutMs / 1000} s`),
    );
    const failed = (error: Error): void => giveUp(describe(error, endpoint));
    signal?.addEventListener('abort', abort, { once: true });
    socket.once('error', failed);
    if (signal?.aborted) abort();
    socket.once('connect', () => {
      cancelTimeout();
      signal?.removeEventListener('abort', abort);
      socket.removeListener('error', failed);
      resolve(new TcpConnection(socket, clock, endpoint));
    });
  });
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 0 && port <= 65_535;
}

function listenError(endpoint: Endpoint, error: NodeJS.ErrnoException): ListenError {
  const where = formatEndpoint(endpoint);
  if (error.code === 'EADDRINUSE') return new ListenError(`${where} is already in use`, true);
  if (error.code === 'EACCES') return new ListenError(`this user may not listen on ${where}`, false);
  if (error.code === 'EADDRNOTAVAIL') return new ListenError(`this machine has no address ${endpoint.address}`, false);
  return new ListenError(`${where} cannot be listened on (${error.code ?? error.message})`, false);
}

function describe(error: NodeJS.ErrnoException, endpoint?: Endpoint): string {
  const whom = endpoint ? formatEndpoint(endpoint) : 'the other side';
  switch (error.code) {
    case 'ECONNREFUSED':
      return `nobody listens on ${whom}`;
    case 'ECONNRESET':
    case 'EPIPE':
      return `${whom} broke the connection off`;
    case 'ETIMEDOUT':
      return `no answer from ${whom}`;
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `there is no way to ${whom} from this network`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `the name ${endpoint?.address ?? ''} is not known`;
    default:
      return `${whom}: ${error.code ?? error.message}`;
  }
}
