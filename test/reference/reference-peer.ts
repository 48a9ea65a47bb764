/*
 * A stand-in for the original Python peer, quirks included: what it says, what it mishears and what it forgets.
 * It imports nothing of the project, so that it can witness against it. Each public method is one choice of the
 * original's menu, and like the menu it does one thing at a time.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { PeerSide } from './peer-side.ts';
import { closeSocket, isObject, type JsonObject } from './python-io.ts';
import { Screen } from './screen.ts';
import { TrackerSide } from './tracker-side.ts';
import { Watched } from './watched.ts';

export interface ReferencePeerOptions {
  readonly tracker: { readonly host: string; readonly port: number };
  /** How long it waits for a reply; 5,000 as in the original, shorter where a test is about late replies. */
  readonly replyTimeoutMs?: number;
  /**
   * After its LEAVE: false (the default) closes the connection; true does what the original does on Linux, where
   * its reading thread keeps the closed socket alive until the other side sends once more or closes.
   */
  readonly lingersAfterLeave?: boolean;
}

export interface Received {
  /** The room, or null for a private message. */
  readonly room: string | null;
  /** Who said HELLO on that connection or was dialled; the name inside the message is not looked at. */
  readonly username: string;
  readonly content: string;
}

export interface ReferenceRoom {
  readonly name: string;
  /** All names in the three seats, its own too. */
  readonly members: readonly string[];
}

export class ReferencePeer extends Watched {
  /** The messages it showed: private ones, and those of the room it is in. */
  readonly received: Received[] = [];
  /** What peers sent that could be read and was not shown: unknown commands, LEAVE, messages of other rooms. */
  readonly ignored: JsonObject[] = [];
  /** Every ROOM_UPDATE that could be read, also those that changed nothing. */
  readonly roomUpdates: JsonObject[] = [];
  username: string | null = null;
  room: ReferenceRoom | null = null;
  privateChatWith: string | null = null;

  readonly #screen = new Screen(() => this.changed());
  readonly #trackerSocket: Socket;
  readonly #tracker: TrackerSide;
  readonly #peers: PeerSide;

