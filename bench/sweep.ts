// A sweep over all peers at once: how long it takes beside a bare loop that connects, writes PING and reads PONG; what
// dead peers cost; and how long the event loop is held up.

import { Child } from './child.ts';
import type { Measured } from './figures.ts';
import type { ListenerQuestions } from './listeners.ts';
import { inRounds, say } from './progress.ts';
import { median } from './statistics.ts';
import type { SweeperQuestions } from './sweeper.ts';

export interface SweepCounts {
  readonly rounds: number;
  readonly peers: number;
  readonly dead: number;
}

const LIVE_LISTENERS = 50;
const DEAD_LISTENERS = 5;
const TIMEOUT_S = 3;
/** Of the tracker's sweep: at most while some do not answer, and while all do. */
const CONCURRENCY = 256;
const YOUNG_CONCURRENCY = 32;

type Swept = Awaited<ReturnType<SweeperQuestions['sweep']>>;

export async function measureSweep({ rounds, peers, dead }: SweepCounts): Promise<Measured> {
  const listeners = await Child.start<ListenerQuestions>('./listeners.js');
  const { livePorts, deadPorts } = await listeners.ask('open', { live: LIVE_LISTENERS, dead: DEAD_LISTENERS });
  const [ours, bare] = [
    await Child.start<SweeperQuestions>('./sweeper.js'),
    await Child.start<SweeperQuestions>('./sweeper.js'),
  ];
  const live = Array.from({ length: peers }, (_, number) => livePorts[number % LIVE_LISTENERS] ?? 0);
  // The dead are spread evenly among the others.
  const mixed = live.map((port, number) =>
    Math.floor(((number + 1) * dead) / peers) > Math.floor((number * dead) / peers)
      ? (deadPorts[number % DEAD_LISTENERS] ?? 0)
      : port,
  );
  const swept = { ours: [] as Swept[], bare: [] as Swept[] };
  await inRounds('sweep', rounds, async (isCounted) => {
    for (const [name, child] of Object.entries({ ours, bare }) as [keyof typeof swept, typeof ours][]) {
      const once = checked(
        await child.ask('sweep', { ports: live, bareAtOnce: name === 'bare' ? YOUNG_CONCURRENCY : null }),
        0,
      );
      if (isCounted) swept[name].push(once);
    }
  });
  say(`sweep: with ${dead} dead`);
  const withDead = checked(await ours.ask('sweep', { ports: mixed, bareAtOnce: null }), dead);
  await Promise.all([listeners, ours, bare].map((child) => child.end()));
  const of = (name: keyof typeof swept, value: (once: Swept) => number): number => median(swept[name].map(value));
  return {
    figures: [
      {
        what: `sweep of ${peers.toLocaleString('en')} live peers, beside a bare loop of ${YOUNG_CONCURRENCY} at once`,
        unit: 'ms',
        ours: of('ours', ({ ms }) => ms),
        baseline: of('bare', ({ ms }) => ms),
        goal: null,
      },
      {
        what: '  worst lag of the event loop during it',
        unit: 'ms',
        ours: of('ours', ({ worstLagMs }) => worstLagMs),
        baseline: of('bare', ({ worstLagMs }) => worstLagMs),
        goal: { below: 15 },
      },
      {
        what: `  with ${dead.toLocaleString('en')} dead among them, beside ${TIMEOUT_S} s for each ${CONCURRENCY} of these`,
        unit: 's',
        ours: withDead.ms / 1000,
        baseline: (dead * TIMEOUT_S) / CONCURRENCY,
        goal: { atMost: 1.2 },
      },
      {
        what: '  worst lag of the event loop during that',
        unit: 'ms',
        ours: withDead.worstLagMs,
        baseline: of('bare', ({ worstLagMs }) => worstLagMs),
        goal: { below: 15 },
      },
    ],
    remarks: [
      'The bare loop is a fair baseline of the sweep: each of its pings has a deadline, and as many are under way.',
    ],
  };
}

function checked(swept: Swept, dead: number): Swept {
  if (swept.dead !== dead) throw new Error(`the sweep found ${swept.dead} dead; there were ${dead}`);
  return swept;
}
