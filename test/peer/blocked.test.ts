// Whatever a blocked person tries, they are neither heard nor written to. Each attempt is made by somebody who is not
// blocked too, and then reaches ana: an attempt that never reaches anybody would show nothing.

import { describe, expect, it } from 'vitest';
import { signKeyChange } from '../../commons/identity/signed-key-change.ts';
import { PEER_FEATURES } from '../../commons/protocol/peer-messages.ts';
import { someIdentity } from '../helpers/identities.ts';
import { openRoomOf, type TestPeer } from '../helpers/peer-world.ts';
import { RawLink } from '../helpers/raw-link.ts';
import type { TrackerWorld } from '../helpers/tracker-world.ts';

interface Scene {
  readonly world: TrackerWorld;
  readonly ana: TestPeer;
  readonly bob: TestPeer;
  /** A link of bob that is spoken by hand, and was open before all that. */
  readonly before: RawLink;
}

const HELLO = { cmd: 'HELLO', username: 'bob', version: 1, features: [...PEER_FEATURES] };
const text = (content: string, room: string | null = null) => ({ cmd: 'MESSAGE', room, content, id: content });

/** bob says hello, with what follows in the same write, and then something else. */
async function dials({ world, ana, bob }: Scene, hello: object = HELLO, then: object[] = [text('psst')]) {
  const link = await RawLink.to(world, ana, bob.profile.identity);
  link.send(hello);
  for (const message of then) link.send(message);
  await world.clock.advance(1_000);
  return link;
}

const ATTEMPTS: { readonly [what: string]: (scene: Scene) => Promise<RawLink | null> } = {
  'dials and writes privately': (scene) => dials(scene),
  'dials and writes to the room': (scene) => dials(scene, HELLO, [text('psst', 'dev')]),
  'writes on a link that was open before': async ({ before, world }) => {
    before.send(text('psst'));
    await world.clock.advance(1_000);
    return before;
  },
  'writes to the room on a link that was open before': async ({ before, world }) => {
    before.send(text('psst', 'dev'));
    await world.clock.advance(1_000);
    return before;
  },
  'asks into a room': (scene) => dials(scene, HELLO, [{ cmd: 'INVITE', id: 'i', room: 'club' }]),
  'says the name in another case': (scene) => dials(scene, { ...HELLO, username: 'BOB' }),
  'dials in plaintext': async ({ world, ana, bob }) => {
    await bob.kill();
    const link = await RawLink.to(world, ana, null);
    link.send(HELLO);
    link.send(text('psst'));
    await world.clock.advance(1_000);
    return link;
  },
  'has another key, registered with the password': async (scene) => {
    const { world, ana, bob } = scene;
    await bob.kill();
    const key = someIdentity();
    await world.member('bob', undefined, key);
    const link = await RawLink.to(world, ana, key);
    link.send({ ...HELLO, key_changes: [signKeyChange('bob', bob.profile.identity, key.fingerprint)] });
    link.send(text('psst'));
    await world.clock.advance(2_000);
    return link;
  },
};

/** Those that reach ana if bob is not blocked. */
const OTHERWISE_HEARD = Object.keys(ATTEMPTS).filter((what) => !/case|plaintext/.test(what));

/** With `isByHand` bob's own program is gone before that, and the link that is spoken by hand is the only one. */
async function scene(isByHand = false): Promise<Scene> {
  const { world, peers } = await openRoomOf('ana', 'bob');
  const [ana, bob] = peers as [TestPeer, TestPeer];
  if (isByHand) await bob.kill();
  const before = await RawLink.as('bob', world, ana, bob.profile.identity);
  return { world, ana, bob, before };
}

/** What ana has heard, or was asked, by bob. */
const reached = ({ ana }: Scene) => [...ana.heard, ...ana.all('invitation').map(({ from }) => from)];

describe('a blocked person', () => {
  it.each(Object.entries(ATTEMPTS))('is not heard, and hears nothing, who %s', async (what, attempt) => {
    const here = await scene(/before/.test(what));
    const { world, ana, bob } = here;
    await ana.types('/block bob');
    const [reports, heardBefore] = [ana.reports.length, bob.heard.length];
    const link = await attempt(here);
    await ana.types('to the room');
    await ana.types('/msg bob to him');
    await world.clock.advance(60_000);
    expect(reached(here)).toEqual([]);
    expect(link?.said('MESSAGE')).toEqual([]);
    expect(link?.closedBecause).not.toBeNull();
    expect(bob.heard.slice(heardBefore)).toEqual([]);
    const opened = ana.reports.slice(reports).filter((report) => report.event === 'link' && report.state === 'open');
    expect(opened).toEqual([]);
    expect(ana.all('sent')).toEqual([]);
  });

  it.each(OTHERWISE_HEARD)('would have been heard, not being blocked, who %s', async (what) => {
    const here = await scene(/before/.test(what));
    await ATTEMPTS[what]?.(here);
    expect(reached(here)).toHaveLength(1);
  });

  it('is not heard with an earlier key under another name, having replaced it', async () => {
    const here = await scene();
    const { world, ana, bob } = here;
    const old = bob.profile.identity;
    await ana.types('/block bob');
    await ATTEMPTS['has another key, registered with the password']?.(here);
    await world.member('rob', undefined, old);
    const link = await RawLink.as('rob', world, ana, old);
    link.send(text('it is me'));
    await world.clock.advance(5_000);
    expect(ana.heard).toEqual([]);
    expect(link.isLetIn).toBe(false);
  });
});
