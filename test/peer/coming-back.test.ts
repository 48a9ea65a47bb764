// U7: what waits for somebody leaves as soon as they are back; who is away is written to all the same.
import { describe, expect, it } from 'vitest';
import { MemoryProfile } from '../../peer/profile/memory-profile.ts';
import { roomOf, TestPeer } from '../helpers/peer-world.ts';
import { TrackerWorld } from '../helpers/tracker-world.ts';
import { lied, TrackerInTheMiddle } from '../hostile-peer/tracker-in-the-middle.ts';

const comesBack = (world: TrackerWorld, name: string): Promise<TestPeer> =>
  TestPeer.start(world, name, { register: false });

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
    const eve = await TestPeer.start(world, 'bob', { register: false, profile: new MemoryProfile() });
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
    const profile = new MemoryProfile();
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
