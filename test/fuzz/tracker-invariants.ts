import { nameKey } from '../../commons/model/names.ts';
import type { RoomView } from '../../commons/model/views.ts';
import { ERROR_CODES } from '../../commons/protocol/errors.ts';
import type { JsonObject } from '../../commons/protocol/json-framer.ts';
import { MAX_OBJECT_BYTES } from '../../commons/protocol/limits.ts';
import { readReply } from '../../commons/protocol/replies.ts';
import { fromTracker, isCommand, type OkReply, parseRequest } from '../../commons/protocol/tracker-messages.ts';
import type { Client, TrackerWorld } from '../helpers/tracker-world.ts';

/** One line of text: no controls, nothing that turns the direction, no half characters. */
const PRINTABLE = /^(?:(?![\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]).)+$/u;

function check(isSo: unknown, what: string): asserts isSo {
  if (!isSo) throw new Error(what);
}

/** A session that asks whatever it is told to, and knows what it may expect. */
export class Asking {
  readonly #world: TrackerWorld;
  readonly #client: Client;
  readonly #asked: JsonObject[] = [];
  readonly #revisions = new Map<string, number>();
  #answered = 0;
  #seen = 0;
  /** Who it is, as far as the replies tell. */
  username: string | null = null;

  private constructor(world: TrackerWorld, client: Client) {
    this.#world = world;
    this.#client = client;
  }

  static async start(world: TrackerWorld): Promise<Asking> {
    return new Asking(world, await world.connect());
  }

  get isOpen(): boolean {
    return this.#client.closedBecause === null;
  }

  get waiting(): number {
    return this.#asked.length - this.#answered;
  }

  /** Says it all in one piece. */
  says(...texts: readonly string[]): void {
    // What is too large has no reply of its own.
    const sent = texts.filter((text) => this.isOpen && Buffer.byteLength(text) <= MAX_OBJECT_BYTES);
    this.#asked.push(...sent.map((text) => JSON.parse(text) as JsonObject));
    if (sent.length > 0) this.#client.channel.sendEncoded(sent.join('\n'));
  }

  drops(): void {
    this.#client.channel.destroy('dropped by the test');
  }

  /** Another connection, unless this one is still there. */
  async again(): Promise<Asking> {
    return this.isOpen ? this : Asking.start(this.#world);
  }

  /** Checks what has come since the last time: each reply is to the next request. */
  checkReplies(): void {
    const { received } = this.#client;
    for (; this.#seen < received.length; this.#seen += 1) {
      const object = received[this.#seen] as JsonObject;
      check(fromTracker.safeParse(object).success, `our peer cannot read ${JSON.stringify(object)}`);
      if (object['status'] === 'ROOM_UPDATE') this.#checkNotice(object);
      else if (object['status'] === 'PEER_ONLINE') this.#checkOnline(object);
      else if (object['code'] !== 'SESSION_REPLACED') this.#checkReply(object);
    }
    check(!this.isOpen || this.waiting === 0, `${this.waiting} requests have no reply, and the connection is open`);
  }

  #checkReply(reply: JsonObject): void {
    const request = this.#asked[this.#answered];
    this.#answered += 1;
    const said = JSON.stringify(reply);
    check(request, `nobody asked for ${said}`);
    const { status, code, msg, request_id: id, retry_after } = reply;
    check(status === 'OK' || (status === 'ERROR' && ERROR_CODES.includes(code as 'INTERNAL')), `what is ${said}?`);
    check(code !== 'INTERNAL', `a bug of the tracker: ${JSON.stringify(request)}`);
    check(typeof msg === 'string' && PRINTABLE.test(msg), `that is no line for a person: ${said}`);
    check(retry_after === undefined || Number.isInteger(retry_after), `when is that? ${said}`);
    const asked = request['request_id'];
    const isId = Number.isFinite(asked) || (typeof asked === 'string' && asked.length <= 64);
    check(isId ? id === asked || (id === 0 && asked === 0) : !('request_id' in reply), `whose reply is ${said}?`);
    if (status === 'OK') this.#succeeded(request, reply);
  }

  #succeeded(request: JsonObject, reply: JsonObject): void {
    const { cmd } = request;
    if (cmd === 'REGISTER' || cmd === 'LOGIN') this.username = String(request['username']).normalize('NFC');
    if (cmd === 'LOGOUT') this.username = null;
    if (!isCommand(cmd)) return;
    const parsed = parseRequest(cmd, request);
    if ('problem' in parsed) return;
    const read = readReply(parsed.request, reply as OkReply, this.username ?? '');
    check('data' in read, `our peer takes the answer to ${JSON.stringify(request)} for none: ${JSON.stringify(read)}`);
  }

  /** Only of somebody whom this session has asked to watch. */
  #checkOnline(notice: JsonObject): void {
    const { username } = notice['peer'] as { readonly username: string };
    const watched = this.#asked
      .filter(({ cmd }) => cmd === 'WATCH_PEERS')
      .flatMap(({ peers }) => (Array.isArray(peers) ? peers : []))
      .filter((name) => typeof name === 'string')
      .map(nameKey);
    check(watched.includes(nameKey(username)), `nobody watches ${JSON.stringify(notice)}`);
  }

  #checkNotice({ room }: JsonObject): void {
    if (!room) return;
    const { name, revision } = room as { name: string; revision: number };
    check(revision > (this.#revisions.get(name) ?? 0), `the revision of ${name} did not rise`);
    this.#revisions.set(name, revision);
  }
}

/** Somebody who looks at everything, and does nothing. */
export class Watcher {
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Checks what the tracker tells everybody against the rules, and against what the sessions know. */
  async looks(sessions: readonly Asking[]): Promise<void> {
    for (const session of sessions) session.checkReplies();
    const online = Object.keys((await this.#asks('LIST_PEERS'))['peers'] as object);
    const expected = sessions.flatMap(({ isOpen, username }) => (isOpen && username !== null ? [username] : []));
    const names = [...new Set([...expected, this.#client.username])].sort();
    check(online.sort().join() === names.join(), `online are ${online}, but logged in are ${names}`);
    const rooms = readReply({ cmd: 'LIST_ROOMS' }, (await this.#asks('LIST_ROOMS')) as OkReply, '');
    check('data' in rooms, 'our peer cannot read the list of rooms');
    for (const room of rooms.data.entries) this.#checkRoom(room, online);
  }

  #checkRoom(room: RoomView, online: readonly string[]): void {
    const holders = room.seats.map(({ username }) => username);
    const present = room.seats.filter(({ state }) => state === 'present').map(({ username }) => username);
    const shown = [room.peer_owner, room.peer_one, room.peer_two].flatMap((place) => place?.username ?? []);
    check(holders.length <= 3, `${room.name} has ${holders.length} seats`);
    check(new Set(holders).size === holders.length, `somebody sits in ${room.name} twice: ${holders}`);
    check(holders[0] === room.owner, `the first seat of ${room.name} is not its owner's`);
    check(
      present.every((name) => online.includes(name)),
      `somebody is present in ${room.name} and not online: ${present}`,
    );
    check(shown.sort().join() === present.sort().join(), `${room.name} shows ${shown}, and present are ${present}`);
  }

  async #asks(cmd: string): Promise<JsonObject> {
    this.#client.received.length = 0;
    return this.#client.ask({ cmd });
  }
}
