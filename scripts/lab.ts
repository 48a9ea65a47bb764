// `npm run lab`: a tracker and three people on this machine, recorded, for the exercises of docs/lab.

import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../commons/clock.ts';
import { watchForInterruption } from './interruption.ts';
import { byHand } from './lab/by-hand.ts';
import type { LaboratoryDeps } from './lab/laboratory.ts';
import { type LabOptions, parseLabOptions } from './lab/options.ts';
import { areApart, placesHere } from './lab/places.ts';
import { play } from './lab/play.ts';
import { inOwnNetwork } from './lab/real-capture.ts';
import { endScript, scriptLanguage } from './script-failed.ts';

/** Of a terminal that does not say how wide it is. */
const USUAL_WIDTH = 80;

const interruption = watchForInterruption();

// The reader of our output, such as head, may end early; the programs must still be ended.
process.stdout.on('error', () => {});

try {
  const args = process.argv.slice(2);
  const options = parseLabOptions(args, scriptLanguage());
  if (options.isReal && !options.isInside) {
    process.exitCode = await inOwnNetwork(fileURLToPath(import.meta.url), [...args, '--inside'], interruption.signal);
  } else {
    await run(options);
  }
} catch (error) {
  endScript(error, interruption.exitCode ?? 1);
}

async function run(options: LabOptions): Promise<void> {
  const places = await placesHere();
  const deps: LaboratoryDeps = {
    dist: fileURLToPath(new URL('..', import.meta.url)),
    environment: process.env,
    clock: systemClock,
    places,
    port: options.port,
    interrupted: interruption.signal,
    say: (line) => process.stdout.write(`${line}\n`),
  };
  if (!areApart(places))
    deps.say('This machine has only one loopback address, so everyone shares it, and one column of a flow graph.');
  if (options.isByHand) await byHand(options, deps, enough());
  else await play(options, deps, process.stdout.columns ?? USUAL_WIDTH);
}

/** Enter, Ctrl+C, or the end of the input. */
async function enough(): Promise<void> {
  process.stdin.resume();
  const { stdin } = process;
  await Promise.race([once(stdin, 'data'), once(stdin, 'end'), once(interruption.signal, 'abort')]);
  process.stdin.pause();
}