  private constructor(options: ReferencePeerOptions, trackerSocket: Socket) {
    super();
    this.#trackerSocket = trackerSocket;
    const updateRoom = (update: JsonObject): void => this.#updateRoom(update);
    this.#tracker = new TrackerSide(trackerSocket, this.#screen, updateRoom, options.replyTimeoutMs);
    this.#peers = new PeerSide({
      screen: this.#screen,
      take: (username, message) => this.#take(username, message),
      lingersAfterLeave: options.lingersAfterLeave ?? false,
    });
  }

  /** Connects to the tracker and listens on a free port of 127.0.0.1; rejects if the tracker is not there. */
  static async start(options: ReferencePeerOptions): Promise<ReferencePeer> {
    // Half-open, because its side stays open when the tracker closes: it closes this socket when its program ends.
    const trackerSocket = connect({ ...options.tracker, allowHalfOpen: true });
    await once(trackerSocket, 'connect');
    const peer = new ReferencePeer(options, trackerSocket);
    await peer.#peers.listen();
    return peer;
  }

  /** The address it listens on and claims to the tracker. */
  get address(): string {
    return this.#peers.address;
  }

  get port(): number {
    return this.#peers.port;
  }

  /** The usernames it has a record for, so those it can send to. */
  get connectedTo(): string[] {
    return this.#peers.names;
  }

  /** How many PINGs it has answered. */
  get pings(): number {
    return this.#peers.pings;
  }

  /** False for good once it reads no more from the tracker; the connection may still be open then. */
  get hearsTracker(): boolean {
    return this.#tracker.hears;
  }

  /** What it printed as an error; empty after a conversation with someone who speaks as it needs. */
  get problems(): readonly string[] {
    return this.#screen.problems;
  }

  /** What it printed for information; that a newcomer's data are incomplete is normal. */
  get notices(): readonly string[] {
    return this.#screen.notices;
  }

  register(username: string, typedPassword: string): Promise<JsonObject> {
    return this.#authenticate('REGISTER', username, typedPassword);
  }

  login(username: string, typedPassword: string): Promise<JsonObject> {
    return this.#authenticate('LOGIN', username, typedPassword);
  }

  listPeers(): Promise<JsonObject> {
    return this.#tracker.request({ cmd: 'LIST_PEERS' });
  }

  async listRooms(): Promise<JsonObject> {
    const reply = await this.#tracker.request({ cmd: 'LIST_ROOMS' });
    const rooms = isObject(reply['rooms']) ? Object.values(reply['rooms']).filter(isObject) : [];
    for (const field of rooms.flatMap(Object.values).filter(isObject)) {
      // It counts members by their usernames; where one has none, its program dies.
      if (!('username' in field)) this.#screen.problem('a room has an object without a username');
    }
    return reply;
  }

  /** Creates a room and does not enter it: for that its owner joins like everyone else. */
  createRoom(room: string): Promise<JsonObject> {
    return this.#tracker.request({ cmd: 'CREATE_ROOM', room, username: this.username });
  }

  /** Joins, then dials one after the other everything in the reply that looks like a member; resolves after that. */
  async joinRoom(room: string): Promise<JsonObject> {
    const reply = await this.#tracker.request({ cmd: 'JOIN_ROOM', room, username: this.username });
    const joined = reply['room'];
    if (reply['status'] !== 'OK' || !isObject(joined)) return reply;
    this.room = { name: String(joined['name']), members: seatedIn(joined) };
    this.changed();
    for (const member of Object.values(joined).filter(isObject)) {
      const username = member['username'];
      if (!username || username === this.username) continue;
      if (member['address'] && member['port']) await this.#peers.dial(member, this.username);
      else this.#screen.notice(`the data of ${username} are incomplete`);
    }
    return reply;
  }

  /** Leaves, whatever the tracker answers. */
  async leaveRoom(): Promise<JsonObject> {
    const { name } = this.#currentRoom();
    const reply = await this.#tracker.request({ cmd: 'LEAVE_ROOM', room: name, username: this.username });
    this.#leave();
    return reply;
  }

  /** Asks for any room (the original only as the owner, inside the room), and leaves it if it was the one it is in. */
  async deleteRoom(room: string): Promise<JsonObject> {
    const reply = await this.#tracker.request({ cmd: 'DELETE_ROOM', room, username: this.username });
    if (reply['status'] === 'OK' && this.room?.name === room) this.#leave();
    return reply;
  }

  /** Waits for the answer; then its program ends. */
  async logout(): Promise<JsonObject> {
    const reply = await this.#tracker.request({ cmd: 'LOGOUT', username: this.username });
    await this.stop();
    return reply;
  }

  /** Looks the peer up by LIST_PEERS, dials it and says HELLO; false if that failed, and `problems` says why. */
  async startPrivateChat(username: string): Promise<boolean> {
    const { peers } = await this.listPeers();
    const peer = isObject(peers) ? peers[username] : undefined;
    if (!isObject(peer)) return this.#screen.problem(`${username} is not online`);
    if (!peer['connected'] || !peer['address'] || !peer['port']) {
      return this.#screen.problem(`the data of ${username} are of no use`);
    }
    if (!(await this.#peers.dial(peer, this.username))) return false;
    this.privateChatWith = username;
    this.changed();
    return true;
  }

  endPrivateChat(): void {
    if (this.privateChatWith === null) throw new Error('this reference peer is in no private chat');
    this.#peers.leave(this.privateChatWith, { cmd: 'LEAVE', room: null });
    this.privateChatWith = null;
    this.changed();
  }

  /** Writes a message to each other member of its room; returns the names it could not write to. */
  say(text: string): string[] {
    const { name, members } = this.#currentRoom();
    return members.filter((member) => member !== this.username && !this.#send(name, member, text));
  }

  /** Writes a private message, as inside a private chat; false if there is no record of that name. */
  sayTo(username: string, text: string): boolean {
    return this.#send(null, username, text);
  }

  /** The program ends: everything closes in order, but without LEAVE or LOGOUT. May be called again. */
  stop(): Promise<void> {
    return this.#end(closeSocket);
  }

  /** Drops everything at once: every connection is reset. */
  kill(): Promise<void> {
    return this.#end((socket) => socket.resetAndDestroy());
  }

  protected override describe(): string {
    const { username, room, connectedTo, received, ignored, roomUpdates, problems, notices } = this;
    return JSON.stringify({ username, room, connectedTo, received, ignored, roomUpdates, problems, notices });
  }

  async #authenticate(cmd: string, username: string, typedPassword: string): Promise<JsonObject> {
    const password = createHash('sha256').update(typedPassword).digest('hex');
    const { address, port } = this;
    const reply = await this.#tracker.request({ cmd, username, password, address, port });
    if (reply['status'] === 'OK') this.username = username;
    this.changed();
    return reply;
  }

  #updateRoom(update: JsonObject): void {
    this.roomUpdates.push(update);
    const room = update['room'];
    if (!this.room || !room) return;
    if (!isObject(room)) throw new Error('the room of an update is no object');
    if (room['name'] !== this.room.name) return;
    const before = this.room.members;
    this.room = { name: this.room.name, members: seatedIn(room) };
    for (const member of this.room.members.filter((name) => name !== this.username && !before.includes(name))) {
      // It means to dial, but its model of a room has lost the port by then.
      this.#screen.notice(`the data of ${member} are incomplete`);
    }
  }

  #take(username: string, message: JsonObject): void {
    const room = message['room'] ?? null;
    if (message['cmd'] === 'MESSAGE' && (room === null || room === this.room?.name)) {
      this.received.push({ room: room === null ? null : String(room), username, content: String(message['content']) });
    } else {
      this.ignored.push(message);
    }
    this.changed();
  }

  #send(room: string | null, to: string, content: string): boolean {
    return this.#peers.send(to, { cmd: 'MESSAGE', room, username: this.username, content });
  }

  #leave(): void {
    for (const member of this.#currentRoom().members) this.#peers.leave(member, { cmd: 'LEAVE' });
    this.room = null;
    this.changed();
  }

  #currentRoom(): ReferenceRoom {
    if (!this.room) throw new Error('this reference peer is in no room');
    return this.room;
  }

  async #end(drop: (socket: Socket) => void): Promise<void> {
    this.#screen.turnOff();
    drop(this.#trackerSocket);
    await this.#peers.end(drop);
  }
}

/** The names in the three seats, null ones left out; throws if a seat is neither null nor an object. */
function seatedIn(room: JsonObject): string[] {
  const taken = [room['peer_owner'], room['peer_one'], room['peer_two']].filter(Boolean);
  return taken.map((member) => {
    if (!isObject(member)) throw new Error('a seat is no object');
    return String(member['username']);
  });
}
