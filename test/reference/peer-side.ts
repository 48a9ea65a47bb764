/*
 * The original's connections with other peers: one record per username, made by the newest connection and lost with
 * any of them. A connection without a record is still read, but nothing can be sent on it.
 */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, isIPv6, type Socket } from 'node:net';
import { closeSocket, dumps, FIRST_RECV_BYTES, type JsonObject, loads, RECV_BYTES, recvs } from './python-io.ts';
import type { Screen } from './screen.ts';

interface Link {
  readonly username: string;
  readonly socket: Socket;
  /** `left`: LEAVE was said, but the socket lives on until it is next read; `closed`: nothing more may happen here. */
  state: 'open' | 'left' | 'closed';
}

export interface PeerSideOptions {
  readonly screen: Screen;
  /** Takes what a peer sent, with the name under which the connection was made. */
  readonly take: (username: string, message: JsonObject) => void;
  readonly lingersAfterLeave: boolean;
}

const DIAL_TIMEOUT_MS = 5000;

export class PeerSide {
  readonly address = '127.0.0.1';
  /** Where it listens, once it does. */
  port = 0;
  /** How many PINGs were answered. */
  pings = 0;
  readonly #listener = createServer();
  readonly #options: PeerSideOptions;
  readonly #screen: Screen;
  readonly #sockets = new Set<Socket>();
  readonly #links = new Map<string, Link>();

  constructor(options: PeerSideOptions) {
    this.#options = options;
    this.#screen = options.screen;
    this.#listener.on('connection', (socket) => void this.#greet(this.#adopt(socket)));
  }

  /** Listens on a free port of its address; to be called once, before anything else. */
  async listen(): Promise<void> {
    this.#listener.listen(0, this.address);
    await once(this.#listener, 'listening');
    this.port = (this.#listener.address() as AddressInfo).port;
  }

  /** The usernames there is a record for. */
  get names(): string[] {
    return [...this.#links.keys()];
  }

  /** Dials a peer as the tracker shows it and says HELLO; false if that failed. */
  async dial(peer: JsonObject, from: string | null): Promise<boolean> {
    const username = String(peer['username']);
    // Its sockets are IPv4 only; the resolver reads an IPv4 address in IPv6 clothes as what it is.
    const host = String(peer['address']).replace(/^::ffff:(?=[\d.]+$)/, '');
    // A record counts as a connection, whatever has become of it.
    if (this.#links.has(username)) return true;
    if (isIPv6(host)) return this.#screen.problem(`dialling ${username}: ${host} is no IPv4 address`);
    const socket = this.#adopt(connect({ host, port: Number(peer['port']), family: 4 }));
    try {
      await once(socket, 'connect', { signal: AbortSignal.timeout(DIAL_TIMEOUT_MS) });
    } catch (error) {
      socket.destroy();
      return this.#screen.problem(`dialling ${username}: ${error}`);
    }
    socket.write(dumps({ cmd: 'HELLO', username: from }));
    void this.#receive(this.#record(username, socket), recvs(socket, RECV_BYTES));
    return true;
  }

  /** Writes one object to the peer of that name; false if there is no record of it. */
  send(username: string, message: JsonObject): boolean {
    const link = this.#links.get(username);
    if (!link) return this.#screen.problem(`no connection to ${username}`);
    if (!link.socket.writable) {
      this.#forget(link);
      return this.#screen.problem(`the connection to ${username} was lost`);
    }
    link.socket.write(dumps(message));
    return true;
  }

  /** Writes a LEAVE where there is a record, deletes it and reads no more there (lingering: one more piece). */
  leave(username: string, leave: JsonObject): void {
    const link = this.#links.get(username);
    if (!link) return;
    link.socket.write(dumps(leave));
    if (this.#options.lingersAfterLeave) {
      link.state = 'left';
      this.#links.delete(username);
    } else {
      this.#forget(link);
    }
  }

  /** Stops listening and drops every connection, those without a record too. */
  async end(drop: (socket: Socket) => void): Promise<void> {
    const isClosing = this.#listener.listening;
    if (isClosing) this.#listener.close();
    this.#links.clear();
    for (const socket of this.#sockets) drop(socket);
    if (isClosing) await once(this.#listener, 'close');
  }

  async #greet(socket: Socket): Promise<void> {
    const pieces = recvs(socket, FIRST_RECV_BYTES);
    try {
      const { value } = await pieces.next();
      const message = loads(value ?? Buffer.alloc(0));
      if (message['cmd'] === 'HELLO') {
        return this.#receive(this.#record(String(message['username']), socket), pieces);
      }
      if (message['cmd'] !== 'PING') throw new Error(`began with ${message['cmd']}`);
      this.pings += 1;
      socket.write(dumps({ cmd: 'PONG' }));
      this.#screen.changed();
    } catch (error) {
      this.#screen.problem(`an accepted connection: ${error}`);
    }
    await pieces.return();
    closeSocket(socket);
  }

  async #receive(link: Link, pieces: AsyncGenerator<Buffer>): Promise<void> {
    try {
      for await (const piece of pieces) {
        if (piece.length === 0) break;
        const message = loads(piece);
        this.#options.take(link.username, message);
        if (message['cmd'] === 'LEAVE') break;
        if (link.state === 'left') throw new Error('the socket was closed when it left');
      }
    } catch (error) {
      if (link.state !== 'closed') this.#screen.problem(`reading from ${link.username}: ${error}`);
    }
    if (link.state !== 'closed') this.#forget(link);
  }

  #record(username: string, socket: Socket): Link {
    const link: Link = { username, socket, state: 'open' };
    this.#links.set(username, link);
    this.#screen.notice(`connected to ${username}`);
    return link;
  }

  /** Closes a connection and deletes the record of that name, even if a newer connection has made it. */
  #forget(link: Link): void {
    link.state = 'closed';
    closeSocket(link.socket);
    this.#links.delete(link.username);
    this.#screen.notice(`disconnected from ${link.username}`);
  }

  /** Keeps a socket for `end`; its reader sees its errors. */
  #adopt(socket: Socket): Socket {
    this.#sockets.add(socket);
    return socket.on('error', () => {}).on('close', () => this.#sockets.delete(socket));
  }
}
