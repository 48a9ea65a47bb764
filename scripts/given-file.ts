// Files that were named on a command line, looked at before any work begins.

import { accessSync, closeSync, constants, openSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileProblem } from '../commons/storage/file-problems.ts';
import { visible } from '../commons/text/text.ts';
import { ScriptFailed } from './script-failed.ts';

const WHERE_FROM =
  'A capture is made with --capture FILE (npm start, npm run peer, npm run tracker), or by npm run lab.';

/** Throws a {@link ScriptFailed} with what to do, unless it is a file that can be read. */
export function refuseUnreadable(file: string, whereFrom = WHERE_FROM): void {
  try {
    if (statSync(file).isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
    closeSync(openSync(file, 'r'));
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (isMissing) throw new ScriptFailed(`There is no ${visible(file)}. ${whereFrom}`);
    throw new ScriptFailed(`${visible(file)} cannot be read (${fileProblem('read', error).en}).`);
  }
}

/** Throws a {@link ScriptFailed} if there is such a file, or if one cannot be made there. */
export function refuseUnwritable(file: string): void {
  if (statSync(file, { throwIfNoEntry: false })) throw taken(file);
  try {
    accessSync(dirname(file), constants.W_OK);
  } catch (error) {
    throw unwritable(file, error);
  }
}

/** Writes a new file, which only this user can read if `isPrivate`. Throws a {@link ScriptFailed}. */
export function writeNewFile(file: string, content: string | Buffer, isPrivate = false): void {
  try {
    writeFileSync(file, content, { flag: 'wx', mode: isPrivate ? 0o600 : 0o666 });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? taken(file) : unwritable(file, error);
  }
}

function taken(file: string): ScriptFailed {
  return new ScriptFailed(`${visible(file)} already exists; choose another name, or remove it first.`);
}

function unwritable(file: string, error: unknown): ScriptFailed {
  return new ScriptFailed(`${visible(file)} cannot be written (${fileProblem('write', error).en}).`);
}
