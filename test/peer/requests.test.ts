// S4: first messages of strangers wait in a bounded box: no conversation, no bell (protocol 7.9).

import { describe, expect, it } from 'vitest';
import type { Identity } from '../../commons/identity/identity.ts';
import { PEER_PROTOCOL } from '../../commons/net/security.ts';
import { MAX_CONTENT_BYTES } from '../../commons/protocol/limits.ts';
import { PEER_FEATURES } from '../../commons/protocol/peer-messages.ts';
import { MAX_REQUESTS } from '../../peer/core/messages/requests.ts';
import { MAX_REQUEST_LINES, MAX_REQUEST_UNITS } from '../../peer/core/records/contact-request.ts';
import { parsePeerOptions } from '../../peer/program/options.ts';
import { someIdentity } from '../helpers/identities.ts';
import { meetAs, TestPeer } from '../helpers/peer-world.ts';
import { RawLink } from '../helpers/raw-link.ts';
import { TrackerWorld } from '../helpers/tracker-world.ts';

/** Of people, who are asked. */
const ASKED = { requestPolicy: 'ask' } as const;

/** ana, and eva, who has never met her and writes `lines`. */
async function scene(...lines: string[]) {
  const world = await TrackerWorld.start();
  const ana = await TestPeer.start(world, 'ana', ASKED);
  const eva = await TestPeer.start(world, 'eva', ASKED);
  for (const line of lines) await eva.types(`/msg ana ${line}`);
  await eva.until(() => eva.all('delivered').length === lines.length, 'the acknowledgements');
  return { world, ana, eva };
}

const waiting = (peer: TestPeer) => {
  const ended = new Set(peer.all('request_ended').map(({ from }) => from));
  return [...new Set(peer.all('request').map(({ from }) => from))].filter((name) => !ended.has(name));
};

async function comesBack(world: TrackerWorld, peer: TestPeer): Promise<TestPeer> {
  await peer.types('/quit');
  await peer.until(() => peer.endedWith !== null, 'the end');
  return TestPeer.start(world, peer.username, { ...ASKED, register: false });
}

/** Somebody who speaks by hand, from a network of their own, so that no limit of one network counts. */
async function stranger(world: TrackerWorld, to: TestPeer, name: string, identity: Identity = someIdentity()) {
  await world.member(name, undefined, identity);
  const link = await RawLink.as(name, world, to, identity);
  const says = (id: string, content: string, more: object = {}) =>
    link.send({ cmd: 'MESSAGE', room: null, username: name, content, id, ...more });
  return { link, says };
}

