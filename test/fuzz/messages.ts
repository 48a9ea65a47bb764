// Valid messages of every kind, with every field that the schemas know (which codec.test checks).

import fc, { type Arbitrary } from 'fast-check';
import { isRoomName, isUsername, nameKey } from '../../commons/model/names.ts';
import { ERROR_CODES } from '../../commons/protocol/errors.ts';
import { MAX_PAGE } from '../../commons/protocol/limits.ts';
import type { peerMessageSchemas } from '../../commons/protocol/peer-messages.ts';
import type { Command } from '../../commons/protocol/tracker-messages.ts';
import { anyText } from '../helpers/any-text.ts';

type Fields = Readonly<Record<string, Arbitrary<unknown>>>;

/** The fields that there must be, and those that there may be. */
function message(required: Fields, optional: Fields): Arbitrary<object> {
  const requiredKeys = Object.keys(required);
  return fc.record<Record<string, unknown>>({ ...required, ...optional }, { requiredKeys, noNullPrototype: true });
}

const any = (maxLength: number): Arbitrary<string> => fc.oneof(fc.string({ maxLength }), anyText(maxLength / 2));
const some = (maxLength: number): Arbitrary<string> => any(maxLength).map((value) => (value === '' ? 'x' : value));

export const anyName: Arbitrary<string> = fc.oneof(
  some(32),
  fc.constantFrom('ana', 'bob', 'dev', 'DEV', '__proto__', 'constructor', '\ud800', 'x'.repeat(256), '7'),
);
/** Names as they have to stand on the wire. */
const SOME_NAMES = ['ana', 'bob', 'dev', 'DEV', '__proto__', 'constructor', '7', 'joão', '山田', 'x'.repeat(32)];
export const username: Arbitrary<string> = fc.oneof(some(32).filter(isUsername), fc.constantFrom(...SOME_NAMES));
export const roomName: Arbitrary<string> = fc.oneof(some(48).filter(isRoomName), fc.constantFrom(...SOME_NAMES, 'a b'));

const time = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }).map((date) => date.toISOString());
/** Names that are watched have to be names. */
const validUsers = fc.constantFrom('ana', 'Bob', 'eva', '__proto__', 'constructor', 'mária');

const features = fc.array(fc.oneof(any(16), fc.constantFrom('ack-many', 'token', 'key', 'private-rooms')), {
  maxLength: 4,
});
const port = fc.integer({ min: 1, max: 65_535 });
const bytes = (length: number): Arbitrary<string> =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((each) => Buffer.from(each).toString('base64url'));
const bytes16 = bytes(16);
const bytes32 = bytes(32);
const fingerprint = fc.oneof(bytes32, fc.constant('A'.repeat(43)));
const keyChange = fc.tuple(bytes(44), fingerprint, bytes(64)).map((parts) => parts.join('.'));
const keyChanges = fc.array(keyChange, { maxLength: 3 });
/** Few, so that one is guessed now and then. */
const secret = fc.oneof(fc.constantFrom('s'.repeat(43), 's'.repeat(43), '_-'.repeat(21).concat('9')), bytes32);
const access = fc.constantFrom('password', 'invite');
const requestId = fc.oneof(any(16), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true, min: 1e-9 }));

export type PeerCommand = keyof typeof peerMessageSchemas;

/** What peers say, of the people, rooms and ids that are named. */
export function peerMessages(names: Arbitrary<string>, rooms: Arbitrary<string>, ids: Arbitrary<string>) {
  const is = (cmd: PeerCommand) => ({ cmd: fc.constant(cmd) });
  const room = fc.option(rooms);
  const member = message({ username: names, fingerprint: fc.option(fingerprint) }, {});
  return {
    HELLO: message(
      { ...is('HELLO'), username: names },
      {
        version: fc.integer({ min: 1 }),
        features,
        keylog: fc.boolean(),
        encryption: fc.constant('off'),
        key_changes: keyChanges,
      },
    ),
    MESSAGE: message({ ...is('MESSAGE'), content: any(40) }, { room, username: names, id: ids, sent_at: time }),
    ACK: message({ ...is('ACK'), id: ids }, { ids: fc.array(ids, { maxLength: 4 }), code: any(24) }),
    LEAVE: message(is('LEAVE'), { room }),
    ROSTER: message(
      { ...is('ROSTER'), room: rooms, revision: fc.maxSafeNat(), members: fc.array(member, { maxLength: 3 }) },
      {},
    ),
    PROVE: message({ ...is('PROVE'), room: rooms, proof: secret }, {}),
    INVITE: message({ ...is('INVITE'), id: ids, room: rooms }, { secret, key: bytes16 }),
    INVITE_ANSWER: message({ ...is('INVITE_ANSWER'), id: ids, accepted: fc.boolean() }, {}),
    KEY_CHANGE: message({ ...is('KEY_CHANGE'), key_changes: keyChanges }, {}),
    PING: message(is('PING'), {}),
    PONG: message(is('PONG'), {}),
  } satisfies Record<PeerCommand, Arbitrary<object>>;
}

