// Builders of reports, and each kind of report with a text of the caller's wherever something of a stranger could be.

import { formatInvitation } from '../../../commons/model/invitation.ts';
import type {
  LinkChanged,
  ListedPeer,
  ListedRoom,
  MessageReport,
  Report,
  StatusReport,
} from '../../../peer/reports.ts';
import { because } from '../../helpers/because.ts';
import { problemsWith } from './sample-problems.ts';

export type Event = Report['event'];
export type Named<E extends Event> = Extract<Report, { event: E }>;

export const LISTEN = { address: '127.0.0.1', port: 5001 };
export const DIRECT = { path: 'direct', security: 'tls1.3' } as const;
export const PLAIN = { security: 'plaintext' } as const;
export const KEY = 'A'.repeat(43);
export const OTHER_KEY = `${'b'.repeat(42)}A`;
export const NUMBER = '12345 67890 11111 22222 33333 44444 55555 66666 77777 88888 99999 00000';
export const inviteTo = (name: string): string =>
  formatInvitation({
    tracker: { address: '127.0.0.1', port: 6060 },
    room: name,
    from: { username: 'ana', fingerprint: KEY },
    roomKey: 'C'.repeat(21).concat('A'),
  });
export const INVITE = inviteTo('dev');

export const ready = (more: Partial<Named<'ready'>> = {}): Named<'ready'> => ({
  event: 'ready',
  username: 'ana',
  listen: LISTEN,
  tracker: '127.0.0.1:6060',
  encryption: 'require',
  fingerprint: KEY,
  keylog: null,
  ...more,
});
export const status = (more: Partial<StatusReport> = {}): Named<'status'> => ({
  event: 'status',
  status: {
    username: 'ana',
    listen: LISTEN,
    tracker: 'connected',
    rooms: [],
    encryption: 'require',
    fingerprint: KEY,
    keylog: null,
    people: [],
    ...more,
  },
});
export const room = (name: string, more: Partial<ListedRoom> = {}): ListedRoom => ({
  name,
  owner: 'ana',
  present: [],
  seats: 1,
  access: 'open',
  ...more,
});

export const link = (peer: string, more: Partial<LinkChanged> = {}): LinkChanged => ({
  event: 'link',
  peer,
  state: 'open',
  verified: false,
  confirms: true,
  ...DIRECT,
  ...more,
});
export const message = (more: Partial<MessageReport> = {}): MessageReport => ({
  event: 'message',
  room: 'dev',
  from: 'ana',
  content: 'hello',
  id: 'm1',
  sent_at: '2026-01-01T12:00:00.000Z',
  security: 'tls1.3',
  ...more,
});
export const queued = (people: string[], more: Partial<Named<'queued'>> = {}): Named<'queued'> => ({
  event: 'queued',
  id: 'q1',
  room: 'dev',
  content: 'hi',
  people,
  ...more,
});
export const delivered = (to: string, id = 'q1'): Report => ({ event: 'delivered', id, to });
export const sent = (to: string, id = 'q1'): Report => ({ event: 'sent', id, to });
export const failed = (to: string, reason = 'bob is away', id = 'q1'): Report => ({
  event: 'failed',
  id,
  to,
  reason: because(reason),
});
export const peer = (username: string, more: Partial<ListedPeer> = {}): ListedPeer => ({
  username,
  address: '127.0.0.1',
  port: 5002,
  rooms: [],
  state: 'present',
  link: 'open',
  ...more,
});
export const person = (
  username: string,
  more: Partial<StatusReport['people'][number]> = {},
): StatusReport['people'][number] => ({
  username,
  state: 'present' as const,
  link: 'open' as const,
  waiting: 0,
  trust: 'first-use' as const,
  records_keys: false,
  ...DIRECT,
  ...more,
});

export const joined = (more: Partial<Named<'room_joined'>> = {}): Named<'room_joined'> => ({
  event: 'room_joined',
  room: 'dev',
  owner: 'ana',
  members: ['ana', 'bob'],
  away: [],
  ...more,
});
export const numberOf = (name: string, more: Partial<Named<'safety_number'>> = {}): Named<'safety_number'> => ({
  event: 'safety_number',
  peer: name,
  number: NUMBER,
  fingerprint: KEY,
  verified: true,
  is_new_key: false,
  ...more,
});