describe('a first private message of somebody unknown', () => {
  it('is received, and waits: it is not shown, and opens no conversation', async () => {
    const { ana } = await scene('hello', 'are you there?');
    expect(ana.heard).toEqual([]);
    expect(ana.all('conversation')).toEqual([]);
    expect(ana.all('request')).toEqual([
      { event: 'request', from: 'eva', lines: 1, refused: 0 },
      { event: 'request', from: 'eva', lines: 2, refused: 0 },
    ]);
    expect(ana.profile.conversations?.chats ?? []).toEqual([]);
    await ana.types('/requests');
    expect(ana.last('requests')).toEqual({
      event: 'requests',
      requests: [{ from: 'eva', lines: 2, refused: 0 }],
      dropped: 0,
    });
  });

  it('is shown in order, with its time, when the sender is accepted, who is heard from then on', async () => {
    const { world, ana, eva } = await scene('one', 'two');
    const sentAt = world.clock.now();
    await world.clock.advance(600_000);
    await ana.types('/accept EVA');
    expect(ana.last('conversation')).toMatchObject({ room: null, to: 'eva' });
    expect(ana.heard).toEqual(['one', 'two']);
    for (const { sent_at: at } of ana.all('message')) expect(Math.abs(Date.parse(at) - sentAt)).toBeLessThan(10_000);
    expect(ana.last('request_ended')).toMatchObject({ from: 'eva', how: 'accepted', lines: 2 });
    await eva.types('/msg ana three');
    await ana.until(() => ana.heard.includes('three'), 'the next line');
    await ana.types('hi');
    await eva.until(() => eva.heard.includes('hi'), 'the answer');
    expect(waiting(ana)).toEqual([]);
    expect([...ana.all('error'), ...eva.all('error'), ...eva.all('request')]).toEqual([]);
  });

  it.each([
    ['/msg', '/msg eva hi'],
    ['/accept without a name', '/accept'],
    ['/accept with an @', '/accept @eva'],
  ])('is shown when the user answers with %s', async (_what, line) => {
    const { ana } = await scene('hello');
    await ana.types(line);
    expect(ana.heard).toEqual(['hello']);
  });

  it('comes before what the user writes to the sender', async () => {
    const { ana } = await scene('hello');
    await ana.types('/msg eva hi');
    const said = ana.reports.filter(({ event }) => event === 'message' || event === 'queued');
    expect(said.map(({ event }) => event)).toEqual(['message', 'queued']);
  });

  it('is dropped when the sender is blocked, or declined, who may ask again', async () => {
    const { ana, eva } = await scene('hello');
    await ana.types('/decline eva');
    expect(ana.last('request_ended')).toMatchObject({ from: 'eva', how: 'declined' });
    await eva.types('/msg ana please');
    expect(ana.last('request')).toMatchObject({ from: 'eva', lines: 1 });
    await ana.types('/block Eva');
    expect(ana.last('request_ended')).toMatchObject({ from: 'eva', how: 'blocked' });
    await ana.types('/accept eva');
    expect(ana.last('error')?.code).toBe('NO_INVITATION');
    expect(ana.heard).toEqual([]);
  });

  it('is shown at once where the user wants that', async () => {
    const world = await TrackerWorld.start();
    const bot = await TestPeer.start(world, 'bot', { requestPolicy: 'accept' });
    const eva = await TestPeer.start(world, 'eva', ASKED);
    await eva.types('/msg bot hello');
    await bot.until(() => bot.heard.includes('hello'), 'the line');
    expect(bot.all('request')).toEqual([]);
  });

  it('waits though its sender, who speaks an earlier protocol, gives it no id and no time', async () => {
    const world = await TrackerWorld.start();
    const ana = await TestPeer.start(world, 'ana', { ...ASKED, encryption: 'off' });
    await world.member('old');
    const link = await RawLink.to(world, ana, null);
    link.send({ cmd: 'HELLO', username: 'old' });
    await world.clock.advance(50);
    const at = world.clock.now();
    link.send({ cmd: 'MESSAGE', room: null, username: 'old', content: 'oi' });
    await ana.hears('request', ({ from }) => from === 'old');
    await world.clock.advance(3_600_000);
    await ana.types('/accept old');
    expect(ana.heard).toEqual(['oi']);
    expect(Math.abs(Date.parse(ana.last('message')?.sent_at ?? '') - at)).toBeLessThan(1_000);
  });
});

