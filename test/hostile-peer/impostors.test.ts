// Peers that send HELLO in another person's name, in plaintext, where that is allowed. On one machine all addresses are
// the same, so a peer elsewhere dials from 127.0.0.2, where the tracker sees nobody.

import { describe, expect, it } from 'vitest';
import { someIdentity } from '../helpers/identities.ts';
import { PATIENCE_MS } from '../helpers/patience.ts';
import { Member, type Scene, scene, withMal } from './scene.ts';
import { stillServes } from './still-serves.ts';
import { ELSEWHERE, HostileListener, LOOPBACK, Stranger } from './stranger.ts';

/** Says HELLO and, without waiting, a line to the room and a private one. */
async function claims({ ana }: Scene, username: string, from: string): Promise<Stranger> {
  const impostor = await Stranger.dial(ana.port, from);
  const line = { cmd: 'MESSAGE', username, content: `I am ${username}` };
  impostor.says(
    { cmd: 'HELLO', username, version: 1 },
    { ...line, room: 'dev', id: 'i1' },
    { ...line, room: null, id: 'i2' },
  );
  return impostor;
}

describe('is turned away without a word, and not shown, who claims to be', () => {
  it.each([
    ['a member who has no key, from elsewhere', 'mal', ELSEWHERE],
    ['a member who has no key, in other letters', 'MAL', LOOPBACK],
    ['a member who has no key, with an invisible letter more', 'mal\u200b', LOOPBACK],
    ['a member who has a key, from his own address', 'bob', LOOPBACK],
    ['a member who has a key, from elsewhere', 'bob', ELSEWHERE],
    ['a member who has a key, in other letters', 'BOB', LOOPBACK],
    ['a member who has a key, with an invisible letter more', 'bob\u200b', LOOPBACK],
    ['somebody who has a key, and whom ana has never met', 'kim', LOOPBACK],
    ['ana herself', 'ana', LOOPBACK],
    ['ana herself, from elsewhere', 'ana', ELSEWHERE],
    ['somebody who is online but no member, from elsewhere', 'eve', ELSEWHERE],
    ['somebody who is registered but not online', 'dan', LOOPBACK],
    ['somebody whom the tracker does not know', 'nobody', LOOPBACK],
    ['a prototype', '__proto__', LOOPBACK],
    ['half a character', '\ud83d', LOOPBACK],
    ['a name of 256 units', 'x'.repeat(256), LOOPBACK],
  ])('%s', async (_what, username, from) => {
    const on = await scene('prefer');
    await withMal(on);
    await Member.logIn(on.trackerPort, 'eve');
    await Member.logIn(on.trackerPort, 'kim', 1, someIdentity());
    await (await Member.logIn(on.trackerPort, 'dan')).asks({ cmd: 'LOGOUT' });
    const impostor = await claims(on, username, from);
    await impostor.isLeft();
    expect(impostor.received).toBe('');
    expect(on.ana.all('message')).toEqual([]);
    await stillServes(on.ana, on.bob);
  });

  it.each([
    ['a member who has no key, from elsewhere', 'mal', ELSEWHERE],
    ['a member who has a key, from his own address', 'bob', LOOPBACK],
  ])('%s, while the tracker is away', async (_what, username, from) => {
    const on = await scene('prefer');
    await withMal(on);
    await on.stopTracker();
    await on.ana.until(() => on.ana.all('tracker').at(-1)?.state !== 'connected', 'the loss of the tracker');
    const impostor = await claims(on, username, from);
    await impostor.isLeft();
    expect(impostor.received).toBe('');
    expect(on.ana.all('message')).toEqual([]);
    await stillServes(on.ana, on.bob);
  });

  it('somebody of whom the tracker never told, while the tracker is away', async () => {
    const on = await scene('prefer');
    await on.stopTracker();
    await on.ana.until(() => on.ana.all('tracker').at(-1)?.state !== 'connected', 'the loss of the tracker');
    const impostor = await claims(on, 'eve', LOOPBACK);
    await impostor.isLeft();
    expect(impostor.received).toBe('');
    expect(on.ana.all('message')).toEqual([]);
    await stillServes(on.ana, on.bob);
  });
});

