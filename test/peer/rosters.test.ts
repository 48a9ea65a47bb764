// Members compare the tracker's reports (protocol 7.10): a tracker that lies to one of them is detected, and an honest
// one is never accused.

import { describe, expect, it } from 'vitest';
import type { RoomView } from '../../commons/model/views.ts';
import { MemoryProfile } from '../../peer/profile/memory-profile.ts';
import { seededRandom } from '../helpers/dial-race.ts';
import { devAsTold, GHOST, tellsOf, withGhost } from '../helpers/ghost.ts';
import { someIdentity } from '../helpers/identities.ts';
import { roomOf, TestPeer } from '../helpers/peer-world.ts';
import { RawLink } from '../helpers/raw-link.ts';
import { TRACKER, TrackerWorld } from '../helpers/tracker-world.ts';
import { asTyped } from '../helpers/typed.ts';
import { lied } from '../hostile-peer/tracker-in-the-middle.ts';

/** ana and bob in #dev, whose tracker tells ana what the test wants; and what it told her last. */
async function liedTo() {
  const scene = await lied();
  const last = (): RoomView => devAsTold(scene.world);
  const tells = (room: RoomView): Promise<void> => tellsOf(scene.world, scene.middle, room);
  return { ...scene, last, tells };
}

describe('a tracker that tells two members different things', () => {
  it('is found out by both, where the revision is the same', async () => {
    const { world, ana, bob, middle } = await lied();
    middle.instead = (object) => {
      const room = object['room'] as RoomView | undefined;
      return `${JSON.stringify(room?.seats ? { ...object, room: withGhost(room) } : object)}\n`;
    };
    const carol = await world.member('carol');
    await carol.ask({ cmd: 'JOIN_ROOM', room: 'dev' });
    await carol.ask({ cmd: 'LEAVE_ROOM', room: 'dev' });
    const named = ({ told }: { told: readonly { username: string }[] }) => told.map(({ username }) => username);
    const atAna = await ana.hears('roster_mismatch', (report) => named(report).join() === 'ana,bob,ghost');
    const atBob = await bob.hears('roster_mismatch', (report) => named(report).join() === 'ana,bob');
    expect(atAna).toMatchObject({ room: 'dev', peer: 'bob', told_them: atBob.told });
    expect(atBob).toMatchObject({ room: 'dev', peer: 'ana', told_them: atAna.told });
    expect(atAna.told).toContainEqual({ username: 'ghost', fingerprint: GHOST.fingerprint });
  });

  it('is found out within seconds when it shows somebody to one alone, under a revision of their own', async () => {
    const { world, ana, bob, last, tells } = await liedTo();
    const room = last();
    await tells({ ...withGhost(room), revision: room.revision + 1 });
    expect(bob.all('roster_mismatch')).toEqual([]);
    await world.clock.advance(5_100);
    expect(bob.all('roster_mismatch')).toHaveLength(1);
    expect(bob.last('roster_mismatch')).toMatchObject({ room: 'dev', peer: 'ana' });
    await world.clock.advance(2_000);
    expect(ana.all('roster_mismatch')).toHaveLength(1);
    expect(ana.last('roster_mismatch')).toMatchObject({ room: 'dev', peer: 'bob' });
  });

  it('is found out when it shows one of them another key of a third', async () => {
    const { world, ana, bob, middle } = await lied();
    const forged = someIdentity().fingerprint;
    const key = someIdentity();
    middle.instead = (object) => `${JSON.stringify(object).replaceAll(key.fingerprint, forged)}\n`;
    const carol = await world.member('carol', undefined, key);
    await carol.ask({ cmd: 'JOIN_ROOM', room: 'dev' });
    const { told, told_them } = await ana.hears('roster_mismatch');
    expect(told).toContainEqual({ username: 'carol', fingerprint: forged });
    expect(told_them).toContainEqual({ username: 'carol', fingerprint: key.fingerprint });
    await bob.hears('roster_mismatch', ({ peer }) => peer === 'ana');
  });

  it('is reported once for one lie, however often links are replaced', async () => {
    const { world, ana, bob, last, tells } = await liedTo();
    const room = last();
    await tells({ ...withGhost(room), revision: room.revision + 1 });
    for (let round = 0; round < 5; round += 1) {
      await world.clock.advance(6_000);
      bob.host.cutAll();
      await bob.until(() => bob.isLinkedTo('ana'), 'the link');
    }
    expect(ana.all('roster_mismatch').length).toBeLessThanOrEqual(1);
    expect(bob.all('roster_mismatch')).toHaveLength(1);
  });
});

