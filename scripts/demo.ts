// The whole idea in ten seconds: a tracker and three peers, as separate processes, talk in a room and in a private
// chat; a fourth is refused; one is killed and noticed. All that crosses the wire is printed as it happens. Exits 0
// only if all of that really happened.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../commons/clock.ts';
import { ProgramCommand, parseArguments } from '../commons/command-line/command-line.ts';
import { describeWire, WireMap } from './demo-wire.ts';
import { DEMO_OPTIONS, demoWords } from './demo-words.ts';
import { watchForInterruption } from './interruption.ts';
import { Program } from './program.ts';
import { endScript, scriptLanguage } from './script-failed.ts';
import type { Written } from './wire-tap.ts';

const language = scriptLanguage();
const words = demoWords[language];
const dist = fileURLToPath(new URL('..', import.meta.url));
const isColoured = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
const wire = new WireMap();
const programs: Program[] = [];

try {
  const command = new ProgramCommand('demo', DEMO_OPTIONS.description, language);
  parseArguments(command.addHelpText('after', DEMO_OPTIONS.more[language]), process.argv.slice(2));
} catch (error) {
  endScript(error);
  process.exit();
}
const data = mkdtempSync(join(tmpdir(), 'p2pchat-demo-'));

// The reader of our output, such as head, may end early; the programs must still be ended.
process.stdout.on('error', () => {});

function start(name: string, script: string, args: readonly string[]): Program {
  const program = new Program(name, script, args, {
    dist,
    environment: { ...process.env, P2PCHAT_PASSWORD: `the password of ${name}` },
    clock: systemClock,
    tap: {
      module: new URL('./wire-tap.js', import.meta.url).href,
      heard: ({ written }: { written?: Written }) => written && show(name, written),
    },
  });
  programs.push(program);
  return program;
}

function show(from: string, written: Written): void {
  for (const line of describeWire(wire.route(from, written), written.text, words))
    process.stdout.write(`${paint('2', line)}\n`);
}

function say(text: string): void {
  process.stdout.write(`${paint('1;36', text)}\n`);
}

function paint(code: string, text: string): string {
  return isColoured ? `\x1b[${code}m${text}\x1b[0m` : text;
}

async function startTracker(): Promise<Program> {
  const tracker = start('tracker', 'tracker/main.js', ['--port', '0', '--data', data, '--seat-grace', '1', '--json']);
  const { port } = await tracker.fact({ message: /^listening on/ });
  wire.listens('tracker', Number(port));
  return tracker;
}

async function startPeer(name: string): Promise<Program> {
  const tracker = `127.0.0.1:${wire.portOf('tracker')}`;
  const args = ['--json', '--user', name, '--register', '--tracker', tracker, '--data', join(data, name)];
  args.push('--encryption', 'off'); // So that there is something to see.
  const peer = start(name, 'peer/main.js', args);
  const { listen } = (await peer.fact({ event: 'ready' })) as { listen: { port: number } };
  wire.listens(name, listen.port);
  return peer;
}

async function demonstrate(): Promise<void> {
  say(words.opening);
  const tracker = await startTracker();
  const ana = await startPeer('ana');
  const bob = await startPeer('bob');
  const eva = await startPeer('eva');

  say(`\n${words.room}`);
  ana.type('/create dev');
  await ana.fact({ event: 'room_joined' });
  bob.type('/join dev');
  await bob.fact({ event: 'link', peer: 'ana', state: 'open' });
  eva.type('/join dev');
  for (const peer of ['ana', 'bob']) await eva.fact({ event: 'link', peer, state: 'open' });
  await bob.fact({ event: 'link', peer: 'eva', state: 'open' });

  say(`\n${words.talk}`);
  ana.type(words.greeting);
  for (const peer of [bob, eva])
    await peer.fact({ event: 'message', room: 'dev', from: 'ana', content: words.greeting });
  for (const to of ['bob', 'eva']) await ana.fact({ event: 'delivered', to });

  say(`\n${words.alone}`);
  bob.type(`/msg ana ${words.secret}`);
  await ana.fact({ event: 'message', room: null, from: 'bob', content: words.secret });
  await bob.fact({ event: 'delivered', to: 'ana' });
  if (eva.facts({ content: words.secret }).length > 0) throw new Error('eva heard a private message');

  say(`\n${words.full}`);
  const dan = await startPeer('dan');
  dan.type('/join dev');
  await dan.fact({ event: 'error', code: 'ROOM_FULL' });

  say(`\n${words.killed}`);
  eva.child.kill('SIGKILL');
  await ana.fact({ event: 'member_away', username: 'eva' });
  await bob.fact({ event: 'member_left', username: 'eva', reason: 'lost' });

  say(`\n${words.leaving}`);
  for (const peer of [dan, bob, ana]) {
    peer.type('/quit');
    if ((await peer.exited) !== 0) throw new Error(`${peer.name} did not end in order`);
  }
  tracker.child.kill('SIGTERM');
  if ((await tracker.exited) !== 0) throw new Error('the tracker did not end in order');
}

/** The tracker must not have seen a word of what was said. */
function checkThatTheTrackerHeardNothing(): void {
  const overheard = wire
    .sentTo('tracker')
    .filter((text) => text.includes(words.greeting) || text.includes(words.secret));
  if (overheard.length > 0) throw new Error('the tracker was sent a message');
  if (wire.sentTo('tracker').length === 0) throw new Error('nothing was seen on the wire');
}

const interruption = watchForInterruption();
const interrupted = new Promise<never>((_, reject) => {
  interruption.signal.addEventListener('abort', () => reject(new Error(words.interrupted)));
});

try {
  await Promise.race([demonstrate(), interrupted]);
  checkThatTheTrackerHeardNothing();
  say(`\n${words.ended}`);
} catch (error) {
  process.stderr.write(`${words.failed((error as Error).message)}\n`);
  process.exitCode = interruption.exitCode ?? 1;
} finally {
  for (const { child } of programs) child.kill('SIGKILL');
  rmSync(data, { recursive: true, force: true });
}
process.exit();
