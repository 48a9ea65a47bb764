// A relay of WebSockets as a baseline: the usual way to write a chat with a server. It passes on what it hears to the
// others as it is, and does not look at it.

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { BARE, type BareObject, ended, type Way } from './bare.ts';

/** As much as is used of the package `ws`, which not every machine has. */
interface Socket extends NodeJS.EventEmitter {
  readonly bufferedAmount: number;
  send(text: string | Buffer, options?: { binary: boolean }): void;
  terminate(): void;
}
interface Ws {
  readonly WebSocket: new (url: string, options: object) => Socket;
  readonly WebSocketServer: new (
    options: object,
  ) => NodeJS.EventEmitter & { readonly clients: Set<Socket>; address(): AddressInfo };
}

/** Bytes that wait in a socket, beyond which nothing is added. */
const MAX_BUFFERED = 256 * 1024;

const NAME: string = 'ws';

/** null: the package is not installed. */
async function load(): Promise<Ws | null> {
  return import(NAME).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ERR_MODULE_NOT_FOUND') return null;
    throw error;
  });
}

/** Resolves with the relay's port, or with null where there is no `ws`. */
export async function startRelay(): Promise<number | null> {
  const ws = await load();
  if (!ws) return null;
  const server = new ws.WebSocketServer({ host: BARE, port: 0, perMessageDeflate: false });
  server.on('connection', (from: Socket) => {
    from.on('error', () => {});
    from.on('message', (bytes: Buffer) => {
      for (const to of server.clients) if (to !== from) to.send(bytes, { binary: false });
    });
  });
  await once(server, 'listening');
  return server.address().port;
}

export async function joinRelay(port: number): Promise<Way> {
  const ws = await load();
  if (!ws) throw new Error('there is no ws');
  const socket = new ws.WebSocket(`ws://${BARE}:${port}`, { perMessageDeflate: false });
  await once(socket, 'open');
  const way: Way = {
    send: (object) => {
      socket.send(JSON.stringify(object));
      return socket.bufferedAmount < MAX_BUFFERED;
    },
    drain: async () => {
      while (socket.bufferedAmount >= MAX_BUFFERED) await new Promise(setImmediate);
    },
    heard: () => {},
    isOver: false,
    end() {
      way.isOver = true;
      socket.terminate();
    },
  };
  socket.on('close', () => ended('the relay', way));
  socket.on('message', (bytes: Buffer) => way.heard(JSON.parse(bytes.toString()) as BareObject));
  return way;
}
