// `npm run bench`: every figure as a ratio to a baseline of the same run. `--smoke` runs a little of each, to see that
// they work; its numbers mean nothing.

import { Argument, Command } from 'commander';
import { measureCapture } from './capture.ts';
import { measureCrowds } from './crowd.ts';
import { measureDissector } from './dissector.ts';
import { type Measured, table } from './figures.ts';
import { measureFirstMessage } from './first-message.ts';
import { measureEncryptedIdle, measureIdle } from './idle.ts';
import { measureEncrypted, measureMessages } from './messages.ts';
import type { Counts } from './pairs.ts';
import { measureReconnects } from './reconnects.ts';
import { measureRegistrations } from './registrations.ts';
import { measureRooms } from './rooms.ts';
import { measureScreen } from './screen.ts';
import { measureStart } from './start.ts';
import { measureSweep } from './sweep.ts';

const messageCounts = (isSmoke: boolean): Counts =>
  isSmoke ? { rounds: 1, messages: 2_000, roundTrips: 100 } : { rounds: 7, messages: 100_000, roundTrips: 3_000 };

/** Each benchmark, in the order of the table: in full, or a little of it. */
const BENCHMARKS: { readonly [name: string]: (isSmoke: boolean) => Promise<Measured> } = {
  rooms: (isSmoke) => measureRooms(isSmoke ? { rounds: 1, msEach: 200 } : { rounds: 7, msEach: 1_500 }),
  idle: (isSmoke) =>
    measureIdle(
      isSmoke
        ? { rounds: 1, idle: 500, crowd: 1_000, paceMs: 200 }
        : { rounds: 5, idle: 10_000, crowd: 50_000, paceMs: 1_500 },
    ),
  sweep: (isSmoke) =>
    measureSweep(isSmoke ? { rounds: 1, peers: 500, dead: 10 } : { rounds: 7, peers: 10_000, dead: 1_000 }),
  registrations: (isSmoke) =>
    measureRegistrations(
      isSmoke
        ? { rounds: 1, users: 1_000, fewUsers: 100, ms: 300, most: 500 }
        : { rounds: 3, users: 100_000, fewUsers: 1_000, ms: 3_000, most: 50_000 },
    ),
  start: (isSmoke) =>
    measureStart(isSmoke ? { rounds: 1, users: 500, rooms: 500 } : { rounds: 3, users: 100_000, rooms: 100_000 }),
  messages: (isSmoke) => measureMessages(messageCounts(isSmoke)),
  encrypted: (isSmoke) => measureEncrypted(messageCounts(isSmoke)),
  capture: (isSmoke) => measureCapture(messageCounts(isSmoke)),
  'first-message': (isSmoke) => measureFirstMessage({ times: isSmoke ? 5 : 200 }),
  reconnects: (isSmoke) => measureReconnects(isSmoke ? { rounds: 1, peers: 200 } : { rounds: 3, peers: 10_000 }),
  screen: (isSmoke) =>
    measureScreen(
      isSmoke
        ? { sizes: [200, 1_000], times: 20, baselineTimes: 2, flood: 200, rounds: 1 }
        : { sizes: [1_000, 10_000, 100_000], times: 1_000, baselineTimes: 5, flood: 2_000, rounds: 15 },
    ),
  'encrypted-idle': (isSmoke) => measureEncryptedIdle(isSmoke ? { rounds: 1, idle: 300 } : { rounds: 3, idle: 10_000 }),
  dissector: (isSmoke) => measureDissector(isSmoke ? { rounds: 1, messages: 500 } : { rounds: 5, messages: 25_000 }),
};

/** Those that take minutes: they run when they are named, and a little of them in a smoke run. */
const LONG_BENCHMARKS: typeof BENCHMARKS = {
  crowd: (isSmoke) =>
    measureCrowds(
      isSmoke
        ? { secure: 100, plain: 300, bare: 100, rounds: 1, paceMs: 200 }
        : { secure: 100_000, plain: 250_000, bare: 10_000, rounds: 5, paceMs: 1_500 },
    ),
};
const ALL_BENCHMARKS = { ...BENCHMARKS, ...LONG_BENCHMARKS };

const command = new Command('bench')
  .description('Measures the tracker and the peers, each beside a baseline of the same run.')
  .addArgument(
    new Argument('[names...]', 'only these; without any, all but `crowd`, which takes minutes').choices(
      Object.keys(ALL_BENCHMARKS),
    ),
  )
  .option('--smoke', 'a little of each, to see that they work; the numbers mean nothing')
  .parse();
const isSmoke = command.opts<{ smoke?: true }>().smoke === true;
const usual = Object.keys(isSmoke ? ALL_BENCHMARKS : BENCHMARKS);
const names = command.args.length > 0 ? command.args : usual;

const measured: Measured[] = [];
for (const name of names) {
  const measure = ALL_BENCHMARKS[name];
  if (measure) measured.push(await measure(isSmoke).catch((error: Error) => fail(`${name}: ${error.message}`)));
}
const figures = measured.flatMap((one) => one.figures);
const remarks = measured.flatMap((one) => one.remarks);
process.stdout.write(`${[table(figures), ...remarks].join('\n')}\n`);
if (isSmoke) process.stdout.write('(a smoke run: too short to mean anything)\n');
// So little memory is in use in a smoke run that it may be none.
const isUsable = figures.every(({ ours, baseline }) =>
  isSmoke ? Number.isFinite(ours + baseline) : ours > 0 && baseline > 0,
);
process.exit(isUsable ? 0 : 1);

/** A figure that is not what it seems is worse than none. */
function fail(why: string): never {
  process.stderr.write(`bench: ${why}\n`);
  process.exit(1);
}
