// U14: the commands around the chat, as somebody types them who does not know them yet.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CommandLineEnd } from '../../commons/command-line/command-line.ts';
import { LANGUAGES } from '../../commons/command-line/language.ts';
import { VERSION } from '../../commons/process/version.ts';
import { parsePeerOptions } from '../../peer/program/options.ts';
import { phrasesFor } from '../../peer/ui/phrases/phrases-for.ts';
import { parseLabOptions } from '../../scripts/lab/options.ts';
import { freeFile } from '../../scripts/lab/play.ts';
import { startPhrases } from '../../scripts/start-phrases.ts';
import { parseTraceOptions } from '../../scripts/trace/options.ts';
import { parseWiresharkOptions } from '../../scripts/wireshark/options.ts';
import { parseTrackerOptions } from '../../tracker/options.ts';
import { temporaryFolder } from '../helpers/programs.ts';
import { endTrackerAfterwards, freePort, ROOT, run } from '../helpers/run-program.ts';

function endOf(parse: () => unknown): { exitCode: number; output: string } {
  try {
    parse();
  } catch (error) {
    if (error instanceof CommandLineEnd) return error;
    throw error;
  }
  throw new Error('nothing was printed');
}

const PROGRAMS: [string, (args: readonly string[]) => unknown][] = [
  ['peer', (args) => parsePeerOptions(args, {})],
  ['tracker', parseTrackerOptions],
  ['trace', parseTraceOptions],
  ['wireshark', parseWiresharkOptions],
  ['lab', parseLabOptions],
];

it.each(PROGRAMS)('%s --version is that of package.json', (_name, parse) => {
  expect(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version).toBe(VERSION);
  for (const option of ['--version', '-V']) {
    expect(endOf(() => parse([option]))).toMatchObject({ exitCode: 0, output: `p2p-chat ${VERSION}\n` });
  }
});

it.each(PROGRAMS)('the examples of %s can be typed as they stand', (_name, parse) => {
  const scripts = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).scripts as object;
  const [, examples = ''] = endOf(() => parse(['--help'])).output.split(/^Examples:$/m);
  const typed = examples.split('\n').filter((line) => /^ {2}\S/.test(line) && !/^ {2}\d/.test(line));
  expect(typed.length).toBeGreaterThan(2);
  for (const line of typed) {
    const script = /^ {2}(?:\w+=\S+ )?npm run (?:--silent )?([a-z]+)/.exec(line)?.[1] ?? line;
    expect(Object.keys(scripts)).toContain(script);
  }
});

it.each(PROGRAMS.filter(([name]) => name === 'trace' || name === 'wireshark'))(
  '%s alone gives its help',
  (_name, parse) => {
    expect(endOf(() => parse([]))).toEqual(endOf(() => parse(['--help'])));
  },
);

describe('the file of an exercise', () => {
  it('has another name where it, or one that belongs to it, is there already', () => {
    const before = process.cwd();
    process.chdir(temporaryFolder());
    onTestFinished(() => process.chdir(before));
    expect(freeFile('lab-1.pcapng')).toBe('lab-1.pcapng');
    writeFileSync('lab-1.pcapng', '');
    expect(freeFile('lab-1.pcapng')).toBe('lab-1-2.pcapng');
    writeFileSync('lab-1-2-sealed.pcapng', '');
    expect(freeFile('lab-1.pcapng')).toBe('lab-1-3.pcapng');
    mkdirSync('lab-1-3-real.pcapng');
    expect(freeFile('lab-1.pcapng')).toBe('lab-1-4.pcapng');
  });
});

describe('npm start', () => {
  it('says in Portuguese what it started', async () => {
    const port = await freePort();
    const { code, err } = await run(ROOT, 'scripts/start.js', ['--tracker', `127.0.0.1:${port}`], {
      LC_ALL: 'pt_BR.UTF-8',
    });
    endTrackerAfterwards(err.replace('processo', 'process'));
    expect(code).toBe(0);
    expect(err).toMatch(/^Iniciado um tracker em \S+ \(processo \d+\); .*\nAbra um terminal e rode `npm start`/);
  });

  it.each(LANGUAGES)('says all of it (%s)', (language) => {
    const tracker = { pid: null, log: '/log', data: '/data' };
    const { found, howToJoin } = startPhrases[language];
    for (const text of [found(tracker, 'host:1', true), found({ ...tracker, pid: 1 }, 'host:1', true)]) {
      expect(text).toMatch(/host:1.*\/log.*\/data/);
    }
    expect(`${found(tracker, 'host:1', false)} ${howToJoin('host:1')}`).toMatch(/host:1.*host:1/);
  });

  it.each(LANGUAGES)('a peer that finds no tracker is told how to start one (%s)', (language) => {
    expect(phrasesFor(language).session.trackerSilent('x')).toContain('npm run tracker');
  });
});

it('the demo, which is not encrypted, promises nobody that nobody else can read it', () => {
  expect(readFileSync(join(ROOT, 'scripts', 'demo.ts'), 'utf8')).not.toMatch(/only you can read/);
});
