// How long it takes until there is something to see: from the start of the process to the first frame on a terminal,
// beside a node that does nothing on the same kind of terminal. The terminal is made by script(1), which many systems
// have.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { FRAME_ENDS } from '../peer/ui/tui/screen/codes.ts';
import type { Measured } from './figures.ts';
import { inFolder } from './folders.ts';
import { say } from './progress.ts';
import { median } from './statistics.ts';

const PEER = fileURLToPath(new URL('../peer/main.js', import.meta.url));
const WATCH = new URL('./screen-watch.js', import.meta.url).href;

/** Nobody listens there. */
const NO_TRACKER = '127.0.0.1:9';

/** How often what a peer has done is looked up, and for how long. */
const ATTEMPTS = 100;
const ATTEMPT_MS = 50;

export async function measureFirstPaint(rounds: number): Promise<Measured> {
  if (!(await hasScript())) {
    return {
      figures: [],
      remarks: ['The first paint was not measured: there is no script(1) here to make a terminal.'],
    };
  }
  return inFolder(async (folder) => {
    const ms = { ours: [] as number[], bare: [] as number[] };
    for (let round = 0; round <= rounds; round += 1) {
      say(round === 0 ? 'first paint: warming up' : `first paint: round ${round} of ${rounds}`);
      const ours = await untilPainted(folder);
      const bare = await untilEnded(folder);
      if (round === 0) continue;
      ms.ours.push(ours);
      ms.bare.push(bare);
    }
    const order = await orderOfWork(folder);
    const figure = {
      what: 'the first paint, from the start of the process, beside node -e 0',
      unit: 'ms',
      ours: median(ms.ours),
      baseline: median(ms.bare),
      goal: { atMost: 2.2 },
    };
    return {
      figures: [figure],
      remarks: [`A peer that is given a name and a password does, in this order: ${order.join(', ')}.`],
    };
  });
}

async function hasScript(): Promise<boolean> {
  const script = spawn('script', ['-qfec', 'true', '/dev/null'], { stdio: 'ignore' });
  return once(script, 'exit').then(
    ([code]) => code === 0,
    () => false,
  );
}

/** Runs it on a terminal of its own, with files of its own. */
function onTerminal(folder: string, command: string, environment: Record<string, string> = {}) {
  const own = { XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder, TERM: 'xterm-256color', LC_ALL: 'C.UTF-8' };
  return spawn('script', ['-qfec', `exec ${command}`, '/dev/null'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...own, ...environment },
  });
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
const NODE = quoted(process.execPath);

async function untilPainted(folder: string): Promise<number> {
  const startedAt = performance.now();
  const peer = onTerminal(folder, `${NODE} ${quoted(PEER)}`);
  const gone = once(peer, 'exit');
  let written = '';
  for await (const chunk of peer.stdout) {
    written += String(chunk);
    if (!written.includes(FRAME_ENDS)) continue;
    const ms = performance.now() - startedAt;
    peer.kill('SIGKILL');
    await gone;
    return ms;
  }
  throw new Error(`the peer ended before it painted anything: ${written}`);
}

async function untilEnded(folder: string): Promise<number> {
  const startedAt = performance.now();
  const bare = onTerminal(folder, `${NODE} -e 0`);
  bare.stdout.resume();
  await once(bare, 'exit');
  return performance.now() - startedAt;
}

/** What a peer does that need not ask anything. Throws if it paints later than it could. */
async function orderOfWork(folder: string): Promise<string[]> {
  const file = join(folder, 'watched');
  const peer = onTerminal(folder, `${NODE} --import ${WATCH} ${quoted(PEER)} --user ana --tracker ${NO_TRACKER}`, {
    P2PCHAT_BENCH_WATCH: file,
    P2PCHAT_PASSWORD: 'bench',
  });
  peer.stdout.resume();
  const gone = once(peer, 'exit');
  let order: string[] = [];
  for (let attempt = 0; attempt < ATTEMPTS && order.length < 3; attempt += 1) {
    await after(ATTEMPT_MS);
    order = (await readFile(file, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');
  }
  peer.kill('SIGKILL');
  await gone;
  if (order[0] !== 'paint' || !order.includes('socket')) throw new Error(`a peer does first: ${order.join(', ')}`);
  return order;
}