/** What peers ask the tracker. */
export function requests(users: Arbitrary<string>, rooms: Arbitrary<string>) {
  const is = (cmd: Command) => ({ cmd: fc.constant(cmd) });
  const digest = fc.constantFrom('a'.repeat(64), '0'.repeat(64));
  const credentials = { username: users, port };
  const keys = { stored_key: bytes32, server_key: bytes32 };
  const verifier = message({ salt: bytes16, cost: fc.constantFrom('15:8:1', '1:1:1', '99:99:99'), ...keys }, {});
  const extra = { request_id: requestId, address: fc.option(any(24)), features };
  const mine = { request_id: requestId, username: users };
  const page = { ...mine, after: rooms, limit: fc.integer({ min: 1, max: MAX_PAGE }) };
  return {
    SCRAM: message({ ...is('SCRAM'), username: users, nonce: bytes(18) }, { request_id: requestId }),
    REGISTER: message({ ...is('REGISTER'), ...credentials }, { ...extra, password: digest, verifier }),
    LOGIN: message({ ...is('LOGIN'), ...credentials }, { ...extra, password: digest, token: any(43), proof: bytes32 }),
    LIST_PEERS: message(is('LIST_PEERS'), { ...page, room: rooms, peer: users }),
    LIST_ROOMS: message(is('LIST_ROOMS'), page),
    CREATE_ROOM: fc.oneof(
      { weight: 4, arbitrary: message({ ...is('CREATE_ROOM'), room: rooms }, mine) },
      { weight: 3, arbitrary: message({ ...is('CREATE_ROOM'), room: rooms, access, secret }, mine) },
      // Valid by itself; the rule that both belong together is the tracker's.
      { weight: 1, arbitrary: message({ ...is('CREATE_ROOM'), room: rooms }, { ...mine, access, secret }) },
    ),
    JOIN_ROOM: message({ ...is('JOIN_ROOM'), room: rooms }, { ...mine, secret }),
    LEAVE_ROOM: message({ ...is('LEAVE_ROOM'), room: rooms }, mine),
    DELETE_ROOM: message({ ...is('DELETE_ROOM'), room: rooms }, mine),
    WATCH_PEERS: message({ ...is('WATCH_PEERS'), peers: fc.array(validUsers, { maxLength: 3 }) }, mine),
    PASSWORD: message({ ...is('PASSWORD'), proof: bytes32, verifier }, mine),
    LOGOUT: message(is('LOGOUT'), mine),
  } satisfies Record<Command, Arbitrary<object>>;
}

interface Seating {
  owner: string;
  seats: { username: string; state: string }[];
  peer_owner: { username: string } | null;
  peer_one: { username: string } | null;
  peer_two: { username: string } | null;
}

/** The same room with each of its members once, and places for those alone who are present. */
function seatedOnce(room: object): object {
  const { owner, seats, peer_owner, peer_one, peer_two } = room as Seating;
  const once = seats.filter(
    ({ username }, at) => seats.findIndex((seat) => nameKey(seat.username) === nameKey(username)) === at,
  );
  const free = once.filter(({ state }) => state === 'present').map(({ username }) => username);
  const place = (peer: { username: string } | null, isOwners: boolean): object | null => {
    const at = isOwners ? free.indexOf(owner) : 0;
    const [username] = at < 0 || !peer ? [] : free.splice(at, 1);
    return peer && username !== undefined ? { ...peer, username } : null;
  };
  return {
    ...room,
    seats: once,
    peer_owner: place(peer_owner, true),
    peer_one: place(peer_one, false),
    peer_two: place(peer_two, false),
  };
}

/** What the tracker says. */
export function trackerMessages(users: Arbitrary<string>, rooms: Arbitrary<string>, ids: Arbitrary<string | number>) {
  const place = {
    username: users,
    address: fc.oneof(fc.constant('127.0.0.1'), fc.ipV4(), fc.ipV6()),
    port,
    connected: fc.boolean(),
    last_ping: fc.option(time),
  };
  const peer = message(place, { fingerprint });
  const listed = message(place, { fingerprint, room: fc.option(rooms), rooms: fc.array(rooms, { maxLength: 3 }) });
  const seat = message({ username: users, state: fc.constantFrom('present', 'away') }, {});
  const room = message(
    {
      name: rooms,
      peer_owner: fc.option(peer),
      peer_one: fc.option(peer),
      peer_two: fc.option(peer),
      owner: users,
      revision: fc.maxSafeNat(),
      seats: fc.array(seat, { maxLength: 3 }),
    },
    { access },
  ).map(seatedOnce);
  const base = { request_id: ids, msg: any(40) };
  const list = (entry: Arbitrary<object>) => fc.dictionary(users, entry, { maxKeys: 3, noNullPrototype: true });
  return {
    OK: message(
      { status: fc.constant('OK') },
      {
        ...base,
        features,
        token: any(43),
        nonce: bytes(36),
        salt: bytes16,
        cost: fc.constantFrom('15:8:1', '1:1:1', '99:99:99'),
        signature: bytes32,
        address: any(24),
        rooms: fc.oneof(list(room), fc.array(rooms, { maxLength: 3 })),
        peers: list(listed),
        room,
        next: rooms,
      },
    ),
    ERROR: message(
      { status: fc.constant('ERROR'), code: fc.constantFrom(...ERROR_CODES) },
      { ...base, retry_after: fc.integer({ min: 0, max: 60 }) },
    ),
    PEER_ONLINE: message({ status: fc.constant('PEER_ONLINE'), peer }, { msg: any(40) }),
    ROOM_UPDATE: message(
      { status: fc.constant('ROOM_UPDATE'), room: fc.option(room) },
      { msg: any(40), room_name: rooms },
    ),
  };
}

/** One of them all. */
export function oneOf(messages: Readonly<Record<string, Arbitrary<object>>>): Arbitrary<object> {
  return fc.oneof(...Object.values(messages));
}
