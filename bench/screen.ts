// What the full screen costs: a message or a key until it is painted, very many of them, a changed size, and the time
// until there is something to see. Beside the log of blessed, and a node that does nothing.

import { Child } from './child.ts';
import type { Figure, Goal, Measured } from './figures.ts';
import { say } from './progress.ts';
import type { ScreenQuestions } from './screen-side.ts';
import { measureFirstPaint } from './screen-start.ts';
import { median, quantile } from './statistics.ts';

export interface ScreenCounts {
  /** How many messages there are, for each step. */
  readonly sizes: readonly number[];
  readonly times: number;
  /** The log of blessed takes a second for each of them. */
  readonly baselineTimes: number;
  readonly flood: number;
  readonly rounds: number;
}

type Screen = Child<ScreenQuestions>;
type What = 'append' | 'keystrokes';

const OURS = './screen-ours.js';
const LOG = './screen-log.js';
const MEGABYTE = 1024 * 1024;
const UNDER_A_MS: Goal = { below: 1 };
const A_FRAME: Goal = { below: 16 };
const SAID: { readonly [W in What]: string } = {
  append: 'a message until it is painted',
  keystrokes: 'a key until it is painted',
};

export async function measureScreen(counts: ScreenCounts): Promise<Measured> {
  const steady = await withScreen(OURS, (ours) => withScreen(LOG, (log) => measureSizes(ours, log, counts)));
  const flood = await measureFloods(counts);
  const start = await measureFirstPaint(counts.rounds);
  return { figures: [...steady, ...flood, ...start.figures], remarks: start.remarks };
}

async function withScreen<T>(script: string, work: (screen: Screen) => Promise<T>): Promise<T> {
  const screen = await Child.start<ScreenQuestions>(script);
  try {
    return await work(screen);
  } finally {
    await screen.end();
  }
}

async function measureSizes(ours: Screen, log: Screen, counts: ScreenCounts): Promise<Figure[]> {
  const { sizes, times, baselineTimes } = counts;
  const figures: Figure[] = [];
  const p50: { readonly [W in What]: number[] } = { append: [], keystrokes: [] };
  for (const messages of sizes) {
    say(`screen: ${written(messages)} messages`);
    await Promise.all([ours.ask('fill', { messages }), log.ask('fill', { messages })]);
    for (const what of ['append', 'keystrokes'] as const) {
      await ours.ask(what, { times }); // To warm up.
      const took = await ours.ask(what, { times });
      const baseline = median(await log.ask(what, { times: baselineTimes }));
      const of = `${SAID[what]}, ${written(messages)} messages`;
      p50[what].push(median(took));
      figures.push(
        { what: `${of}, p50, beside blessed.log`, unit: 'ms', ours: median(took), baseline, goal: UNDER_A_MS },
        { what: '  p99', unit: 'ms', ours: quantile(took, 0.99), baseline, goal: null },
      );
    }
  }
  const flat = (['append', 'keystrokes'] as const).map((what): Figure => {
    const [few = Number.NaN, many = Number.NaN] = [p50[what][0], p50[what].at(-1)];
    const of = `${SAID[what]}, ${written(sizes.at(-1) ?? 0)} messages beside ${written(sizes[0] ?? 0)}`;
    return { what: of, unit: 'ms', ours: many, baseline: few, goal: { atMost: 1.5 } };
  });
  return [...figures, ...flat, await heapOf(ours, log, counts), await resizeOf(ours, log, counts)];
}

async function heapOf(ours: Screen, log: Screen, { sizes }: ScreenCounts): Promise<Figure> {
  const what = `heap with ${written(sizes.at(-1) ?? 0)} messages, beside blessed.log`;
  const [inOurs, inLog] = await Promise.all([ours.ask('heap'), log.ask('heap')]);
  return { what, unit: 'MB', ours: inOurs / MEGABYTE, baseline: inLog / MEGABYTE, goal: { below: 40 } };
}

async function resizeOf(ours: Screen, log: Screen, { sizes, baselineTimes }: ScreenCounts): Promise<Figure> {
  const what = `from 80x24 to 200x60 with ${written(sizes.at(-1) ?? 0)} messages, beside blessed.log`;
  await ours.ask('resizes', { times: 20 });
  const took = await ours.ask('resizes', { times: 20 });
  const baseline = median(await log.ask('resizes', { times: baselineTimes }));
  return { what, unit: 'ms', ours: median(took), baseline, goal: A_FRAME };
}

/** To screens that have just been opened, and again to the same: what runs for the first time takes longer. */
async function measureFloods({ flood: messages, rounds }: ScreenCounts): Promise<Figure[]> {
  const baseline = await withScreen(LOG, (log) => log.ask('flood', { messages }));
  const first: number[] = [];
  const cpuMs: number[] = [];
  const longestMs: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    say(`screen: flood, round ${round} of ${rounds}`);
    await withScreen(OURS, async (ours) => {
      first.push((await ours.ask('flood', { messages })).cpuMs);
      const flood = await ours.ask('flood', { messages });
      if (!flood.isKeyShown) throw new Error('a key that was typed in a flood was not shown in the next frame');
      cpuMs.push(flood.cpuMs);
      longestMs.push(flood.longestMs);
    });
  }
  const figure = (what: string, ours: readonly number[], of: number, goal: Goal | null): Figure => {
    return { what, unit: 'ms', ours: median(ours), baseline: of, goal };
  };
  return [
    figure(`${written(messages)} messages in 20 frames: CPU in all, beside blessed.log`, cpuMs, baseline.cpuMs, {
      below: 60,
    }),
    figure('  the same as the first thing that a new process does', first, baseline.cpuMs, null),
    figure('  the longest frame, with the messages that came for it', longestMs, baseline.longestMs, A_FRAME),
  ];
}

function written(count: number): string {
  return count.toLocaleString('en');
}
