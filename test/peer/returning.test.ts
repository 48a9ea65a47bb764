// People who go and come back: privately, to rooms that have changed, under names typed in another case.
import { describe, expect, it } from 'vitest';
import { roomOf, TestPeer } from '../helpers/peer-world.ts';
import { TRACKER, TrackerWorld } from '../helpers/tracker-world.ts';
import { asTyped } from '../helpers/typed.ts';

/** ana and bob, who have exchanged a private line and share nothing else. */
async function privateChat(): Promise<{ world: TrackerWorld; ana: TestPeer; bob: TestPeer }> {
  const world = await TrackerWorld.start();
  const ana = await TestPeer.start(world, 'ana');
  const bob = await TestPeer.start(world, 'bob');
  await ana.types('/msg bob hi');
  await ana.hears('delivered');
  return { world, ana, bob };
}

const comesBack = (world: TrackerWorld, name: string): Promise<TestPeer> =>
  TestPeer.start(world, name, { register: false });

describe('a private line for someone who is not there', () => {
  it('arrives when they come back after having been killed, though they were looked for in vain before', async () => {
    const { world, ana, bob } = await privateChat();
    await bob.kill();
    await world.clock.advance(20_000);
    const back = await comesBack(world, 'bob');
    await world.clock.advance(5_000);
    await ana.types('/msg bob are you back?');
    await back.until(() => back.heard.includes('are you back?'), 'the line');
  });

  it('arrives, with the ones after it, when they had quit in order', async () => {
    const { world, ana, bob } = await privateChat();
    await bob.types('/quit');
    await world.clock.advance(3_000);
    await ana.types('/msg bob one');
    await world.clock.advance(10_000);
    await ana.types('/msg bob two');
    await world.clock.advance(10_000);
    const back = await comesBack(world, 'bob');
    await back.until(() => back.heard.length === 2, 'both lines');
    expect(back.heard).toEqual(['one', 'two']);
  });

  it('arrives when the room that was shared as well is over for them', async () => {
    const { world, peers } = await roomOf('ana', 'bob');
    const [ana, bob] = peers as [TestPeer, TestPeer];
    await ana.types('/msg bob hi');
    await ana.hears('delivered');
    await bob.kill();
    await world.clock.advance(5_000);
    await ana.types('/msg bob psst');
    await world.clock.advance(70_000);
    const back = await comesBack(world, 'bob');
    await back.until(() => back.heard.includes('psst'), 'the line');
  });

  it('arrives when they own a room of ours, have left it, and come back to no room at all', async () => {
    const { world, peers } = await roomOf('ana', 'bob');
    const [ana, bob] = peers as [TestPeer, TestPeer];
    await bob.types('/msg ana hi');
    await bob.hears('delivered');
    await ana.types('/leave dev');
    await world.clock.advance(3_000);
    await ana.kill();
    await world.clock.advance(10_000);
    const back = await comesBack(world, 'ana');
    await world.clock.advance(5_000);
    await bob.types('/msg ana again');
    await back.until(() => back.heard.includes('again'), 'the line');
  });

  it('arrives though the tracker was restarted while they were looked for', async () => {
    const { world, ana, bob } = await privateChat();
    await bob.kill();
    await world.service.stop();
    await world.clock.advance(5_000);
    await world.boot();
    await world.clock.advance(30_000);
    const back = await comesBack(world, 'bob');
    await ana.types('/msg bob again');
    await back.until(() => back.heard.includes('again'), 'the line');
  });

  it('waits for them in whatever case the name is typed', async () => {
    const { world, ana, bob } = await privateChat();
    await bob.kill();
    await world.clock.advance(10_000);
    await ana.types('/msg BOB later');
    expect(ana.last('queued')).toMatchObject({ to: 'bob', content: 'later' });
    await ana.types('/msg BOB');
    await ana.types('/leave BOB');
    expect(ana.all('error')).toEqual([]);
  });
});

describe('leaving', () => {
  it('and writing again at once loses nothing and does not wait', async () => {
    const { world, ana, bob } = await privateChat();
    await ana.types('/msg bob');
    for (let round = 0; round < 6; round += 1) {
      ana.service.intend(asTyped('/leave'));
      ana.service.intend(asTyped(`/msg bob round ${round}`));
      await world.clock.advance(10);
    }
    await world.clock.advance(3_000);
    const settled = ana.all('delivered').length + ana.all('failed').length;
    expect(settled).toBe(ana.all('queued').length);
    expect(bob.heard).toContain('round 5');
  });

  it('while the tracker is away is not answered by dials every two seconds without an end', async () => {
    const { world, peers } = await roomOf('ana', 'bob');
    const [ana, bob] = peers as [TestPeer, TestPeer];
    await world.clock.advance(10_000);
    await world.service.stop();
    await world.clock.advance(2_000);
    await bob.kill();
    await world.clock.advance(3_000);
    const before = ana.all('link').length;
    await world.clock.advance(300_000);
    const dials = ana
      .all('link')
      .slice(before)
      .filter(({ state }) => state === 'connecting');
    expect(dials.length).toBeGreaterThan(5);
    expect(dials.length).toBeLessThan(25);
  });

  it('by the owner, on purpose, is not followed by lines that are kept for him', async () => {
    const { peers } = await roomOf('ana', 'bob');
    const [ana, bob] = peers as [TestPeer, TestPeer];
    await ana.types('/leave dev');
    await bob.hears('member_away');
    await bob.types('anyone?');
    expect(await bob.hears('error')).toMatchObject({ code: 'NOBODY_HERE' });
    await ana.types('/join dev');
    await bob.hears('member_back');
    await bob.types('welcome');
    await ana.until(() => ana.heard.includes('welcome'), 'the line');
    expect(ana.heard).toEqual(['welcome']);
  });
});

describe('a room of the same name with another owner', () => {
  it('is another room: a member who was away sends nothing there', async () => {
    const { world, peers } = await roomOf('ana', 'bob');
    const [ana, bob] = peers as [TestPeer, TestPeer];
    const mallory = await TestPeer.start(world, 'mallory');
    await world.clock.advance(1_500);
    bob.host.isolateFrom(TRACKER.port);
    await world.restart();
    await ana.until(() => ana.last('tracker')?.state === 'connected', 'the tracker');
    await world.clock.advance(1_000);
    await ana.types('/delete-room dev');
    await ana.types('/quit');
    await world.clock.advance(1_000);
    await mallory.until(() => mallory.last('tracker')?.state === 'connected', 'the tracker');
    await mallory.types('/create dev');
    await mallory.hears('room_created');
    bob.host.isolateFrom(null);
    await bob.hears('room_deleted');
    await bob.types('a secret for ana');
    await world.clock.advance(5_000);
    expect(mallory.heard).toEqual([]);
    expect(world.repositories.rooms.find('dev')?.seats.map(({ username }) => username)).toEqual(['mallory']);
  });
});

describe('a request whose answer was lost', () => {
  it('is said to be uncertain, and what came of it does not take the conversation over', async () => {
    const world = await TrackerWorld.start({ latencyMs: () => 20 });
    const ana = await TestPeer.start(world, 'ana');
    await ana.types('/create one');
    await ana.hears('room_joined');
    ana.service.intend(asTyped('/create two'));
    await world.clock.advance(25);
    ana.host.cutAll();
    await ana.hears('error');
    expect(ana.last('error')?.message).toContain('may or may not have been done');
    await ana.hears('room_joined', ({ room }) => room === 'two');
    expect(ana.last('conversation')).toMatchObject({ room: 'one' });
  });
});
