// S18: a name that only looks like a known one is marked wherever it stands, and written to only on purpose.
import { describe, expect, it } from 'vitest';
import { meet, roomOf, TestPeer } from '../helpers/peer-world.ts';
import { TrackerWorld } from '../helpers/tracker-world.ts';

/** ana knows ace, and somebody with a name that looks the same is there. */
async function scene(known = 'ace', fake = '\u0430\u0441\u0435') {
  const { world, peers } = await roomOf('ana', known);
  const [ana, real] = peers as [TestPeer, TestPeer];
  const mallory = await TestPeer.start(world, fake);
  return { world, ana, real, mallory, known, fake };
}

const codes = (peer: TestPeer): string[] => peer.all('error').map(({ code }) => code);

describe.each([
  ['Cyrillic', 'ace', '\u0430\u0441\u0435'],
  ['Latin alpha', 'eva', 'ev\u0251'],
  ['a digit', 'bob', 'b0b'],
])('a user whose name only looks like a known one (%s)', (_what, known, fake) => {
  it('is said to, once, when they come into the room, and marked in /users and /peers', async () => {
    const { ana, mallory } = await scene(known, fake);
    await mallory.types('/join dev');
    expect(await ana.hears('look_alike')).toEqual({ event: 'look_alike', peer: fake, like: known });
    await ana.types('/users');
    const marks = (): unknown[] =>
      ana.last('peers')?.peers.map(({ username, looks_like: like }) => [username, like]) ?? [];
    expect(marks()).toEqual(
      expect.arrayContaining([
        ['ana', undefined],
        [known, undefined],
        [fake, known],
      ]),
    );
    await ana.types('/peers');
    expect(marks()).toEqual(
      expect.arrayContaining([
        [known, undefined],
        [fake, known],
      ]),
    );
    await ana.until(() => ana.isLinkedTo(fake), 'the link');
    expect(ana.all('look_alike')).toHaveLength(1);
  });

  it('is written to, or asked into a room, only when that is entered again', async () => {
    const { world, ana, mallory } = await scene(known, fake);
    await ana.types(`/msg ${fake} for ${known} alone`);
    await ana.types(`/add ${fake}`);
    await ana.types('hello');
    await ana.types(`/msg ${fake} for ${known} alone`);
    await world.clock.advance(5_000);
    expect(codes(ana)).toEqual(['LOOKS_LIKE', 'LOOKS_LIKE', 'LOOKS_LIKE']);
    expect([mallory.heard, mallory.all('invitation')]).toEqual([[], []]);
    await ana.types(`/msg ${fake} I mean you`);
    await mallory.until(() => mallory.heard.includes('I mean you'), 'the line');
    await ana.types(`/msg ${fake} and again`);
    await mallory.until(() => mallory.heard.includes('and again'), 'the next one');
  });

  it('is marked in an invitation of theirs', async () => {
    const { ana, mallory } = await scene(known, fake);
    await mallory.types('/create other');
    await mallory.hears('room_joined');
    await mallory.types('/add ana');
    expect(await ana.hears('invitation')).toMatchObject({ from: fake, looks_like: known });
  });

  it('is marked where the numbers are compared', async () => {
    const { ana, mallory } = await scene(known, fake);
    await mallory.types('/join dev');
    await ana.until(() => ana.isLinkedTo(fake), 'the link');
    await ana.types(`/verify ${fake}`);
    await ana.types(`/safety-number ${fake}`);
    expect(ana.last('safety_number')).toMatchObject({ peer: fake, looks_like: known });
    await ana.types(`/safety-number ${known}`);
    expect(ana.last('safety_number')).not.toHaveProperty('looks_like');
  });
});

it('the better known person is not marked, even if the other one was there first', async () => {
  const world = await TrackerWorld.start();
  const [ana, ace] = (await meet(world, 'ana', 'ace')) as [TestPeer, TestPeer];
  await ace.types('/quit');
  await ana.types('/quit');
  await world.clock.advance(1_000);
  const mallory = await TestPeer.start(world, '\u0430\u0441\u0435');
  await mallory.types('/join dev');
  const again = await TestPeer.start(world, 'ana', { register: false });
  await again.hears('look_alike', ({ peer, like }) => peer === mallory.username && like === 'ace');
  await TestPeer.start(world, 'ace', { register: false });
  await again.hears('member_joined', ({ username }) => username === 'ace');
  expect(again.all('look_alike').map(({ peer }) => peer)).toEqual([mallory.username]);
});

it('somebody who looks like the user is marked, too', async () => {
  const { ana, mallory } = await scene('bob', 'an\u0251');
  await mallory.types('/join dev');
  expect(await ana.hears('look_alike')).toMatchObject({ like: 'ana' });
});

describe('a room whose name only looks like a known one', () => {
  it('is marked in the list, and entered only when that is asked for again', async () => {
    const { ana, mallory, fake } = await scene();
    await mallory.types('/create d\u0435v');
    await mallory.hears('room_joined');
    await ana.types('/rooms');
    expect(ana.last('rooms')?.rooms.map(({ name, looks_like: like }) => [name, like])).toEqual([
      ['dev', undefined],
      ['d\u0435v', 'dev'],
    ]);
    await ana.types('/join d\u0435v');
    expect(codes(ana)).toEqual(['LOOKS_LIKE']);
    expect(ana.all('room_joined').map(({ room }) => room)).toEqual(['dev']);
    ana.service.intend({ intent: { kind: 'join', room: 'd\u0435v', entry: { by: 'keptKey' } } });
    await ana.hears('room_joined', ({ room }) => room === 'd\u0435v');
    expect(mallory.username).toBe(fake);
  });

  it('is marked in an invitation, and an invitation as text is taken only when it is entered again', async () => {
    const { ana, mallory, fake } = await scene();
    await mallory.types('/create d\u0435v --invite-only');
    await mallory.types('/invite');
    const { invite } = await mallory.hears('invite');
    await mallory.types('/add ana');
    expect(await ana.hears('invitation')).toMatchObject({ looks_like: 'ace', room_looks_like: 'dev' });
    await ana.types(`/join ${invite}`);
    expect(codes(ana)).toEqual(['LOOKS_LIKE']);
    expect(ana.profile.contacts.find(({ username }) => username === fake)?.verified ?? null).toBeNull();
    await ana.types(`/join ${invite}`);
    await ana.types(`/join ${invite}`);
    await ana.hears('room_joined', ({ room }) => room === 'd\u0435v');
  });
});
