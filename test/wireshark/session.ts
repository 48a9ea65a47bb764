// Objects between three people and a tracker, with every command, status and field of the protocol. The values are
// those of docs/protocol.md, appendix A.

import type { PeerView, RoomView } from '../../commons/model/views.ts';
import type { PeerMessage } from '../../commons/protocol/peer-messages.ts';
import type { ErrorReply, OkReply, Request, RoomUpdate } from '../../commons/protocol/tracker-messages.ts';

export const TRACKER = { address: '10.0.0.1', port: 6060 };
export const ANA = { address: '10.0.0.11', port: 41_001 };
export const BOB = { address: '10.0.0.12', port: 41_002 };
export const RUI = { address: '10.0.0.13', port: 41_003 };

/** No reader of a capture is ever to be shown one of these. */
export const SECRETS = {
  password: '2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b',
  token: 'gH7hBwAJ_JqHQGKElEkhwsnbiEpib_73YQRvmuwukX8',
  tokenOfBob: '1xUxXYeSpy0vre0U4u4sJrzwZKiCP8HCU5Nr4dv0OFA',
  roomSecret: 'Hys1w3WIx3XbMQHjzN1uBLTtKqI9GAuJFjblPOO3CLc',
  wrongSecret: 'QSB3cm9uZyBndWVzcyBhdCB3aGF0IG9wZW5zIGEgcm8',
  secretByInvitation: 'N8TJXyZzK0oJyfK-SduQRnFb_mLC8Dk4JQO3o5JJ5ho',
  invitationKey: 'CRSHPs9fdBD_uhylU4D_aA',
  proof: 'TjV1isYexqjeZzxIWQdAx3YLmyCIDC5omIWh50_GNZk',
};

const FINGERPRINTS = {
  ana: '7YxW0m3Jz5yQpO3T1nV8dGkQfA2LrB6sE9uHcXiKv4M',
  bob: 'lE8nvhO6Z4LhBBrXl7VSEdOfqFBhdqX-DMaUhtXOLV4',
};

const PEER_FEATURES = ['ack-many', 'roster', 'prove', 'invite'];
const TRACKER_FEATURES = ['token', 'pages', 'peer-lookup', 'key', 'private-rooms'];

/** A request and its reply. */
export interface Asked {
  readonly request: Request;
  readonly reply: OkReply | ErrorReply;
}

const ana: PeerView = {
  username: 'ana',
  ...ANA,
  connected: true,
  last_ping: '2026-01-01T12:00:00.000Z',
  fingerprint: FINGERPRINTS.ana,
};
const bob: PeerView = {
  username: 'bob',
  ...BOB,
  connected: true,
  last_ping: '2026-01-01T12:00:04.250Z',
  fingerprint: FINGERPRINTS.bob,
};

const dev: RoomView = {
  name: 'dev',
  peer_owner: ana,
  peer_one: null,
  peer_two: null,
  owner: 'ana',
  revision: 1,
  seats: [{ username: 'ana', state: 'present' }],
};
const devOfTwo: RoomView = {
  ...dev,
  peer_one: bob,
  revision: 2,
  seats: [...dev.seats, { username: 'bob', state: 'present' }],
};

/** What ana asks before bob comes. */
export const anaBegins: readonly Asked[] = [
  {
    request: {
      cmd: 'REGISTER',
      username: 'ana',
      password: SECRETS.password,
      address: '',
      port: ANA.port,
      features: PEER_FEATURES,
      request_id: 'login',
    },
    reply: {
      status: 'OK',
      msg: 'Welcome, ana.',
      features: TRACKER_FEATURES,
      address: ANA.address,
      rooms: [],
      token: SECRETS.token,
      request_id: 'login',
    },
  },
  {
    request: { cmd: 'CREATE_ROOM', username: 'ana', room: 'dev', request_id: 1 },
    reply: { status: 'OK', msg: 'dev is yours.', room: dev, request_id: 1 },
  },
  {
    request: {
      cmd: 'CREATE_ROOM',
      username: 'ana',
      room: 'ops',
      access: 'password',
      secret: SECRETS.roomSecret,
      request_id: 2,
    },
    reply: {
      status: 'OK',
      msg: 'ops is yours.',
      room: { ...dev, name: 'ops', revision: 8, access: 'password' },
      request_id: 2,
    },
  },
  {
    request: { cmd: 'LIST_PEERS', room: 'dev', peer: 'ana', after: 'aaa', limit: 1, request_id: 3 },
    reply: {
      status: 'OK',
      msg: '1 peer, and there are more.',
      next: 'ana',
      request_id: 3,
      peers: { ana: { ...ana, room: 'dev', rooms: ['ops', 'dev'] } },
    },
  },
];

