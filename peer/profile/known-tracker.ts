// The key of a tracker, as it was seen first: from then on no other one will do. One file for each tracker, so that several
// peers of one person share what they know.

import { join } from 'node:path';
import { FINGERPRINT, type Fingerprint } from '../../commons/identity/fingerprint.ts';
import type { Endpoint } from '../../commons/net/connection.ts';
import { formatEndpoint } from '../../commons/net/endpoint.ts';
import {
  PrivateFileError,
  privateFolder,
  readPrivate,
  writePrivate,
  writePrivateOnce,
} from '../../commons/private-files.ts';

export interface KnownTracker {
  /** null: it was never met. */
  readonly fingerprint: Fingerprint | null;
  /** Where that is kept: to be removed by whoever knows why the tracker has another key. */
  readonly file: string;
  /** Takes the key of the first use. Resolves, when it is durable, with the one that counts: another peer may be faster. */
  pin(fingerprint: Fingerprint): Promise<Fingerprint>;
  /** Takes another key in the place of the one before: the user, or the tracker's own files, say that it is right. */
  replace(fingerprint: Fingerprint): Promise<void>;
}

/** Rejects with a {@link PrivateFileError}. */
export async function knownTracker(folder: string, endpoint: Endpoint): Promise<KnownTracker> {
  await privateFolder(folder);
  const file = join(folder, fileName(formatEndpoint(endpoint)));
  let kept = await readKey(file);
  return {
    get fingerprint() {
      return kept;
    },
    file,
    pin: async (fingerprint) => {
      const isFirst = await writePrivateOnce(file, `${fingerprint}\n`);
      kept = isFirst ? fingerprint : ((await readKey(file)) ?? fingerprint);
      return kept;
    },
    replace: async (fingerprint) => {
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

/** A name that is safe in a folder, other for each place. */
export function fileName(text: string): string {
  return encodeURIComponent(text).replaceAll('*', '%2A');
}
