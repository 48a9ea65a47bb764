// What a member may say a thousand times, and what must come of it: nothing.

import { expect } from 'vitest';
import { heldMiB } from '../fuzz/memory.ts';
import { someIdentity } from '../helpers/identities.ts';
import { meet, type TestPeer } from '../helpers/peer-world.ts';
import { TrackerWorld } from '../helpers/tracker-world.ts';
import { malInMemory } from './memory-stranger.ts';
import { stillServes } from './still-serves.ts';

export const A_THOUSAND = 1_000;

/** Each as large as it may be, about another room each time, and about #dev. */
const name = (count: number): string => String(count).padStart(48, 'x');
const username = (count: number): string => String(count).padStart(32, 'x');
export const key = (count: number): string => `${String(count).padStart(42, 'A')}A`;
const member = (count: number): object => ({ username: username(count), fingerprint: key(count) });
const roster = (room: string, count: number): object => {
  const members = [member(count), member(count + 1), member(count + 2)];
  return { cmd: 'ROSTER', room, revision: Number.MAX_SAFE_INTEGER - count, members };
};
export const FLOODS: readonly (readonly [string, (count: number, revision: number) => object])[] = [
  ['ROSTERs of rooms that nobody knows', (count) => roster(name(count), count)],
  ['ROSTERs of the room', (count) => roster('dev', count)],
  ['ROSTERs of the room, of the version that it has', (count, revision) => ({ ...roster('dev', count), revision })],
  ['PROVEs of rooms that nobody knows', (count) => ({ cmd: 'PROVE', room: name(count), proof: key(count) })],
  ['PROVEs of the room', (count) => ({ cmd: 'PROVE', room: 'dev', proof: key(count) })],
  ['INVITEs to rooms that nobody knows', (count) => ({ cmd: 'INVITE', id: `${count}`, room: name(count) })],
  [
    'INVITEs to private rooms',
    (count) => ({ cmd: 'INVITE', id: `${count}`, room: name(count), secret: key(count), key: key(count).slice(-22) }),
  ],
  ['INVITEs to the room', (count) => ({ cmd: 'INVITE', id: `${count}`.padStart(64, 'x'), room: 'dev' })],
  [
    'INVITE_ANSWERs that nobody waits for',
    (count) => ({ cmd: 'INVITE_ANSWER', id: `${count}`.padStart(64, 'x'), accepted: true }),
  ],
];

/** Says it ten thousand times: what the peer holds of it does not grow. */
export async function holdsTenTimesOver(object: (count: number, revision: number) => object): Promise<void> {
  const world = await TrackerWorld.start();
  const [ana, bob] = (await meet(world, 'ana', 'bob')) as [TestPeer, TestPeer];
  const { link } = await malInMemory(world, ana, someIdentity());
  const revision = Number(link.objects.find(({ cmd }) => cmd === 'ROSTER')?.['revision']);
  const flood = async (round: number): Promise<void> => {
    for (let count = 0; count < A_THOUSAND; count += 100) {
      await link.says(...Array.from({ length: 100 }, (_, more) => object(round * A_THOUSAND + count + more, revision)));
    }
    ana.reports.length = 0; // What was shown to the user, and what was answered, is not the peer's any more.
    link.received = '';
  };
  await flood(0);
  const before = heldMiB();
  for (let round = 1; round <= 10; round += 1) await flood(round);
  expect(heldMiB() - before).toBeLessThan(1); // They have up to 10 MB.
  expect(link.closedBecause).toBeNull();
  await stillServes(ana, bob);
}
