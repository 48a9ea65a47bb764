// The baseline of the tracker: a bare newline-JSON server on node:net or node:tls. It parses each request, switches on its `cmd` and
// stringifies a reply of the tracker's size and shape, with three peers in a list and in a room. It checks nothing,
// keeps nothing and tells nobody else. One write answers all that came together.

import type { Socket } from 'node:net';
import { listen } from './listen.ts';

interface EchoRequest {
  readonly cmd: string;
  readonly room?: string;
  readonly request_id?: number;
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

/** Resolves with the port. */
export const startEcho = (isSecure: boolean): Promise<number> => listen(echo, isSecure);

function echo(socket: Socket): void {
  let rest: Buffer | null = null;
  socket.on('data', (chunk: Buffer) => {
    const bytes = rest ? Buffer.concat([rest, chunk]) : chunk;
    let start = 0;
    let replies = '';
    for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
      const request = JSON.parse(bytes.toString('utf8', start, end)) as EchoRequest;
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
