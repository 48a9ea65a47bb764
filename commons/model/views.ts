// Rooms and peers on the wire (protocol 4.1): written by the tracker, read by peers.

import { z } from 'zod';
import { addressBytes } from '../net/ip-address.ts';
import { fingerprintText, list, roomNameText, text, usernameText } from '../protocol/schema.ts';
import { nameKey } from './names.ts';

/**
 * The address at which the tracker sees a peer is an IP address (protocol 3.1.3). Any other text would be resolved, and
 * the spellings of loopback cannot all be listed: `127.1`, `0x7f.1`, `localhost`, names that resolve to it.
 */
const ipAddress = text(255, 1).refine((address) => addressBytes(address) !== null, { error: 'must be an IP address' });

/** A peer that is connected, as in a ROOM or a LIST_PEERS reply. `last_ping` is ISO 8601. */
export const peerView = z.object({
  username: usernameText,
  address: ipAddress,
  port: z.int().min(1).max(65_535),
  connected: z.boolean(),
  last_ping: text(64).nullable(),
  /** The fingerprint of the user's registered key; a reference peer has none. */
  fingerprint: fingerprintText.optional(),
});

export type PeerView = z.infer<typeof peerView>;

/** A peer in a LIST_PEERS reply: also the room it joined last and all the rooms that it is present in. */
export const listedPeerView = peerView.extend({
  room: roomNameText.nullable().optional(),
  rooms: list(roomNameText, 1024).optional(),
});

export type ListedPeerView = z.infer<typeof listedPeerView>;

export const seatView = z.object({ username: usernameText, state: z.enum(['present', 'away']) });

/**
 * A room. Each of the three peer fields holds a member who is present, or null; `seats` names everyone who has a seat.
 * No other field may hold an object with a `username`: reference peers take each such object for a member.
 */
export const roomView = z
  .object({
    name: roomNameText,
    peer_owner: peerView.nullable(),
    peer_one: peerView.nullable(),
    peer_two: peerView.nullable(),
    owner: usernameText,
    revision: z.int().nonnegative(),
    seats: list(seatView, 3),
    /** A private room: a seat requires the secret of its password, or of an invitation. */
    access: z.enum(['password', 'invite']).optional(),
  })
  .refine(hasSeatForEach, { error: 'must name each member once, and give places to members who are present' });

interface Seating {
  readonly owner: string;
  readonly seats: readonly { readonly username: string; readonly state: string }[];
  readonly peer_owner: PeerView | null;
  readonly peer_one: PeerView | null;
  readonly peer_two: PeerView | null;
}

function hasSeatForEach({ owner, seats, peer_owner, peer_one, peer_two }: Seating): boolean {
  if (peer_owner && peer_owner.username !== owner) return false;
  if (new Set(seats.map(({ username }) => nameKey(username))).size < seats.length) return false;
  const places = [peer_owner, peer_one, peer_two].filter((place) => place !== null).map(({ username }) => username);
  const present = seats.filter(({ state }) => state === 'present').map(({ username }) => username);
  return new Set(places).size === places.length && places.every((username) => present.includes(username));
}

export type Access = 'password' | 'invite';

export type RoomView = z.infer<typeof roomView>;