describe('somebody who is known', () => {
  it.each([
    [
      'sits in a room of ours',
      async () => {
        const world = await TrackerWorld.start();
        const peers = await meetAs(ASKED, world, 'ana', 'eva');
        return { world, ana: peers[0] as TestPeer, eva: peers[1] as TestPeer };
      },
    ],
    [
      'was written to',
      async () => {
        const { world, ana, eva } = await scene();
        await ana.types('/msg eva hi');
        await ana.hears('delivered');
        return { world, ana, eva };
      },
    ],
    [
      'was written to, in a chat that the user has left',
      async () => {
        const { world, ana, eva } = await scene();
        await ana.types('/msg eva hi');
        await ana.hears('delivered');
        await ana.types('/leave eva');
        await world.clock.advance(2_000);
        return { world, ana, eva };
      },
    ],
    [
      'was accepted before a restart, in a chat that the user has left',
      async () => {
        const { world, ana, eva } = await scene('hello');
        await ana.types('/accept eva');
        await ana.types('/leave eva');
        return { world, ana: await comesBack(world, ana), eva };
      },
    ],
    [
      'is verified',
      async () => {
        const { world, ana, eva } = await scene('hello');
        await ana.types('/decline eva');
        await ana.types('/verify eva');
        return { world, ana, eva };
      },
    ],
    [
      'was asked into a room',
      async () => {
        const { world, ana, eva } = await scene();
        await ana.types('/create club');
        await ana.types('/add eva');
        await eva.hears('invitation');
        return { world, ana, eva };
      },
    ],
  ])('is heard at once who %s', async (_what, meet) => {
    const { ana, eva } = await meet();
    const before = ana.all('request').length;
    await eva.types('/msg ana psst');
    await ana.until(() => ana.heard.includes('psst'), 'the line');
    expect(ana.all('request').length).toBe(before);
  });

  it('has been in conversations.json of an earlier version', async () => {
    const { world, ana, eva } = await scene();
    ana.profile.conversations = { rooms: [], chats: [{ with: 'eva', written: false }], current: null };
    const back = await comesBack(world, ana);
    await eva.types('/msg ana psst');
    await back.until(() => back.heard.includes('psst'), 'the line');
  });

  it('is not a former member of a room of ours, whose waiting messages come first when they join again', async () => {
    const world = await TrackerWorld.start();
    const peers = await meetAs(ASKED, world, 'ana', 'eva');
    const [ana, eva] = peers as [TestPeer, TestPeer];
    await eva.types('/leave');
    await ana.hears('member_left');
    await world.clock.advance(10_000);
    await eva.types('/msg ana psst');
    await ana.hears('request');
    expect(ana.heard).toEqual([]);
    await eva.types('/join dev');
    await ana.until(() => ana.heard.includes('psst'), 'what waited');
    await eva.types('/msg ana and now');
    await ana.until(() => ana.heard.length === 2, 'the next line');
    expect(ana.heard).toEqual(['psst', 'and now']);
  });
});

describe('the box', () => {
  it('keeps a bounded number of messages of one person, and refuses further ones, which is said on both sides', async () => {
    const { ana, eva } = await scene();
    for (let index = 0; index < MAX_REQUEST_LINES + 20; index += 1) await eva.types(`/msg ana line ${index}`);
    await eva.until(() => eva.all('failed').length === 20, 'the refusals');
    expect(eva.all('delivered').length).toBe(MAX_REQUEST_LINES);
    expect(eva.last('failed')?.reason).toContain('NOT_ACCEPTED');
    await ana.types('/accept eva');
    expect(ana.heard).toEqual(Array.from({ length: MAX_REQUEST_LINES }, (_, index) => `line ${index}`));
    expect(ana.last('request_ended')).toMatchObject({ lines: MAX_REQUEST_LINES, refused: 20 });
    await eva.types('/msg ana at last');
    await ana.until(() => ana.heard.includes('at last'), 'the line after that');
  });

  it('keeps a bounded amount of text of one person, of which one of the largest messages fits', async () => {
    const world = await TrackerWorld.start();
    const ana = await TestPeer.start(world, 'ana', ASKED);
    const { link, says } = await stranger(world, ana, 'mallory');
    says('1', 'x'.repeat(MAX_CONTENT_BYTES - 2));
    await world.clock.advance(100);
    says('2', 'y'.repeat(MAX_REQUEST_UNITS - MAX_CONTENT_BYTES + 3));
    await world.clock.advance(100);
    expect(link.said('ACK')).toEqual([
      { cmd: 'ACK', id: '1' },
      { cmd: 'ACK', id: '2', code: 'NOT_ACCEPTED' },
    ]);
    says('2', 'y'.repeat(MAX_REQUEST_UNITS - MAX_CONTENT_BYTES + 3)); // A resent one, whose refusal was lost, is not taken for one that was shown.
    await world.clock.advance(100);
    expect(link.said('ACK').slice(2)).toEqual([{ cmd: 'ACK', id: '2', code: 'NOT_ACCEPTED' }]);
    expect(ana.last('request')).toMatchObject({ from: 'mallory', lines: 1 });
  });

  it('keeps a bounded number of people: the oldest makes room, and how many have is said', async () => {
    const world = await TrackerWorld.start();
    const ana = await TestPeer.start(world, 'ana', ASKED);
    for (let index = 0; index < MAX_REQUESTS + 3; index += 1) {
      const { link, says } = await stranger(world, ana, `stranger${index}`);
      says('1', 'buy');
      await ana.until(() => ana.all('request').length === index + 1, `request ${index}`);
      expect(link.said('ACK')).toHaveLength(1);
      await world.clock.advance(1_000); // What one network may look up.
    }
    const dropped = ana.all('request_ended').map(({ from, how, dropped: count }) => [from, how, count]);
    expect(dropped).toEqual([0, 1, 2].map((index) => [`stranger${index}`, 'dropped', index + 1]));
    await ana.types('/requests');
    expect(ana.last('requests')?.requests).toHaveLength(MAX_REQUESTS);
    expect(ana.last('requests')?.dropped).toBe(3);
    expect(ana.profile.conversations?.requests).toHaveLength(MAX_REQUESTS);
  });

  it('shows once what is sent again after its sender was forgotten', async () => {
    const world = await TrackerWorld.start();
    const ana = await TestPeer.start(world, 'ana', ASKED);
    const identity = someIdentity();
    const { says } = await stranger(world, ana, 'eva', identity);
    says('1', 'hello');
    await ana.hears('request');
    const again = await RawLink.as('eva', world, ana, identity);
    again.send({ cmd: 'MESSAGE', room: null, username: 'eva', content: 'hello', id: '1' });
    await world.clock.advance(100);
    expect(again.said('ACK')).toEqual([{ cmd: 'ACK', id: '1' }]);
    await ana.types('/accept eva');
    expect(ana.heard).toEqual(['hello']);
  });

  it('does not have us dial strangers, nor ask the tracker when they come', async () => {
    const { world, ana, eva } = await scene('hello');
    await eva.kill();
    await world.clock.advance(10_000);
    await TestPeer.start(world, 'eva', { register: false });
    const before = ana.all('link').length;
    await world.clock.advance(60_000);
    expect(ana.all('link').length).toBe(before);
  });
});

