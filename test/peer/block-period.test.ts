// U13: what was written during a block is not heard after it, and its writer is told that; /users and /unverify say
// what is so.

import { describe, expect, it } from 'vitest';
import { someIdentity } from '../helpers/identities.ts';
import { roomOf, TestPeer } from '../helpers/peer-world.ts';
import { RawLink } from '../helpers/raw-link.ts';

async function blocked() {
  const { world, peers } = await roomOf('ana', 'bob');
  const [ana, bob] = peers as [TestPeer, TestPeer];
  await bob.types('/msg ana before');
  await ana.until(() => ana.heard.includes('before'), 'the line');
  await world.clock.advance(1_000);
  await ana.types('/block bob');
  return { world, ana, bob };
}

describe('a line that was written during a block', () => {
  it('is not heard after it, in the room or privately, and the writer is told', async () => {
    const { world, ana, bob } = await blocked();
    await bob.types('in the room');
    await bob.types('/msg ana and privately');
    await world.clock.advance(40_000);
    await ana.types('/unblock bob');
    await bob.until(() => bob.all('failed').length === 2, 'the answers');
    expect(bob.last('failed')?.reason).toBe('ana refused it (BLOCKED)');
    await bob.types('after it');
    await bob.types('/msg ana and privately after it');
    await ana.until(() => ana.heard.length === 3, 'the lines');
    expect(ana.heard).toEqual(['before', 'after it', 'and privately after it']);
    expect(ana.all('message').filter(({ room }) => room === null)).toHaveLength(2);
  });

  it('is not heard when its writer comes back long after the block, and we after a restart', async () => {
    const { world, ana, bob } = await blocked();
    await bob.types('/msg ana during');
    await world.clock.advance(5_000);
    bob.host.isolateFrom(ana.listenPort);
    await ana.types('/unblock bob');
    await world.clock.advance(60_000);
    await ana.types('/quit');
    await ana.until(() => ana.endedWith !== null, 'the end');
    bob.host.isolateFrom(null);
    const again = await TestPeer.start(world, 'ana', { register: false });
    await bob.hears('failed');
    await bob.types('/msg ana after');
    await again.until(() => again.heard.length > 0, 'the line');
    expect(again.heard).toEqual(['after']);
  });

  it('that comes from a second block is not heard, though one from between the two is', async () => {
    const { world, ana, bob } = await blocked();
    await bob.types('/msg ana first block');
    await ana.types('/unblock bob');
    await bob.hears('failed');
    await bob.types('/msg ana between');
    await ana.until(() => ana.heard.includes('between'), 'the line');
    await world.clock.advance(1_000);
    await ana.types('/block bob');
    await bob.types('/msg ana second block');
    await world.clock.advance(1_000);
    await ana.types('/unblock bob');
    await bob.until(() => bob.all('failed').length === 2, 'the answer');
    expect(ana.heard).toEqual(['before', 'between']);
  });

  it('by a clock that is slow refuses no more than what comes within half a minute', async () => {
    const { world, ana } = await blocked();
    const key = someIdentity();
    await ana.types('/unblock bob');
    await world.member('eva', undefined, key);
    const link = await RawLink.as('eva', world, ana, key);
    const send = (id: string): void => {
      const sent_at = new Date(world.clock.now() - 500).toISOString();
      link.send({ cmd: 'MESSAGE', room: null, username: 'eva', content: id, id, sent_at });
    };
    send('never-blocked');
    await ana.until(() => ana.heard.includes('never-blocked'), 'the line');
    await ana.types('/block eva');
    await world.clock.advance(10);
    await ana.types('/unblock eva');
    const back = await RawLink.as('eva', world, ana, key);
    const late = (id: string): void => {
      const sent_at = new Date(world.clock.now() - 60_000).toISOString();
      back.send({ cmd: 'MESSAGE', room: null, username: 'eva', content: id, id, sent_at });
    };
    await world.clock.advance(31_000);
    late('slow');
    await ana.until(() => ana.heard.includes('slow'), 'the line');
  });
});

describe('what is said about somebody', () => {
  it('who is blocked is that, in /users and /peers', async () => {
    const { ana } = await blocked();
    for (const line of ['/users', '/peers']) {
      await ana.types(line);
      expect(ana.last('peers')?.peers.find(({ username }) => username === 'bob')).toMatchObject({ blocked: true });
      expect(ana.last('peers')?.peers.find(({ username }) => username === 'ana')).not.toHaveProperty('blocked');
    }
  });

  it('who alone is in the room, and blocked, is why a line is not sent', async () => {
    const { ana } = await blocked();
    await ana.types('hello?');
    expect(ana.last('error')?.message).toBe('Not sent: you have blocked everyone else in #dev.');
  });

  it('whose key is not verified any more is not that their key is kept from now on', async () => {
    const { peers } = await roomOf('ana', 'bob');
    const [ana] = peers as [TestPeer, TestPeer];
    await ana.types('/verify bob');
    await ana.types('/unverify bob');
    expect(ana.last('trust')).toMatchObject({ peer: 'bob', state: 'first-use', was_verified: true });
  });
});
