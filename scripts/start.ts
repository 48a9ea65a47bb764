// `npm start`: opens the chat, and starts a tracker if none answers. A second `npm start` in another terminal signs in
// a second person.

import { existsSync } from 'node:fs';
import { CommandLineEnd } from '../commons/command-line/command-line.ts';
import { languageOfCommandLine } from '../commons/command-line/language.ts';
import { formatEndpoint, isLoopback } from '../commons/net/endpoint.ts';
import { readCommandLine } from '../peer/program/command-line.ts';
import { STARTED_TRACKER } from '../peer/program/started-tracker.ts';
import { ensureTracker, NoTracker } from './ensure-tracker.ts';
import { printEnd } from './script-failed.ts';
import { startPhrases } from './start-phrases.ts';

const args = process.argv.slice(2);
let language = languageOfCommandLine(args, process.env);

try {
  const start = readCommandLine(args, process.env, 'start');
  language = start.language;
  const { options } = start;
  const phrases = startPhrases[language];
  const where = formatEndpoint(options.tracker);
  // A tracker on another machine cannot be started from here.
  const ensured = isLoopback(options.tracker.address) ? await ensureTracker(options.tracker) : null;
  const isOurs = ensured !== null && (ensured.pid !== null || existsSync(ensured.log));
  if (ensured) say(phrases.found(ensured, where, isOurs));
  // The full screen covers this notice, so the peer shows it again.
  if (isOurs) process.env[STARTED_TRACKER] = JSON.stringify(ensured);
  const isAlone = !process.stdin.isTTY && options.username === null;
  if (isAlone) say(phrases.howToJoin(where));
  else await import('../peer/main.ts');
} catch (error) {
  if (!(error instanceof Error)) throw error;
  if (error instanceof CommandLineEnd) {
    printEnd(error);
    process.exit(error.exitCode);
  }
  process.stderr.write(`${error instanceof NoTracker ? error.problem[language] : error.message}\n`);
  process.exit(1);
}

/** Prints to standard error, since standard output is for the peer. */
function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
