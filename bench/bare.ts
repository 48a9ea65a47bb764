// The baseline: a pair of sockets, of node:net or of node:tls, that write and parse the same objects, one write a
// message, and do nothing else: no names, no acknowledgements, no order to keep beyond TCP's.

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import { clientTls } from './secure.ts';

export const BARE = '127.0.0.1';

/** How the measuring side wants a message to be answered. */
export const ECHO = 'echo';
export const LAST = 'last';

export interface BareObject {
  readonly room: string | null;
}

/** A way for objects to the other side and back: what a baseline has of its own. */
export interface Way {
  /** False: it is to be asked to `drain` before more is sent. */
  send(object: BareObject): boolean;
  drain(): Promise<unknown>;
  /** Set by the benchmark that uses it. */
  heard: (object: BareObject) => void;
  /** Whether we have ended it. */
  isOver: boolean;
  end(): void;
}

/** Calls `heard` for each line. */
export function eachLine(socket: Socket, heard: (line: string) => void): void {
  let rest: Buffer | null = null;
  socket.on('data', (chunk: Buffer) => {
    const bytes = rest ? Buffer.concat([rest, chunk]) : chunk;
    let start = 0;
    for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
      heard(bytes.toString('utf8', start, end));
      start = end + 1;
    }
    rest = start < bytes.length ? bytes.subarray(start) : null;
  });
}

/** An object a line. */
export function bareWay(socket: Socket): Way {
  const way = wayOver(socket, (json) => `${json}\n`);
  eachLine(socket, (line) => way.heard(JSON.parse(line) as BareObject));
  return way;
}

/**
 * What is sent over the socket, each object `written` as the other side reads it; what is heard is up to the caller.
 */
export function wayOver(socket: Socket, written: (json: string) => string): Way {
  const way: Way = {
    send: (object) => socket.write(written(JSON.stringify(object))),
    drain: () => once(socket, 'drain'),
    heard: () => {},
    isOver: false,
    end() {
      way.isOver = true;
      socket.destroy();
    },
  };
  return way;
}

/** Resolves with a socket of node:net or (`isSecure`) node:tls that is connected to `port` of this machine. */
export async function dialSocket(port: number, isSecure: boolean): Promise<Socket> {
  const where = { host: BARE, port, noDelay: true };
  const socket = isSecure ? connectSecurely({ ...where, ...clientTls() }) : connect(where);
  await once(socket, isSecure ? 'secureConnect' : 'connect');
  return socket;
}

export async function dialBare(port: number, isSecure: boolean): Promise<Way> {
  return bareWay(await dialSocket(port, isSecure));
}

/** A way has come to its end: what is measured on it would never come, unless it was we who ended it. */
export function ended(whose: string, way: Way): void {
  if (!way.isOver) throw new Error(`${whose} ended a connection`);
}

/** The other side of a pair: answers what asks for an answer. */
export function answer(way: Way): void {
  way.heard = (object) => {
    if (object.room === ECHO || object.room === LAST) way.send(object);
  };
}