describe('what is said of a room', () => {
  it('by somebody who does not sit there does not count', async () => {
    const { world, peers } = await roomOf('ana', 'bob');
    const [ana] = peers as [TestPeer, TestPeer];
    const key = someIdentity();
    await world.member('mallory', undefined, key);
    const link = await RawLink.as('mallory', world, ana, key);
    const { revision } = world.repositories.rooms.find('dev') ?? { revision: 0 };
    link.send({ cmd: 'ROSTER', room: 'dev', revision, members: [] });
    link.send({ cmd: 'ROSTER', room: 'dev', revision: revision + 1, members: [] });
    link.send({ cmd: 'ROSTER', room: 'nowhere', revision, members: [] });
    await world.clock.advance(10_000);
    expect(link.isLetIn).toBe(true);
    expect(ana.all('roster_mismatch')).toEqual([]);
  });

  it('in plaintext does not count, and is not said', async () => {
    const world = await TrackerWorld.start();
    const ana = await TestPeer.start(world, 'ana', { encryption: 'prefer' });
    await ana.types('/create dev');
    const eva = await world.member('eva');
    await eva.ask({ cmd: 'JOIN_ROOM', room: 'dev' });
    const link = await RawLink.as('eva', world, ana, null);
    const { revision } = world.repositories.rooms.find('dev') ?? { revision: 0 };
    link.send({ cmd: 'ROSTER', room: 'dev', revision, members: [] });
    await world.clock.advance(10_000);
    expect(link.isLetIn).toBe(true);
    expect(link.said('ROSTER')).toEqual([]);
    expect(ana.all('roster_mismatch')).toEqual([]);
  });
});

/**
 * People come, go, are killed, and come with new keys, all drawn from `seed`. With `isRough` the tracker restarts, too,
 * and some cannot reach it for a while, though others reach them. Returns who accused the tracker.
 */
async function honest(seed: number, steps: number, isRough = false): Promise<string[]> {
  const random = seededRandom(seed);
  const world = await TrackerWorld.start({ latencyMs: () => random() * 300 });
  const accused: string[] = [];
  const names = ['ana', 'bob', 'eva', 'dan'];
  const running = new Map<string, TestPeer>();
  const profiles = new Map(names.map((name) => [name, new MemoryProfile(someIdentity())]));
  for (let step = 0; step < steps; step += 1) {
    const name = names[Math.floor(random() * names.length)] as string;
    const peer = running.get(name);
    const chance = random();
    if (isRough && random() < 0.04) await world.restart();
    if (isRough && random() < 0.05) {
      peer?.host.isolateFrom(TRACKER.port);
      peer?.host.cutAll();
    } else if (isRough && random() < 0.3) peer?.host.isolateFrom(null);
    if (!peer) {
      if (chance < 0.2) profiles.set(name, new MemoryProfile(someIdentity()));
      const profile = profiles.get(name) as MemoryProfile;
      const started = await TestPeer.start(world, name, { random, profile });
      profile.isNew = false;
      started.service.intend(asTyped('/create dev'));
      started.service.intend(asTyped('/join dev'));
      running.set(name, started);
    } else if (chance < 0.3) peer.service.intend(asTyped(chance < 0.15 ? '/leave dev' : '/join dev'));
    else if (chance < 0.4) peer.host.cutAll();
    else if (chance < 0.5) for (const other of names) peer.service.intend(asTyped(`/trust ${other}`));
    else if (chance < 0.75) {
      if (chance < 0.6) peer.service.quit(0);
      else await peer.kill();
      running.delete(name);
      accused.push(...peer.all('roster_mismatch').map((report) => JSON.stringify(report)));
    }
    await world.clock.advance(random() * (random() < 0.3 ? 8_000 : 400));
  }
  await world.clock.advance(20_000);
  const left = [...running.values()].flatMap((peer) =>
    peer.all('roster_mismatch').map((report) => JSON.stringify(report)),
  );
  return [...accused, ...left];
}

describe('an honest tracker', () => {
  it('is never accused when members come, go, die or change their keys', async () => {
    for (let seed = 1; seed <= 4; seed += 1) expect(await honest(seed, 50), `seed ${seed}`).toEqual([]);
  });

  it('is never accused, though it restarts, and some cannot reach it for a while', async () => {
    for (let seed = 1; seed <= 8; seed += 1) expect(await honest(seed, 50, true), `seed ${seed}`).toEqual([]);
  });
});