export const onWire = (more: Partial<Named<'wire'>> = {}): Named<'wire'> => ({
  event: 'wire',
  number: 1,
  at: new Date(2026, 10, 20, 9, 15, 7, 42).toISOString(), // The same hour in every time zone.
  direction: 'sent',
  peer: 'bob',
  connection: 2,
  local: '127.0.0.1:40001',
  remote: '127.0.0.1:40002',
  is_dialled: true,
  security: 'tls1.3',
  bytes: 58,
  object: { cmd: 'MESSAGE', room: 'dev', content: 'hello' },
  carried: '17030300ff00112233',
  carried_bytes: 260,
  ...more,
});

/** The compiler asks for each kind; the variants are those that say something else. */
export const samples: { readonly [E in Event]: (text: string) => readonly Named<E>[] } = {
  ready: (text) => [
    ready({ username: text }),
    ready({ username: text, encryption: 'off', keylog: text }),
    ready({ username: text, encryption: 'off', capture: text }),
  ],
  rooms: (text) => [
    { event: 'rooms', rooms: [] },
    {
      event: 'rooms',
      rooms: (['open', 'password', 'invite'] as const).map((access) =>
        room(text, { owner: text, present: [text, text], seats: 2, access }),
      ),
    },
    { event: 'rooms', rooms: [room(text, { owner: text }), room(text, { owner: text, looks_like: text })] },
  ],
  peers: (text) => {
    const some = [
      peer(text, { rooms: [text], address: text }),
      peer(text, { link: null }),
      peer(text, { state: 'away' }),
      peer(text, { state: 'away', link: 'closed' }),
      peer(text, { looks_like: text }),
      peer(text, { blocked: true }),
    ];
    const keys = (['unknown', 'first-use', 'verified', 'changed', 'own'] as const).map((trust) =>
      peer(text, { rooms: [text, text], link: 'closed', trust, records_keys: true }),
    );
    return [
      { event: 'peers', room: text, peers: [...some, ...keys] },
      { event: 'peers', room: null, peers: [...some, ...keys] },
    ];
  },
  look_alike: (text) => [{ event: 'look_alike', peer: text, like: text }],
  returning: (text) => [{ event: 'returning', rooms: [text], people: [text, text] }],
  room_not_entered: (text) =>
    (
      [
        'not_asked',
        'other_owner',
        'other_key',
        'not_by_invitation',
        'not_by_password',
        'gone',
        'full',
        'locked',
        'refused',
      ] as const
    ).flatMap((reason) => [
      { event: 'room_not_entered', room: text, reason, owner: text },
      { event: 'room_not_entered', room: text, reason, owner: null },
    ]),
  wire: (text) => [
    onWire({ peer: text, remote: text, object: { cmd: 'MESSAGE', room: text, content: text, [text]: text } }),
    onWire({
      direction: 'received',
      peer: null,
      remote: text,
      object: { cmd: text },
      carried: null,
      carried_bytes: null,
    }),
    onWire({
      direction: 'received',
      peer: 'tracker',
      security: 'plaintext',
      object: { status: 'ERROR', code: text, msg: text },
    }),
  ],
  contacts: (text) => [
    { event: 'contacts', contacts: [{ username: text, trust: 'verified', blocked: true }] },
    { event: 'contacts', contacts: [] },
  ],
  watching_wire: () => [
    { event: 'watching_wire', on: true },
    { event: 'watching_wire', on: false },
  ],
  room_created: (text) => [{ event: 'room_created', room: text }],
  room_joined: (text) => [
    joined({ room: text, owner: text, members: [text, `${text}2`], away: [text] }),
    joined({ room: text, owner: '', members: [] }),
  ],
  room_left: (text) => [{ event: 'room_left', room: text, reason: 'left' }],
  room_deleted: (text) => [{ event: 'room_deleted', room: text, by: text }],
  member_joined: (text) => [{ event: 'member_joined', room: text, username: text }],
  member_away: (text) => [{ event: 'member_away', room: text, username: text }],
  member_back: (text) => [{ event: 'member_back', room: text, username: text }],
  member_left: (text) => [
    { event: 'member_left', room: text, username: text, reason: 'left' },
    { event: 'member_left', room: text, username: text, reason: 'lost' },
  ],
  link: (text) => [
    link(text, { state: 'connecting' }),
    link(text, { state: 'closed', reason: because(text) }),
    link(text),
    link(text, { verified: true, confirms: false, records_keys: false }),
    link(text, { ...PLAIN, records_keys: true, encryption_off: true }),
    link(`${text}2`, { state: 'closed' }),
    link(`${text}3`, { state: 'closed', reason: { why: 'blocked', username: text }, refused: true }),
    link(`${text}4`, { state: 'closed', not_reached: 'trackers_machine' }),
    link(`${text}5`, { state: 'closed', not_reached: 'link_local' }),
  ],
  not_reachable: (text) => [
    { event: 'not_reachable', why: 'not_listening', peer: null, address: text, listen: [text, text] },
    { event: 'not_reachable', why: 'only_here', peer: text, address: text, listen: [text] },
  ],
  message: (text) => [
    message({ room: text, from: text, content: text, id: text, sent_at: text }),
    message({ room: null, from: text, content: text }),
    message({ ...PLAIN, room: text, from: text, content: `/me ${text}\n${text}` }),
  ],
  queued: (text) => {
    const { room: _, ...privately } = queued([text], { to: text, content: text, id: `${text}2` });
    return [queued([text], { room: text, content: text, id: text }), privately];
  },
  sent: (text) => [{ event: 'sent', id: text, to: text }],
  delivered: (text) => [{ event: 'delivered', id: text, to: text }],
  failed: (text) => [
    { event: 'failed', id: text, to: text, reason: because(text) },
    { event: 'failed', id: text, to: text, reason: { why: 'goodbye', username: text } },
  ],
  tracker: (text) => [
    { event: 'tracker', state: 'reconnecting', reason: because(text) },
    { event: 'tracker', state: 'connected' },
    { event: 'tracker', state: 'lost', reason: because(text) },
  ],
  conversation: (text) => [{ event: 'conversation', room: text, to: text, back: false }],
  status: (text) => [
    status({
      username: text,
      tracker: 'lost',
      rooms: [text],
      keylog: text,
      tracker_process: { pid: 4711, log: text, data: text },
      tracker_key_exchange: text,
      people: [person(text), person(text, { key_exchange: text })],
    }),
    status({
      tracker: 'reconnecting',
      tracker_process: { pid: null, log: text, data: text },
      encryption: 'off',
      fingerprint: null,
      people: [
        person(text, { ...PLAIN, trust: 'unknown', records_keys: true, waiting: 2 }),
        person(text, { state: 'away', link: 'closed', waiting: 1 }),
        person(text, { state: 'away' }),
        person(text, { link: 'connecting' }),
        ...(['verified', 'changed', 'own', 'unknown'] as const).map((trust) => person(text, { trust })),
      ],
    }),
    status(),
  ],
  // Keys have come through a schema that takes nothing but base64url.
  trust: (text) => [
    { event: 'trust', peer: text, state: 'changed', fingerprint: OTHER_KEY, was: KEY },
    { event: 'trust', peer: text, state: 'changed', fingerprint: OTHER_KEY },
    { event: 'trust', peer: text, state: 'first-use', fingerprint: KEY },
    { event: 'trust', peer: text, state: 'first-use', fingerprint: KEY, was_verified: true },
    { event: 'trust', peer: text, state: 'first-use', fingerprint: OTHER_KEY, was: KEY },
    { event: 'trust', peer: text, state: 'changed', fingerprint: OTHER_KEY, was: KEY, why: 'two_successors' },
    { event: 'trust', peer: text, state: 'changed', fingerprint: OTHER_KEY, was: KEY, why: 'not_confirmed' },
    { event: 'trust', peer: text, state: 'verified', fingerprint: KEY },
  ],
  key_rotation: () => [
    { event: 'key_rotation', state: 'prepared', fingerprint: KEY },
    { event: 'key_rotation', state: 'waiting', fingerprint: KEY },
    { event: 'key_rotation', state: 'done', fingerprint: KEY, was: OTHER_KEY },
  ],
  key_check: (text) => [
    { event: 'key_check', peer: text, result: 'tracker_away' },
    { event: 'key_check', peer: text, result: 'not_online' },
    { event: 'key_check', peer: text, result: 'confirmed' },
  ],
  roster_mismatch: (text) => {
    const theirs = { username: text, fingerprint: null };
    const told = { room: text, peer: text, told: [{ username: text, fingerprint: KEY }] };
    return [
      { event: 'roster_mismatch', ...told, told_them: [theirs, { username: text, fingerprint: OTHER_KEY }] },
      { event: 'roster_mismatch', ...told, told_them: [] },
    ];
  },
  fingerprint: (text) => [
    { event: 'fingerprint', username: text, fingerprint: null, trust: 'own' },
    ...(['unknown', 'first-use', 'verified', 'changed', 'own'] as const).map((trust) => ({
      event: 'fingerprint' as const,
      username: text,
      fingerprint: KEY,
      trust,
    })),
  ],
  safety_number: (text) => [
    numberOf(text),
    numberOf(text, { verified: false }),
    numberOf(text, { verified: false, is_new_key: true }),
    numberOf(text, { verified: false, looks_like: text }),
  ],
  blocked: (text) => [
    { event: 'blocked', peer: text, blocked: true },
    { event: 'blocked', peer: text, blocked: false },
  ],
  new_password_wanted: () => [{ event: 'new_password_wanted', number: 1 }],
  password_changed: () => [{ event: 'password_changed' }],
  password_wanted: (text) => [
    { event: 'password_wanted', room: text, for: 'join', number: 1 },
    { event: 'password_wanted', room: text, for: 'create', number: 1 },
  ],
  // The text of an invitation is ours: whatever is in it is written in ASCII.
  invite: (text) => [{ event: 'invite', room: text, invite: inviteTo(text.toWellFormed()) }],
  invitation: (text) => [
    { event: 'invitation', from: text, room: text, private: true },
    { event: 'invitation', from: text, room: text, private: false },
    { event: 'invitation', from: text, room: text, private: false, looks_like: text, room_looks_like: text },
  ],
  request: (text) => [
    { event: 'request', from: text, lines: 1, refused: 0 },
    { event: 'request', from: text, lines: 0, refused: 0, from_before: true, looks_like: text },
  ],
  request_ended: (text) => [
    { event: 'request_ended', from: text, how: 'accepted', lines: 100, refused: 1, from_before: true },
    { event: 'request_ended', from: text, how: 'accepted', lines: 100, refused: 2 },
    { event: 'request_ended', from: text, how: 'declined', lines: 1, refused: 0 },
    { event: 'request_ended', from: text, how: 'dropped', lines: 1, refused: 0, dropped: 1 },
  ],
  requests: (text) => [
    { event: 'requests', requests: [], dropped: 1 },
    {
      event: 'requests',
      requests: [
        { from: text, lines: 1, refused: 0 },
        { from: text, lines: 2, refused: 0, looks_like: text },
        { from: text, lines: 0, refused: 0, from_before: true },
      ],
      dropped: 2,
    },
  ],
  invite_sent: (text) => [{ event: 'invite_sent', room: text, to: text }],
  invite_answered: (text) => [
    { event: 'invite_answered', room: text, by: text, accepted: true },
    { event: 'invite_answered', room: text, by: text, accepted: false },
  ],
  help: () => [
    { event: 'help', commands: [{ usage: '/rooms', aliases: ['salas'], summary: 'which rooms there are' }] },
    {
      event: 'help',
      commands: [
        { usage: '/join <room>', aliases: ['j'], summary: 'enter a room' },
        { usage: '/leave [room]', aliases: ['part'], summary: 'leave a room' },
      ],
    },
  ],
  error: (text) => problemsWith(text).map((problem) => ({ event: 'error', problem })),
};

export const SAMPLE_KINDS = Object.keys(samples) as Event[];

/** The reports of one kind, in an order in which a describer may be told of them. */
export function samplesOf(event: Event, text: string): readonly Report[] {
  return samples[event](text);
}
