// Secrets that are given without being asked for: in the environment, or in a file.

import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { platform } from 'node:os';
import { dirname } from 'node:path';
import { usageError } from '../../commons/command-line/command-line.ts';
import { keepsModes } from '../../commons/storage/kept-modes.ts';
import { textOf, withoutByteOrderMark } from '../../commons/text/decoded-text.ts';
import { secretWords } from '../ui/phrases/start-words.ts';
import { normalPassword } from './password-rule.ts';

/** Of one password, lower-case hex SHA-256, as the tracker takes it. */
export interface PasswordDigests {
  readonly digest: string;
  /** Of exactly what was typed, where that differs: earlier versions registered it so. */
  readonly typedDigest?: string | undefined;
}

/** Of the password in its normal form: the same for composed and decomposed letters, and for all kinds of spaces. */
export function digestOf(password: string): string {
  return sha256(normalPassword(password));
}

export function digestsOf(password: string): PasswordDigests {
  const [digest, typedDigest] = [digestOf(password), sha256(password)];
  return typedDigest === digest ? { digest } : { digest, typedDigest };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The secret that was given without being asked for, or null. Throws a CommandLineEnd if its file cannot be read. */
export async function givenSecret(
  what: 'password' | 'passphrase',
  file: string | null,
  fromEnvironment: string | undefined,
): Promise<string | null> {
  // A shell puts what a file begins with into the environment as well.
  const given = fromEnvironment === undefined ? null : withoutByteOrderMark(fromEnvironment);
  const secret = file === null ? given : await readSecret(what, file);
  if (what === 'passphrase' && secret === '') throw usageError('peer', secretWords.empty);
  return secret;
}

async function readSecret(what: 'password' | 'passphrase', file: string): Promise<string> {
  const { bytes, isForOthers } = await readWithMode(file).catch((error: NodeJS.ErrnoException) => {
    throw usageError('peer', secretWords.unreadable(what, file, error));
  });
  if (isForOthers) {
    const say = keepsModes(dirname(file)) ? secretWords.forOthers : secretWords.neverClosed;
    throw usageError('peer', say(what, file));
  }
  const text = textOf(bytes);
  if (text === null) throw usageError('peer', secretWords.utf16(what, file));
  return text.replace(/\r?\n$/, '');
}

const FOR_OTHERS = 0o077;

/** A pipe, as of `<(pass show chat)`, is nobody else's whatever its mode. */
async function readWithMode(file: string): Promise<{ readonly bytes: Buffer; readonly isForOthers: boolean }> {
  const handle = await open(file, 'r');
  try {
    const stats = await handle.stat();
    const isForOthers = stats.isFile() && (stats.mode & FOR_OTHERS) !== 0 && platform() !== 'win32';
    return { bytes: isForOthers ? Buffer.alloc(0) : await handle.readFile(), isForOthers };
  } finally {
    await handle.close();
  }
}
