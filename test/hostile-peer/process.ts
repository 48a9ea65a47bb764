// A peer as a process of its own under attack: how much memory it has, and bytes written to it as fast as it takes
// them.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { PeerProgram, TrackerProgram } from '../helpers/programs.ts';
import { Member } from './scene.ts';
import type { Stranger } from './stranger.ts';

export const MIB = 1024 * 1024;

/** The most memory that the process has had so far, in MiB (Linux). */
export function peakMiB({ child }: PeerProgram): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

export function portOf(peer: PeerProgram): number {
  const [ready] = peer.all('ready') as unknown as readonly { listen: { port: number } }[];
  return ready?.listen.port ?? 0;
}

/** ana and bob as processes, linked in #dev, who also talk with those that have no key. */
export async function openPrograms(tracker: TrackerProgram): Promise<{ ana: PeerProgram; bob: PeerProgram }> {
  const args = ['--register', '--encryption', 'prefer'];
  const ana = await PeerProgram.start('ana', tracker.endpoint, args);
  ana.type('/create dev');
  await ana.event('room_joined');
  const bob = await PeerProgram.start('bob', tracker.endpoint, args);
  bob.type('/join dev');
  await ana.event('link', { peer: 'bob', state: 'open' });
  await bob.event('link', { peer: 'ana', state: 'open' });
  return { ana, bob };
}

/** The same, and mal, its third member, with a link to ana that is spoken by hand. */
export async function processes(): Promise<{
  ana: PeerProgram;
  bob: PeerProgram;
  mal: Member;
  link: Stranger;
}> {
  const tracker = await TrackerProgram.start();
  const { ana, bob } = await openPrograms(tracker);
  const mal = await Member.logIn(tracker.port, 'mal');
  await mal.asks({ cmd: 'JOIN_ROOM', room: 'dev' });
  const link = await mal.linkTo(portOf(ana));
  await ana.event('link', { peer: 'mal', state: 'open' });
  return { ana, bob, mal, link };
}

/**
 * Writes `text` again and again until `bytes` have left, no faster than they are taken; how many have left when it is
 * over. It ends early when the other side ends the connection, or takes nothing for `patienceMs`.
 */
export async function pour(to: Stranger, text: string, bytes: number, patienceMs = 5_000): Promise<number> {
  const chunk = Buffer.from(text);
  let left = 0;
  while (left < bytes && !to.isClosed) {
    left += chunk.length;
    if (to.socket.write(chunk)) continue;
    const isTaken = once(to.socket, 'drain', { signal: AbortSignal.timeout(patienceMs) }).then(
      () => true,
      () => false,
    );
    const isOver = to.isLeft(patienceMs + 1_000).then(
      () => false,
      () => false,
    );
    if (!(await Promise.race([isTaken, isOver]))) break;
  }
  return left;
}