describe('is let in', () => {
  it('who is online but no member: heard in private when accepted, refused in the room', async () => {
    const on = await scene('prefer');
    await Member.logIn(on.trackerPort, 'eve');
    const eve = await claims(on, 'eve', LOOPBACK);
    await eve.hears({ cmd: 'ACK', id: 'i1', code: 'NOT_A_MEMBER' }, 'the refusal of the line to the room');
    await eve.hears({ cmd: 'ACK', id: 'i2' }, 'the acknowledgement of the private line');
    expect(on.ana.all('message')).toEqual([]);
    await on.ana.types('/accept eve', 'message');
    expect(on.ana.all('message')).toMatchObject([{ from: 'eve', room: null, content: 'I am eve' }]);
    await stillServes(on.ana, on.bob);
  });

  it('a member again, who has no key, from his own address, while the tracker is away', async () => {
    const on = await scene('prefer');
    await withMal(on);
    await on.stopTracker();
    await on.ana.until(() => on.ana.all('tracker').at(-1)?.state !== 'connected', 'the loss of the tracker');
    const link = await claims(on, 'mal', LOOPBACK);
    await link.hears({ cmd: 'ACK', id: 'i1' });
    expect(on.ana.heardFrom('mal')).toEqual(['I am mal', 'I am mal']);
    await stillServes(on.ana, on.bob);
  });
});

describe('a message counts as that of the link it came on', () => {
  it.each(['bob', 'ana', 'nobody', '', null, 7])('though it claims to be from %j', async (username) => {
    const on = await scene('prefer');
    const { link } = await withMal(on);
    link.says(
      { cmd: 'MESSAGE', room: 'dev', username, content: 'believe me' },
      { cmd: 'MESSAGE', room: 'DEV', content: 'mine' },
    );
    await on.ana.until(() => on.ana.heardFrom('mal').includes('mine'), 'the line after it');
    const heard = typeof username === 'string' && username !== '' ? ['believe me', 'mine'] : ['mine'];
    expect(on.ana.heardFrom('mal')).toEqual(heard);
    expect(on.ana.all('message').map(({ from, room }) => [from, room])).toEqual(heard.map(() => ['mal', 'dev']));
    await stillServes(on.ana, on.bob);
  });
});

describe('somebody whom we have dialled', () => {
  it.each(['bob', 'nobody', 'MAL', 'ana'])('is left when he answers as %s', async (username) => {
    const on = await scene('prefer');
    const listener = await HostileListener.open();
    const mal = await Member.logIn(on.trackerPort, 'mal', listener.port);
    await mal.asks({ cmd: 'CREATE_ROOM', room: 'trap' });
    await on.ana.types('/join trap', 'room_joined');
    const dialled = await listener.nth(1);
    await dialled.hears({ cmd: 'HELLO', username: 'ana' });
    dialled.says({ cmd: 'HELLO', username, version: 1 }, { cmd: 'MESSAGE', room: 'trap', content: 'believe me' });
    await dialled.isLeft();
    expect(on.ana.all('message')).toEqual([]);
    await stillServes(on.ana, on.bob);
  });
});

// N17: who was turned away went on to be read for five seconds.
it('who is turned away and sends on is cut off soon', async () => {
  const on = await scene('prefer');
  const impostor = await Stranger.dial(on.ana.port, ELSEWHERE);
  impostor.socket.allowHalfOpen = true;
  impostor.says({ cmd: 'HELLO', username: 'bob', version: 1 });
  await impostor.isLeft();
  const piece = '{"cmd":"PONG"}\n'.repeat(4_000);
  const pieces = 1_000;
  for (let count = 0; count < pieces; count += 1) impostor.write(piece);
  await impostor.waitFor(({ socket }) => socket.closed, 'the connection to be closed', PATIENCE_MS);
  expect(impostor.socket.bytesWritten - impostor.socket.writableLength).toBeLessThan((pieces / 2) * piece.length);
  await stillServes(on.ana, on.bob);
});
