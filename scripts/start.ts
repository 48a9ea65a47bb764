// `npm start`: opens the chat, with a tracker of its own if none answers. A second `npm start` in another terminal is a
// second person.

import { existsSync } from 'node:fs';
import { CommandLineEnd } from '../commons/command-line.ts';
import { formatEndpoint, isLoopback } from '../commons/net/endpoint.ts';
import { readCommandLine } from '../peer/command-line.ts';
import { STARTED_TRACKER } from '../peer/started-tracker.ts';
import { type EnsuredTracker, ensureTracker } from './ensure-tracker.ts';
import { printEnd } from './script-failed.ts';

const args = process.argv.slice(2);

try {
  const { options } = readCommandLine(args);
  const where = formatEndpoint(options.tracker);
  // A tracker elsewhere is somebody else's to start.
  const ensured = isLoopback(options.tracker.address) ? await ensureTracker(options.tracker) : null;
  const isOurs = ensured !== null && (ensured.pid !== null || existsSync(ensured.log));
  if (ensured) say(describe(ensured, where, isOurs));
  // A full screen covers what was said just now: the peer says it again.
  if (isOurs) process.env[STARTED_TRACKER] = JSON.stringify(ensured);
  const isAlone = !process.stdin.isTTY && options.username === null;
  if (isAlone) say(`Open a terminal and run \`npm start\` there to join (or \`npm run peer -- --tracker ${where}\`).`);
  else await import('../peer/main.ts');
} catch (error) {
  if (!(error instanceof Error)) throw error;
  if (error instanceof CommandLineEnd) {
    printEnd(error);
    process.exit(error.exitCode);
  }
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

/** On standard error: standard output is the program's. */
function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** `isOurs`: it was started from this folder, now or before. */
function describe({ pid, log, data }: EnsuredTracker, where: string, isOurs: boolean): string {
  if (!isOurs) return `A tracker answers on ${where}.`;
  if (pid === null) return `A tracker answers on ${where}; its log is ${log}, its data is in ${data}.`;
  return `Started a tracker on ${where} (process ${pid}); its log is ${log}, its data is in ${data}. It ends ten minutes after the last peer has gone.`;
}
