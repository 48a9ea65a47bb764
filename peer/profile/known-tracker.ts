// The key of a tracker, as it was seen first: from then on no other one will do; and beside it, how passwords are told
// to that tracker. Two files for each tracker, so that several peers of one person share what they know, and earlier
// versions can read the key.

import { join } from 'node:path';
import { FINGERPRINT, type Fingerprint } from '../../commons/identity/fingerprint.ts';
import type { Endpoint } from '../../commons/net/endpoint.ts';
import {
  PrivateFileError,
  privateFolder,
  readPrivate,
  writePrivate,
  writePrivateOnce,
} from '../../commons/storage/private-files.ts';
import { trackerFileName } from './tracker-file-name.ts';

/**
 * How a password is told to a tracker: `proven` by SCRAM, which it is from then on; `sent` as its SHA-256, since the
 * tracker is known from a time when that was the only way, or the user has allowed it; `unknown`: it never was.
 */
const WAYS = ['proven', 'sent', 'unknown'] as const;
export type PasswordWay = (typeof WAYS)[number];

export interface KnownTracker {
  /** null: it was never met. */
  readonly fingerprint: Fingerprint | null;
  /** The file of the stored key: a user who knows why the tracker has another key removes it. */
  readonly file: string;
  /**
   * Takes the key of the first use. Resolves, when it is durable, with the one that counts: another peer may be faster.
   */
  pin(fingerprint: Fingerprint): Promise<Fingerprint>;
  /** Takes another key in the place of the one before: the user, or the tracker's own files, say that it is right. */
  replace(fingerprint: Fingerprint): Promise<void>;
  readonly passwordWay: PasswordWay;
  /** Resolves when it is durable. */
  keepPasswordWay(way: PasswordWay): Promise<void>;
}

/** Rejects with a {@link PrivateFileError}. */
export async function knownTracker(folder: string, endpoint: Endpoint): Promise<KnownTracker> {
  await privateFolder(folder);
  const file = join(folder, trackerFileName(folder, endpoint));
  const wayFile = `${file}.password`;
  let kept = await readKey(file);
  let way = kept === null ? 'unknown' : await readWay(wayFile);
  const keepPasswordWay = async (next: PasswordWay): Promise<void> => {
    await writePrivate(wayFile, `${next}\n`);
    way = next;
  };
  return {
    get fingerprint() {
      return kept;
    },
    file,
    get passwordWay() {
      return way;
    },
    keepPasswordWay,
    // The way first: a key without one is that of an earlier version, to which a password may be sent.
    pin: async (fingerprint) => {
      await keepPasswordWay('unknown');
      const isFirst = await writePrivateOnce(file, `${fingerprint}\n`);
      kept = isFirst ? fingerprint : ((await readKey(file)) ?? fingerprint);
      return kept;
    },
    replace: async (fingerprint) => {
      await keepPasswordWay('unknown');
      await writePrivate(file, `${fingerprint}\n`);
      kept = fingerprint;
    },
  };
}

async function readKey(file: string): Promise<Fingerprint | null> {
  const text = (await readPrivate(file))?.trim() ?? null;
  if (text === null || FINGERPRINT.test(text)) return text;
  throw new PrivateFileError(`${file} does not hold the key of a tracker; remove it to meet that tracker as a new one`);
}

/** Anything but what was written there is taken for the strictest. */
async function readWay(file: string): Promise<PasswordWay> {
  const text = (await readPrivate(file))?.trim();
  return text === undefined ? 'sent' : (WAYS.find((way) => way === text) ?? 'proven');
}
