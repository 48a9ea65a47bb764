// The baseline of the tracker: a bare newline-JSON server on node:net or node:tls. It parses each request, switches on
// its `cmd` and stringifies a reply of the tracker's size and shape, with three peers in a list and in a room. It
// checks nothing, keeps nothing and tells nobody else. One write answers all that came together.

import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { listen } from './listen.ts';

interface EchoRequest {
  readonly cmd: string;
  readonly room?: string;
  readonly request_id?: number;
}

interface Registration extends EchoRequest {
  readonly username: string;
  readonly password: string;
  readonly port: number;
}

const peer = (username: string) => ({
  username,
  address: '127.0.0.1',
  port: 5000,
  connected: true,
  last_ping: '2026-01-01T12:00:00.000Z',
});
const [ana, bob, eva] = [peer('user-0-0'), peer('user-0-1'), peer('user-0-2')];
const seats = [ana, bob, eva].map(({ username }) => ({ username, state: 'present' }));

/** What a tracker has to remember of a peer that is logged in, and of its account. */
interface Kept {
  readonly username: string;
  readonly address: string;
  readonly port: number;
  readonly connectedAt: number;
  readonly lastPing: string;
  readonly tokenHash: string;
}

/** Resolves with the port. */
export const startEcho = (isSecure: boolean): Promise<number> => listen((socket) => echo(socket), isSecure);

/** An echo that remembers each peer that registers: the fair baseline of what a peer costs in memory. */
export function startRememberingEcho(): Promise<number> {
  const accounts = new Map<string, { readonly username: string; readonly digest: string }>();
  const online = new Map<string, Kept>();
  return listen((socket) =>
    echo(socket, ({ username, password: digest, port }) => {
      const tokenHash = createHash('sha256').update(username).digest('base64url');
      const [connectedAt, lastPing] = [Date.now(), new Date().toISOString()];
      accounts.set(username, { username, digest });
      online.set(username, { username, address: '127.0.0.1', port, connectedAt, lastPing, tokenHash });
    }),
  );
}

function echo(socket: Socket, registered?: (request: Registration) => void): void {
  let rest: Buffer | null = null;
  socket.on('data', (chunk: Buffer) => {
    const bytes = rest ? Buffer.concat([rest, chunk]) : chunk;
    let start = 0;
    let replies = '';
    for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
      const request = JSON.parse(bytes.toString('utf8', start, end)) as EchoRequest;
      if (registered && request.cmd === 'REGISTER') registered(request as Registration);
      replies += `${JSON.stringify(replyTo(request))}\n`;
      start = end + 1;
    }
    rest = start < bytes.length ? bytes.subarray(start) : null;
    if (replies !== '') socket.write(replies);
  });
}

function replyTo({ cmd, room = '', request_id }: EchoRequest): object {
  switch (cmd) {
    case 'JOIN_ROOM': {
      const places = { peer_owner: ana, peer_one: bob, peer_two: eva };
      const view = { name: room, ...places, owner: ana.username, revision: 1_767_268_800_000, seats };
      return { status: 'OK', msg: `You are in ${room}.`, room: view, request_id };
    }
    case 'LIST_PEERS': {
      const rooms = [room];
      const peers = {
        [ana.username]: { ...ana, room, rooms },
        [bob.username]: { ...bob, room, rooms },
        [eva.username]: { ...eva, room, rooms },
      };
      return { status: 'OK', msg: '3 peers.', request_id, peers };
    }
    case 'LEAVE_ROOM':
      return { status: 'OK', msg: `You left ${room}.`, request_id };
    default:
      return { status: 'OK', msg: 'Welcome.', request_id };
  }
}
