import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../commons/clock.ts';
import { CommandLineEnd } from '../../commons/command-line/command-line.ts';
import type { LaboratoryDeps } from '../../scripts/lab/laboratory.ts';
import { mergedCapture, withoutKeys } from '../../scripts/lab/merged-capture.ts';
import { Observation } from '../../scripts/lab/observed.ts';
import { parseLabOptions } from '../../scripts/lab/options.ts';
import { besides, play } from '../../scripts/lab/play.ts';
import { blocksOf } from '../../scripts/trace/pcapng-blocks.ts';
import { temporaryFolder } from '../helpers/programs.ts';
import {
  ANA,
  captureOf,
  encrypted,
  eventsIn,
  objectsIn,
  type Recorded,
  received,
  sent,
  TRACKER,
} from '../trace/recorded.ts';

const DEPS: LaboratoryDeps = {
  dist: join(import.meta.dirname, '..', '..', 'dist'),
  environment: process.env,
  clock: systemClock,
  places: { tracker: '127.0.0.1', ana: '127.0.0.1', bob: '127.0.0.1', eva: '127.0.0.1' },
  port: 0,
  interrupted: new AbortController().signal,
  say: () => {},
};

function merged(recorded: readonly Recorded[], more: readonly string[] = []): Buffer {
  const folder = temporaryFolder();
  const files = recorded.map((one, index) => {
    const file = join(folder, `${index}.pcapng`);
    writeFileSync(file, captureOf(one));
    return file;
  });
  return mergedCapture([...more, ...files], [{ address: ANA.address, name: 'ana' }]);
}

const login = { cmd: 'LOGIN', username: 'ana' };
const hello = { cmd: 'HELLO', username: 'ana' };
const BOB = { address: '127.0.0.12', port: 41_002 };

describe('captures put together', () => {
  it('have each conversation once, that of the first file that has it', () => {
    const asTracker = { pieces: [sent(login), received({ status: 'OK', msg: 'of the tracker' })] };
    const asAna = { pieces: [sent(login), received({ status: 'OK', msg: 'of ana' })] };
    const link = { pieces: [sent(hello)], remote: BOB };
    const objects = objectsIn(merged([asTracker, asAna, link, link])).map(({ object }) => object);
    expect(objects).toHaveLength(3);
    expect(objects).toEqual(expect.arrayContaining([login, hello, { status: 'OK', msg: 'of the tracker' }]));
  });

  it('have packets in the order of time, and names', () => {
    const file = merged([{ pieces: [sent(login)] }, { pieces: [sent(hello)], remote: BOB }]);
    const events = eventsIn(file);
    const times = events.flatMap((event) => (event.kind === 'packet' ? [event.atMs] : []));
    expect(times).toEqual([...times].sort((one, other) => one - other));
    expect(events[0]).toEqual({ kind: 'name', address: ANA.address, name: 'ana' });
  });

  it('have all keys once, before what they decrypt; and none, where that is wanted', async () => {
    const recorded = await encrypted([sent(login)]);
    const file = merged([recorded, { ...recorded, remote: BOB }]);
    const keys = [...blocksOf([file])].flatMap((block) => (block.kind === 'keys' ? [block.text] : [])).join('');
    expect(keys).toBe(`${recorded.keys.join('').trimEnd()}\n`);
    expect(objectsIn(file).map(({ object }) => object)).toEqual([login, login]);
    expect(objectsIn(withoutKeys(file))).toEqual([]);
  });

  it('may lack a file, of a program that never began', () => {
    expect(objectsIn(merged([{ pieces: [sent(login)] }], ['/nowhere/x.pcapng']))).toHaveLength(1);
  });
});

describe('an observation', () => {
  it('tells connections with the tracker from those between peers', () => {
    const seen = new Observation(
      merged([
        { pieces: [sent(login)] },
        { pieces: [sent(hello), received({ cmd: 'HELLO', username: 'bob' })], remote: BOB },
      ]),
    );
    expect(seen.controlConnections.map(({ opener, other }) => [opener, other])).toEqual([['ana', 'tracker']]);
    expect(seen.links.map(({ opener, other }) => [opener, other])).toEqual([['ana', 'bob']]);
    expect(seen.said('HELLO').map(({ from }) => from)).toEqual(['ana', 'bob']);
    expect(seen.nameOf(TRACKER)).toBe('tracker');
  });
});

describe('npm run lab', () => {
  it('writes over nothing', async () => {
    const file = join(temporaryFolder(), 'x.pcapng');
    writeFileSync(besides(file, 'sealed'), '');
    const options = parseLabOptions(['--exercise', '1', '--capture', file]);
    await expect(play(options, DEPS, 80)).rejects.toThrow('x-sealed.pcapng already exists');
  });

  it('says what failed', async () => {
    const options = parseLabOptions(['--exercise', '1', '--capture', join(temporaryFolder(), 'x.pcapng')]);
    const nowhere = { ...DEPS, dist: '/nowhere' };
    await expect(play(options, nowhere, 80)).rejects.toThrow('The exercise failed: tracker ended without reporting');
  });

  it.each([
    [['--exercise', '7'], 'It must be a number from 1 to 6.'],
    [['--exercise', 'x'], 'It must be a number from 1 to 6.'],
    [['--by-hand', '--exercise', '1'], '--by-hand runs no exercise'],
    [['--capture', 'x'], '--capture names one file'],
    [['play'], "unexpected argument 'play'"],
  ])('%j is refused in a sentence', (args, sentence) => {
    expect(() => parseLabOptions(args)).toThrow(sentence);
  });

  it('has help that names every exercise', () => {
    const help = helpOf(['--help']);
    for (const [index, title] of [
      'Registration',
      'A failed login',
      'The fan-out',
      'Liveness',
      'Direct',
      'TLS',
    ].entries()) {
      expect(help).toContain(`${index + 1}  ${title}`);
    }
    expect(help).not.toContain('--inside');
  });
});

function helpOf(args: readonly string[]): string {
  try {
    parseLabOptions(args);
  } catch (error) {
    if (error instanceof CommandLineEnd) return error.output;
    throw error;
  }
  return '';
}
