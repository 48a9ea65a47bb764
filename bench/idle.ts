// What peers who are logged in and say nothing cost: resident memory, beside as many bare connections; and what an
// honest request notices of very many of them.

import type { Figure, Measured } from './figures.ts';
import { IdlePeers } from './idle-peers.ts';
import { Loaded } from './loaded.ts';
import { inRounds, say } from './progress.ts';
import type { ServerKind } from './server.ts';
import { median } from './statistics.ts';

export interface IdleCounts {
  readonly rounds: number;
  readonly idle: number;
  readonly crowd: number;
  readonly paceMs: number;
}

/** Connections of the honest few: four that send requests, and two that are told. */
const HONEST = 4;
const LOGGED_IN_FEW = 10;
const PACE_PER_SECOND = 1_000;

export async function measureIdle(counts: IdleCounts): Promise<Measured> {
  const memory = await measureMemory(counts, { ours: 'tracker', bare: 'echo' }, false);
  const crowd = await measureCrowd(counts);
  const goal = { atMost: 1.5, star: 1.3 };
  const what = `memory of each of ${written(counts.idle)} idle peers, beside bare connections`;
  return { figures: [{ what, ...memory, goal }, ...crowd.figures], remarks: crowd.remarks };
}

/** The same over TLS, beside connections of node:tls. */
export async function measureEncryptedIdle(counts: Pick<IdleCounts, 'rounds' | 'idle'>): Promise<Measured> {
  const memory = await measureMemory(counts, { ours: 'tracker', bare: 'secureEcho' }, true);
  const what = `memory of each of ${written(counts.idle)} encrypted idle peers, beside bare node:tls`;
  return { figures: [{ what, ...memory, goal: { atMost: 1.2 } }], remarks: [] };
}

async function measureMemory(
  { rounds, idle }: Pick<IdleCounts, 'rounds' | 'idle'>,
  kinds: { readonly ours: ServerKind; readonly bare: ServerKind },
  isSecure: boolean,
): Promise<Pick<Figure, 'unit' | 'ours' | 'baseline'>> {
  const bytes = { ours: [] as number[], bare: [] as number[] };
  for (let round = 1; round <= rounds; round += 1) {
    say(`idle: round ${round} of ${rounds}`);
    for (const [name, kind] of Object.entries(kinds) as [keyof typeof bytes, ServerKind][]) {
      bytes[name].push(await memoryEach(kind, idle, isSecure));
    }
  }
  return { unit: 'bytes', ours: median(bytes.ours), baseline: median(bytes.bare) };
}

/** In a process that has seen nobody before: memory that was freed, and kept for later, would hide what comes. */
async function memoryEach(kind: ServerKind, count: number, isSecure = false): Promise<number> {
  const peers = await IdlePeers.start(kind, count, isSecure);
  const bytes = await peers.addWeighed(count);
  await peers.end();
  return bytes;
}

async function measureCrowd({ rounds, crowd: wanted, paceMs }: IdleCounts): Promise<Measured> {
  say(`crowd: ${written(wanted)} peers log in`);
  const crowd = await IdlePeers.start('tracker', wanted);
  const overTcp = await crowd.possible(wanted);
  const bytes = await crowd.addWeighed(overTcp);
  if (overTcp < wanted) await crowd.server.ask('addQuietPeers', { count: wanted - overTcp });
  const few = await IdlePeers.start('tracker', LOGGED_IN_FEW);
  await few.add(LOGGED_IN_FEW - (HONEST * 3) / 2);
  const honest = { crowd: await Loaded.join(crowd.server, HONEST), few: await Loaded.join(few.server, HONEST) };
  const p50 = { crowd: [] as number[], few: [] as number[] };
  // The tracker with many has had much more to do so far: both are warm before they are compared.
  for (const loaded of Object.values(honest)) await loaded.run(paceMs);
  await inRounds('crowd', rounds, async (isCounted) => {
    for (const name of ['crowd', 'few'] as const) {
      const { p50Us } = await honest[name].pace(paceMs, PACE_PER_SECOND);
      if (isCounted) p50[name].push(p50Us);
    }
  });
  await Promise.all([crowd, few, ...Object.values(honest)].map((ended) => ended.end()));
  const bareBytes = await memoryEach('echo', overTcp);
  const remark =
    `Only ${written(overTcp)} of ${written(wanted)} peers were logged in over TCP, since the system lets no process open ` +
    'more files; the others are in the tracker as they would be, but for their sockets.';
  return {
    figures: [
      {
        what: `p50 of a request with ${written(wanted)} logged in, beside ${LOGGED_IN_FEW}`,
        unit: 'us',
        ours: median(p50.crowd),
        baseline: median(p50.few),
        goal: { atMost: 1.5 },
      },
      {
        what: `  memory of each of ${written(overTcp)} of them, beside bare connections`,
        unit: 'bytes',
        ours: bytes,
        baseline: bareBytes,
        goal: null,
      },
    ],
    remarks: overTcp < wanted ? [remark] : [],
  };
}

function written(count: number): string {
  return count.toLocaleString('en');
}
