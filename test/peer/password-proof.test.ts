// S13: our peers prove their password, and send it only where that was the way before or the user allows it.

import { describe, expect, it } from 'vitest';
import { MemoryProfile } from '../../peer/profile/memory-profile.ts';
import { someIdentity } from '../helpers/identities.ts';
import { type PeerOptions, TestPeer } from '../helpers/peer-world.ts';
import { DIGEST, OTHER_DIGEST, TRACKER_IDENTITY, TrackerWorld } from '../helpers/tracker-world.ts';
import { TrackerInTheMiddle } from '../hostile-peer/tracker-in-the-middle.ts';

/** A tracker between ana and the real one, where ana is registered. */
async function between(profile = new MemoryProfile(someIdentity())) {
  const world = await TrackerWorld.start();
  const first = await TestPeer.start(world, 'ana');
  await first.kill();
  const middle = await TrackerInTheMiddle.of(world, profile.identity);
  /** Nothing but a password is left to log in with. */
  const comes = async (options: PeerOptions = {}): Promise<TestPeer> => {
    profile.isNew = true;
    const ana = new TestPeer(world, 'ana', { tracker: middle.endpoint, profile, register: false, ...options });
    await ana.service.start();
    await ana.until(() => ana.refusedBecause !== null || ana.all('ready').length > 0, 'an answer');
    return ana;
  };
  return { world, middle, profile, comes };
}

/** Knows no SCRAM, as trackers did before. */
function asBefore(middle: TrackerInTheMiddle): void {
  middle.instead = (object, to) => {
    const refused = { status: 'ERROR', code: 'LOGIN_REQUIRED', msg: 'Log in first.', request_id: 'scram' };
    return `${JSON.stringify(to?.['cmd'] === 'SCRAM' ? refused : object)}\n`;
  };
}

/** What the tracker was asked that holds the password. */
const sent = ({ requests }: TrackerInTheMiddle) =>
  requests.filter((request) => JSON.stringify(request).includes(DIGEST));

describe('a password', () => {
  it('is proven at a registration and at a login, and the tracker hashes nothing', async () => {
    const world = await TrackerWorld.start();
    const before = world.hashes;
    const profile = new MemoryProfile(someIdentity());
    await (await TestPeer.start(world, 'ana', { profile })).kill();
    expect(profile.passwordWay).toBe('proven');
    const elsewhere = new MemoryProfile(someIdentity());
    await TestPeer.start(world, 'ana', { profile: elsewhere, register: false });
    expect(world.repositories.users.find('ana')?.fingerprint).toBe(elsewhere.identity.fingerprint);
    expect(elsewhere.passwordWay).toBe('proven');
    expect(world.hashes).toBe(before);
  });

  it('that is wrong is refused, and a name that is taken is said to be taken', async () => {
    const world = await TrackerWorld.start();
    const client = await world.connect();
    await client.ask({ cmd: 'REGISTER', username: 'ana', port: 5_000, password: OTHER_DIGEST });
    for (const [register, code] of [
      [false, 'LOGIN_FAILED'],
      [true, 'USERNAME_TAKEN'],
    ] as const) {
      const ana = new TestPeer(world, 'ana', { profile: new MemoryProfile(someIdentity()), register });
      await ana.service.start();
      await ana.until(() => ana.refusedBecause !== null, 'a refusal');
      expect(ana.refusedBecause).toBe(code);
    }
  });

  it('cannot be used by a tracker that passes all on to another one', async () => {
    const { world, middle, comes } = await between();
    const ana = await comes();
    expect(ana.refusedBecause).toBe('LOGIN_FAILED');
    expect(middle.requests.map(({ cmd }) => cmd)).toEqual(['SCRAM', 'LOGIN']);
    expect(sent(middle)).toEqual([]);
    expect(world.repositories.peers.isOnline('ana')).toBe(false);
  });
});

describe('a tracker that is not the one that knows ana', () => {
  it.each([
    ['no proof of its own', {}],
    ['a wrong one', { signature: 'A'.repeat(43) }],
  ])('is found out by %s', async (_what, more) => {
    const { middle, comes } = await between();
    middle.instead = (object, to) =>
      `${JSON.stringify(to?.['cmd'] === 'LOGIN' ? { status: 'OK', request_id: 'login', token: 't', ...more } : object)}\n`;
    const ana = await comes();
    expect(ana.refusedBecause).toBe('TRACKER_NOT_PROVEN');
    expect(ana.all('ready')).toEqual([]);
  });

  it.each([
    ['too little work', { cost: '1:8:1' }],
    ['too much work', { cost: '40:8:1' }],
    ['an exchange of its own', { nonce: 'n'.repeat(48) }],
    ['nothing', { salt: undefined }],
  ])('that asks for %s gets no proof', async (_what, more) => {
    const { middle, comes } = await between();
    middle.instead = (object, to) => `${JSON.stringify(to?.['cmd'] === 'SCRAM' ? { ...object, ...more } : object)}\n`;
    const ana = await comes();
    expect(ana.refusedBecause).not.toBeNull();
    expect(middle.requests.map(({ cmd }) => cmd).filter((cmd) => cmd === 'LOGIN')).toEqual([]);
  });
});

describe('a tracker that cannot check a proof', () => {
  it('and was not met before gets no password, however often, until the user allows it', async () => {
    const { middle, profile, comes } = await between();
    asBefore(middle);
    for (let times = 0; times < 2; times += 1) {
      const ana = await comes({ register: times === 0 });
      expect(ana.refusal).toMatchObject({
        code: 'NO_PASSWORD_PROOF',
        message: expect.stringContaining('--allow-sha256'),
      });
    }
    expect(sent(middle)).toEqual([]);
    expect((await comes({ allowsSending: true })).all('ready')).toHaveLength(1);
    expect(sent(middle)).toHaveLength(1);
    expect(profile.passwordWay).toBe('sent');
    expect((await comes()).all('ready')).toHaveLength(1);
  });

  it('and is known from an earlier version gets it as before, and a proof when it can check one', async () => {
    const { world, middle, profile, comes } = await between();
    asBefore(middle);
    profile.trackerKey = TRACKER_IDENTITY.fingerprint;
    profile.passwordWay = 'sent';
    await (await comes()).kill();
    expect(sent(middle)).toHaveLength(1);
    await TestPeer.start(world, 'ana', { profile, register: false });
    expect(profile.passwordWay).toBe('proven');
  });

  it('and could before gets none, whatever is allowed', async () => {
    const { middle, profile, comes } = await between();
    asBefore(middle);
    profile.trackerKey = TRACKER_IDENTITY.fingerprint;
    profile.passwordWay = 'proven';
    const ana = await comes({ allowsSending: true });
    expect(ana.refusal).toMatchObject({
      code: 'NO_PASSWORD_PROOF',
      message: expect.stringContaining('known_trackers'),
    });
    expect(sent(middle)).toEqual([]);
  });
});
