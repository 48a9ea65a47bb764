// U2: a line that holds an invitation is not sent before the user has said so, in every front end.
import { describe, expect, it } from 'vitest';
import { spellingsOf } from '../helpers/invitation-spellings.ts';
import { TestPeer } from '../helpers/peer-world.ts';
import { TrackerWorld } from '../helpers/tracker-world.ts';

/** ana owns #club, by invitation; bob and she talk in #dev. */
async function scene() {
  const world = await TrackerWorld.start();
  const ana = await TestPeer.start(world, 'ana');
  const bob = await TestPeer.start(world, 'bob');
  await ana.types('/create club --invite-only');
  await ana.hears('room_joined');
  await ana.types('/invite');
  const { invite } = await ana.hears('invite');
  await ana.types('/create dev');
  await bob.types('/join dev');
  await bob.until(() => bob.isLinkedTo('ana'), 'the link');
  return { world, ana, bob, invite };
}

const held = (peer: TestPeer) => peer.all('error').filter(({ code }) => code === 'INVITATION_NOT_SENT');

describe('a line with an invitation', () => {
  it.each([
    ['alone', (invite: string) => invite],
    ['in a sentence', (invite: string) => `come in: <${invite}>.`],
    ['in capitals', (invite: string) => invite.replace('p2pchat', 'P2PCHAT')],
    ['without its scheme', (invite: string) => invite.slice(invite.indexOf('#'))],
    ['incomplete', (invite: string) => invite.slice(0, 60)],
    ['in a private line', (invite: string) => `/msg ana ${invite}`],
    ['in an action', (invite: string) => `/me passes ${invite} on`],
    ['as the name of a room', (invite: string) => `/create ${invite}`],
    ['as the name of a user', (invite: string) => `/add ${invite}`],
    ['after two slashes', (invite: string) => `//${invite}`],
  ])('is held back: %s', async (_, line) => {
    const { bob, ana, invite } = await scene();
    await bob.types(line(invite));
    await bob.types('after it');
    await ana.until(() => ana.heard.includes('after it'), 'the next line');
    expect(ana.heard).toEqual(['after it']);
    expect(held(bob)).toHaveLength(1);
    expect(JSON.stringify(bob.all('error'))).not.toContain(invite.slice(-22));
  });

  it.each([
    ['is sent when it is entered again', (invite: string) => [invite, invite]],
    ['is sent at once with /say', (invite: string) => [`/say ${invite}`]],
  ])('%s', async (_, lines) => {
    const { bob, ana, invite } = await scene();
    for (const line of lines(invite)) await bob.types(line);
    await ana.until(() => ana.heard.length > 0, 'the line');
    expect(ana.heard).toEqual([invite]);
  });

  it('is not sent by entering it again after another line', async () => {
    const { bob, ana, invite } = await scene();
    for (const line of [invite, 'well', invite, 'no']) await bob.types(line);
    await ana.until(() => ana.heard.includes('no'), 'the last line');
    expect(ana.heard).toEqual(['well', 'no']);
    expect(held(bob)).toHaveLength(2);
  });

  it('is followed by /accept', async () => {
    const { bob, invite } = await scene();
    await bob.types(`"${invite}".`);
    expect(held(bob)[0]?.message).toContain('an invitation to #club');
    await bob.types('/accept');
    expect(await bob.hears('room_joined', ({ room }) => room === 'club')).toMatchObject({ owner: 'ana' });
  });

  it('is dropped by /decline', async () => {
    const { bob, invite } = await scene();
    await bob.types(invite);
    await bob.types('/decline');
    await bob.types('/accept');
    expect(bob.all('error').map(({ code }) => code)).toEqual(['INVITATION_NOT_SENT', 'CANCELLED', 'NO_INVITATION']);
  });

  it('may come in pieces, each on a line of its own', async () => {
    const { bob, ana, invite } = await scene();
    const rows = [invite.slice(0, 50), invite.slice(50, 90), invite.slice(90)];
    for (const line of ['┌────┐', ...rows.map((row) => `│ ${row} │`), '└────┘']) await bob.types(line);
    await bob.types('/accept');
    await bob.hears('room_joined', ({ room }) => room === 'club');
    await bob.types('in dev');
    await bob.types('/leave club');
    expect(ana.heard.filter((text) => text.includes('.') || text.includes('└'))).toEqual([]);
  });
});

describe('/join', () => {
  it('takes an invitation however it was pasted', async () => {
    const { world, invite } = await scene();
    for (const [name, text] of Object.entries(spellingsOf(invite))) {
      const eva = await TestPeer.start(world, 'eva');
      await eva.types(`/join ${text}`);
      await eva.until(() => eva.all('room_joined').length > 0, name);
      await eva.types('/leave club');
      await eva.hears('room_left');
      eva.service.quit(0);
      await eva.until(() => eva.endedWith !== null, 'the end');
    }
  });

  it('says that an invitation is incomplete', async () => {
    const { bob, invite } = await scene();
    await bob.types(`/join ${invite.slice(0, -3)}`);
    expect(bob.last('error')).toMatchObject({ code: 'BAD_INVITATION' });
  });
});
