// All that the tracker is sent by the members of private rooms, from making one to ending it: neither the key of an
// invitation nor a password is in it, in whatever form.

import { describe, expect, it } from 'vitest';
import { secretOfPassword } from '../../commons/identity/room-password.ts';
import { roomProof } from '../../commons/identity/room-proof.ts';
import { MemoryProfile } from '../../peer/profile/memory-profile.ts';
import { someIdentity } from '../helpers/identities.ts';
import { TestPeer } from '../helpers/peer-world.ts';
import { TrackerWorld } from '../helpers/tracker-world.ts';
import { TrackerInTheMiddle } from '../hostile-peer/tracker-in-the-middle.ts';

const PASSWORD = 'correct horse';

/** Everybody's tracker records what it is sent. */
async function recorded(...names: string[]) {
  const world = await TrackerWorld.start();
  const middles: TrackerInTheMiddle[] = [];
  const peers: TestPeer[] = [];
  for (const [index, name] of names.entries()) {
    const profile = new MemoryProfile(someIdentity());
    const middle = await TrackerInTheMiddle.of(world, profile.identity, { address: '127.0.0.1', port: 6_600 + index });
    middles.push(middle);
    peers.push(await TestPeer.start(world, name, { tracker: middle.endpoint, profile }));
  }
  const told = () => JSON.stringify(middles.flatMap(({ requests }) => requests));
  return { world, middles, told, ana: peers[0] as TestPeer, bob: peers[1] as TestPeer, eva: peers[2] as TestPeer };
}

/** An invitation names the tracker of who wrote it; bob reaches the same one at another address. */
const atBobs = (invite = ''): string => invite.replace(':6600/', ':6601/');

/** The same bytes, or letters, as they might be written. */
function formsOf(bytes: Buffer): string[] {
  return [bytes.toString('base64url'), bytes.toString('base64'), bytes.toString('hex'), bytes.toString('latin1')];
}

describe('a tracker that records everything', () => {
  it('never has the key of an invitation, however people come in, come back and go', async () => {
    const { world, middles, told, ana, bob, eva } = await recorded('ana', 'bob', 'eva');
    await ana.types('/create club --invite-only');
    await ana.types('/invite');
    const key = ana.profile.roomKeys[0]?.key ?? '';
    const invite = atBobs(ana.last('invite')?.invite);
    expect(invite).toContain(key);
    await bob.types(`/join ${invite}`);
    await ana.until(() => ana.isLinkedTo('bob'), 'bob');
    await ana.types('/add eva');
    await eva.hears('invitation');
    await eva.types('/accept ana');
    await eva.until(() => eva.isLinkedTo('bob') && eva.isLinkedTo('ana'), 'eva');
    await bob.types('hello club');
    await eva.until(() => eva.heard.includes('hello club'), 'the line');
    for (const middle of middles) middle.hangUp();
    await world.clock.advance(20_000);
    await bob.types('/leave club');
    await world.clock.advance(1_000);
    await bob.types('/join club');
    await bob.types('/invite club');
    await world.clock.advance(5_000);
    await bob.types('/rooms');
    await bob.types('/peers');
    await bob.types(`/join ${invite.replace(key, `${key}.`)}`);
    await ana.types('/delete-room club');
    await world.clock.advance(1_000);
    expect(told()).toContain('"cmd":"DELETE_ROOM"');
    for (const form of formsOf(Buffer.from(key, 'base64url'))) expect(told()).not.toContain(form);
  });

  it('never has the password of a room, nor one that was guessed', async () => {
    const { world, told, ana, bob } = await recorded('ana', 'bob');
    await ana.types(`/create ops --password ${PASSWORD}`);
    await bob.types('/join ops --password a wrong guess');
    await bob.types(`/join ops --password ${PASSWORD}`);
    await bob.until(() => bob.isLinkedTo('ana'), 'the link');
    await bob.types('/leave ops');
    await bob.types('/join ops');
    await world.clock.advance(1_000);
    expect(told()).toContain('"secret"');
    for (const word of [PASSWORD, 'a wrong guess']) {
      for (const form of formsOf(Buffer.from(word))) expect(told()).not.toContain(form);
    }
  });
});

describe('what opens one room', () => {
  it('opens no other one: not with the same password, nor with the invitation of another room', async () => {
    const { told, ana, bob } = await recorded('ana', 'bob');
    await ana.types(`/create ops --password ${PASSWORD}`);
    await ana.types(`/create dev --password ${PASSWORD}`);
    await ana.types('/create club --invite-only');
    await ana.types('/create lab --invite-only');
    const [ops, dev, club, lab] = ana.profile.roomKeys;
    expect(new Set([ops, dev, club, lab].map((each) => each?.secret)).size).toBe(4);
    expect(club?.key).not.toBe(lab?.key);
    await ana.types('/invite club');
    await bob.types(`/join ${atBobs(ana.last('invite')?.invite).replace('/club#', '/lab#')}`);
    expect(bob.last('error')?.code).toBe('WRONG_SECRET');
    expect(told()).toContain(club?.secret);
  });

  it('proves nothing of another one, and a password makes another secret for each', async () => {
    const of = { roomKey: 'k'.repeat(22), binding: 'b'.repeat(43), prover: 'p'.repeat(43), verifier: 'v'.repeat(43) };
    expect(roomProof({ ...of, room: 'club' })).not.toBe(roomProof({ ...of, room: 'lab' }));
    expect(await secretOfPassword(PASSWORD, 'ops')).not.toBe(await secretOfPassword(PASSWORD, 'dev'));
  });
});