export const bobComes: readonly Asked[] = [
  {
    request: {
      cmd: 'LOGIN',
      username: 'bob',
      address: '',
      port: BOB.port,
      features: PEER_FEATURES,
      token: SECRETS.tokenOfBob,
      request_id: 'login',
    },
    reply: {
      status: 'OK',
      msg: 'Welcome, bob.',
      features: TRACKER_FEATURES,
      address: BOB.address,
      rooms: ['dev'],
      token: SECRETS.token,
      request_id: 'login',
    },
  },
  {
    request: { cmd: 'LIST_ROOMS', limit: 2, request_id: 1 },
    reply: { status: 'OK', msg: '1 room.', rooms: { dev: { ...dev, peer_owner: null } }, request_id: 1 },
  },
  {
    request: { cmd: 'JOIN_ROOM', username: 'bob', room: 'ops', secret: SECRETS.wrongSecret, request_id: 2 },
    reply: { status: 'ERROR', msg: 'That is not the password of ops.', code: 'WRONG_SECRET', request_id: 2 },
  },
  {
    request: { cmd: 'JOIN_ROOM', username: 'bob', room: 'ops', request_id: 3 },
    reply: {
      status: 'ERROR',
      msg: 'Too many wrong secrets; try again in 9 s.',
      code: 'RATE_LIMITED',
      retry_after: 9,
      request_id: 3,
    },
  },
];

export const bobJoins: Asked = {
  request: { cmd: 'JOIN_ROOM', username: 'bob', room: 'dev', request_id: 4 },
  reply: { status: 'OK', msg: 'You are in dev.', room: devOfTwo, request_id: 4 },
};

export const anaHearsOfBob: RoomUpdate = { status: 'ROOM_UPDATE', msg: 'bob is in dev.', room: devOfTwo };

export const bobLeaves: readonly Asked[] = [
  {
    request: { cmd: 'LEAVE_ROOM', username: 'bob', room: 'dev', request_id: 5 },
    reply: { status: 'OK', msg: 'You left dev.', request_id: 5 },
  },
  {
    request: { cmd: 'LOGOUT', username: 'bob', request_id: 'logout' },
    reply: { status: 'OK', msg: 'Goodbye, bob.', request_id: 'logout' },
  },
];

export const anaDeletes: Asked = {
  request: { cmd: 'DELETE_ROOM', username: 'ana', room: 'dev', request_id: 6 },
  reply: { status: 'OK', msg: 'dev is deleted.', request_id: 6 },
};

export const bobHearsOfTheEnd: RoomUpdate = {
  status: 'ROOM_UPDATE',
  msg: 'dev was deleted by ana.',
  room: null,
  room_name: 'dev',
};

const ids = [
  'V1StGXR8_Z5jdHi6B-myT',
  'Uakgb_J5m9g-0JDMbcJqL',
  'dYz1kX0xqAV4gkzOV3n2c',
  'eYjPfN3wS0mJ8-HnqL2bC',
] as const;
const members = [
  { username: 'ana', fingerprint: FINGERPRINTS.ana },
  { username: 'bob', fingerprint: FINGERPRINTS.bob },
];
const sentAt = '2026-01-01T12:00:05.000Z';

/** On the link that bob dialled, one after the other. */
export const onTheLink: readonly { readonly from: 'ana' | 'bob'; readonly message: PeerMessage }[] = [
  { from: 'bob', message: { cmd: 'HELLO', username: 'bob', version: 1, features: PEER_FEATURES } },
  { from: 'ana', message: { cmd: 'HELLO', username: 'ana', version: 1, features: PEER_FEATURES, keylog: true } },
  { from: 'bob', message: { cmd: 'ROSTER', room: 'dev', revision: 2, members } },
  { from: 'ana', message: { cmd: 'ROSTER', room: 'dev', revision: 2, members } },
  {
    from: 'bob',
    message: { cmd: 'MESSAGE', room: 'dev', username: 'bob', content: 'olá 👋', id: ids[0], sent_at: sentAt },
  },
  { from: 'ana', message: { cmd: 'ACK', id: ids[0] } },
  { from: 'bob', message: { cmd: 'MESSAGE', room: null, username: 'bob', content: '2', id: ids[1], sent_at: sentAt } },
  { from: 'bob', message: { cmd: 'MESSAGE', room: 'dev', username: 'bob', content: '3', id: ids[2], sent_at: sentAt } },
  { from: 'ana', message: { cmd: 'ACK', id: ids[1], ids: [ids[2]] } },
  {
    from: 'ana',
    message: { cmd: 'INVITE', id: ids[3], room: 'lab', secret: SECRETS.secretByInvitation, key: SECRETS.invitationKey },
  },
  { from: 'bob', message: { cmd: 'INVITE_ANSWER', id: ids[3], accepted: true } },
  { from: 'bob', message: { cmd: 'PROVE', room: 'lab', proof: SECRETS.proof } },
  {
    from: 'ana',
    message: {
      cmd: 'MESSAGE',
      room: 'lab',
      username: 'ana',
      content: `come: p2pchat://10.0.0.1:6060/lab#ana.${FINGERPRINTS.ana}.${SECRETS.invitationKey}`,
      id: ids[0],
      sent_at: sentAt,
    },
  },
  { from: 'bob', message: { cmd: 'ACK', id: ids[0], code: 'NOT_A_MEMBER' } },
  { from: 'bob', message: { cmd: 'LEAVE', room: 'dev' } },
  { from: 'bob', message: { cmd: 'LEAVE' } },
];

/** The tracker asks a peer's listener. */
export const liveness: { readonly asked: PeerMessage; readonly answered: PeerMessage } = {
  asked: { cmd: 'PING' },
  answered: { cmd: 'PONG' },
};
