// The lines of a journal: a checksum, and a key with what is kept under it from then on (null: nothing). Pure.

import { crc32 } from 'node:zlib';
import { z } from 'zod';

const NEWLINE = 0x0a;
const CHECKSUM_DIGITS = 8;

export function encodeLine(key: string, record: unknown): string {
  const json = JSON.stringify([key, record]);
  return `${checksum(json)} ${json}\n`;
}

export interface DecodedLines {
  /** Bytes up to the end of the last line that is whole; what follows was being written when the program ended. */
  readonly wholeBytes: number;
  /** Whole lines that are not what was written. */
  readonly damagedLines: number;
}

/** Calls `apply` for each good line of a journal, in order. */
export function decodeLines<T>(
  bytes: Buffer,
  schema: z.ZodType<T>,
  apply: (key: string, record: T | null) => void,
): DecodedLines {
  const line = z.tuple([z.string(), schema.nullable()]);
  let wholeBytes = 0;
  let damagedLines = 0;
  for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, wholeBytes)) {
    const change = decodeLine(bytes.subarray(wholeBytes, end), line);
    if (change) apply(...change);
    else damagedLines += 1;
    wholeBytes = end + 1;
  }
  return { wholeBytes, damagedLines };
}

function decodeLine<T>(bytes: Buffer, line: z.ZodType<[string, T | null]>): [string, T | null] | null {
  const json = bytes.subarray(CHECKSUM_DIGITS + 1);
  if (bytes.toString('latin1', 0, CHECKSUM_DIGITS + 1) !== `${checksum(json)} `) return null;
  try {
    return line.parse(JSON.parse(json.toString('utf8')));
  } catch {
    return null; // A record that another program wrote: the callers say what that means.
  }
}

function checksum(json: string | Buffer): string {
  return crc32(json).toString(16).padStart(CHECKSUM_DIGITS, '0');
}
