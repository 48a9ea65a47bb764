// Reads recorded TLS 1.3 with the keys of a key log, as Wireshark does.

import { createDecipheriv, createHmac } from 'node:crypto';
import type { Recorded } from './recorded-network.ts';

const HEADER_BYTES = 5;
const TAG_BYTES = 16;
const APPLICATION_DATA = 23;
const RANDOM_AT = HEADER_BYTES + 4 + 2;
const RANDOM_BYTES = 32;

/** The application's bytes of all connections whose keys are in the log (NSS format); the others say nothing. */
export function readWithKeys(recorded: readonly Recorded[], keyLog: string): string {
  const secrets = new Map(
    keyLog
      .split('\n')
      .map((line) => line.split(' '))
      .map(([label = '', random = '', secret = '']) => [`${label} ${random}`, Buffer.from(secret, 'hex')]),
  );
  return recorded
    .flatMap(({ dialled, accepted }) => {
      const [client, server] = [Buffer.concat(dialled), Buffer.concat(accepted)];
      const random = client.subarray(RANDOM_AT, RANDOM_AT + RANDOM_BYTES).toString('hex');
      return [
        decrypted(client, secrets.get(`CLIENT_TRAFFIC_SECRET_0 ${random}`)),
        decrypted(server, secrets.get(`SERVER_TRAFFIC_SECRET_0 ${random}`)),
      ];
    })
    .join('');
}

/** Records of the handshake do not fit the key, and are passed over; from the first that fits on, all have to. */
function decrypted(bytes: Buffer, secret: Buffer | undefined): string {
  if (!secret) return '';
  const texts: string[] = [];
  let sequence = 0;
  for (const record of recordsOf(bytes)) {
    if (record[0] !== APPLICATION_DATA) continue;
    const text = open(record, secret, sequence);
    if (text === null) continue;
    sequence += 1;
    texts.push(text);
  }
  return texts.join('');
}

function* recordsOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at + HEADER_BYTES <= bytes.length; ) {
    const length = bytes.readUInt16BE(at + 3);
    yield bytes.subarray(at, at + HEADER_BYTES + length);
    at += HEADER_BYTES + length;
  }
}

/** RFC 8446, sections 5.2 and 5.3, for AES-256-GCM and AES-128-GCM. */
function open(record: Buffer, secret: Buffer, sequence: number): string | null {
  const hash = secret.length === 48 ? 'sha384' : 'sha256';
  const key = expandLabel(hash, secret, 'key', secret.length === 48 ? 32 : 16);
  const nonce = expandLabel(hash, secret, 'iv', 12);
  for (let index = 0; index < 4; index += 1) {
    const at = nonce.length - 1 - index;
    nonce[at] = (nonce[at] ?? 0) ^ ((sequence >>> (8 * index)) & 0xff);
  }
  const decipher = createDecipheriv(key.length === 32 ? 'aes-256-gcm' : 'aes-128-gcm', key, nonce);
  decipher.setAAD(record.subarray(0, HEADER_BYTES));
  decipher.setAuthTag(record.subarray(-TAG_BYTES));
  try {
    const inner = Buffer.concat([decipher.update(record.subarray(HEADER_BYTES, -TAG_BYTES)), decipher.final()]);
    const type = inner[inner.length - 1];
    return type === APPLICATION_DATA ? inner.subarray(0, -1).toString() : '';
  } catch {
    return null;
  }
}

function expandLabel(hash: string, secret: Buffer, label: string, length: number): Buffer {
  const name = Buffer.from(`tls13 ${label}`);
  const info = Buffer.concat([Buffer.from([0, length, name.length]), name, Buffer.from([0])]);
  return createHmac(hash, secret)
    .update(info)
    .update(Buffer.from([1]))
    .digest()
    .subarray(0, length);
}
