// U7: what waits for somebody leaves as soon as they are back; who is away is written to all the same.

import { describe, expect, it } from 'vitest';
import { MAX_WATCHED } from '../../commons/protocol/limits.ts';
import { MemoryProfile } from '../../peer/profile/memory-profile.ts';
import { someIdentity } from '../helpers/identities.ts';
import { type PeerOptions, roomOf, TestPeer } from '../helpers/peer-world.ts';
import { TRACKER, TrackerWorld } from '../helpers/tracker-world.ts';
import { lied, TrackerInTheMiddle } from '../hostile-peer/tracker-in-the-middle.ts';

const comesBack = (world: TrackerWorld, name: string): Promise<TestPeer> =>
  TestPeer.start(world, name, { register: false });

/** Who was there before and keeps no conversations, as earlier versions: only the writer knows that something waits. */
function forgetfulProfile({ profile }: TestPeer): MemoryProfile {
  profile.conversations = null;
  profile.isNew = false;
  return profile;
}

const forgetful = (world: TrackerWorld, peer: TestPeer, options: PeerOptions = {}): Promise<TestPeer> =>
  TestPeer.start(world, peer.username, { register: false, profile: forgetfulProfile(peer), ...options });

async function isConnectedAgain(peer: TestPeer): Promise<void> {
  const before = peer.all('tracker').length;
  await peer.until(
    () =>
      peer
        .all('tracker')
        .slice(before)
        .some(({ state }) => state === 'connected'),
    'the tracker',
  );
}

/** What the issue promises, in ms. */
const SOON = 2_000;

async function privateChat() {
  const world = await TrackerWorld.start();
  const [ana, bob] = [await TestPeer.start(world, 'ana'), await TestPeer.start(world, 'bob')];
  await ana.types('/msg bob hi');
  await ana.hears('delivered');
  return { world, ana, bob };
}

