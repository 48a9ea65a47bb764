// Names of files and folders that belong to a tracker. A host has many spellings (LocalHost, a dot at the end, an IPv6
// address with zeros), and one identity: the canonical spelling names what is made, and what an earlier version has
// made under another spelling is still used, where it is.

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Endpoint, endpointKey, parseEndpoint } from '../../commons/net/endpoint.ts';

/** The name in `folder` of what belongs to that tracker, and to that user of it, if one is given. */
export function trackerFileName(folder: string, tracker: Endpoint, username?: string): string {
  const owner = username === undefined ? '' : `${username}@`;
  const text = `${owner}${endpointKey(tracker)}`;
  const name = fileName(folder, text);
  return existsSync(join(folder, name)) ? name : (otherSpelling(folder, text) ?? name);
}

/** The one of several that was used last. */
function otherSpelling(folder: string, text: string): string | null {
  const found = namesIn(folder)
    .filter((name) => canonicalText(name) === text)
    .map((name) => ({ name, usedAt: lastUse(join(folder, name)) }))
    .sort((a, b) => b.usedAt - a.usedAt);
  return found[0]?.name ?? null;
}

/** What such a name stands for; null: nothing of a tracker. */
function canonicalText(name: string): string | null {
  const text = decoded(name) ?? '';
  const at = text.lastIndexOf('@') + 1;
  const endpoint = /:\d+$/.test(text) ? parseEndpoint(text.slice(at), { address: '', port: 0 }) : null;
  return endpoint && `${text.slice(0, at)}${endpointKey(endpoint)}`;
}

function decoded(name: string): string | null {
  try {
    return decodeURIComponent(name);
  } catch {
    return null; // It is none of ours.
  }
}

/** None where the folder is missing, or cannot be read: then it is said when something is written there. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** When a file was written, or the last one in a folder (ms); 0 if it is gone. */
function lastUse(path: string): number {
  const times = [path, ...namesIn(path).map((name) => join(path, name))].map(
    (each) => statSync(each, { throwIfNoEntry: false })?.mtimeMs ?? 0,
  );
  return Math.max(...times);
}

/**
 * The longest name of a file, in bytes: an encrypted home folder (eCryptfs) takes 143, and what is written beside the
 * file adds 26. A letter of Han or Thai takes nine.
 */
const MAX_NAME_BYTES = 110;
const HASH_DIGITS = 32;

/**
 * A name for `text` in `folder`: safe, of bounded length, other for each text. A long one ends in a hash, unless an
 * earlier version has used the whole of it there.
 */
export function fileName(folder: string, text: string): string {
  const whole = escaped(text);
  if (whole.length <= MAX_NAME_BYTES || existsSync(join(folder, whole))) return whole;
  const hash = createHash('sha256').update(text).digest('hex').slice(0, HASH_DIGITS);
  let beginning = '';
  for (const character of text) {
    const longer = beginning + escaped(character);
    if (longer.length >= MAX_NAME_BYTES - HASH_DIGITS) break;
    beginning = longer;
  }
  return `${beginning}~${hash}`; // No name and no address has a tilde in it.
}

function escaped(text: string): string {
  return encodeURIComponent(text).replaceAll('*', '%2A');
}
