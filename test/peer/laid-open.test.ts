// A room that we know as one by invitation stays one, whatever the tracker or a member says of it: what opens it is not
// forgotten, and nobody is led to talk there as if all were invited, until the user says so.

import { describe, expect, it } from 'vitest';
import { newRoomKey, trackerSecretOf } from '../../commons/identity/room-proof.ts';
import { MemoryProfile } from '../../peer/profile/memory-profile.ts';
import { someIdentity } from '../helpers/identities.ts';
import { TestPeer } from '../helpers/peer-world.ts';
import { RawLink } from '../helpers/raw-link.ts';
import { TrackerWorld } from '../helpers/tracker-world.ts';
import { TrackerInTheMiddle } from '../hostile-peer/tracker-in-the-middle.ts';

/** bob, whose tracker is about to lie, was in #dev, which ana has made for the invited. */
async function wasInvited() {
  const world = await TrackerWorld.start();
  const ana = await TestPeer.start(world, 'ana');
  await ana.types('/create dev --invite-only');
  await ana.types('/invite');
  const profile = new MemoryProfile(someIdentity());
  const middle = await TrackerInTheMiddle.of(world, profile.identity);
  const bob = await TestPeer.start(world, 'bob', { profile, tracker: middle.endpoint });
  await bob.types(`/join ${ana.last('invite')?.invite.replace(':6060', ':6666')}`);
  await bob.hears('room_joined');
  const known = [...profile.roomKeys];
  expect(known).toMatchObject([{ room: 'dev', owner: 'ana', key: expect.stringMatching(/^[\w-]{22}$/) }]);
  return { world, ana, bob, middle, profile, known };
}

type Scene = Awaited<ReturnType<typeof wasInvited>>;

async function hasLeft(): Promise<Scene> {
  const scene = await wasInvited();
  await scene.bob.types('/leave dev');
  await scene.bob.hears('room_left');
  return scene;
}

type Claim = { readonly access: 'open' | 'password' | 'invite'; readonly owner?: string };

/** From now on the tracker says this of the room to who joins it, whatever they know. */
function claims({ middle }: Pick<Scene, 'middle'>, { access, owner = 'ana' }: Claim): void {
  const seats = [owner, 'bob'].map((username) => ({ username, state: 'present' }));
  const places = { peer_owner: null, peer_one: null, peer_two: null };
  const lock = access === 'open' ? {} : { access };
  const room = { name: 'dev', owner, revision: 99, ...places, seats, ...lock };
  answersJoins(middle, { status: 'OK', room });
}

function answersJoins(middle: TrackerInTheMiddle, answer: object): void {
  middle.instead = (object, to) => {
    const isJoin = to?.['cmd'] === 'JOIN_ROOM';
    return `${JSON.stringify(isJoin ? { ...answer, request_id: to['request_id'] } : object)}\n`;
  };
}

/** bob was told so often that he was not taken in, and knows what he knew. */
async function expectRefused({ world, bob, profile, known }: Scene, times = 1): Promise<void> {
  await world.clock.advance(1_000);
  const refused = bob.all('error').filter(({ code }) => code === 'NOT_BY_INVITATION');
  expect(refused).toHaveLength(times);
  for (const { message } of refused) expect(message).toContain('/join dev --open');
  await bob.types('/status');
  expect(bob.last('status')?.status.rooms).toEqual([]);
  expect(profile.roomKeys).toEqual(known);
}

describe('a room by invitation, of which the tracker says something else,', () => {
  it('is not one whose password we ask for', async () => {
    const scene = await hasLeft();
    const { bob, middle } = scene;
    answersJoins(middle, { status: 'ERROR', code: 'PASSWORD_REQUIRED', msg: 'It has one.' });
    await bob.types('/join dev');
    await expectRefused(scene);
    expect(bob.all('password_wanted')).toEqual([]);
  });

  it.each(['open', 'password'] as const)('(%s) is not joined, with or without a password', async (access) => {
    const scene = await hasLeft();
    claims(scene, { access });
    await scene.bob.types('/join dev');
    await expectRefused(scene);
    await scene.bob.types('/join dev --password our secret');
    await expectRefused(scene, 2);
  });

  it.each(['open', 'password'] as const)('(%s) is left when we come back to the tracker', async (access) => {
    const scene = await wasInvited();
    claims(scene, { access });
    scene.middle.hangUp();
    await scene.bob.hears('room_left');
    await expectRefused(scene);
  });

  it.each(['open', 'password'] as const)('(%s) is not resumed when we start again', async (access) => {
    const scene = await wasInvited();
    const { world, bob, middle, profile } = scene;
    claims(scene, { access });
    await bob.kill();
    profile.isNew = false; // A password would not get through such a tracker.
    const again = await TestPeer.start(world, 'bob', { register: false, profile, tracker: middle.endpoint });
    expect(await again.hears('room_not_entered')).toMatchObject({ room: 'dev', reason: 'not_by_invitation' });
    await expectRefused({ ...scene, bob: again }, 0);
  });

  it('is joined after all when the user knows better', async () => {
    const { ana, bob, profile, world, known } = await hasLeft();
    await ana.types('/delete-room dev');
    await ana.types('/create dev');
    await bob.types('/join dev');
    await world.clock.advance(100);
    expect(bob.last('error')?.code).toBe('NOT_BY_INVITATION');
    expect(profile.roomKeys).toEqual(known);
    await bob.types('/join dev --open');
    await bob.until(() => bob.all('room_joined').length === 2, 'the room');
    expect(profile.roomKeys).toEqual([]);
    await bob.until(() => bob.isLinkedTo('ana'), 'the link');
    await bob.types('so it is open now');
    await ana.until(() => ana.heard.includes('so it is open now'), 'the line');
  });
});

describe("somebody's word on a room that we know as one by invitation", () => {
  const key = newRoomKey();
  const words = {
    'a secret and no key': { secret: 's'.repeat(43) },
    'another key': { secret: trackerSecretOf(key), key },
    nothing: {},
  };
  const owners = ['ana', 'eva'];
  const cases = (Object.keys(words) as (keyof typeof words)[]).flatMap((word) =>
    (['open', 'password', 'invite'] as const).flatMap((access) =>
      owners.map((owner) => [word, access, owner] as const),
    ),
  );

  it.each(cases)('(%s; the tracker says: %s, of %s) takes no place of what we know', async (word, access, owner) => {
    const scene = await hasLeft();
    const { world, bob, profile, known } = scene;
    const evasKey = someIdentity();
    await world.member('eva', undefined, evasKey);
    const link = await RawLink.as('eva', world, bob, evasKey);
    expect(link.isLetIn).toBe(true);
    claims(scene, { access, owner });
    link.send({ cmd: 'INVITE', id: 'i-1', room: 'dev', ...words[word] });
    await bob.hears('invitation');
    await bob.types('/accept');
    await world.clock.advance(1_000);
    expect(profile.roomKeys).toEqual(known);
    if (access !== 'invite') await expectRefused(scene);
  });
});
