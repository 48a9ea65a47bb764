import { describe, expect, it } from 'vitest';
import { meet, roomOf, TestPeer } from '../helpers/peer-world.ts';
import { TrackerWorld } from '../helpers/tracker-world.ts';
import { asTyped } from '../helpers/typed.ts';

const lines = (count: number): string[] => Array.from({ length: count }, (_, index) => `line ${index + 1}`);

describe('three peers in a room', () => {
  it('hear each other directly, and are told what became of each line', async () => {
    const { peers } = await roomOf('ana', 'bob', 'eva');
    const [ana, bob, eva] = peers as [TestPeer, TestPeer, TestPeer];
    await ana.types('hello');
    const { id } = await ana.hears('queued');
    for (const to of ['bob', 'eva']) {
      await ana.hears('sent', (sent) => sent.id === id && sent.to === to);
      await ana.hears('delivered', (delivered) => delivered.id === id && delivered.to === to);
    }
    for (const peer of [bob, eva]) {
      expect(peer.last('message')).toMatchObject({
        room: 'dev',
        from: 'ana',
        content: 'hello',
        id,
        security: 'tls1.3',
      });
    }
  });

  it('learn who owns the room and who is in it', async () => {
    const { peers } = await roomOf('ana', 'bob', 'eva');
    expect(peers[0]?.all('room_created')).toEqual([{ event: 'room_created', room: 'dev' }]);
    expect(peers[2]?.last('room_joined')).toMatchObject({ room: 'dev', owner: 'ana', members: ['ana', 'bob', 'eva'] });
    expect(peers[0]?.all('member_joined').map((joined) => joined.username)).toEqual(['bob', 'eva']);
  });

  it('refuse a fourth, who is told so in a sentence', async () => {
    const { world } = await roomOf('ana', 'bob', 'eva');
    const dan = await TestPeer.start(world, 'dan');
    await dan.types('/join dev');
    expect(await dan.hears('error')).toMatchObject({ code: 'ROOM_FULL', message: expect.stringContaining('full') });
  });

  it('get 2,000 lines written back to back: all there, in order, once, all acknowledged', async () => {
    const { peers } = await roomOf('ana', 'bob', 'eva');
    const [ana, bob, eva] = peers as [TestPeer, TestPeer, TestPeer];
    for (const line of lines(2_000)) ana.service.intend(asTyped(line));
    await ana.until(() => ana.all('delivered').length >= 4_000, 'every acknowledgement');
    expect(bob.heard).toEqual(lines(2_000));
    expect(eva.heard).toEqual(lines(2_000));
    expect(ana.all('delivered')).toHaveLength(4_000);
    expect(ana.all('sent')).toHaveLength(4_000);
    expect(ana.all('failed')).toEqual([]);
  });

  it('deliver their lines to present members, and keep those for an absent one until they are back', async () => {
    const { world, peers } = await roomOf('ana', 'bob', 'eva');
    const [ana, bob, eva] = peers as [TestPeer, TestPeer, TestPeer];
    await bob.kill();
    await ana.hears('member_away', (away) => away.username === 'bob');
    await ana.types('bob, are you there?');
    await ana.hears('delivered', ({ to }) => to === 'eva');
    expect(eva.heard).toEqual(['bob, are you there?']);
    const back = await TestPeer.start(world, 'bob');
    expect(await back.hears('room_joined')).toMatchObject({ room: 'dev' });
    await ana.hears('member_back', ({ username }) => username === 'bob');
    await ana.hears('delivered', ({ to }) => to === 'bob');
    expect(back.heard).toEqual(['bob, are you there?']);
    await back.types('as if nothing had been');
    await ana.until(() => ana.heard.includes('as if nothing had been'), 'his answer');
  });

  it('are told that someone is gone when the grace is over, and what was queued for them has failed', async () => {
    const { peers } = await roomOf('ana', 'bob', 'eva');
    const [ana, bob] = peers as [TestPeer, TestPeer, TestPeer];
    await bob.kill();
    await ana.hears('member_away');
    await ana.types('anybody?');
    const gone = await ana.hears('member_left');
    expect(gone).toMatchObject({ username: 'bob', reason: 'lost' });
    expect(await ana.hears('failed')).toMatchObject({ to: 'bob', reason: expect.stringContaining('bob') });
  });

  it('keep at most 1,000 lines for someone who is away', async () => {
    const { peers } = await roomOf('ana', 'bob');
    const [ana, bob] = peers as [TestPeer, TestPeer];
    await bob.kill();
    await ana.hears('member_away');
    for (const line of lines(1_001)) ana.service.intend(asTyped(line));
    await ana.types('/status');
    expect(ana.all('failed')).toHaveLength(1);
    expect(ana.last('status')?.status.people[0]).toMatchObject({ username: 'bob', waiting: 1_000 });
  });

  it('part in order: the last words arrive, and the others learn that the seat is free', async () => {
    const { peers } = await roomOf('ana', 'bob', 'eva');
    const [ana, bob, eva] = peers as [TestPeer, TestPeer, TestPeer];
    eva.service.intend(asTyped('bye'));
    await eva.types('/sair');
    expect(await eva.hears('room_left')).toMatchObject({ room: 'dev' });
    for (const peer of [ana, bob]) {
      expect(await peer.hears('member_left')).toMatchObject({ username: 'eva', reason: 'left' });
      expect(peer.heard).toEqual(['bye']);
    }
    await eva.until(() => eva.all('delivered').length === 2, 'both acknowledgements');
    await ana.until(() => !ana.isLinkedTo('eva'), 'the end of the link');
  });

  it('learn that the owner deleted the room', async () => {
    const { peers } = await roomOf('ana', 'bob');
    const [ana, bob] = peers as [TestPeer, TestPeer];
    await bob.types('/deletar_sala');
    expect(await bob.hears('error')).toMatchObject({ code: 'NOT_OWNER' });
    await ana.types('/deletar_sala dev');
    await ana.hears('room_deleted');
    expect(await bob.hears('room_deleted')).toMatchObject({ room: 'dev' });
    await bob.types('anyone?');
    expect(bob.last('error')).toMatchObject({ code: 'NO_CONVERSATION' });
  });
});

