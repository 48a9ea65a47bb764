// Rooms of three whose members come, list who is there, and go: how many such requests the tracker answers, what each
// costs it, and how soon it answers when there are few. The fair baseline is a minimal tracker, which sends the others
// their notices, too; the bare echo sends none. Then the same over TLS.

import type { Figure, Measured } from './figures.ts';
import { Loaded } from './loaded.ts';
import { inRounds } from './progress.ts';
import { median } from './statistics.ts';

export interface RoomCounts {
  readonly rounds: number;
  readonly msEach: number;
}

const FEW = 50;
const MANY = 500;
const PACE_PER_SECOND = 6_000;

type Run = Awaited<ReturnType<Loaded['run']>>;

export async function measureRooms({ rounds, msEach }: RoomCounts): Promise<Measured> {
  const [ours, fair, bare, many, secure] = [
    await Loaded.start('tracker', FEW),
    await Loaded.start('miniTracker', FEW),
    await Loaded.start('echo', FEW),
    await Loaded.start('tracker', MANY),
    await Loaded.start('tracker', FEW, true),
  ];
  const all = { ours, fair, bare, many, secure };
  const runs = { ours: [] as Run[], fair: [] as Run[], bare: [] as Run[], many: [] as Run[], secure: [] as Run[] };
  await inRounds('rooms', rounds, async (isCounted) => {
    for (const [name, loaded] of Object.entries(all) as [keyof typeof runs, Loaded][]) {
      const run = await loaded.run(msEach);
      if (isCounted) runs[name].push(run);
    }
  });
  const p50 = { ours: [] as number[], bare: [] as number[], secure: [] as number[] };
  await inRounds('latency', rounds, async (isCounted) => {
    for (const [name, loaded] of Object.entries({ ours, bare, secure }) as [keyof typeof p50, Loaded][]) {
      const { p50Us } = await loaded.pace(msEach, PACE_PER_SECOND);
      if (isCounted) p50[name].push(p50Us);
    }
  });
  await Promise.all(Object.values(all).map((loaded) => loaded.end()));
  const of = (name: keyof typeof runs, value: (run: Run) => number): number => median(runs[name].map(value));
  const figures: Figure[] = [
    {
      what: `room cycle, ${FEW} connections x 16 in flight, beside a minimal tracker`,
      unit: '/s',
      ours: of('ours', (run) => run.perSecond),
      baseline: of('fair', (run) => run.perSecond),
      goal: { atLeast: 1.05 },
    },
    {
      what: '  CPU a request',
      unit: 'us',
      ours: of('ours', (run) => run.cpuUsEach),
      baseline: of('fair', (run) => run.cpuUsEach),
      goal: { atMost: 0.95 },
    },
    {
      what: '  beside a bare echo',
      unit: '/s',
      ours: of('ours', (run) => run.perSecond),
      baseline: of('bare', (run) => run.perSecond),
      goal: { atLeast: 0.8, star: 1 },
    },
    {
      what: '  CPU a request beside it',
      unit: 'us',
      ours: of('ours', (run) => run.cpuUsEach),
      baseline: of('bare', (run) => run.cpuUsEach),
      goal: null,
    },
    {
      what: `  CPU a request with ${MANY} connections, beside ours with ${FEW}`,
      unit: 'us',
      ours: of('many', (run) => run.cpuUsEach),
      baseline: of('ours', (run) => run.cpuUsEach),
      goal: { atMost: 1.5 },
    },
    {
      what: `  p50 at ${PACE_PER_SECOND.toLocaleString('en')} requests a second, beside the echo`,
      unit: 'us',
      ours: median(p50.ours),
      baseline: median(p50.bare),
      goal: { atMost: 1.1 },
    },
    {
      what: `room cycle over TLS, ${FEW} connections x 16 in flight, beside ours in plaintext`,
      unit: '/s',
      ours: of('secure', (run) => run.perSecond),
      baseline: of('ours', (run) => run.perSecond),
      goal: null,
    },
    {
      what: '  CPU a request',
      unit: 'us',
      ours: of('secure', (run) => run.cpuUsEach),
      baseline: of('ours', (run) => run.cpuUsEach),
      goal: null,
    },
    {
      what: `  p50 at ${PACE_PER_SECOND.toLocaleString('en')} requests a second`,
      unit: 'us',
      ours: median(p50.secure),
      baseline: median(p50.ours),
      goal: null,
    },
  ];
  const percent = (name: keyof typeof runs, value: (run: Run) => number): string =>
    `${Math.round(of(name, value) * 100)} %`;
  const shares = (Object.keys(loadOf) as (keyof typeof runs)[]).map(
    (name) => `${percent(name, (run) => run.serverShare)} / ${percent(name, (run) => run.loaderShare)} ${loadOf[name]}`,
  );
  return {
    figures,
    remarks: [
      'The minimal tracker is the fair baseline of the room cycle: it parses and stringifies the same JSON, and sends the ' +
        'same notices. The echo is the fair one of a latency: few notices are under way when few requests are.',
      `Room cycle: the tracker also pushed ${of('ours', (run) => run.pushesEach).toFixed(2)} ROOM_UPDATEs a request.`,
      `Room cycle, cores taken by the server / by the load: ${shares.join(', ')}.`,
    ],
  };
}

const loadOf = {
  ours: 'tracker',
  fair: 'minimal tracker',
  bare: 'echo',
  many: `tracker with ${MANY}`,
  secure: 'tracker over TLS',
};
