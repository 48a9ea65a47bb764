// Who signed in last, and where: what the first screen offers. Read before the first picture, so it is small and simple.

import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Endpoint } from '../../commons/net/connection.ts';
import { formatEndpoint } from '../../commons/net/endpoint.ts';
import { endpointText, usernameText } from '../config/setting-values.ts';
import { dataFolder } from './folders.ts';

export interface LastLogin {
  readonly username: string;
  readonly tracker: Endpoint;
  /** The process number of the program that signed in. */
  readonly pid: number;
}

const FILE = 'last_login.json';
/** A name and an address; more is not ours. */
const MAX_CHARACTERS = 1_024;

/** null: nobody, or what is there cannot be read; then it is asked for, as ever. */
export function readLastLogin(data: string | null): LastLogin | null {
  try {
    const text = readFileSync(join(data ?? dataFolder, FILE), 'utf8');
    const kept: { readonly username?: unknown; readonly tracker?: unknown; readonly pid?: unknown } | null =
      text.length > MAX_CHARACTERS ? null : JSON.parse(text);
    const name = usernameText.read(String(kept?.username ?? ''));
    const tracker = endpointText.read(String(kept?.tracker ?? ''));
    if ('problem' in name || 'problem' in tracker || name.value === null) return null;
    return { username: name.value, tracker: tracker.value, pid: typeof kept?.pid === 'number' ? kept.pid : 0 };
  } catch {
    return null; // It only saves typing.
  }
}

/** Resolves when it is kept. Rejects with a PrivateFileError. */
export async function keepLastLogin(data: string | null, { username, tracker, pid }: LastLogin): Promise<void> {
  const { writePrivate } = await import('../../commons/private-files.ts'); // Not before the first picture.
  const folder = data ?? dataFolder;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const content = { username, tracker: formatEndpoint(tracker), pid };
  await writePrivate(join(folder, FILE), `${JSON.stringify(content)}\n`);
}
