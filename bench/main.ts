// `npm run bench`: every figure as a ratio to a baseline of the same run. `--smoke` runs a little of each, to see that
// they work; its numbers mean nothing.

import { table } from './figures.ts';
import { measureMessages } from './messages.ts';

const isSmoke = process.argv.includes('--smoke');
const counts = isSmoke
  ? { rounds: 1, messages: 2_000, roundTrips: 100 }
  : { rounds: 7, messages: 100_000, roundTrips: 3_000 };

const figures = await measureMessages(counts);
process.stdout.write(`${table(figures)}\n`);
if (isSmoke) process.stdout.write('(a smoke run: too short to mean anything)\n');
const isUsable = figures.every(({ ours, baseline }) => Number.isFinite(ours / baseline) && ours > 0);
process.exit(isUsable ? 0 : 1);