describe('whether people are asked', () => {
  it.each([
    [[], {}, 'ask'],
    [['--plain'], {}, 'ask'],
    [['--json'], {}, 'accept'],
    [['--json', '--requests', 'ask'], {}, 'ask'],
    [['--requests', 'accept'], {}, 'accept'],
    [['--requests', 'auto', '--json'], { requests: 'ask' }, 'accept'],
    [[], { requests: 'accept' }, 'accept'],
    [['--json'], { requests: 'ask' }, 'ask'],
  ] as const)('follows from %j, and %j in the config file: %s', (args, file, policy) => {
    expect(parsePeerOptions(args, file).requestPolicy).toBe(policy);
  });
});

describe('after a restart', () => {
  it('says who waited, and that what they wrote was not kept; nothing of it is on the disk', async () => {
    const { world, ana, eva } = await scene('a secret');
    const back = await comesBack(world, ana);
    expect(back.all('request')).toEqual([{ event: 'request', from: 'eva', lines: 0, refused: 0, from_before: true }]);
    expect(JSON.stringify(back.profile.conversations)).not.toContain('secret');
    await back.types('/accept');
    expect(back.last('request_ended')).toMatchObject({ from: 'eva', how: 'accepted', lines: 0, from_before: true });
    expect(back.last('conversation')).toMatchObject({ to: 'eva' });
    await back.types('say it again');
    await eva.until(() => eva.heard.includes('say it again'), 'the line');
    const again = await comesBack(world, back);
    expect(again.all('request')).toEqual([]);
  });

  it('still says so after further restarts, with what they write then', async () => {
    const { world, ana, eva } = await scene('one');
    const back = await comesBack(world, await comesBack(world, ana));
    expect(back.last('request')).toMatchObject({ from: 'eva', lines: 0, from_before: true });
    await eva.types('/msg ana two');
    await back.until(() => back.last('request')?.lines === 1, 'the next line');
    await back.types('/accept');
    expect(back.heard).toEqual(['two']);
  });
});

