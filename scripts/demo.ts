// The whole idea in ten seconds: a tracker and three peers, as separate processes, talk in a room and in a private chat;
// a fourth is refused; one is killed and noticed. All that crosses the wire is printed as it happens. Exits 0 only if all
// of that really happened.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../commons/clock.ts';
import { describeWire, WireMap } from './demo-wire.ts';
import { watchForInterruption } from './interruption.ts';
import type { Written } from './wire-tap.ts';

type Fact = { readonly [key: string]: unknown };

const DEADLINE_MS = 15_000;
const dist = fileURLToPath(new URL('..', import.meta.url));
const isColoured = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
const data = mkdtempSync(join(tmpdir(), 'p2pchat-demo-'));
const wire = new WireMap();
const programs: Demonstrated[] = [];

/** One program of the demo: what it reports, and what is waited for. */
class Demonstrated {
  readonly name: string;
  readonly child: ChildProcess;
  readonly facts: Fact[] = [];
  readonly exited: Promise<number | null>;
  #changed: (() => void)[] = [];

  constructor(name: string, script: string, args: readonly string[]) {
    this.name = name;
    const tap = new URL('./wire-tap.js', import.meta.url).href;
    this.child = spawn(process.execPath, ['--import', tap, join(dist, script), ...args], {
      stdio: ['pipe', 'pipe', 'inherit', 'ipc'],
      env: { ...process.env, P2PCHAT_PASSWORD: `the password of ${name}` },
    });
    this.exited = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.on('message', (message: { written?: Written }) => message.written && show(name, message.written));
    if (this.child.stdout) createInterface({ input: this.child.stdout }).on('line', (line) => this.#heard(line));
    programs.push(this);
  }

  type(line: string): void {
    this.child.stdin?.write(`${line}\n`);
  }

  /** The first fact that has all of `fields`; rejects when it does not come in time. */
  async fact(fields: Fact): Promise<Fact> {
    const matches = (fact: Fact): boolean => Object.entries(fields).every(([key, value]) => fact[key] === value);
    const until = systemClock.elapsed() + DEADLINE_MS;
    for (;;) {
      const found = this.facts.find(matches);
      if (found) return found;
      const left = until - systemClock.elapsed();
      if (left <= 0)
        throw new Error(`${this.name} did not report ${JSON.stringify(fields)} within ${DEADLINE_MS / 1000} s`);
      await new Promise<void>((resolve) => {
        const cancel = systemClock.after(left, resolve);
        this.#changed.push(() => {
          cancel();
          resolve();
        });
      });
    }
  }

  #heard(line: string): void {
    this.facts.push(JSON.parse(line) as Fact);
    for (const wake of this.#changed.splice(0)) wake();
  }
}

function show(from: string, written: Written): void {
  for (const line of describeWire(wire.route(from, written), written.text))
    process.stdout.write(`${paint('2', line)}\n`);
}

function say(text: string): void {
  process.stdout.write(`${paint('1;36', text)}\n`);
}

function paint(code: string, text: string): string {
  return isColoured ? `\x1b[${code}m${text}\x1b[0m` : text;
}

async function startTracker(): Promise<Demonstrated> {
  const tracker = new Demonstrated('tracker', 'tracker/main.js', [
    '--port',
    '0',
    '--data',
    data,
    '--seat-grace',
    '1',
    '--json',
  ]);
  await new Promise<void>((resolve, reject) => {
    tracker.child.once('exit', () => reject(new Error('the tracker did not start')));
    tracker.child.on('message', ({ listening }: { listening?: { port: number } }) => {
      if (!listening) return;
      wire.listens('tracker', listening.port);
      resolve();
    });
  });
  return tracker;
}

async function startPeer(name: string): Promise<Demonstrated> {
  const tracker = `127.0.0.1:${wire.portOf('tracker')}`;
  const args = ['--json', '--user', name, '--register', '--tracker', tracker, '--data', join(data, name)];
  args.push('--encryption', 'off'); // So that there is something to see.
  const peer = new Demonstrated(name, 'peer/main.js', args);
  const { listen } = (await peer.fact({ event: 'ready' })) as { listen: { port: number } };
  wire.listens(name, listen.port);
  return peer;
}

async function demonstrate(): Promise<void> {
  say('Encryption is switched off, so that there is something to see. A tracker starts; three people register.');
  const tracker = await startTracker();
  const ana = await startPeer('ana');
  const bob = await startPeer('bob');
  const eva = await startPeer('eva');

  say('\nana makes a room; bob and eva join it, and dial the members that the tracker names.');
  ana.type('/create dev');
  await ana.fact({ event: 'room_joined' });
  bob.type('/join dev');
  await bob.fact({ event: 'link', peer: 'ana', state: 'open' });
  eva.type('/join dev');
  for (const peer of ['ana', 'bob']) await eva.fact({ event: 'link', peer, state: 'open' });
  await bob.fact({ event: 'link', peer: 'eva', state: 'open' });

  say('\nThey talk: straight to each other, never through the tracker.');
  ana.type('olá, bob and eva!');
  for (const peer of [bob, eva])
    await peer.fact({ event: 'message', room: 'dev', from: 'ana', content: 'olá, bob and eva!' });
  for (const to of ['bob', 'eva']) await ana.fact({ event: 'delivered', to });

  say('\nbob writes to ana alone.');
  bob.type('/msg ana only you can read this');
  await ana.fact({ event: 'message', room: null, from: 'bob', content: 'only you can read this' });
  await bob.fact({ event: 'delivered', to: 'ana' });
  if (eva.facts.some(({ content }) => content === 'only you can read this'))
    throw new Error('eva heard a private message');

  say('\nA room has three seats: dan is refused.');
  const dan = await startPeer('dan');
  dan.type('/join dev');
  await dan.fact({ event: 'error', code: 'ROOM_FULL' });

  say('\neva is killed (kill -9): the others are told that she is away, and a grace later that her seat is free.');
  eva.child.kill('SIGKILL');
  await ana.fact({ event: 'member_away', username: 'eva' });
  await bob.fact({ event: 'member_left', username: 'eva', reason: 'lost' });

  say('\nEverybody leaves in order.');
  for (const peer of [dan, bob, ana]) {
    peer.type('/quit');
    if ((await peer.exited) !== 0) throw new Error(`${peer.name} did not end in order`);
  }
  tracker.child.kill('SIGTERM');
  if ((await tracker.exited) !== 0) throw new Error('the tracker did not end in order');
}

/** The tracker must not have seen a word of what was said. */
function checkThatTheTrackerHeardNothing(): void {
  const overheard = wire.sentTo('tracker').filter((text) => /olá, bob|only you can/.test(text));
  if (overheard.length > 0) throw new Error('the tracker was sent a message');
  if (wire.sentTo('tracker').length === 0) throw new Error('nothing was seen on the wire');
}

const interruption = watchForInterruption();
const interrupted = new Promise<never>((_, reject) => {
  interruption.signal.addEventListener('abort', () => reject(new Error('it was interrupted')));
});

try {
  await Promise.race([demonstrate(), interrupted]);
  checkThatTheTrackerHeardNothing();
  say('\nAll of that really happened, and the tracker saw no message.');
} catch (error) {
  process.stderr.write(`The demo failed: ${(error as Error).message}.\n`);
  process.exitCode = interruption.exitCode ?? 1;
} finally {
  for (const { child } of programs) child.kill('SIGKILL');
  rmSync(data, { recursive: true, force: true });
}
process.exit();
