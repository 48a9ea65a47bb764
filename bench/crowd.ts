// As many peers as one machine can have against one tracker: what each costs in memory, how fast they are let in, what
// an honest request notices of them, and how long a sweep over all of them takes. It takes minutes, and so it runs only
// when it is asked for: `npm run bench -- crowd`.

import { Child } from './child.ts';
import type { Figure, Measured } from './figures.ts';
import { HONEST, honestP50 } from './honest-requests.ts';
import { IdlePeers } from './idle-peers.ts';
import type { ListenerQuestions } from './listeners.ts';
import { Loaded } from './loaded.ts';
import { say } from './progress.ts';
import type { ServerKind } from './server.ts';
import type { SweeperQuestions } from './sweeper.ts';

export interface CrowdCounts {
  readonly secure: number;
  readonly plain: number;
  /** Bare connections beside them: what one costs does not depend on how many there are. */
  readonly bare: number;
  readonly rounds: number;
  readonly paceMs: number;
}

/** Pings under way at once in the bare loop, as in the tracker's sweep while all answer. */
const PINGS_AT_ONCE = 32;

export async function measureCrowds(counts: CrowdCounts): Promise<Measured> {
  const encrypted = await measureCrowd('over TLS', counts.secure, { ...counts, isSecure: true });
  const plain = await measureCrowd('in plaintext', counts.plain, { ...counts, isSecure: false });
  return {
    figures: [...encrypted.figures, ...plain.figures],
    remarks: [
      'An empty tracker is the fair baseline of a request in the crowd: it does all the same but for the others.',
      ...encrypted.remarks,
      ...plain.remarks,
    ],
  };
}

async function measureCrowd(
  how: string,
  wanted: number,
  { bare, rounds, paceMs, isSecure }: CrowdCounts & { readonly isSecure: boolean },
): Promise<Measured> {
  // On all addresses of this machine, as the peers come from many.
  const listeners = await Child.start<ListenerQuestions>('./listeners.js');
  const [peerPort = 0] = (await listeners.ask('open', { live: 1, dead: 0, host: '0.0.0.0' })).livePorts;
  const crowd = await IdlePeers.start('tracker', wanted, isSecure, peerPort);
  const count = await crowd.possible(wanted);
  const what = `${count.toLocaleString('en')} peers ${how}`;
  say(`crowd: ${what} log in`);
  const ours = await arrived(crowd, count);
  const p50 = await honestRequests(crowd, isSecure, rounds, paceMs);
  say(`crowd: a sweep over ${what}`);
  const sweepMs = await crowd.server.ask('sweep', { peers: count });
  await crowd.end();
  const bareSweepMs = await bareSweep(count, peerPort);
  await listeners.end();
  say(`crowd: ${bare.toLocaleString('en')} bare connections`);
  const kind: ServerKind = isSecure ? 'secureEcho' : 'rememberingEcho';
  const beside = await IdlePeers.start(kind, bare, isSecure);
  const theirs = await arrived(beside, bare);
  await beside.end();
  const bareName = isSecure ? 'bare connections of node:tls' : 'bare connections with the same record';
  const figures: Figure[] = [
    {
      what: `p50 of a request with ${what} logged in, beside an empty tracker`,
      unit: 'us',
      ...p50,
      goal: { atMost: 1.5 },
    },
    {
      what: `  memory of each, beside ${bareName}`,
      unit: 'bytes',
      ours: ours.bytes,
      baseline: theirs.bytes,
      goal: null,
    },
    {
      what: `  logged in a second, beside ${bareName}`,
      unit: '/s',
      ours: ours.perSecond,
      baseline: theirs.perSecond,
      goal: null,
    },
    {
      what: `  a sweep over all, beside a bare loop of ${PINGS_AT_ONCE} at once`,
      unit: 's',
      ours: sweepMs / 1000,
      baseline: bareSweepMs / 1000,
      goal: null,
    },
  ];
  const remark = `The crowd is ${what} instead of ${wanted.toLocaleString('en')}: the system lets no process open more files.`;
  return { figures, remarks: count < wanted ? [remark] : [] };
}

async function arrived(peers: IdlePeers, count: number): Promise<{ bytes: number; perSecond: number }> {
  const startedAt = performance.now();
  const bytes = await peers.addWeighed(count);
  return { bytes, perSecond: (count * 1000) / (performance.now() - startedAt) };
}

async function honestRequests(
  crowd: IdlePeers,
  isSecure: boolean,
  rounds: number,
  paceMs: number,
): Promise<{ ours: number; baseline: number }> {
  const empty = await IdlePeers.start('tracker', 0, isSecure);
  const honest = {
    ours: await Loaded.join(crowd.server, HONEST, isSecure),
    baseline: await Loaded.join(empty.server, HONEST, isSecure),
  };
  const p50 = await honestP50({ crowd: honest.ours, few: honest.baseline }, { rounds, paceMs });
  await Promise.all([honest.ours.leave(), honest.baseline.end(), empty.end()]);
  return { ours: p50.crowd, baseline: p50.few };
}

async function bareSweep(peers: number, port: number): Promise<number> {
  const sweeper = await Child.start<SweeperQuestions>('./sweeper.js');
  const { ms } = await sweeper.ask('sweep', { ports: Array(peers).fill(port), bareAtOnce: PINGS_AT_ONCE });
  await sweeper.end();
  return ms;
}
