// Secrets that are given without being asked for: in the environment, or in a file.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { usageError } from '../../commons/command-line.ts';
import { textOf, withoutByteOrderMark } from '../../commons/decoded-text.ts';
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
  if (what === 'passphrase' && secret === '') throw usageError('peer', 'an empty passphrase seals nothing');
  return secret;
}

async function readSecret(what: string, file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw usageError('peer', `the ${what} file ${file} cannot be read (${error.code})`);
  });
  const text = textOf(bytes);
  if (text === null) throw usageError('peer', `the ${what} file ${file} is UTF-16; save it as UTF-8`);
  return text.replace(/\r?\n$/, '');
}