describe('a private line to somebody who is away', () => {
  it.each([
    ['has quit', (bob: TestPeer) => bob.types('/quit')],
    ['was killed', (bob: TestPeer) => bob.kill()],
    [
      'has closed the chat and quit',
      async (bob: TestPeer) => {
        await bob.types('/leave ana');
        await bob.types('/quit');
      },
    ],
  ])('and %s arrives within 2 s after they are back', async (_what, goes) => {
    const { world, ana, bob } = await privateChat();
    await goes(bob);
    await world.clock.advance(10_000);
    await ana.types('/msg bob one');
    await world.clock.advance(41_000);
    await ana.types('/msg bob two');
    const back = await comesBack(world, 'bob');
    await back.until(() => back.heard.length === 2, 'both lines', SOON);
    expect(back.heard).toEqual(['one', 'two']);
  });

  it('arrives within 2 s after the writer is back, who has signed in again meanwhile', async () => {
    const { world, ana, bob } = await privateChat();
    await bob.types('/quit');
    await ana.types('/quit');
    await world.clock.advance(5_000);
    const writer = await comesBack(world, 'ana');
    await writer.types('/msg bob still here?');
    await world.clock.advance(5_000);
    const back = await comesBack(world, 'bob');
    await back.until(() => back.heard.includes('still here?'), 'the line', SOON);
  });

  it('arrives within 2 s after the writer’s connection to the tracker is back, which was cut meanwhile', async () => {
    const { world, ana, bob } = await privateChat();
    await bob.types('/quit');
    await ana.types('/msg bob one');
    ana.host.isolateFrom(TRACKER.port);
    ana.host.cutAll();
    await ana.hears('tracker', ({ state }) => state === 'reconnecting');
    const back = await forgetful(world, bob);
    await world.clock.advance(40_000);
    ana.host.isolateFrom(null);
    await isConnectedAgain(ana);
    await back.until(() => back.heard.includes('one'), 'the line', SOON);
  });

  it('arrives within 2 s after both connections to the tracker are back', async () => {
    const { world, ana, bob } = await privateChat();
    await bob.types('/quit');
    await ana.types('/msg bob one');
    const back = new TestPeer(world, 'bob', { register: false, profile: forgetfulProfile(bob) });
    for (const { host } of [ana, back]) host.isolateFrom(TRACKER.port);
    ana.host.cutAll();
    await world.clock.advance(70_000);
    ana.host.isolateFrom(null);
    await isConnectedAgain(ana);
    back.host.isolateFrom(null);
    await back.service.start();
    await back.hears('ready');
    await back.until(() => back.heard.includes('one'), 'the line', SOON);
  });

  it.each([
    ['nobody listens there any more', false],
    ['dials there get no answer', true],
  ])('arrives within 2 s at another address than before, where %s', async (_, isSwallowed) => {
    const { world, ana, bob } = await privateChat();
    const address = '127.0.0.1';
    if (isSwallowed) world.network.swallow({ address, port: bob.listenPort });
    await bob.kill();
    await ana.types('/msg bob one');
    await world.clock.advance(3_000);
    const back = await forgetful(world, bob, { listen: { address: '127.0.0.7', port: 0 }, from: '127.0.0.7' });
    await back.until(() => back.heard.includes('one'), 'the line', SOON);
  });

  it('arrives within 2 s at another address, though the connection to the one before seems to be open', async () => {
    const { world, ana, bob } = await privateChat();
    bob.host.fallAsleep();
    await world.clock.advance(1_000);
    await ana.types('/msg bob one');
    const back = await forgetful(world, bob, { listen: { address: '127.0.0.7', port: 0 }, from: '127.0.0.7' });
    await back.until(() => back.heard.includes('one'), 'the line', SOON);
  });

  it('arrives within 2 s where lines wait for more people than can be watched, for any of them', async () => {
    const world = await TrackerWorld.start();
    const ana = await TestPeer.start(world, 'ana');
    const names = Array.from({ length: MAX_WATCHED + 1 }, (_, index) => `friend${index}`);
    const peers = new Map<string, TestPeer>();
    for (const name of names) {
      const peer = await TestPeer.start(world, name);
      await ana.types(`/msg ${name} hi`);
      await peer.until(() => peer.heard.length === 1, 'the first line');
      await peer.types('/quit');
      await ana.types(`/msg ${name} later`);
      peers.set(name, peer);
    }
    await world.clock.advance(7_000);
    for (const name of new Set([names[0], names[31], names[63], names[64], names.at(-1)] as string[])) {
      const back = await forgetful(world, peers.get(name) as TestPeer);
      await back.until(() => back.heard.includes('later'), `the line to ${name}`, SOON);
    }
  });

  it('arrives within 2 s after a restart of the tracker, too', async () => {
    const { world, ana, bob } = await privateChat();
    await bob.types('/quit');
    await ana.types('/msg bob one');
    await world.restart();
    await world.clock.advance(20_000);
    const back = await comesBack(world, 'bob');
    await back.until(() => back.heard.length === 1, 'the line', SOON);
  });

  it('is kept if it is the first one to a member of the room, and arrives within 2 s', async () => {
    const { world, peers } = await roomOf('ana', 'eva');
    const [ana, eva] = peers as [TestPeer, TestPeer];
    await eva.kill();
    await ana.hears('member_away');
    await ana.types('/msg eva psst');
    expect(ana.all('error')).toEqual([]);
    expect(ana.last('queued')).toMatchObject({ to: 'eva', content: 'psst' });
    await world.clock.advance(5_000);
    const back = await comesBack(world, 'eva');
    await back.until(() => back.heard.includes('psst'), 'the line', SOON);
  });

  it('is kept if they were met before, though no room is shared any more', async () => {
    const { world, peers } = await roomOf('ana', 'eva');
    const [ana, eva] = peers as [TestPeer, TestPeer];
    await eva.types('/quit');
    await ana.hears('member_left');
    await ana.types('/msg Eva psst');
    await ana.types('/msg nobody psst');
    expect(ana.all('error').map(({ code, message }) => [code, message])).toEqual([
      ['NO_SUCH_PEER', 'Nobody called nobody is online (/peers lists who is).'],
    ]);
    await world.clock.advance(5_000);
    const back = await comesBack(world, 'eva');
    await back.until(() => back.heard.includes('psst'), 'the line', SOON);
  });

  it('goes to nobody else who comes with that name: another key is CHANGED', async () => {
    const { world, ana, bob } = await privateChat();
    await bob.types('/quit');
    await ana.types('/msg bob for bob');
    const eve = await TestPeer.start(world, 'bob', { register: false, profile: new MemoryProfile(someIdentity()) });
    await ana.hears('trust', ({ state }) => state === 'changed');
    await world.clock.advance(10_000);
    expect(eve.heard).toEqual([]);
  });
});

