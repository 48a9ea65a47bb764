import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync, readFileSync, statSync } from 'node:fs';
import { platform } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { appendLine } from '../../commons/storage/append-line.ts';
import { temporaryFolder } from '../helpers/programs.ts';

it('appends to a file that it makes for its owner alone', () => {
  const file = join(temporaryFolder(), 'log');
  appendLine(file, 'one\n');
  appendLine(file, 'two\n');
  expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n');
  if (platform() !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
});

// N4: a log that waits for its reader would stop the program.
describe.skipIf(platform() === 'win32')('a pipe', () => {
  function madePipe(): string {
    const pipe = join(temporaryFolder(), 'pipe');
    execFileSync('mkfifo', [pipe]);
    return pipe;
  }

  it('without a reader is refused at once', () => {
    expect(() => appendLine(madePipe(), 'one\n')).toThrow('ENXIO');
  });

  it('whose reader reads nothing is refused once it is full', () => {
    const pipe = madePipe();
    const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    onTestFinished(() => closeSync(reader));
    const fill = (): void => {
      for (let count = 0; count < 100_000; count += 1) appendLine(pipe, 'x'.repeat(4_000));
    };
    expect(fill).toThrow('EAGAIN');
  });
});
