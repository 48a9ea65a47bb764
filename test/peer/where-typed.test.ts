// A face that shows several conversations says in which of them each line was typed.
import { describe, expect, it } from 'vitest';
import { roomOf, TestPeer } from '../helpers/peer-world.ts';
import { asTyped } from '../helpers/typed.ts';

const dev = { kind: 'room', room: 'dev' } as const;
const bobAlone = { kind: 'private', to: 'bob' } as const;

describe('a line', () => {
  it('goes where it was typed, though the conversation that was joined last is another one', async () => {
    const { peers } = await roomOf('ana', 'bob');
    const [ana, bob] = peers as [TestPeer, TestPeer];
    await ana.types('/create ops');
    await ana.hears('room_joined', ({ room }) => room === 'ops');
    ana.service.intend(asTyped('to dev', dev));
    ana.service.intend(asTyped('to bob', bobAlone));
    await bob.until(() => bob.all('message').length === 2, 'both lines');
    expect(bob.all('message').map(({ room, content }) => [room, content])).toEqual([
      ['dev', 'to dev'],
      [null, 'to bob'],
    ]);
  });

  it('goes there too if the tracker has to answer first what was asked before', async () => {
    const { peers } = await roomOf('ana', 'bob');
    const [ana, bob] = peers as [TestPeer, TestPeer];
    ana.service.intend(asTyped('/create ops', dev));
    ana.service.intend(asTyped('still to dev', dev));
    await bob.hears('message');
    expect(bob.last('message')).toMatchObject({ room: 'dev', content: 'still to dev' });
  });

  it('that is a command is about the conversation in which it was typed', async () => {
    const { peers } = await roomOf('ana', 'bob');
    const [ana] = peers as [TestPeer, TestPeer];
    await ana.types('/create ops');
    await ana.hears('room_joined', ({ room }) => room === 'ops');
    ana.service.intend(asTyped('/leave', dev));
    await ana.hears('room_left');
    expect(ana.last('room_left')).toMatchObject({ room: 'dev' });
  });

  it('typed where nobody is goes nowhere, and that is said', async () => {
    const { peers } = await roomOf('ana', 'bob');
    const [ana, bob] = peers as [TestPeer, TestPeer];
    ana.service.intend(asTyped('to nobody', null));
    expect(await ana.hears('error')).toMatchObject({ code: 'NO_CONVERSATION' });
    expect(bob.all('message')).toEqual([]);
  });

  it('typed in a room that we have left goes to no other room', async () => {
    const { peers } = await roomOf('ana', 'bob');
    const [ana, bob] = peers as [TestPeer, TestPeer];
    ana.service.intend(asTyped('for ops alone', { kind: 'room', room: 'ops' }));
    expect(await ana.hears('error')).toMatchObject({ code: 'NOT_IN_ROOM' });
    expect(bob.all('message')).toEqual([]);
  });
});

describe('the number that two compare', () => {
  it('can be seen without anybody being marked', async () => {
    const { peers } = await roomOf('ana', 'bob');
    const [ana] = peers as [TestPeer];
    await ana.types('/safety-number bob');
    const { number, verified, is_new_key: isNew } = await ana.hears('safety_number');
    expect({ verified, isNew, digits: number.replaceAll(' ', '').length }).toEqual({
      verified: false,
      isNew: false,
      digits: 60,
    });
    await ana.types('/verify bob');
    await ana.until(() => ana.all('safety_number').length === 2, 'the number again');
    expect(ana.last('safety_number')).toMatchObject({ number, verified: true });
  });
});

describe('a password that is asked for', () => {
  const asking = async () => {
    const { world, peers } = await roomOf('ana', 'bob');
    const [ana, bob] = peers as [TestPeer, TestPeer];
    const eva = await TestPeer.start(world, 'eva', { asksPasswords: true });
    await ana.types('/create vault --password open sesame');
    await ana.hears('room_joined', ({ room }) => room === 'vault');
    await eva.types('/join dev');
    await eva.hears('room_joined');
    await eva.until(() => eva.isLinkedTo('bob'), 'a link to bob');
    return { bob, eva };
  };

  it('is no line: what was typed before the question is said where it was meant, and the answer is not', async () => {
    const { bob, eva } = await asking();
    await eva.types('/join vault');
    await eva.types('hello bob');
    const { number } = await eva.hears('password_wanted');
    eva.service.answerPassword(number, 'open sesame');
    await eva.hears('room_joined', ({ room }) => room === 'vault');
    await bob.hears('message');
    expect(bob.heard).toEqual(['hello bob']);
  });

  it('is dropped if the question is not asked any more', async () => {
    const { bob, eva } = await asking();
    await eva.types('/join vault');
    const { number } = await eva.hears('password_wanted');
    eva.service.answerPassword(number, null);
    expect(await eva.hears('error')).toMatchObject({ code: 'CANCELLED' });
    eva.service.answerPassword(number, 'open sesame');
    await eva.types('after it');
    await bob.hears('message');
    expect(bob.heard).toEqual(['after it']);
    expect(eva.all('room_joined').map(({ room }) => room)).toEqual(['dev']);
  });
});

describe('a room that was chosen from a list', () => {
  it('is the one of exactly that name, whatever it looks like', async () => {
    const { world } = await roomOf('ana', 'bob');
    const eva = await TestPeer.start(world, 'eva');
    for (const name of ['#x', '##x', 'vault --open']) {
      await eva.types(`/create #${name}`);
    }
    const dan = await TestPeer.start(world, 'dan');
    await dan.types('/rooms');
    const { rooms } = await dan.hears('rooms');
    for (const { name } of rooms.filter(({ owner }) => owner === 'eva')) {
      dan.service.intend({ intent: { kind: 'join', room: name, entry: { by: 'keptKey' } } });
      await dan.hears('room_joined', ({ room }) => room === name);
    }
    const last = rooms.findLast(({ owner }) => owner === 'eva')?.name ?? '';
    eva.service.intend({ intent: { kind: 'deleteRoom', room: last } });
    await eva.hears('room_deleted');
    expect(eva.all('room_deleted').map(({ room }) => room)).toEqual([last]);
  });
});
