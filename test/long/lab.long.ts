// Every exercise is played, and each answer of its guides worked out from what was recorded: by our own reader, and by
// tshark where there is one.

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../commons/clock.ts';
import { EXERCISES } from '../../scripts/lab/exercises/all.ts';
import type { LaboratoryDeps } from '../../scripts/lab/laboratory.ts';
import { Observation } from '../../scripts/lab/observed.ts';
import { areApart, placesHere } from '../../scripts/lab/places.ts';
import { besides, record } from '../../scripts/lab/play.ts';
import { PATIENCE_MS } from '../helpers/patience.ts';
import { Program, temporaryFolder } from '../helpers/programs.ts';
import { hasTshark, tshark } from '../helpers/tshark.ts';
import { LANGUAGES, readGuide } from '../lab/guide.ts';

const places = await placesHere();
const isThere = hasTshark();

const deps: LaboratoryDeps = {
  dist: join(import.meta.dirname, '..', '..', 'dist'),
  environment: process.env,
  clock: systemClock,
  places,
  port: 0,
  interrupted: new AbortController().signal,
  say: () => {},
};

/** The objects that tshark finds: `frame stream word`, one a line. */
async function dissected(capture: Buffer): Promise<string[]> {
  const fields = ['frame.number', 'tcp.stream', 'p2pchat.cmd', 'p2pchat.status', 'p2pchat.malformed'];
  const rows = await tshark(capture, [
    '-n',
    '-Y',
    'p2pchat',
    '-T',
    'fields',
    ...fields.flatMap((field) => ['-e', field]),
  ]);
  return rows
    .trim()
    .split('\n')
    .flatMap((row) => {
      const [frame, stream, commands = '', statuses = '', malformed = ''] = row.split('\t');
      const words = [...commands.split(','), ...statuses.split(','), ...malformed.split(',')].filter(
        (word) => word !== '',
      );
      return words.map((word) => `${frame} ${stream} ${word}`);
    });
}

/** Each object by who says it to whom, and in full words. */
async function said(capture: Buffer): Promise<string[]> {
  const fields = ['ip.src', 'ip.dst', 'p2pchat.info'].flatMap((field) => ['-e', field]);
  const rows = await tshark(capture, ['-n', '-Y', 'p2pchat', '-T', 'fields', '-E', 'aggregator=^', ...fields]);
  const objects = rows
    .trim()
    .split('\n')
    .flatMap((row) => {
      const [from, to, infos = ''] = row.split('\t');
      return infos.split('^').map((info) => `${from} ${to} ${info}`);
    });
  return objects.sort();
}

const counted = async (capture: Buffer, filter: string): Promise<number> =>
  (await tshark(capture, ['-n', '-2', '-Y', filter, '-T', 'fields', '-e', 'frame.number'])).split('\n').length - 1;

/** What tshark finds wrong with the packets, one a line. */
function complaints(capture: Buffer): Promise<string> {
  const fields = ['frame.number', 'tcp.stream', '_ws.expert.message'].flatMap((field) => ['-e', field]);
  return tshark(capture, ['-n', '-2', '-Y', 'tcp.analysis.flags || _ws.malformed', '-T', 'fields', ...fields]);
}

describe.each(EXERCISES.map((exercise) => [exercise.name, exercise] as const))('exercise %s', (name, exercise) => {
  it('happens as its guides say', async () => {
    const capture = await record(exercise, deps);
    const seen = new Observation(capture);
    const answers = Object.entries(exercise.answers(seen)).map(([question, answer]) => [question, String(answer)]);
    const measures = exercise.measures?.(seen) ?? {};
    for (const language of LANGUAGES) {
      const guide = readGuide(language, name);
      expect(guide.answers).toEqual(Object.fromEntries(answers));
      for (const [question, [least, most]] of Object.entries(guide.bounds)) {
        expect(measures[question], question).toBeGreaterThanOrEqual(least);
        expect(measures[question], question).toBeLessThanOrEqual(most);
      }
    }
    if (!isThere) return;
    const ours = seen.objects.map(({ frame, stream, word }) => `${frame} ${stream} ${word}`);
    expect(await dissected(capture)).toEqual(ours);
    expect(await complaints(capture)).toBe('');
    for (const [filter, count] of Object.entries(readGuide('en', name).shown)) {
      if (areApart(places) || !/\bip\./.test(filter)) expect(await counted(capture, filter), filter).toBe(count);
    }
  });
});

/** Runs the laboratory itself, with what is typed meanwhile. */
async function lab(
  args: readonly string[],
  whileItRuns: (output: () => string, type: (text: string) => void) => Promise<void>,
): Promise<string> {
  const child = spawn(process.execPath, [join(deps.dist, 'scripts', 'lab.js'), ...args], { stdio: 'pipe' });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text: Buffer) => {
      output += text;
    });
  }
  const closed = once(child, 'close');
  try {
    await whileItRuns(
      () => output,
      (text) => child.stdin.write(text),
    );
    const [exitCode] = await closed;
    if (exitCode !== 0) throw new Error(output);
    return output;
  } finally {
    child.kill('SIGKILL');
  }
}

describe('npm run lab', () => {
  it('by hand says what to type, and records what was done', async () => {
    const file = join(temporaryFolder(), 'by-hand.pcapng');
    await lab(['--by-hand', '--port', '0', '--capture', file], async (output, type) => {
      await vi.waitUntil(() => output().includes('press Enter'), { timeout: PATIENCE_MS });
      const commands = output().match(/(?<=npm run peer -- ).*/g) ?? [];
      expect(commands).toHaveLength(3);
      for (const command of commands) {
        const args = [...command.split(' '), '--json', '--register'];
        const peer = new Program('somebody', 'peer/main.js', args, { P2PCHAT_PASSWORD: 'nothing special' });
        await peer.line((line) => line['event'] === 'ready', 'to be logged in');
        peer.type('/quit');
        expect(await peer.exited).toBe(0);
      }
      type('\n');
    });
    const seen = new Observation(readFileSync(file));
    expect(seen.said('REGISTER').map(({ from }) => from)).toEqual(['ana', 'bob', 'eva']);
    expect(seen.objects.every(({ isEncrypted }) => isEncrypted)).toBe(true);
  });

  it.runIf(isThere && hasOwnNetworks())('records the same as dumpcap sees, with nothing else in it', async () => {
    for (const number of [5, 6]) {
      const file = join(temporaryFolder(), 'both.pcapng');
      await lab(['--exercise', String(number), '--real', '--capture', file], async () => {});
      const [own = [], real] = await Promise.all([file, besides(file, 'real')].map((one) => said(readFileSync(one))));
      expect(real).toEqual(own);
      expect(own.length).toBeGreaterThan(10);
    }
  });
});

function hasOwnNetworks(): boolean {
  const isPossible = spawnSync('unshare', ['-rn', 'ip', 'link', 'set', 'lo', 'up'], { stdio: 'ignore' }).status === 0;
  if (!isPossible)
    process.stderr.write('there are no private networks here: the comparison with dumpcap is left out.\n');
  return isPossible;
}
