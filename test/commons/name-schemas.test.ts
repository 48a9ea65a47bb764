// S2: every name that comes from the tracker or from a peer is a valid name, in the one spelling that there is of it.

import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isRoomName, isUsername } from '../../commons/model/names.ts';
import { listedPeerView, roomView } from '../../commons/model/views.ts';
import { parsePeerMessage, peerMessageSchemas } from '../../commons/protocol/peer-messages.ts';
import { fromTracker } from '../../commons/protocol/tracker-messages.ts';

const NO_USERNAMES = [
  'ana\u200b', // zero width space
  'a\u00adna', // soft hyphen
  'ana\u202e', // right-to-left override
  'ana\u{e0061}', // tag
  'a\u0000na',
  'an\u0061\u0301', // a with a mark: not the normal form
  'ana\ufe0f', // variation selector
  'ana\u3164', // Hangul filler
  '\u2800', // Braille blank
  'ana bob',
  ' ana',
  'ana\u0430', // Cyrillic among Latin
  'ＡＮＡ',
  '',
  '...',
  'x'.repeat(33),
  'x'.repeat(100_000),
];
const NO_ROOM_NAMES = [
  'dev\u200b',
  'd\u00adev',
  ' dev',
  'a  b',
  'd\u202eev',
  'dev\n',
  'e\u0301',
  '\u2800',
  '',
  'x'.repeat(49),
];

/** Fields whose text is a name, and whose. */
const NAMES: Readonly<Record<string, 'user' | 'room'>> = {
  username: 'user',
  owner: 'user',
  room: 'room',
  rooms: 'room',
  name: 'room',
  room_name: 'room',
};

/** Fields whose text is none. `next` is compared with the names of its page, in `replies`. */
const OTHERS = new Set(
  (
    'address last_ping state access fingerprint cmd status msg code token next request_id features ' +
    'encryption content id ids sent_at proof secret key nonce salt cost signature key_changes'
  ).split(' '),
);

/** Each text in the schema, with the field that it stands in. */
function* textsIn(schema: z.core.$ZodType, field: string): Generator<{ field: string; schema: z.core.$ZodType }> {
  if (schema instanceof z.ZodObject) {
    for (const [key, value] of Object.entries(schema.shape)) yield* textsIn(value as z.core.$ZodType, key);
  } else if (schema instanceof z.ZodArray) yield* textsIn(schema.element, field);
  else if (schema instanceof z.ZodUnion) for (const option of schema.options) yield* textsIn(option, field);
  else if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodCatch) {
    yield* textsIn(schema.unwrap() as z.core.$ZodType, field);
  } else if (schema instanceof z.ZodString) yield { field, schema };
}

const SCHEMAS = [fromTracker, roomView, listedPeerView, ...Object.values(peerMessageSchemas)];
const TEXTS = SCHEMAS.flatMap((schema) => [...textsIn(schema, '')]);

describe('a text in a schema of the wire', () => {
  it('is a name, or known to be none', () => {
    expect(TEXTS.length).toBeGreaterThan(30);
    expect(TEXTS.map(({ field }) => field).filter((field) => !(field in NAMES) && !OTHERS.has(field))).toEqual([]);
  });

  it('is refused where it is a name, and not a valid one', () => {
    const names = TEXTS.filter(({ field }) => field in NAMES);
    expect(new Set(names.map(({ field }) => field))).toEqual(new Set(Object.keys(NAMES)));
    for (const { field, schema } of names) {
      const isRoom = NAMES[field] === 'room';
      for (const bad of isRoom ? NO_ROOM_NAMES : NO_USERNAMES) {
        expect(z.safeParse(schema, bad).success, `${field}: ${JSON.stringify(bad.slice(0, 40))}`).toBe(false);
      }
      for (const good of ['ana', '山田', 'joão', '7']) expect(z.safeParse(schema, good).success, good).toBe(true);
    }
  });

  it('is judged alike in the hand-made form of messages', () => {
    const message = { cmd: 'MESSAGE', id: '1', content: 'x', sent_at: '2026-01-01T00:00:00.000Z' };
    for (const username of NO_USERNAMES) {
      expect(parsePeerMessage({ ...message, room: 'dev', username })).toHaveProperty('problem');
    }
    for (const room of NO_ROOM_NAMES) {
      expect(parsePeerMessage({ ...message, room, username: 'ana' })).toHaveProperty('problem');
    }
    expect(parsePeerMessage({ ...message, room: 'dev', username: 'ana' })).toHaveProperty('message');
  });
});

describe('a name that was valid once', () => {
  it('is not remembered for one that looks like it', () => {
    for (let round = 0; round < 2; round += 1) {
      expect([isUsername('ana'), isUsername('ana\u200b'), isRoomName('ana bob'), isUsername('ana bob')]).toEqual([
        true,
        false,
        true,
        false,
      ]);
    }
  });

  it('makes room for others', () => {
    for (let count = 0; count < 5_000; count += 1) expect(isUsername(`user-${count}`)).toBe(true);
    expect(isUsername('user-1\u00ad')).toBe(false);
  });
});

it('a room in which somebody sits twice, or has a place without a seat, is none', () => {
  const place = { username: 'ana', address: '127.0.0.1', port: 1, connected: true, last_ping: null };
  const seat = { username: 'ana', state: 'present' };
  const room = {
    name: 'dev',
    owner: 'ana',
    peer_owner: place,
    peer_one: null,
    peer_two: null,
    revision: 1,
    seats: [seat],
  };
  const isRoom = (changed: object): boolean => roomView.safeParse({ ...room, ...changed }).success;
  expect(isRoom({})).toBe(true);
  expect(isRoom({ seats: [seat, seat] })).toBe(false);
  expect(isRoom({ seats: [seat, { ...seat, username: 'ANA' }] })).toBe(false);
  expect(isRoom({ peer_one: { ...place, username: 'mal' } })).toBe(false);
  expect(isRoom({ peer_owner: { ...place, username: 'mal' } })).toBe(false);
  expect(isRoom({ peer_one: place })).toBe(false);
  expect(isRoom({ seats: [{ ...seat, state: 'away' }] })).toBe(false);
});
