// The only importer of node:net: TCP behind the Connection and Network ports.

import { lookup } from 'node:dns/promises';
import { connect, createServer, isIP, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type Clock, systemClock } from '../clock.ts';
import { TappedStream } from '../wire/tapped-stream.ts';
import type { Wire } from '../wire/wire.ts';
import type { WireTap } from '../wire/wire-tap.ts';
import { AcceptedConnection } from './accepted-connection.ts';
import type { Connection, DialOptions, Listener, Network } from './connection.ts';
import { DialError, ListenError } from './connection.ts';
import type { End } from './end-code.ts';
import { type Endpoint, formatEndpoint } from './endpoint.ts';
import { connectionKinds } from './first-byte.ts';
import { HandshakeError } from './handshake-error.ts';
import { plainAddress } from './ip-address.ts';
import { listenOnAll } from './listen-on-all.ts';
import { StreamConnection, type StreamOptions } from './stream-connection.ts';
import { describe, listenError } from './tcp-errors.ts';
import { secureDialled } from './tls.ts';

/**
 * The kernel probes a silent connection after this time, so that a vanished machine is noticed even without traffic.
 */
const KEEP_ALIVE_MS = 15_000;

/** The most connections that may wait to be accepted: enough for a burst of peers after a restart. */
const BACKLOG = 4096;

class TcpListener implements Listener {
  readonly endpoint: Endpoint;
  readonly endpoints: readonly Endpoint[];
  readonly #server: Server;

  constructor(server: Server, endpoint: Endpoint) {
    this.#server = server;
    this.endpoint = endpoint;
    this.endpoints = [endpoint];
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close();
      resolve();
    });
  }
}

export interface TcpOptions {
  /** Receives the traffic for watchers; null: connections cannot be watched. */
  readonly tap?: WireTap | null;
  /** The address of this machine from which it dials; null: the system chooses. */
  readonly dialsFrom?: string | null;
  /** As in {@link StreamOptions}, for all connections. */
  readonly gathersWrites?: boolean;
}

/** The machine's TCP stack. */
export function tcpNetwork(clock: Clock = systemClock, options: TcpOptions = {}): Network {
  const { tap = null, dialsFrom = null, gathersWrites = false } = options;
  return {
    listen: async (endpoint, accepted, { security = null, kinds = [] } = {}) => {
      const taken = connectionKinds(security, kinds);
      const addresses = [...(await addressesOf(endpoint.address)), ...(endpoint.also ?? [])];
      const isAlone = addresses.length === 1; // Then "::" takes IPv4 as well.
      return listenOnAll(addresses, endpoint.port, (address, port) =>
        listenOn({ address, port }, !isAlone, (socket) => {
          const remote = remoteEnd(socket);
          const wire = tap && wireOf(socket, false, tap);
          const options = { ...optionsOf(socket, remote, clock, wire), gathersWrites };
          accepted(new AcceptedConnection(throughTap(socket, wire), options, taken));
        }),
      );
    },
    dial: async (endpoint, options) => {
      const socket = await reach(endpoint, options, clock, dialsFrom);
      return talkOver(socket, endpoint, { ...options, gathersWrites }, clock, tap && wireOf(socket, true, tap));
    },
  };
}

function listenOn(endpoint: Endpoint, ipv6Only: boolean, accepted: (socket: Socket) => void): Promise<Listener> {
  return new Promise((resolve, reject) => {
    if (!isPort(endpoint.port)) return reject(new ListenError(`${endpoint.port} is not a port`, false));
    const server = createServer({ noDelay: true }, accepted);
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(endpoint, error)));
    server.listen({ host: endpoint.address, port: endpoint.port, backlog: BACKLOG, ipv6Only }, () => {
      server.removeAllListeners('error');
      // Running out of file descriptors fails single accepts; those connections wait in the kernel's queue.
      server.on('error', () => {});
      const bound = server.address();
      const real = typeof bound === 'object' && bound ? { address: bound.address, port: bound.port } : endpoint;
      resolve(new TcpListener(server, real));
    });
  });
}

