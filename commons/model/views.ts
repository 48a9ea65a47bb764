// How rooms and peers look on the wire: what the tracker tells, and peers read.

import { z } from 'zod';
import { fingerprintText, list, text } from '../protocol/schema.ts';

const nameText = text(256, 1);

/** A peer that is connected, as in a ROOM or a LIST_PEERS reply. `last_ping` is ISO 8601. */
export const peerView = z.object({
  username: nameText,
  address: text(255, 1),
  port: z.int().min(1).max(65_535),
  connected: z.boolean(),
  last_ping: text(64).nullable(),
  /** The key that is registered for that name; a reference peer has none. */
  fingerprint: fingerprintText.optional(),
});

export type PeerView = z.infer<typeof peerView>;

/** A peer in a LIST_PEERS reply: also the room it joined last and all the rooms that it is present in. */
export const listedPeerView = peerView.extend({
  room: nameText.nullable().optional(),
  rooms: list(nameText, 1024).optional(),
});

export type ListedPeerView = z.infer<typeof listedPeerView>;

export const seatView = z.object({ username: nameText, state: z.enum(['present', 'away']) });

/**
 * A room: the three places hold members who are present, else null; `seats` names everyone who has a seat.
 * No other field may hold an object with a `username`: reference peers take each such object for a member.
 */
export const roomView = z.object({
  name: nameText,
  peer_owner: peerView.nullable(),
  peer_one: peerView.nullable(),
  peer_two: peerView.nullable(),
  owner: nameText,
  revision: z.int().nonnegative(),
  seats: list(seatView, 3),
  /** A room that is not open to everybody: for a seat one needs the secret of its password, or of an invitation. */
  access: z.enum(['password', 'invite']).optional(),
});

export type Access = 'password' | 'invite';

export type RoomView = z.infer<typeof roomView>;
