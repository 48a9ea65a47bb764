// The only importer of node:net: TCP behind the Connection and Network ports.

import { connect, createServer, type Server, type Socket } from 'node:net';
import { type Clock, systemClock } from '../clock.ts';
import { AcceptedConnection } from './accepted-connection.ts';
import type { Connection, DialOptions, Endpoint, Listener, Network } from './connection.ts';
import { DialError, ListenError } from './connection.ts';
import { formatEndpoint, plainAddress } from './endpoint.ts';
import { StreamConnection, type StreamOptions } from './stream-connection.ts';
import { HandshakeError, secureDialled } from './tls.ts';

/** Probes of the kernel on a silent connection, so that a vanished machine is noticed even when nobody talks. */
const KEEP_ALIVE_MS = 15_000;

/** Longest queue of connections that the kernel accepted and we did not: a burst of peers after a restart. */
const BACKLOG = 4096;

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
    listen: (endpoint, accepted, security = null) =>
      new Promise((resolve, reject) => {
        if (!isPort(endpoint.port)) return reject(new ListenError(`${endpoint.port} is not a port`, false));
        const server = createServer({ noDelay: true }, (socket) => {
          const remote = { address: plainAddress(socket.remoteAddress ?? ''), port: socket.remotePort ?? 0 };
          const options = optionsOf(socket, remote, clock);
          accepted(
            security ? new AcceptedConnection(socket, options, security) : new StreamConnection(socket, options),
          );
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

/** How a socket is to be used, before anything is read from it. */
function optionsOf(socket: Socket, remote: Endpoint, clock: Clock): StreamOptions {
  socket.setNoDelay(true);
  socket.setKeepAlive(true, KEEP_ALIVE_MS);
  const local = (): Endpoint => ({ address: plainAddress(socket.localAddress ?? ''), port: socket.localPort ?? 0 });
  return { clock, remote, local, secured: null, describe };
}

async function dial(endpoint: Endpoint, options: DialOptions, clock: Clock): Promise<Connection> {
  const socket = await reach(endpoint, options, clock);
  const streamOptions = optionsOf(socket, endpoint, clock);
  const { security, signal } = options;
  if (!security) return new StreamConnection(socket, streamOptions);
  const abort = (): void => void socket.destroy();
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const { stream, secured } = await secureDialled(socket, security, endpoint.address, clock);
    return new StreamConnection(stream, { ...streamOptions, secured });
  } catch (error) {
    if (!(error instanceof HandshakeError)) throw error;
    throw new DialError(`${formatEndpoint(endpoint)}: ${error.message}`, error.isWrongKey);
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

function reach(endpoint: Endpoint, { timeoutMs, signal }: DialOptions, clock: Clock): Promise<Socket> {
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
      resolve(socket);
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
    case 'EPROTO':
      return `what came from ${whom} was not what was sent: the connection was tampered with, or is broken`;
    default:
      if (error.code?.startsWith('ERR_SSL')) return `what came from ${whom} could not be decrypted`;
      return `${whom}: ${error.code ?? error.message}`;
  }
}