describe('the tracker', () => {
  it('is asked to watch once for each change of private chats, and for nobody who is blocked', async () => {
    const { world, ana, middle } = await lied();
    const asked = () => middle.requests.filter(({ cmd }) => cmd === 'WATCH_PEERS').map(({ peers }) => peers);
    expect(asked()).toEqual([]);
    await ana.types('/msg bob hi');
    await ana.types('/msg bob hi again');
    await world.clock.advance(1_000);
    expect(asked()).toEqual([['bob']]);
    middle.hangUp();
    await world.clock.advance(5_000);
    expect(asked()).toEqual([['bob'], ['bob']]);
    await ana.types('/block bob');
    await ana.types('/msg bob x');
    await world.clock.advance(1_000);
    expect(asked().at(-1)).toEqual([]);
  });

  it('that cannot watch is asked again and again, as before', async () => {
    const world = await TrackerWorld.start();
    const profile = new MemoryProfile(someIdentity());
    const middle = await TrackerInTheMiddle.of(world, profile.identity);
    middle.instead = (object) => {
      const features = object['features'];
      const known = Array.isArray(features) ? { features: features.filter((each) => each !== 'watch') } : {};
      return `${JSON.stringify({ ...object, ...known })}\n`;
    };
    const bob = await TestPeer.start(world, 'bob');
    const ana = await TestPeer.start(world, 'ana', { tracker: middle.endpoint, profile });
    await ana.types('/msg bob hi');
    await ana.hears('delivered');
    await bob.types('/quit');
    await ana.types('/msg bob one');
    await world.clock.advance(1_000);
    const back = await comesBack(world, 'bob');
    await back.until(() => back.heard.length === 1, 'the line', 35_000);
    expect(middle.requests.map(({ cmd }) => cmd)).not.toContain('WATCH_PEERS');
  });

  it('that refuses to watch is asked again', async () => {
    const { world, ana, middle } = await lied();
    const passOn = middle.instead;
    const refused = { status: 'ERROR', code: 'BUSY', msg: 'Busy.' };
    middle.instead = (object, to) =>
      passOn(to?.['cmd'] === 'WATCH_PEERS' ? { ...refused, request_id: to['request_id'] ?? null } : object, to);
    await ana.types('/msg bob hi');
    await world.clock.advance(1_000);
    middle.instead = passOn;
    await world.clock.advance(5_000);
    expect(middle.requests.filter(({ cmd }) => cmd === 'WATCH_PEERS')).toHaveLength(2);
  });

  it('ends no link by saying that somebody is at another address', async () => {
    const { world, ana, middle } = await lied();
    await ana.types('/msg bob hi');
    await ana.hears('delivered');
    await ana.types('/fingerprint bob');
    const { fingerprint } = await ana.hears('fingerprint');
    for (const last of [7, 8, 9]) {
      const peer = { username: 'bob', address: `127.0.0.${last}`, port: 50_001, connected: true, last_ping: null };
      middle.tell({ status: 'PEER_ONLINE', peer: { ...peer, fingerprint } });
      await ana.types(`/msg bob ${last}`);
      await world.clock.advance(5_000);
    }
    expect(ana.all('link').filter(({ state }) => state === 'closed')).toEqual([]);
    expect(ana.all('delivered')).toHaveLength(4);
  });

  it('is not believed of people whom it was not asked to watch', async () => {
    const { world, ana, middle } = await lied();
    const peer = { username: 'mallory', address: '127.0.0.1', port: 50_001, connected: true, last_ping: null };
    middle.tell({ status: 'PEER_ONLINE', peer });
    await world.clock.advance(5_000);
    await ana.types('/status');
    expect(ana.last('status')?.status.people.map(({ username }) => username)).toEqual(['bob']);
    expect(ana.all('link').map((link) => link.peer)).not.toContain('mallory');
  });
});