describe('private chats', () => {
  it('reach one person, without a room, and are answered', async () => {
    const world = await TrackerWorld.start();
    const ana = await TestPeer.start(world, 'ana');
    const bob = await TestPeer.start(world, 'bob');
    await ana.types('/msg bob psst');
    expect(await bob.hears('message')).toMatchObject({ room: null, from: 'ana', content: 'psst' });
    await bob.types('/msg ana what?');
    await ana.hears('message');
    expect(ana.heard).toEqual(['what?']);
    await ana.hears('delivered', ({ to }) => to === 'bob');
  });

  it('stay apart from the room that both sit in', async () => {
    const { peers } = await roomOf('ana', 'bob', 'eva');
    const [ana, bob, eva] = peers as [TestPeer, TestPeer, TestPeer];
    await ana.types('/msg bob only you');
    await ana.types('all of you');
    await bob.until(() => bob.heard.length === 2, 'both');
    expect(bob.all('message').map(({ room }) => room)).toEqual([null, 'dev']);
    expect(eva.heard).toEqual(['all of you']);
  });

  it('are switched to by /msg without a text, and left by /sair, which keeps the room', async () => {
    const { peers } = await roomOf('ana', 'bob', 'eva');
    const [ana, bob, eva] = peers as [TestPeer, TestPeer, TestPeer];
    await ana.types('/msg bob');
    await ana.types('between us');
    await bob.hears('message', ({ room }) => room === null);
    expect(eva.heard).toEqual([]);
    await ana.types('/sair');
    await ana.types('/join dev');
    await ana.types('back');
    await eva.until(() => eva.heard.includes('back'), 'the room');
  });

  it('say at once that nobody of that name is online', async () => {
    const world = await TrackerWorld.start();
    const ana = await TestPeer.start(world, 'ana');
    await ana.types('/msg nobody hello');
    expect(await ana.hears('error')).toMatchObject({ code: 'NO_SUCH_PEER' });
  });
});

describe('several rooms at once', () => {
  it('each get their own lines', async () => {
    const { world, peers } = await roomOf('ana', 'bob');
    const [ana, bob] = peers as [TestPeer, TestPeer];
    await bob.types('/create ops');
    await ana.types('/join ops');
    await ana.types('in ops');
    await ana.types('/join dev');
    await ana.types('in dev');
    await bob.until(() => bob.heard.length === 2, 'both');
    expect(bob.all('message').map(({ room, content }) => `${room}: ${content}`)).toEqual([
      'ops: in ops',
      'dev: in dev',
    ]);
    expect(ana.all('link').filter(({ state }) => state === 'open')).toHaveLength(1);
    expect(world.repositories.rooms.roomsOf('ana')).toHaveLength(2);
  });
});

