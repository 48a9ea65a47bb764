// The fair baseline of the tracker: a newline-JSON server on node:net or node:tls that does the same work for the same
// requests. It parses each, keeps users and rooms in Maps, stringifies the same replies and sends the same notices to
// the others in a room. It has no schemas, no limits, no order of names, and writes nothing to disk.

import type { Socket } from 'node:net';
import { eachLine } from './bare.ts';
import { listen } from './listen.ts';

interface Request {
  readonly cmd: string;
  readonly username: string;
  readonly room: string;
  readonly port: number;
  readonly request_id?: number | string;
}

interface Peer {
  readonly username: string;
  readonly address: string;
  readonly port: number;
  readonly connected: boolean;
  readonly last_ping: string;
}

interface Room {
  readonly name: string;
  readonly owner: string;
  seats: string[];
  revision: number;
}

/** Resolves with the port. */
export const startMiniTracker = (isSecure: boolean): Promise<number> => {
  const tracker = new MiniTracker();
  return listen((socket) => tracker.accept(socket), isSecure);
};

class MiniTracker {
  readonly #sessions = new Map<string, MiniSession>();
  readonly #rooms = new Map<string, Room>();
  #revision = Date.UTC(2026, 0, 1);

  accept(socket: Socket): void {
    const session = new MiniSession(socket);
    // What answers one chunk leaves in one write, as with our tracker.
    socket.prependListener('data', () => session.hold());
    eachLine(socket, (line) => {
      const request = JSON.parse(line) as Request;
      session.send(JSON.stringify({ status: 'OK', ...this.#answer(request, session), request_id: request.request_id }));
    });
    socket.on('data', () => session.flush());
  }

  #answer({ cmd, username, room: name, port }: Request, session: MiniSession): object {
    switch (cmd) {
      case 'REGISTER':
        session.peer = { username, address: '127.0.0.1', port, connected: true, last_ping: new Date().toISOString() };
        this.#sessions.set(username, session);
        return { msg: `Welcome, ${username}.` };
      case 'CREATE_ROOM':
        return { msg: `${name} is yours.`, room: this.#view(this.#create(name, session)) };
      case 'JOIN_ROOM': {
        const room = this.#seat(name, (seats) => [...seats, session.username]);
        this.#notify(room, session, `${session.username} joined ${name}.`);
        return { msg: `You are in ${name}.`, room: this.#view(room) };
      }
      case 'LEAVE_ROOM': {
        const room = this.#seat(name, (seats) => seats.filter((seat) => seat !== session.username));
        this.#notify(room, session, `${session.username} left ${name}.`);
        return { msg: `You left ${name}.` };
      }
      case 'LIST_PEERS': {
        const seats = [...this.#room(name).seats].sort();
        const peers = seats.map((seat) => [seat, { ...this.#peer(seat), room: name, rooms: [name] }]);
        return { msg: `${seats.length} peers.`, peers: Object.fromEntries(peers) };
      }
      default:
        throw new Error(`a benchmark sends no ${cmd}`);
    }
  }

  #create(name: string, { username }: MiniSession): Room {
    this.#revision += 1;
    const room = { name, owner: username, seats: [username], revision: this.#revision };
    this.#rooms.set(name, room);
    return room;
  }

  #seat(name: string, change: (seats: readonly string[]) => string[]): Room {
    const room = this.#room(name);
    this.#revision += 1;
    room.seats = change(room.seats);
    room.revision = this.#revision;
    return room;
  }

  #notify(room: Room, by: MiniSession, msg: string): void {
    const notice = JSON.stringify({ status: 'ROOM_UPDATE', msg, room: this.#view(room) });
    for (const seat of room.seats) if (seat !== by.username) this.#sessions.get(seat)?.send(notice);
  }

  #view(room: Room): object {
    const [owner, one = null, two = null] = room.seats.map((seat) => this.#peer(seat));
    return {
      name: room.name,
      peer_owner: owner,
      peer_one: one,
      peer_two: two,
      owner: room.owner,
      revision: room.revision,
      seats: room.seats.map((username) => ({ username, state: 'present' })),
    };
  }

  #room(name: string): Room {
    const room = this.#rooms.get(name);
    if (!room) throw new Error(`a benchmark names no room ${name} that it has not created`);
    return room;
  }

  #peer(username: string): Peer | null {
    return this.#sessions.get(username)?.peer ?? null;
  }
}

class MiniSession {
  peer: Peer | null = null;
  readonly #socket: Socket;
  #pending = '';
  #isHeld = false;
  #isScheduled = false;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  get username(): string {
    return this.peer?.username ?? '';
  }

  /** Nothing leaves until `flush`. */
  hold(): void {
    this.#isHeld = true;
  }

  send(json: string): void {
    this.#pending += `${json}\n`;
    if (this.#isHeld || this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.flush());
  }

  flush(): void {
    this.#isHeld = false;
    this.#isScheduled = false;
    if (this.#pending === '') return;
    const text = this.#pending;
    this.#pending = '';
    this.#socket.write(text);
  }
}
