// The messages between two peers (protocol 7.2), and between the tracker's sweep and a peer's listener (protocol 6.1).

import { z } from 'zod';
import { MAX_KEY_CHANGES } from '../identity/key-change.ts';
import { isRoomName, isUsername } from '../model/names.ts';
import { MAX_CONTENT_BYTES, SEATS_PER_ROOM } from './limits.ts';
import { fingerprintText, keyChangeText, list, read, roomNameText, text, usernameText } from './schema.ts';

const isTime = (text: string): boolean => !Number.isNaN(Date.parse(text));

const messageId = text(64, 1);

/** The most acknowledgements in one ACK; more are split over several. */
export const MAX_IDS_PER_ACK = 512;

/** The successive keys of a user name, each signed with the previous one; see `commons/identity/key-change`. */
const keyChanges = list(keyChangeText, MAX_KEY_CHANGES);

/** The first message of the side that dialled. Only an extended peer sends `version`, and only it gets an answer. */
const hello = z.object({
  cmd: z.literal('HELLO'),
  username: usernameText,
  version: z.int().min(1).optional(),
  features: list(text(64), 32).optional(),
  /** The sender records the keys of all its connections; the user is warned. */
  keylog: z.boolean().optional(),
  /** `off`: the sender was started without encryption. */
  encryption: z.literal('off').optional(),
  key_changes: keyChanges.optional(),
});

/**
 * A chat message, to a room or (`room` null) to one person. Between extended peers it has an `id` and is acknowledged.
 */
const message = z.object({
  cmd: z.literal('MESSAGE'),
  room: roomNameText.nullish(),
  username: usernameText.optional(),
  content: text(MAX_CONTENT_BYTES),
  id: messageId.optional(),
  /** An invalid time counts as missing. */
  sent_at: text(64).refine(isTime).optional().catch(undefined),
});

/** Messages that were accepted (`id`, further ones in `ids`), or with `code` refused. */
const ack = z.object({
  cmd: z.literal('ACK'),
  id: messageId,
  ids: list(messageId, MAX_IDS_PER_ACK).optional(),
  code: text(64).optional(),
});

/** The sender leaves the room; without `room`, the sender ends this connection. */
const leave = z.object({ cmd: z.literal('LEAVE'), room: roomNameText.nullish() });

/** The members of a room as the tracker reported them to the sender, with the keys of present ones (protocol 7.10). */
const roster = z.object({
  cmd: z.literal('ROSTER'),
  room: roomNameText,
  revision: z.int().nonnegative(),
  members: list(z.object({ username: usernameText, fingerprint: fingerprintText.nullable() }), SEATS_PER_ROOM),
});

/** Proves on this connection that the sender has the room's invitation key (protocol 7.12). */
const prove = z.object({ cmd: z.literal('PROVE'), room: roomNameText, proof: text(43, 43) });

/** An invitation to a room, with the secrets that open it (protocol 7.11.10). */
const invite = z.object({
  cmd: z.literal('INVITE'),
  id: messageId,
  room: roomNameText,
  /** The secret to send to the tracker, if the room is private. */
  secret: text(43, 43).optional(),
  /** The key to prove to the members, if the room is by invitation. */
  key: text(22, 22).optional(),
});

const inviteAnswer = z.object({ cmd: z.literal('INVITE_ANSWER'), id: messageId, accepted: z.boolean() });

/** Statements that other keys follow the sender's (protocol 7.6); also in HELLO. */
const keyChange = z.object({ cmd: z.literal('KEY_CHANGE'), key_changes: keyChanges });

const ping = z.object({ cmd: z.literal('PING') });
const pong = z.object({ cmd: z.literal('PONG') });

export const peerMessageSchemas = {
  HELLO: hello,
  MESSAGE: message,
  ACK: ack,
  LEAVE: leave,
  ROSTER: roster,
  PROVE: prove,
  INVITE: invite,
  INVITE_ANSWER: inviteAnswer,
  KEY_CHANGE: keyChange,
  PING: ping,
  PONG: pong,
};

export type Hello = z.infer<typeof hello>;
export type ChatMessage = z.infer<typeof message>;
export type Ack = z.infer<typeof ack>;
export type Leave = z.infer<typeof leave>;
export type Roster = z.infer<typeof roster>;
export type Prove = z.infer<typeof prove>;
export type Invite = z.infer<typeof invite>;
export type InviteAnswer = z.infer<typeof inviteAnswer>;
export type KeyChanges = z.infer<typeof keyChange>;
export type PeerMessage =
  | Hello
  | ChatMessage
  | Ack
  | Leave
  | Roster
  | Prove
  | Invite
  | InviteAnswer
  | KeyChanges
  | z.infer<typeof ping>
  | z.infer<typeof pong>;

const ISO_TIME = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/**
 * Whether a MESSAGE or ACK has exactly the fields that this program writes. Nearly all have. This check takes a tenth
 * of the time of the schema, which parses all others.
 */
export function isInOurForm(object: { readonly [key: string]: unknown }): object is ChatMessage | Ack {
  let fields = 0; // The object is kept as it is, so it must have no other fields.
  for (const _field in object) fields += 1;
  const { cmd, room, username, content, id, sent_at } = object;
  if (typeof id !== 'string' || id.length === 0 || id.length > 64) return false;
  if (cmd === 'ACK') return fields === 2;
  return (
    cmd === 'MESSAGE' &&
    fields === 6 &&
    (room === null || (typeof room === 'string' && isRoomName(room))) &&
    typeof username === 'string' &&
    isUsername(username) &&
    typeof content === 'string' &&
    content.length <= MAX_CONTENT_BYTES &&
    typeof sent_at === 'string' &&
    ISO_TIME.test(sent_at)
  );
}

export type ParsedPeerMessage = { message: PeerMessage } | { unknown: string } | { problem: string };

/** Parses a peer's object: a message, or an unknown `cmd` (to be ignored), or the problem with it. */
export function parsePeerMessage(object: { readonly [key: string]: unknown }): ParsedPeerMessage {
  if (isInOurForm(object)) return { message: object };
  const cmd = object['cmd'];
  if (typeof cmd !== 'string') return { problem: 'cmd: a message needs a command.' };
  if (!Object.hasOwn(peerMessageSchemas, cmd)) return { unknown: cmd };
  const parsed = read<PeerMessage>(peerMessageSchemas[cmd as keyof typeof peerMessageSchemas], object);
  return 'data' in parsed ? { message: parsed.data } : parsed;
}

/** The version of the peer protocol of this program; a reference peer sends none. */
export const PEER_PROTOCOL_VERSION = 1;

/** The extensions of the reference protocol, announced in HELLO and at login (protocol 7.2.3). */
export const PEER_FEATURES = ['ack-many', 'roster', 'prove', 'invite', 'key-change'] as const;