describe('the tracker', () => {
  it('may vanish under a conversation: the talk goes on, the loss is said, and all come back by token', async () => {
    const { world, peers } = await roomOf('ana', 'bob', 'eva');
    const [ana, bob, eva] = peers as [TestPeer, TestPeer, TestPeer];
    await world.service.stop();
    for (const peer of peers) await peer.hears('tracker', ({ state }) => state === 'lost');
    await ana.types('still here?');
    await bob.until(() => bob.heard.includes('still here?'), 'the talk');
    await eva.until(() => eva.heard.includes('still here?'), 'the talk');
    await bob.types('/rooms');
    expect(bob.last('error')).toMatchObject({ code: 'TRACKER_AWAY' });
    await world.clock.advance(40_000);
    const before = peers.map((peer) => peer.all('tracker').length);
    await world.boot();
    const passed = world.clock.elapsed();
    for (const [index, peer] of peers.entries()) {
      await peer.until(
        () =>
          peer
            .all('tracker')
            .slice(before[index])
            .some(({ state }) => state === 'connected'),
        'the tracker',
      );
    }
    expect(world.clock.elapsed() - passed).toBeLessThan(30_000);
    await world.clock.advance(1_000);
    expect(world.repositories.rooms.find('dev')?.seats.map(({ state }) => state)).toEqual([
      'present',
      'present',
      'present',
    ]);
    expect(peers.flatMap((peer) => peer.all('room_left'))).toEqual([]);
    await eva.types('and now?');
    await ana.until(() => ana.heard.includes('and now?'), 'the talk');
    await world.clock.advance(120_000);
    expect(world.repositories.rooms.find('dev')?.seats).toHaveLength(3);
  });

  it('is told of a room that was left while it was away', async () => {
    const { world, peers } = await roomOf('ana', 'bob');
    const [ana, bob] = peers as [TestPeer, TestPeer];
    await world.service.stop();
    await bob.hears('tracker', ({ state }) => state === 'lost');
    await bob.types('/sair');
    await bob.hears('room_left');
    expect(await ana.hears('member_left')).toMatchObject({ username: 'bob', reason: 'left' });
    await world.boot();
    await bob.until(() => bob.last('tracker')?.state === 'connected', 'the tracker');
    await world.clock.advance(100);
    expect(world.repositories.rooms.find('dev')?.seats.map(({ username }) => username)).toEqual(['ana']);
  });

  it('gives the name to the newer of two logins; the older peer says so and ends', async () => {
    const { world, peers } = await roomOf('ana', 'bob');
    const [ana, bob] = peers as [TestPeer, TestPeer];
    const newer = await TestPeer.start(world, 'bob');
    // U15: says by whom, and what to do if that was a thief.
    const { message } = await bob.hears('error', ({ code }) => code === 'SESSION_REPLACED');
    expect(message).toMatch(/^You signed in as bob somewhere else, .*: \/password\.$/);
    await bob.until(() => bob.endedWith !== null, 'its end');
    expect(bob.endedWith).toBe(1);
    await newer.hears('room_joined');
    await ana.types('which one?');
    await newer.until(() => newer.heard.includes('which one?'), 'the line');
    expect(ana.all('member_left')).toEqual([]);
  });

  it('refuses a wrong password once and for all', async () => {
    const world = await TrackerWorld.start();
    const stranger = new TestPeer(world, 'ana', { register: false });
    await stranger.service.start();
    await stranger.until(() => stranger.refusedBecause !== null, 'the refusal');
    expect(stranger.refusedBecause).toBe('LOGIN_FAILED');
  });
});

describe('quitting', () => {
  it('says goodbye, signs out, and gives up the seats', async () => {
    const { world, peers } = await roomOf('ana', 'bob');
    const [ana, bob] = peers as [TestPeer, TestPeer];
    bob.service.intend(asTyped('last words'));
    await bob.types('/quit');
    await bob.until(() => bob.endedWith !== null, 'its end');
    expect(bob.endedWith).toBe(0);
    expect(ana.heard).toEqual(['last words']);
    expect(bob.all('delivered')).toHaveLength(1);
    expect(await ana.hears('member_left')).toMatchObject({ reason: 'left' });
    expect(world.repositories.peers.isOnline('bob')).toBe(false);
  });
});

describe('an address that swallows packets', () => {
  it('is said, retried, and blocks nothing', async () => {
    const { world, peers } = await roomOf('ana', 'bob');
    const [ana, bob] = peers as [TestPeer, TestPeer];
    const eva = await TestPeer.start(world, 'eva');
    world.network.swallow({ address: '127.0.0.1', port: eva.listenPort });
    world.network.swallow({ address: '127.0.0.1', port: ana.listenPort });
    await eva.types('/join dev');
    await eva.hears('room_joined');
    await ana.types('for bob');
    await bob.until(() => bob.heard.includes('for bob'), 'the others');
    const failed = await ana.hears('link', ({ peer, state }) => peer === 'eva' && state === 'closed');
    expect(failed.reason).toContain('no answer');
    world.network.answerAgain({ address: '127.0.0.1', port: eva.listenPort });
    await ana.until(() => ana.isLinkedTo('eva'), 'the retry');
    await eva.until(() => eva.heard.includes('for bob'), 'what waited');
  });
});

describe('meeting', () => {
  it('makes one link between two peers', async () => {
    const world = await TrackerWorld.start();
    const peers = await meet(world, 'ana', 'bob', 'eva');
    await world.clock.advance(10_000);
    for (const peer of peers) expect(peer.all('link').filter(({ state }) => state === 'closed')).toEqual([]);
  });
});
