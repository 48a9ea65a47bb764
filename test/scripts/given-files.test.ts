// U14: commands that are given a file which they cannot use say why, and what to do, before they begin to work.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../commons/command-line/language.ts';
import { fileProblem } from '../../commons/storage/file-problems.ts';
import { refuseUnreadable, refuseUnwritable, writeNewFile } from '../../scripts/given-file.ts';
import { ScriptFailed } from '../../scripts/script-failed.ts';
import { parseTraceOptions } from '../../scripts/trace/options.ts';
import { trace } from '../../scripts/trace/trace.ts';
import { temporaryFolder } from '../helpers/programs.ts';

const CAPTURE = join(import.meta.dirname, '..', 'wireshark', 'captures', 'plain.pcapng');

function messageOf(work: () => void): string {
  try {
    work();
  } catch (error) {
    if (error instanceof ScriptFailed) return error.message;
    throw error;
  }
  return '';
}

describe('a file that is to be read', () => {
  it.each<[string, (folder: string) => string, RegExp]>([
    ['is missing', (folder) => join(folder, 'x'), /^There is no \S+\/x\. A capture is made with --capture FILE/],
    ['is a folder', (folder) => folder, /cannot be read \(it is a folder; name a file, EISDIR\)\.$/],
    ['is below a file', (folder) => join(folder, 'file', 'x'), /\(part of its path is not a folder, ENOTDIR\)\.$/],
    ['cannot have that name', (folder) => join(folder, 'x'.repeat(300)), /\(its name is too long, ENAMETOOLONG\)/],
    ['is harmless on the terminal', (folder) => join(folder, '\x1b[2Jx'), /^There is no \S+\/x\./],
  ])('%s', (_what, fileIn, sentence) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    expect(messageOf(() => refuseUnreadable(fileIn(folder)))).toMatch(sentence);
  });

  it('is taken if it can be read', () => {
    expect(messageOf(() => refuseUnreadable(CAPTURE))).toBe('');
  });
});

describe('a file that is to be written', () => {
  it.each<[string, (folder: string) => string, RegExp]>([
    ['is there', (folder) => join(folder, 'file'), /already exists; choose another name, or remove it first\.$/],
    ['is a folder', (folder) => join(folder, 'inner'), /already exists; choose another name, or remove it first\.$/],
    ['has no folder', (folder) => join(folder, 'no', 'x'), /\(its folder does not exist; create it first, ENOENT\)\.$/],
  ])('%s', (_what, fileIn, sentence) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    mkdirSync(join(folder, 'inner'));
    expect(messageOf(() => refuseUnwritable(fileIn(folder)))).toMatch(sentence);
    expect(messageOf(() => writeNewFile(fileIn(folder), 'x'))).toMatch(sentence);
  });

  it('is found out before the capture is read', async () => {
    const folder = temporaryFolder();
    const deps = { dissector: '', width: 80, print: () => expect.unreachable() };
    const drawn = (args: string[]): Promise<void> => trace(parseTraceOptions(args), deps);
    await expect(drawn([CAPTURE, '--out', join(folder, 'no', 'x')])).rejects.toThrow('its folder does not exist');
    await expect(drawn([CAPTURE, '--keylog', join(folder, 'x')])).rejects.toThrow('record keys with --keylog FILE');
    await expect(drawn([join(folder, 'x')])).rejects.toThrow('A capture is made with');
  });
});

it.each(LANGUAGES)(
  'says in %s what the codes of the system mean, and keeps a code that it does not know',
  (language) => {
    const problem = (code: string): string => fileProblem('write', Object.assign(new Error(code), { code }))[language];
    expect(problem('ENOSPC')).toMatch(/ (full|cheio), ENOSPC$/);
    expect(problem('EWHATEVER')).toBe('EWHATEVER');
    expect(fileProblem('read', new Error('no code'))[language]).toBe('no code');
  },
);
