// Who signs in: from the command line, the environment and a file, or asked for at the terminal.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { usageError } from '../commons/command-line.ts';
import { parseUsername } from '../commons/model/names.ts';
import type { PeerCommandLine } from './options.ts';
import type { Credentials } from './tracker-client.ts';
import { ask, askHidden } from './ui/ask.ts';

export interface SignInTerminal {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
}

/** Lower-case hex SHA-256, as the tracker takes it. */
export function digestOf(password: string): string {
  return createHash('sha256').update(password).digest('hex');
}

/** The password that was given without being asked for, or null. Throws a CommandLineEnd if its file cannot be read. */
export async function givenPassword(
  passwordFile: string | null,
  fromEnvironment: string | undefined,
): Promise<string | null> {
  if (passwordFile === null) return fromEnvironment ?? null;
  const text = await readFile(passwordFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw usageError('peer', `the password file ${passwordFile} cannot be read (${error.code})`);
  });
  return text.replace(/\r?\n$/, '');
}

/** What is known without asking, or null if something is missing. */
export function knownCredentials({ username, register }: PeerCommandLine, password: string | null): Credentials | null {
  return username !== null && password !== null ? { username, register, digest: digestOf(password) } : null;
}

/** Asks for what is missing. Rejects with Cancelled. */
export async function askCredentials(
  { input, output }: SignInTerminal,
  options: Pick<PeerCommandLine, 'username' | 'register'>,
  password: string | null,
): Promise<Credentials> {
  const username = options.username ?? (await askUsername({ input, output }));
  const typed = password ?? (await askHidden(input, output, `Password of ${username}: `));
  return { username, register: options.register, digest: digestOf(typed) };
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

async function askUsername({ input, output }: SignInTerminal): Promise<string> {
  while (true) {
    const named = parseUsername((await ask(input, output, 'Your name: ')).trim());
    if ('name' in named) return named.name;
    output.write(`${named.problem}\n`);
  }
}
