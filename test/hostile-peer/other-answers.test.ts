// S1: a tracker that answers with somebody else, or another room, in the place of what was asked for.

import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../commons/protocol/json-framer.ts';
import { TestPeer } from '../helpers/peer-world.ts';
import { stillServes } from './still-serves.ts';
import { lied, type TrackerInTheMiddle } from './tracker-in-the-middle.ts';

/** Each look-up by `cmd` finds another person. */
function answersWith(middle: TrackerInTheMiddle, cmd: string, change: (reply: JsonObject) => object): void {
  middle.instead = (object, to) => `${JSON.stringify(to?.['cmd'] === cmd ? change(object) : object)}\n`;
}

async function withMallory() {
  const scene = await lied();
  const { world, ana, bob, middle } = scene;
  await ana.types('/verify bob');
  const mallory = await TestPeer.start(world, 'mallory');
  await bob.types('/quit');
  const { address, port } = { address: '127.0.0.1', port: mallory.listenPort };
  const { fingerprint } = mallory.profile.identity;
  const place = { username: 'mallory', address, port, connected: true, last_ping: null, fingerprint, rooms: [] };
  answersWith(middle, 'LIST_PEERS', (reply) => ({ ...reply, peers: { bob: place } }));
  return { ...scene, mallory };
}

describe('a tracker that finds mallory where bob is looked for', () => {
  it('gets no private line sent to mallory', async () => {
    const { ana, mallory, world } = await withMallory();
    await ana.types('/msg cid for cid alone');
    await ana.types('/msg bob for bob alone');
    await world.clock.advance(60_000);
    expect(mallory.heard).toEqual([]);
    expect(ana.all('link').map(({ peer }) => peer)).not.toContain('mallory');
    expect(ana.all('error').map(({ code }) => code)).toContain('BAD_REPLY');
  });

  it('gets no key of a room by invitation sent to mallory', async () => {
    const { ana, mallory, world } = await withMallory();
    await ana.types('/create club --invite-only');
    await ana.types('/add cid');
    await ana.types('/add bob');
    await world.clock.advance(60_000);
    expect(mallory.all('invitation')).toEqual([]);
    expect(ana.all('invite_sent')).toEqual([]);
    expect(ana.last('error')?.code).toBe('BAD_REPLY');
  });
});

describe('a tracker that gives another room than', () => {
  it.each([
    ['the one that was asked for', '/join ops'],
    ['the one that was to be made', '/create ops'],
  ])('%s: nobody enters it, and the next line does not go there', async (_what, line) => {
    const { ana, bob, middle } = await lied();
    answersWith(middle, line.startsWith('/join') ? 'JOIN_ROOM' : 'CREATE_ROOM', ({ request_id }) => {
      const seats = ['mallory', 'ana'].map((username) => ({ username, state: 'present' }));
      const places = { peer_owner: null, peer_one: null, peer_two: null };
      return { status: 'OK', request_id, room: { name: 'trap', owner: 'mallory', revision: 1e15, seats, ...places } };
    });
    await ana.types(line.replace('create ops', 'create mine'));
    expect(ana.all('room_joined').map(({ room }) => room)).toEqual(['dev']);
    expect(ana.last('error')?.code).toBe('BAD_REPLY');
    await stillServes(ana, bob);
  });
});

it('a notice that gives a room another owner ends it for us, and nothing is said there', async () => {
  const { world, ana, middle } = await lied();
  const seats = ['mallory', 'ana'].map((username) => ({ username, state: 'present' }));
  const places = { peer_owner: null, peer_one: null, peer_two: null };
  middle.tell({ status: 'ROOM_UPDATE', room: { name: 'dev', owner: 'mallory', revision: 2 ** 52, seats, ...places } });
  await world.clock.advance(5);
  await ana.types('hello');
  expect(ana.all('room_deleted')).toMatchObject([{ room: 'dev' }]);
  expect(ana.all('queued')).toEqual([]);
});

it('a name with something invisible in it is refused, and takes the place of nobody (S2)', async () => {
  const { ana, bob, middle } = await lied();
  await ana.types('/verify bob');
  const seats = ['bob\u200b', 'ana'].map((username) => ({ username, state: 'present' }));
  const places = { peer_owner: null, peer_one: null, peer_two: null };
  middle.tell({
    status: 'ROOM_UPDATE',
    room: { name: 'dev', owner: 'bob\u200b', revision: 2 ** 52, seats, ...places },
  });
  expect(ana.all('member_joined')).toEqual([]);
  await stillServes(ana, bob);
});
