// What peers who are logged in and say nothing cost: resident memory, beside as many bare connections; and what an
// honest request notices of very many of them.

import type { Measured } from './figures.ts';
import { HONEST, honestP50 } from './honest-requests.ts';
import { IdlePeers } from './idle-peers.ts';
import { Loaded } from './loaded.ts';
import { say } from './progress.ts';
import type { ServerKind } from './server.ts';
import { median } from './statistics.ts';

export interface IdleCounts {
  readonly rounds: number;
  readonly idle: number;
  readonly crowd: number;
  readonly paceMs: number;
}

const LOGGED_IN_FEW = 10;

export async function measureIdle(counts: IdleCounts): Promise<Measured> {
  const { ours, fair, bare } = await measureMemory(
    counts,
    { ours: 'tracker', fair: 'rememberingEcho', bare: 'echo' },
    false,
  );
  const crowd = await measureCrowd(counts);
  const what = `memory of each of ${written(counts.idle)} idle peers, beside bare connections with the same record`;
  return {
    figures: [
      { what, unit: 'bytes', ours, baseline: fair, goal: { atMost: 1.35 } },
      { what: '  beside bare connections', unit: 'bytes', ours, baseline: bare, goal: null },
      ...crowd.figures,
    ],
    remarks: [
      'Bare connections with the same record are a fair baseline: no tracker can forget names, addresses and tokens.',
      ...crowd.remarks,
    ],
  };
}

/** The same over TLS, beside connections of node:tls. */
export async function measureEncryptedIdle(counts: Pick<IdleCounts, 'rounds' | 'idle'>): Promise<Measured> {
  const { ours, bare } = await measureMemory(counts, { ours: 'tracker', bare: 'secureEcho' }, true);
  const what = `memory of each of ${written(counts.idle)} encrypted idle peers, beside bare node:tls`;
  return { figures: [{ what, unit: 'bytes', ours, baseline: bare, goal: { atMost: 1.2 } }], remarks: [] };
}

/** Bytes of resident memory that each peer takes, by the kind of server; medians. */
async function measureMemory<Name extends string>(
  { rounds, idle }: Pick<IdleCounts, 'rounds' | 'idle'>,
  kinds: { readonly [name in Name]: ServerKind },
  isSecure: boolean,
): Promise<{ readonly [name in Name]: number }> {
  const names = Object.keys(kinds) as Name[];
  const bytes = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = 1; round <= rounds; round += 1) {
    say(`idle: round ${round} of ${rounds}`);
    for (const [name, each] of bytes) each.push(await memoryEach(kinds[name], idle, isSecure));
  }
  return Object.fromEntries(names.map((name) => [name, median(bytes.get(name) ?? [])])) as { [name in Name]: number };
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
  const p50 = await honestP50(honest, { rounds, paceMs });
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
        ours: p50.crowd,
        baseline: p50.few,
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
