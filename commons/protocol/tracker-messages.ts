// The requests, replies and notices between a peer and the tracker (protocol 3.2, 3.3 and 4.2). A request that parses
// here has the right shape; the tracker's rules decide whether it is allowed.

import { z } from 'zod';
import { peerView, roomView } from '../model/views.ts';
import { ERROR_CODES } from './errors.ts';
import { MAX_PAGE, MAX_WATCHED } from './limits.ts';
import { list, read, roomNameText, text, usernameText } from './schema.ts';

const requestId = z.union([text(64), z.number()]);
/**
 * A name in any spelling: the tracker finds it by its key, and answers with the registered spelling (protocol 3.12.5).
 */
const anyName = text(256);
const features = list(text(64), 32);
const base = z.object({ request_id: requestId.optional() });

/** `password` is the lower-case hex SHA-256 of the typed password; `address` is the peer's own guess, and ignored. */
const credentials = base.extend({
  username: anyName,
  address: text(255).nullish(),
  port: z.int().min(1).max(65_535),
  features: features.optional(),
});
const passwordDigest = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hex');
const page = base.extend({
  username: anyName.optional(),
  after: anyName.optional(),
  limit: z.int().min(1).max(MAX_PAGE).optional(),
});
const aboutRoom = base.extend({ username: anyName.optional(), room: anyName });

/** 32 bytes in base64url, made from a room's password or invitation: opens a private room (protocol 3.8). */
const roomSecret = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be 32 bytes in base64url');

const bytes32 = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be 32 bytes in base64url');
const salt = z.string().regex(/^[A-Za-z0-9_-]{22,86}$/, 'must be 16 to 64 bytes in base64url');
const cost = z.string().regex(/^\d{1,2}:\d{1,2}:\d{1,2}$/, 'must be log2 N, r and p of scrypt');
const clientNonce = z.string().regex(/^[A-Za-z0-9_-]{22,64}$/, 'must be 16 to 48 bytes in base64url');

/** What the tracker stores of a password (protocol 3.7.8): enough to check a proof, not enough to make one. */
export const verifier = z.object({ salt, cost, stored_key: bytes32, server_key: bytes32 });

/** Every request by its `cmd`. */
export const requestSchemas = {
  SCRAM: base.extend({ cmd: z.literal('SCRAM'), username: anyName, nonce: clientNonce }),
  REGISTER: credentials.extend({
    cmd: z.literal('REGISTER'),
    password: passwordDigest.optional(),
    verifier: verifier.optional(),
  }),
  LOGIN: credentials.extend({
    cmd: z.literal('LOGIN'),
    password: passwordDigest.optional(),
    token: text(128).optional(),
    proof: bytes32.optional(),
  }),
  LIST_PEERS: page.extend({ cmd: z.literal('LIST_PEERS'), room: anyName.optional(), peer: anyName.optional() }),
  LIST_ROOMS: page.extend({ cmd: z.literal('LIST_ROOMS') }),
  CREATE_ROOM: aboutRoom.extend({
    cmd: z.literal('CREATE_ROOM'),
    access: z.enum(['password', 'invite']).optional(),
    secret: roomSecret.optional(),
  }),
  JOIN_ROOM: aboutRoom.extend({ cmd: z.literal('JOIN_ROOM'), secret: roomSecret.optional() }),
  LEAVE_ROOM: aboutRoom.extend({ cmd: z.literal('LEAVE_ROOM') }),
  DELETE_ROOM: aboutRoom.extend({ cmd: z.literal('DELETE_ROOM') }),
  WATCH_PEERS: base.extend({
    cmd: z.literal('WATCH_PEERS'),
    username: anyName.optional(),
    peers: list(usernameText, MAX_WATCHED),
  }),
  PASSWORD: base.extend({ cmd: z.literal('PASSWORD'), username: anyName.optional(), proof: bytes32, verifier }),
  LOGOUT: base.extend({ cmd: z.literal('LOGOUT'), username: anyName.optional() }),
} as const;

export type Command = keyof typeof requestSchemas;
export type RequestOf<C extends Command> = z.infer<(typeof requestSchemas)[C]>;
export type Request = { [C in Command]: RequestOf<C> }[Command];

export function isCommand(text: unknown): text is Command {
  return typeof text === 'string' && Object.hasOwn(requestSchemas, text);
}

/**
 * Whether a request about a room has exactly the fields that p2pchat's peers write, each of them valid. Nearly all
 * have. This check takes a tenth of the time of the schema, which parses all other requests. It accepts nothing that
 * the schema refuses (test/commons/usual-requests.test.ts).
 */
function hasUsualForm(command: Command, object: { readonly [key: string]: unknown }): boolean {
  if (command !== 'JOIN_ROOM' && command !== 'LEAVE_ROOM' && command !== 'LIST_PEERS') return false;
  let fields = 0;
  for (const _field in object) fields += 1;
  const { room, request_id: id } = object;
  return fields === 3 && isTextUpTo(256, room) && (Number.isFinite(id) || isTextUpTo(64, id));
}

function isTextUpTo(max: number, value: unknown): boolean {
  return typeof value === 'string' && value.length <= max;
}

/** The request, or the problem with it in one sentence. `object` comes from JSON.parse. */
export function parseRequest<C extends Command>(
  command: C,
  object: { readonly [key: string]: unknown },
): { request: RequestOf<C> } | { problem: string } {
  if (hasUsualForm(command, object)) return { request: object as RequestOf<C> };
  const parsed = read<Request>(requestSchemas[command], object);
  return 'data' in parsed ? { request: parsed.data as RequestOf<C> } : parsed;
}

const replyBase = z.object({ request_id: requestId.optional(), msg: text(4096).optional() });

/** A reply of success; its fields depend on the request, and `replies` reads them. */
export const okReply = replyBase.extend({
  status: z.literal('OK'),
  features: features.optional(),
  token: text(128).optional(),
  nonce: text(128).optional(),
  salt: salt.optional(),
  cost: cost.optional(),
  signature: bytes32.optional(),
  address: text(255).optional(),
  rooms: z.unknown().optional(),
  peers: z.unknown().optional(),
  room: roomView.optional(),
  next: text(256).optional(),
});

export const errorReply = replyBase.extend({
  status: z.literal('ERROR'),
  code: z.enum(ERROR_CODES).catch('INTERNAL'),
  retry_after: z.number().nonnegative().optional(),
});

/** A notice: a room of the user has changed, or (`room` null) was deleted (protocol 4.2). */
export const roomUpdate = z.object({
  status: z.literal('ROOM_UPDATE'),
  msg: text(4096).optional(),
  room: roomView.nullable(),
  room_name: roomNameText.optional(),
});

/** A notice: a user whom this session watches has logged in (protocol 3.11.3). */
export const peerOnline = z.object({
  status: z.literal('PEER_ONLINE'),
  msg: text(4096).optional(),
  peer: peerView,
});

export const fromTracker = z.discriminatedUnion('status', [okReply, errorReply, roomUpdate, peerOnline]);

export type OkReply = z.infer<typeof okReply>;
export type ErrorReply = z.infer<typeof errorReply>;
export type RoomUpdate = z.infer<typeof roomUpdate>;
export type PeerOnline = z.infer<typeof peerOnline>;
