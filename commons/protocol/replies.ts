// Reads the successful reply to each request; no other file does (protocol 3.3.4). The tracker is not trusted, so a
// reply about another name or room than the requested one is rejected as a whole. A refusal holds only a code, and is
// not read here.

import { parseCost, SCRYPT_COST, workOf } from '../identity/scrypt-cost.ts';
import { compareNames, nameKey } from '../model/names.ts';
import type { ListedPeerView, PeerView, RoomView } from '../model/views.ts';
import { listedPeerView, peerView, roomView } from '../model/views.ts';
import { addressBytes } from '../net/ip-address.ts';
import { MAX_WATCHED } from './limits.ts';
import { list, type Read, read, roomNameText } from './schema.ts';
import type { Command, OkReply, Request, RequestOf } from './tracker-messages.ts';

/** The contents of the replies, by the `cmd` of the request. */
export interface Answers {
  SCRAM: ScramAnswer;
  REGISTER: LoginAnswer;
  LOGIN: LoginAnswer;
  LIST_PEERS: Page<ListedPeerView>;
  LIST_ROOMS: Page<RoomView>;
  CREATE_ROOM: { readonly room: RoomView };
  JOIN_ROOM: { readonly room: RoomView };
  LEAVE_ROOM: null;
  DELETE_ROOM: null;
  WATCH_PEERS: readonly PeerView[];
  /** The tracker's own proof (base64url). */
  PASSWORD: { readonly signature: string };
  LOGOUT: null;
}

export interface ScramAnswer {
  /** This peer's nonce followed by the tracker's. */
  readonly nonce: string;
  readonly salt: string;
  readonly cost: string;
}

export interface LoginAnswer {
  /** The rooms in which the tracker lists this user as present. */
  readonly rooms: readonly string[];
  readonly token: string | undefined;
  /** The tracker's proof, if the login had a proof (base64url). */
  readonly signature: string | undefined;
  /** The address of this peer, as the tracker sees and lists it. */
  readonly address: string | undefined;
  /** The features of the tracker. */
  readonly features: readonly string[];
}

export interface Page<T> {
  readonly entries: readonly T[];
  /** The `after` of the next page; undefined: this was the last one. */
  readonly next: string | undefined;
}

/** An answer with the command of its request. */
export type Answer = { readonly [C in Command]: { readonly cmd: C; readonly answer: Answers[C] } }[Command];

type Reader<C extends Command> = (reply: OkReply, request: RequestOf<C>, username: string) => Read<Answers[C]>;

/** The most entries of one page: more than any tracker sends. */
const MAX_ENTRIES = 10_000;

/** The least that the tracker adds to a nonce: 16 bytes in base64url. */
const MIN_NONCE_ADDED = 22;

const readers: { readonly [C in Command]: Reader<C> } = {
  SCRAM: readChallenge,
  REGISTER: readLogin,
  LOGIN: readLogin,
  LIST_PEERS: readPeers,
  LIST_ROOMS: (reply, { after }) =>
    readPage(read(list(roomView, MAX_ENTRIES), valuesOf(reply.rooms)), ({ name }) => name, after, reply.next),
  CREATE_ROOM: (reply, { room }, username) => readRoom(reply, room, username, true),
  JOIN_ROOM: (reply, { room }, username) => readRoom(reply, room, username, false),
  LEAVE_ROOM: readNothing,
  DELETE_ROOM: readNothing,
  WATCH_PEERS: readWatched,
  PASSWORD: ({ signature }) =>
    signature === undefined ? { problem: 'It has no proof that the tracker knows us.' } : { data: { signature } },
  LOGOUT: () => ({ data: null }),
};

/** The answer in a reply to a request of `username`, or the reason that the reply does not fit. Never throws. */
export function readReply<C extends Command>(
  request: RequestOf<C> & { readonly cmd: C },
  reply: OkReply,
  username: string,
): Read<Answers[C]> {
  const reader: Reader<C> = readers[request.cmd as C];
  return reader(reply, request, username);
}

/** The same for a request of any kind. */
export function readAnyReply(request: Request, reply: OkReply, username: string): Read<Answer> {
  const answer = readReply(request, reply, username);
  return 'data' in answer ? { data: { cmd: request.cmd, answer: answer.data } as Answer } : answer;
}