/** Resolves a name to its addresses, in the order of the system; an IP address resolves to itself. */
async function addressesOf(host: string): Promise<string[]> {
  if (isIP(host) !== 0) return [host];
  const found = await lookup(host, { all: true }).catch(() => []);
  const addresses = new Set(found.map(({ address }) => address));
  if (addresses.size === 0) throw new ListenError(`the name ${host} is not known`, false);
  return [...addresses];
}

/** Sets up a socket, before anything is read from it. Returns the options of its connection. */
function optionsOf(
  socket: Socket,
  remote: Endpoint,
  clock: Clock,
  wire: Wire | null,
): Omit<StreamOptions, 'gathersWrites'> {
  socket.setNoDelay(true);
  socket.setKeepAlive(true, KEEP_ALIVE_MS);
  const local = wire?.showsBytes ? () => localEnd(socket) : endOfSocket;
  return { clock, remote, local, secured: null, wire, describe };
}

/** The local endpoint of a stream that is the socket itself. */
const endOfSocket = (stream: Duplex): Endpoint => localEnd(stream as Socket);

function localEnd(socket: Socket): Endpoint {
  return { address: plainAddress(socket.localAddress ?? ''), port: socket.localPort ?? 0 };
}

function remoteEnd(socket: Socket): Endpoint {
  return { address: plainAddress(socket.remoteAddress ?? ''), port: socket.remotePort ?? 0 };
}

function wireOf(socket: Socket, isDialled: boolean, tap: WireTap): Wire {
  return tap.wireOf({
    isDialled,
    local: () => localEnd(socket),
    remote: () => remoteEnd(socket),
    counts: () => ({ sent: socket.bytesWritten, received: socket.bytesRead }),
  });
}

/** Wraps the socket in a tapped stream if a watcher wants bytes. */
function throughTap(socket: Socket, wire: Wire | null): Duplex {
  return wire?.showsBytes ? new TappedStream(socket, wire) : socket;
}

async function talkOver(
  socket: Socket,
  endpoint: Endpoint,
  { security, signal, gathersWrites }: DialOptions & Pick<StreamOptions, 'gathersWrites'>,
  clock: Clock,
  wire: Wire | null,
): Promise<Connection> {
  const streamOptions = { ...optionsOf(socket, endpoint, clock, wire), gathersWrites };
  const raw = throughTap(socket, wire);
  if (!security) return new StreamConnection(raw, streamOptions);
  const abort = (): void => void socket.destroy();
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const { stream, secured } = await secureDialled(raw, wire?.secures(security) ?? security, endpoint.address, clock);
    wire?.secured();
    return new StreamConnection(stream, { ...streamOptions, secured, local: () => localEnd(socket) });
  } catch (error) {
    if (!(error instanceof HandshakeError)) throw error;
    throw new DialError(`${formatEndpoint(endpoint)}: ${error.message}`, error.code, error.isWrongKey);
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

function reach(
  endpoint: Endpoint,
  { timeoutMs, signal }: DialOptions,
  clock: Clock,
  from: string | null,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    if (!isPort(endpoint.port)) return reject(new DialError(`${endpoint.port} is not a port`, 'refused'));
    const ours = from === null ? {} : { localAddress: from, family: isIP(from) };
    const socket = connect({ host: endpoint.address, port: endpoint.port, ...ours });
    const giveUp = ({ code, text }: End): void => {
      cancelTimeout();
      signal?.removeEventListener('abort', abort);
      socket.destroy();
      reject(new DialError(text, code));
    };
    const abort = (): void => giveUp({ code: 'ours', text: 'the dial was called off' });
    const cancelTimeout = clock.after(timeoutMs, () =>
      giveUp({ code: 'no_answer', text: `no answer from ${formatEndpoint(endpoint)} within ${timeoutMs / 1000} s` }),
    );
    const failed = (error: NodeJS.ErrnoException): void => {
      const isOurs = from !== null && (error.code === 'EADDRNOTAVAIL' || error.code === 'EINVAL');
      giveUp(
        isOurs
          ? { code: 'no_way', text: `${formatEndpoint(endpoint)} cannot be dialled from ${from}` }
          : describe(error, endpoint),
      );
    };
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