describe('a member of a room that is entered again after a restart', () => {
  it('is no stranger, though the line comes before that', async () => {
    const world = await TrackerWorld.start({ latencyMs: () => 10 });
    const [ana, eva] = (await meetAs(ASKED, world, 'ana', 'eva')) as [TestPeer, TestPeer];
    await ana.kill();
    await world.clock.advance(1_000);
    const listen = { address: '127.0.0.1', port: 45_000 };
    const back = new TestPeer(world, 'ana', { ...ASKED, register: false, listen });
    await back.service.start();
    const security = { identity: eva.profile.identity, protocol: PEER_PROTOCOL, judge: () => null };
    const dialled = world.network.dial(listen, { timeoutMs: 1_000, security });
    await world.clock.advance(10);
    const link = new RawLink(world, await dialled, eva.profile.identity);
    link.send({ cmd: 'HELLO', username: 'eva', version: 1, features: [...PEER_FEATURES] });
    link.send({ cmd: 'MESSAGE', room: null, username: 'eva', content: 'early', id: 'e' });
    await world.clock.advance(15);
    expect(back.all('ready')).toEqual([]);
    await back.until(() => back.heard.includes('early'), 'the line that waited');
    expect(back.all('request')).toEqual([]);
    expect(back.reports.findIndex(({ event }) => event === 'room_joined')).toBeLessThan(
      back.reports.findIndex(({ event }) => event === 'message'),
    );
  });
});

describe('/accept and /decline', () => {
  /** eva has written to ana and asks her into #club; bob has written, too. */
  async function both() {
    const { world, ana, eva } = await scene('hello');
    await eva.types('/create club');
    await eva.types('/add ana');
    await ana.hears('invitation');
    return { world, ana, eva };
  }

  it('ask which is meant where somebody has written and asks into a room', async () => {
    const { ana } = await both();
    await ana.types('/accept eva');
    const { code, message } = ana.last('error') ?? { code: '', message: '' };
    expect(code).toBe('ROOM_OR_CHAT');
    expect(message).toContain('/accept #club');
    expect(message).toContain('/msg eva');
    expect([ana.heard, ana.all('room_joined')]).toEqual([[], []]);
    await ana.types('/msg eva');
    expect(ana.heard).toEqual(['hello']);
    await ana.types('/accept eva');
    await ana.hears('room_joined', ({ room }) => room === 'club');
  });

  it('take the room where it is named', async () => {
    const { ana } = await both();
    await ana.types('/accept #CLUB');
    await ana.hears('room_joined', ({ room }) => room === 'club');
    await ana.types('/accept #club');
    expect(ana.last('error')?.code).toBe('NO_INVITATION');
  });

  it('decline both where both are meant', async () => {
    const { ana, eva } = await both();
    await ana.types('/decline eva');
    expect(await eva.hears('invite_answered')).toMatchObject({ accepted: false });
    expect(ana.last('request_ended')).toMatchObject({ how: 'declined' });
  });

  it('ask who is meant where no name is given and several wait', async () => {
    const { world, ana } = await scene('hello');
    const bob = await TestPeer.start(world, 'bob');
    await bob.types('/msg ana hi');
    await ana.hears('request', ({ from }) => from === 'bob');
    await ana.types('/accept');
    expect(ana.last('error')?.code).toBe('SAY_WHO');
    expect(ana.heard).toEqual([]);
    await ana.types('/accept bob');
    expect(ana.heard).toEqual(['hi']);
  });

  it('need no acquaintance for an invitation, which makes none of the stranger who sent it', async () => {
    const world = await TrackerWorld.start();
    const ana = await TestPeer.start(world, 'ana', ASKED);
    const { link, says } = await stranger(world, ana, 'mallory');
    link.send({ cmd: 'INVITE', id: 'i', room: 'trap' });
    expect(await ana.hears('invitation')).toMatchObject({ from: 'mallory', stranger: true });
    says('1', 'buy');
    await ana.hears('request');
    expect(ana.heard).toEqual([]);
  });
});
