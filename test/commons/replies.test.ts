// S1: a reply is compared with the request where it is read, for every request of the table.

import { describe, expect, it } from 'vitest';
import { readAnyReply } from '../../commons/protocol/replies.ts';
import { type Command, type OkReply, type Request, requestSchemas } from '../../commons/protocol/tracker-messages.ts';

const place = (username: string) => ({ username, address: '127.0.0.1', port: 1, connected: true, last_ping: null });
const room = (name: string, owner: string, ...others: string[]) => ({
  name,
  owner,
  peer_owner: null,
  peer_one: null,
  peer_two: null,
  revision: 1,
  seats: [owner, ...others].map((username) => ({ username, state: 'present' as const })),
});
const login = { username: 'ana', port: 1, password: '0'.repeat(64) };
const NONCE = 'n'.repeat(24);
/** What a login by password has to be proven with. */
const task = { nonce: `${NONCE}${'t'.repeat(24)}`, salt: 's'.repeat(22), cost: '15:8:1' };
/** As `place`, but told to be elsewhere than at an IP address. */
const at = (address: string) => ({ peers: { ana: { ...place('ana'), address } } });
const byName = (...names: string[]) => Object.fromEntries(names.map((name) => [name, place(name)]));
const rooms = (...names: string[]) => Object.fromEntries(names.map((name) => [name, room(name, 'bob')]));

interface Case {
  readonly request: object;
  readonly honest: readonly object[];
  readonly lies: readonly object[];
}

/** A command without a case here does not compile. */
const CASES: { readonly [C in Command]: readonly Case[] } = {
  SCRAM: [
    {
      request: { username: 'ana', nonce: NONCE },
      honest: [task, { ...task, cost: '16:8:1' }],
      lies: [
        {},
        { ...task, nonce: undefined },
        { ...task, salt: undefined },
        { ...task, nonce: NONCE },
        { ...task, nonce: `${'m'.repeat(24)}${'t'.repeat(24)}` },
        { ...task, nonce: `${NONCE}short` },
        { ...task, cost: '14:8:1' },
        { ...task, cost: '1:1:1' },
        { ...task, cost: '18:9:1' },
        { ...task, cost: '99:8:1' },
      ],
    },
  ],
  REGISTER: [{ request: login, honest: [{}, { rooms: ['dev'] }], lies: [{ rooms: ['dev\u200b'] }, { rooms: 'dev' }] }],
  LOGIN: [
    {
      request: login,
      honest: [{}, { rooms: [] }, { address: '192.0.2.1' }, { address: '::1' }],
      lies: [{ rooms: [1] }, { rooms: { a: 'dev\u200b' } }, { address: '' }, { address: 'here' }, { address: '1.2.3' }],
    },
  ],
  LIST_PEERS: [
    {
      request: { peer: 'ana' },
      honest: [{ peers: {} }, { peers: byName('ana') }, { peers: byName('Ana') }, {}],
      lies: [
        { peers: byName('mallory') },
        { peers: { ana: place('mallory') } },
        { peers: byName('ana', 'mallory') },
        { peers: byName('mallory', 'ana') },
        { peers: byName('ana'), next: 'ana' },
        { peers: byName('ana\u200b') },
        // N8: one's own machine has more names than can be listed, so the address is an IP address.
        ...['localhost', '127.1', '0x7f.1', '2130706433', '127.0.0.1.', 'ana.example', ' ::1', '[::1]'].map(at),
      ],
    },
    {
      request: { after: 'bob' },
      honest: [
        { peers: byName('cid', 'dan'), next: 'dan' },
        { peers: {}, next: 'more' },
      ],
      lies: [
        { peers: byName('ana', 'cid') },
        { peers: byName('bob') },
        { peers: byName('cid', 'dan'), next: 'cid' },
        { peers: { cid: place('cid'), CID: place('cid') } },
        { peers: byName('cid', 'CID') },
      ],
    },
  ],
  WATCH_PEERS: [
    {
      request: { peers: ['ana', 'bob'] },
      honest: [{}, { peers: {} }, { peers: byName('ana') }, { peers: byName('bob', 'Ana') }],
      lies: [
        { peers: byName('mallory') },
        { peers: { ana: place('mallory') } },
        { peers: byName('ana', 'mallory') },
        { peers: byName('ana', 'Ana') },
        { peers: byName('ana\u200b') },
      ],
    },
  ],
  LIST_ROOMS: [
    {
      request: { after: 'dev' },
      honest: [{ rooms: rooms('ops', 'pub'), next: 'pub' }, { rooms: {} }],
      lies: [
        { rooms: rooms('dev') },
        { rooms: rooms('a') },
        { rooms: rooms('ops', 'OPS') },
        { rooms: rooms('ops'), next: 'x' },
      ],
    },
  ],
  CREATE_ROOM: [
    {
      request: { room: 'dev' },
      honest: [{ room: room('dev', 'ana') }, { room: room('DEV', 'ana') }],
      lies: [
        {},
        { room: room('ops', 'ana') },
        { room: room('dev', 'mallory') },
        { room: room('dev', 'mallory', 'ana') },
      ],
    },
  ],
  JOIN_ROOM: [
    {
      request: { room: 'dev' },
      honest: [{ room: room('dev', 'bob', 'ana') }, { room: room('dev', 'ana') }],
      lies: [
        {},
        { room: room('ops', 'bob', 'ana') },
        { room: room('dev', 'bob') },
        { room: room('dev', 'bob', 'ANA') },
        { room: { ...room('dev', 'bob'), seats: [{ username: 'ana', state: 'away' }] } },
      ],
    },
  ],
  LEAVE_ROOM: [{ request: { room: 'dev' }, honest: [{}], lies: [{ room: room('ops', 'bob') }] }],
  DELETE_ROOM: [{ request: { room: 'dev' }, honest: [{}], lies: [{ room: room('ops', 'bob') }] }],
  PASSWORD: [{ request: {}, honest: [{ signature: 's'.repeat(43) }], lies: [{}] }],
  LOGOUT: [{ request: {}, honest: [{}], lies: [] }],
};

describe.each(Object.keys(requestSchemas) as Command[])('the reply to %s', (cmd) => {
  const answerTo = (request: object, reply: object) =>
    readAnyReply({ cmd, ...request } as Request, { status: 'OK', ...reply } as OkReply, 'ana');

  it('is believed where it fits the request', () => {
    for (const { request, honest } of CASES[cmd]) {
      for (const reply of honest)
        expect(answerTo(request, reply), JSON.stringify(reply)).toHaveProperty('data.cmd', cmd);
    }
  });

  it('is no answer where it is about something else', () => {
    for (const { request, lies } of CASES[cmd]) {
      for (const reply of lies) expect(answerTo(request, reply), JSON.stringify(reply)).toHaveProperty('problem');
    }
  });
});
