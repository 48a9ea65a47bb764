// Who signs in: from the command line, the environment and a file, or asked for at the terminal.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { usageError } from '../commons/command-line.ts';
import { parseUsername } from '../commons/model/names.ts';
import type { Credentials } from './login.ts';
import { ask, askHidden } from './ui/ask.ts';

export interface SignInTerminal {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
}

/** Lower-case hex SHA-256, as the tracker takes it. */
export function digestOf(password: string): string {
  return createHash('sha256').update(password).digest('hex');
}

/** The secret that was given without being asked for, or null. Throws a CommandLineEnd if its file cannot be read. */
export async function givenSecret(
  what: 'password' | 'passphrase',
  file: string | null,
  fromEnvironment: string | undefined,
): Promise<string | null> {
  const secret = file === null ? (fromEnvironment ?? null) : await readSecret(what, file);
  if (what === 'passphrase' && secret === '') throw usageError('peer', 'an empty passphrase seals nothing');
  return secret;
}

async function readSecret(what: string, file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw usageError('peer', `the ${what} file ${file} cannot be read (${error.code})`);
  });
  return text.replace(/\r?\n$/, '');
}

/** Rejects with Cancelled. */
export async function askPassword({ input, output }: SignInTerminal, username: string): Promise<string> {
  return digestOf(await askHidden(input, output, `Password of ${username}: `));
}

/** The passphrase of files that are sealed. Rejects with Cancelled. */
export function askPassphrase({ input, output }: SignInTerminal): Promise<string> {
  return askHidden(input, output, 'Passphrase of your files: ');
}

/** A passphrase to seal files with, typed twice. Rejects with Cancelled. */
export async function askNewPassphrase({ input, output }: SignInTerminal): Promise<string> {
  while (true) {
    const first = await askHidden(input, output, 'A passphrase to seal your files with: ');
    if (first !== '' && (await askHidden(input, output, 'The same again: ')) === first) return first;
    output.write(first === '' ? 'It must not be empty.\n' : 'They were not the same.\n');
  }
}

/**
 * The tracker knows no such name with such a password. Who is new registers by typing the password again; who mistyped it
 * types the right one, and logs in. Null: start over.
 */
export async function offerToRegister(
  { input, output }: SignInTerminal,
  refused: Credentials,
): Promise<Credentials | null> {
  output.write(`Nobody here is called ${refused.username} and has that password.\n`);
  const question = `New here? Type it again to register ${refused.username} (Enter alone: start over): `;
  const again = await askHidden(input, output, question);
  if (again === '') return null;
  const digest = digestOf(again);
  return { ...refused, digest, register: digest === refused.digest };
}

/** Rejects with Cancelled. */
export async function askUsername({ input, output }: SignInTerminal): Promise<string> {
  while (true) {
    const named = parseUsername((await ask(input, output, 'Your name: ')).trim());
    if ('name' in named) return named.name;
    output.write(`${named.problem}\n`);
  }
}
