// Reads the certificates of --ca. With a file that has none, Node would fall back to all public authorities.

import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { usageError } from '../../commons/command-line/command-line.ts';
import type { Localized } from '../../commons/command-line/language.ts';
import { textOf } from '../../commons/text/decoded-text.ts';
import { authorityWords } from '../ui/phrases/start-words.ts';

/** The labels under which OpenSSL looks for certificates. */
const CERTIFICATE =
  /^-----BEGIN ((?:X509 |TRUSTED )?CERTIFICATE)-----[ \t]*$([A-Za-z0-9+/=\s]*)^-----END \1-----[ \t]*$/gm;

const BEGINNING = /^-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/gm;

/** DER begins with a SEQUENCE whose length takes two bytes. */
const DER = Buffer.from([0x30, 0x82]);

/** The most bytes that are read; a machine's whole collection of authorities has 250 KiB. */
const MAX_BYTES = 4 * 1024 * 1024;

/** Reads the certificates in `file`, at least one, in PEM. Rejects with a CommandLineEnd that states the problem. */
export async function readAuthorities(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw refusal(authorityWords.unreadable(file, error));
  });
  if (bytes.length > MAX_BYTES) throw refusal(authorityWords.tooLarge(file));
  if (bytes.subarray(0, DER.length).equals(DER)) throw refusal(authorityWords.der(file));
  const text = textOf(bytes);
  if (text === null) throw refusal(authorityWords.utf16(file));
  const found = [...text.replaceAll('\r\n', '\n').matchAll(CERTIFICATE)].map(([pem]) => pem);
  const begun = text.match(BEGINNING)?.length ?? 0;
  if (begun === 0) throw refusal(authorityWords.none(file));
  const certificates = found.map(readCertificate);
  const damaged = found.length < begun ? found.length : certificates.indexOf(null);
  if (found.length < begun || damaged >= 0) throw refusal(authorityWords.damaged(file, damaged + 1, begun));
  return certificates.join('');
}

function readCertificate(pem: string): string | null {
  try {
    return new X509Certificate(pem).toString();
  } catch {
    return null; // The error's message would not help a person.
  }
}

function refusal(problem: Localized): Error {
  return usageError('peer', problem);
}