/**
 * Rejects a lower cost than the default, which would ease guessing the password from the proof, and a much higher one.
 */
function readChallenge({ nonce, salt, cost }: OkReply, asked: RequestOf<'SCRAM'>): Read<ScramAnswer> {
  if (nonce === undefined || salt === undefined || cost === undefined) return { problem: 'It sets no task.' };
  if (!nonce.startsWith(asked.nonce) || nonce.length < asked.nonce.length + MIN_NONCE_ADDED) {
    return { problem: 'It is about another nonce.' };
  }
  const work = parseCost(cost);
  if (!work || workOf(work) < workOf(SCRYPT_COST)) return { problem: 'It asks for too little work, or too much.' };
  return { data: { nonce, salt, cost } };
}

function readLogin({ rooms, token, signature, address, features = [] }: OkReply): Read<LoginAnswer> {
  const names = read(list(roomNameText, MAX_ENTRIES), rooms ?? []);
  if (address !== undefined && !addressBytes(address)) return { problem: 'It says that we are seen at no address.' };
  return 'data' in names ? { data: { rooms: names.data, token, signature, address, features } } : names;
}

function readPeers(reply: OkReply, { peer, room, after }: RequestOf<'LIST_PEERS'>): Read<Page<ListedPeerView>> {
  const isAboutOne = peer !== undefined && room === undefined;
  const page = readPage(
    read(list(listedPeerView, MAX_ENTRIES), valuesOf(reply.peers)),
    ({ username }) => username,
    isAboutOne ? undefined : after,
    reply.next,
  );
  if ('problem' in page || !isAboutOne) return page;
  const [found, ...others] = page.data.entries;
  if (others.length > 0 || page.data.next !== undefined) return { problem: 'It names more than one person.' };
  if (found && nameKey(found.username) !== nameKey(peer)) return { problem: 'It names somebody else.' };
  return page;
}

/** The requested users who are online. */
function readWatched(reply: OkReply, { peers }: RequestOf<'WATCH_PEERS'>): Read<readonly PeerView[]> {
  const entries = read(list(peerView, MAX_WATCHED), valuesOf(reply.peers));
  const page = readPage(entries, ({ username }) => username, undefined, undefined);
  if ('problem' in page) return page;
  const asked = new Set(peers.map(nameKey));
  const isOther = ({ username }: PeerView): boolean => !asked.has(nameKey(username));
  return page.data.entries.some(isOther) ? { problem: 'It names somebody else.' } : { data: page.data.entries };
}

/** Reads one page of a list. Names must ascend from page to page, each once, so that the list ends. */
function readPage<T>(
  entries: Read<T[]>,
  nameOf: (entry: T) => string,
  after: string | undefined,
  next: string | undefined,
): Read<Page<T>> {
  if ('problem' in entries) return entries;
  const names = entries.data.map(nameOf);
  if (new Set(names.map(nameKey)).size < names.length) return { problem: 'It names one of them twice.' };
  if (after !== undefined && names.some((name) => compareNames(name, after) <= 0)) {
    return { problem: 'It goes back to a page before.' };
  }
  // An empty page is the last one, even with `next`.
  if (next !== undefined && names.length > 0 && next !== names.at(-1)) return { problem: 'Its end is not its end.' };
  return { data: { entries: entries.data, next: names.length > 0 ? next : undefined } };
}

function readRoom({ room }: OkReply, asked: string, username: string, isOwn: boolean): Read<{ room: RoomView }> {
  if (!room) return { problem: 'It does not say who is in the room.' };
  if (nameKey(room.name) !== nameKey(asked)) return { problem: 'It is about another room.' };
  if (isOwn && room.owner !== username) return { problem: 'It gives the room to somebody else.' };
  const seat = room.seats.find((each) => each.username === username);
  return seat?.state === 'present' ? { data: { room } } : { problem: 'It gives us no seat.' };
}

function readNothing({ room }: OkReply, { room: asked }: { readonly room: string }): Read<null> {
  return room && nameKey(room.name) !== nameKey(asked) ? { problem: 'It is about another room.' } : { data: null };
}

/** The object's own values, whatever their keys: a user may be called `__proto__`. */
function valuesOf(entries: unknown): unknown[] {
  return typeof entries === 'object' && entries !== null && !Array.isArray(entries) ? Object.values(entries) : [];
}
