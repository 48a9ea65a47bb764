// S20: files that the command line names, and that others on the machine could read.

import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, linkSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { platform } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CommandLineEnd, EXIT_USAGE } from '../../commons/command-line/command-line.ts';
import { openKeyLog } from '../../peer/program/key-log.ts';
import { givenSecret } from '../../peer/sign-in/given-secrets.ts';
import { temporaryFolder } from '../helpers/programs.ts';
import { ROOT, run } from '../helpers/run-program.ts';

const isRoot = process.getuid?.() === 0;
const fail = (error: Error): never => {
  throw error;
};

function fileOf(mode: number, content = ''): string {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, content);
  chmodSync(file, mode);
  return file;
}

const UNSAFE: [string, () => string][] = [
  ...[0o644, 0o640, 0o604, 0o620, 0o666].map((mode): [string, () => string] => [
    `of mode ${mode.toString(8)}`,
    () => fileOf(mode, 'before\n'),
  ]),
  [
    'with a second name',
    () => {
      const file = fileOf(0o600);
      linkSync(file, `${file}.other`);
      return file;
    },
  ],
  [
    'that is a link',
    () => {
      const file = fileOf(0o600);
      symlinkSync(file, `${file}.link`);
      return `${file}.link`;
    },
  ],
  [
    'that is a pipe',
    () => {
      const file = join(temporaryFolder(), 'pipe');
      execFileSync('mkfifo', ['-m', '600', file]);
      return file;
    },
  ],
  ['that is a folder', temporaryFolder],
  ['that is a device', () => '/dev/null'],
  ...(isRoot
    ? [
        [
          'of somebody else',
          () => {
            const file = fileOf(0o600);
            chownSync(file, 54_321, 54_321);
            return file;
          },
        ] as [string, () => string],
      ]
    : []),
];

describe.skipIf(platform() === 'win32')('a file', () => {
  it.each(UNSAFE)('%s is refused for keys', (_how, make) => {
    const file = make();
    const before = statSync(file);
    expect(() => openKeyLog(file, fail)).toThrow();
    expect(statSync(file)).toMatchObject({ mode: before.mode, size: before.size });
  });

  it('that is new, or ours alone, takes keys', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'keys'));
    const file = join(folder, 'keys', 'new');
    for (const line of ['one\n', 'two\n']) {
      const keyLog = openKeyLog(file, fail);
      keyLog.record(Buffer.from(line));
      keyLog.close();
    }
    expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n');
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
  });

  it.each([0o644, 0o640, 0o604, 0o660])('of mode %i is refused as the file of a secret', async (mode) => {
    const file = fileOf(mode, 'hunter2\n');
    for (const what of ['password', 'passphrase'] as const) {
      const refused = (await givenSecret(what, file, undefined).catch((error: Error) => error)) as CommandLineEnd;
      expect(refused).toBeInstanceOf(CommandLineEnd);
      expect(refused.exitCode).toBe(EXIT_USAGE);
      expect(refused.output).toMatch(
        new RegExp(`^peer: others on this machine can read the ${what} file [^\\n]*: chmod 600 ${file}\\.`),
      );
      expect(refused.output).not.toContain('hunter2');
    }
  });

  it('that is closed, or a pipe, gives its secret', async () => {
    expect(await givenSecret('password', fileOf(0o600, 'hunter2\n'), undefined)).toBe('hunter2');
    expect(await givenSecret('password', fileOf(0o400, 'hunter2'), undefined)).toBe('hunter2');
  });

  it('is said in one sentence by the program', async () => {
    const file = fileOf(0o644);
    const args = ['--plain', '--user', 'ana', '--register', '--tracker', '127.0.0.1:1', '--keylog', file];
    const { code, err } = await run(ROOT, 'peer/main.js', args, { P2PCHAT_PASSWORD: 'a password of ana' });
    expect({ code, err }).toEqual({
      code: 1,
      err: `peer: keys cannot be recorded in ${file}, because others on this machine may read it, or have it open; name a new file.\n`,
    });
  });
});
