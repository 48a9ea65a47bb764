// Invitations of strangers, whose names are free, do not push out those of people whom one knows.

import { describe, expect, it } from 'vitest';
import { someIdentity } from '../helpers/identities.ts';
import { roomOf, type TestPeer } from '../helpers/peer-world.ts';
import { RawLink } from '../helpers/raw-link.ts';

describe('an invitation of somebody who is known', () => {
  it('can be accepted after any number of strangers have sent theirs', async () => {
    const { world, peers } = await roomOf('ana', 'bob');
    const [ana, bob] = peers as [TestPeer, TestPeer];
    await bob.types('/create club --invite-only');
    await bob.types('/add ana');
    await ana.hears('invitation', ({ from }) => from === 'bob');
    for (let index = 0; index < 24; index += 1) {
      const key = someIdentity();
      await world.member(`stranger${index}`, undefined, key);
      const link = await RawLink.as(`stranger${index}`, world, ana, key);
      link.send({ cmd: 'INVITE', id: `i${index}`, room: `trap${index}` });
      await world.clock.advance(300);
    }
    expect(ana.all('invitation').length).toBeGreaterThan(1);
    await ana.types('/accept stranger3'); // The oldest of the strangers' have made room.
    expect(ana.last('error')?.code).toBe('NO_INVITATION');
    await ana.types('/accept bob');
    await ana.until(() => ana.all('room_joined').some(({ room }) => room === 'club'), 'the club', 5_000);
  });

  it('is not confused with one that comes while /accept is typed', async () => {
    const { world, peers } = await roomOf('ana', 'bob');
    const [ana, bob] = peers as [TestPeer, TestPeer];
    await bob.types('/create club --invite-only');
    await bob.types('/add ana');
    await ana.hears('invitation', ({ from }) => from === 'bob');
    const key = someIdentity();
    await world.member('mallory', undefined, key);
    const link = await RawLink.as('mallory', world, ana, key);
    link.send({ cmd: 'INVITE', id: 'm', room: 'trap' });
    await world.clock.advance(100);
    await ana.types('/accept');
    expect(ana.last('error')?.code).toBe('WHOSE_INVITATION');
    await world.clock.advance(1_000);
    expect(ana.all('room_joined').map(({ room }) => room)).toEqual(['dev']);
    await ana.types('/accept bob');
    await ana.until(() => ana.all('room_joined').some(({ room }) => room === 'club'), 'the club', 5_000);
  });
});
