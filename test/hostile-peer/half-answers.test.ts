// A tracker, or a stranger, that does a part of what was asked, or answers in the place of somebody else.

import { describe, expect, it } from 'vitest';
import { MemoryProfile } from '../../peer/profile/memory-profile.ts';
import { someIdentity } from '../helpers/identities.ts';
import { roomOf, TestPeer } from '../helpers/peer-world.ts';
import { RawLink } from '../helpers/raw-link.ts';
import { TrackerWorld } from '../helpers/tracker-world.ts';
import { TrackerInTheMiddle } from './tracker-in-the-middle.ts';

async function behind() {
  const world = await TrackerWorld.start();
  const profile = new MemoryProfile(someIdentity());
  const middle = await TrackerInTheMiddle.of(world, profile.identity);
  const ana = await TestPeer.start(world, 'ana', { tracker: middle.endpoint, profile });
  return { world, middle, ana };
}

describe('a room that was to have a password, made open', () => {
  it('is not entered, and not left open', async () => {
    const { world, middle, ana } = await behind();
    middle.instead = (object, to) => {
      const { access: _none, ...room } = (object['room'] ?? {}) as { access?: string };
      return `${JSON.stringify(to?.['cmd'] === 'CREATE_ROOM' ? { ...object, room } : object)}\n`;
    };
    await ana.types('/create ops --password correct horse');
    await world.clock.advance(1_000);
    expect(ana.last('error')).toMatchObject({ code: 'NOT_LOCKED', message: expect.stringContaining('#ops') });
    expect(ana.all('room_joined')).toEqual([]);
    expect(ana.profile.roomKeys).toEqual([]);
    expect(world.repositories.rooms.find('ops')).toBeUndefined();
    await ana.types('the launch code is 0000');
    expect(ana.all('queued')).toEqual([]);
  });
});

describe('an answer to an invitation', () => {
  it('is that of the person who was asked, and nobody else’s', async () => {
    const { world, peers } = await roomOf('ana', 'bob');
    const [ana] = peers as [TestPeer, TestPeer];
    const [evas, mallorys] = [someIdentity(), someIdentity()];
    await world.member('eva', undefined, evas);
    await world.member('mallory', undefined, mallorys);
    const eva = await RawLink.as('eva', world, ana, evas);
    const mallory = await RawLink.as('mallory', world, ana, mallorys);
    await ana.types('/add eva');
    await world.clock.advance(1_000);
    const id = eva.said('INVITE')[0]?.['id'];
    expect(id).toBeTypeOf('string');
    mallory.send({ cmd: 'INVITE_ANSWER', id, accepted: true });
    await world.clock.advance(100);
    expect(ana.all('invite_answered')).toEqual([]);
    eva.send({ cmd: 'INVITE_ANSWER', id, accepted: false });
    await world.clock.advance(100);
    expect(ana.all('invite_answered')).toMatchObject([{ by: 'eva', accepted: false }]);
  });
});

describe('a tracker that keeps silent, or refuses, when a known key is looked up', () => {
  it.each([
    ['keeps silent', null],
    ['refuses', { status: 'ERROR', code: 'RATE_LIMITED', msg: 'Too many.' }],
    ['answers something else', { status: 'OK', peers: { x: 1 } }],
  ])('%s: the user is told that the key could not be checked', async (_what, answer) => {
    const { world, middle, ana } = await behind();
    const bob = await TestPeer.start(world, 'bob');
    await ana.types('/msg bob hello');
    await bob.until(() => bob.heard.length === 1, 'the greeting');
    await bob.kill();
    await world.clock.advance(60_000);
    middle.instead = (object, to) => {
      if (to?.['cmd'] !== 'LIST_PEERS') return `${JSON.stringify(object)}\n`;
      return answer && `${JSON.stringify({ ...answer, request_id: to['request_id'] })}\n`;
    };
    const thief = await RawLink.as('bob', world, ana, bob.profile.identity);
    await world.clock.advance(15_000);
    expect(ana.all('key_check')).toEqual([{ event: 'key_check', peer: 'bob', result: 'tracker_away' }]);
    expect(thief.closedBecause).toBeNull();
  });
});

describe('a tracker that says unasked that people have come', () => {
  it('has nobody remembered whom it was not asked about', async () => {
    const { world, middle, ana } = await behind();
    for (let index = 0; index < 200; index += 1) {
      const peer = { username: `nobody${index}`, address: '127.0.0.1', port: 9_999, connected: true, last_ping: null };
      middle.tell({ status: 'PEER_ONLINE', peer: { ...peer, fingerprint: someIdentity().fingerprint } });
    }
    await world.clock.advance(1_000);
    await ana.types('/status');
    expect(JSON.stringify(ana.last('status'))).not.toContain('nobody');
    expect(ana.all('link')).toEqual([]);
    expect(ana.profile.contacts).toEqual([]);
  });
});
