// U3: a tracker that has another key than before is no dead end. The one that was started beside the peer is recognized
// by its own files; any other one is refused with both keys, so that the user can be asked.

import { describe, expect, it } from 'vitest';
import { MemoryProfile } from '../../peer/profile/memory-profile.ts';
import { someIdentity } from '../helpers/identities.ts';
import { TestPeer } from '../helpers/peer-world.ts';
import { TRACKER_IDENTITY, TrackerWorld } from '../helpers/tracker-world.ts';

const OTHER = someIdentity().fingerprint;
const started = (fingerprint: string) => ({ pid: 1, log: 'log', data: 'data', fingerprint });

/** A peer that has met another tracker at this place before. */
function stale(): MemoryProfile {
  const profile = new MemoryProfile(someIdentity());
  profile.trackerKey = OTHER;
  return profile;
}

describe('a tracker with another key than before', () => {
  it('is trusted where it was started beside the peer, and known by that key from then on', async () => {
    const world = await TrackerWorld.start();
    const profile = stale();
    await TestPeer.start(world, 'ana', { profile, trackerProcess: started(TRACKER_IDENTITY.fingerprint) });
    expect(profile.trackerKey).toBe(TRACKER_IDENTITY.fingerprint);
  });

  it.each([
    ['nothing was started', undefined],
    ['another one was started', started(someIdentity().fingerprint)],
    ['the one that was started has the key of before', started(OTHER)],
  ])('is refused with both keys where %s, and the key of before stays', async (_what, trackerProcess) => {
    const world = await TrackerWorld.start();
    const profile = stale();
    const ana = new TestPeer(world, 'ana', { profile, ...(trackerProcess ? { trackerProcess } : {}) });
    await ana.service.start();
    await ana.until(() => ana.refusedBecause !== null, 'a refusal');
    expect(ana.refusal).toMatchObject({
      code: 'TRACKER_KEY_CHANGED',
      keys: { known: OTHER, shown: TRACKER_IDENTITY.fingerprint },
    });
    expect(profile.trackerKey).toBe(OTHER);
    expect(world.repositories.users.find('ana')).toBeUndefined();
  });

  it('keeps the key of the first use where the tracker that was started beside the peer has it', async () => {
    const world = await TrackerWorld.start();
    const profile = new MemoryProfile(someIdentity());
    await TestPeer.start(world, 'ana', { profile, trackerProcess: started(someIdentity().fingerprint) });
    expect(profile.trackerKey).toBe(TRACKER_IDENTITY.fingerprint);
  });
});
