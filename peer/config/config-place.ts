// Where the config file is, and reading it: at once, because the first paint depends on it, and never more than its
// limit.

import { readFileSync, statSync } from 'node:fs';
import { platform } from 'node:os';
import { dirname, join } from 'node:path';
import { fileProblem } from '../../commons/storage/file-problems.ts';
import { keepsModes } from '../../commons/storage/kept-modes.ts';
import { textOf } from '../../commons/text/decoded-text.ts';
import { type Config, MAX_CONFIG_BYTES, type ParseLook, parseConfig, TOO_LARGE, withoutFile } from './config-file.ts';

/** `folder` is the user's config folder for this program: the XDG one. */
export function configFileIn(folder: string): string {
  return join(folder, 'config');
}

/** What the file in the folder says. One that cannot be used is a problem like any other; none at all is not. */
export function loadConfig(folder: string, parseLook: ParseLook): Config {
  try {
    const file = configFileIn(folder);
    const problem = unfit(file);
    if (problem !== null) return withoutFile(problem);
    const text = textOf(readFileSync(file));
    return text === null ? withoutFile('The file is UTF-16; save it as UTF-8.') : parseConfig(text, parseLook);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return withoutFile(null);
    return withoutFile(`The file cannot be read (${fileProblem('read', error).en}).`);
  }
}

/** `config:3: mouse can't be "yes": use on or off.` - one line for each problem. */
export function problemLines(file: string, { problems }: Pick<Config, 'problems'>): string[] {
  return problems.map(({ line, message }) => `${file}:${line > 0 ? `${line}:` : ''} ${message}`);
}

const WRITABLE_FOR_ALL = 0o002;

function unfit(file: string): string | null {
  const stats = statSync(file);
  if (!stats.isFile()) return 'It is not a file.';
  if (stats.size > MAX_CONFIG_BYTES) return TOO_LARGE;
  if ((stats.mode & WRITABLE_FOR_ALL) === 0 || platform() === 'win32') return null;
  const advice = keepsModes(dirname(file))
    ? `close it with: chmod 600 ${file}`
    : 'its file system keeps no permissions (as FAT and exFAT), so keep it on another one, named in XDG_CONFIG_HOME';
  return `Everybody on this machine may write it, so nothing in it counts; ${advice}`;
}
