// Decrypts TLS 1.3 (RFC 8446) with the keys of a key log: records in, application data out. It reads only what
// p2pchat's programs send: no resumption and no early data; it ignores certificates and names. From the first record
// that cannot be decrypted on, the traffic is `isLost`.

import { createDecipheriv, createHmac } from 'node:crypto';
import type { KeyLog } from './key-log.ts';

const HANDSHAKE = 22;
const APPLICATION_DATA = 23;
const CLIENT_HELLO = 1;
const SERVER_HELLO = 2;
const FINISHED = 20;
const KEY_UPDATE = 24;
/** The second byte of every record. */
const MAJOR_VERSION = 3;
const RECORD_HEADER_BYTES = 5;
const TAG_BYTES = 16;
const IV_BYTES = 12;

/** The limit of RFC 8446, section 5.2, plus the header. */
const MAX_RECORD_BYTES = 16_384 + 256 + RECORD_HEADER_BYTES;

/** The random of a ServerHello that requests another ClientHello (HelloRetryRequest, section 4.1.3). */
const RETRY = 'cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c';

interface Suite {
  readonly cipher: 'aes-128-gcm' | 'aes-256-gcm' | 'chacha20-poly1305';
  readonly keyBytes: number;
  readonly hash: 'sha256' | 'sha384';
}

const SUITES = new Map<number, Suite>([
  [0x1301, { cipher: 'aes-128-gcm', keyBytes: 16, hash: 'sha256' }],
  [0x1302, { cipher: 'aes-256-gcm', keyBytes: 32, hash: 'sha384' }],
  [0x1303, { cipher: 'chacha20-poly1305', keyBytes: 32, hash: 'sha256' }],
]);

/** The state of one side's records. */
interface Side {
  readonly label: 'CLIENT' | 'SERVER';
  rest: Buffer;
  /** The bytes of an incomplete handshake message. */
  handshake: Buffer;
  secret: Buffer | null;
  key: Buffer;
  iv: Buffer;
  records: bigint;
}

const sideOf = (label: Side['label']): Side => ({
  label,
  rest: Buffer.alloc(0),
  handshake: Buffer.alloc(0),
  secret: null,
  key: Buffer.alloc(0),
  iv: Buffer.alloc(0),
  records: 0n,
});

export class TlsTraffic {
  readonly #keys: KeyLog;
  readonly #client = sideOf('CLIENT');
  readonly #server = sideOf('SERVER');
  #random = '';
  #suite: Suite | null = null;
  /** Whether a part cannot be decrypted: its key is missing, or its bytes are not valid. */
  isLost = false;

  constructor(keys: KeyLog) {
    this.#keys = keys;
  }

  /** Takes `bytes` of one side and returns the application data that they complete, in order. */
  push(isClient: boolean, bytes: Buffer): Buffer[] {
    const side = isClient ? this.#client : this.#server;
    const said: Buffer[] = [];
    let rest = Buffer.concat([side.rest, bytes]);
    while (!this.isLost && rest.length >= RECORD_HEADER_BYTES) {
      const length = RECORD_HEADER_BYTES + rest.readUInt16BE(3);
      if (length > MAX_RECORD_BYTES || rest[1] !== MAJOR_VERSION) this.isLost = true;
      if (this.isLost || rest.length < length) break;
      this.#record(side, rest.subarray(0, length), said);
      rest = rest.subarray(length);
    }
    side.rest = this.isLost ? Buffer.alloc(0) : rest;
    return said;
  }

  #record(side: Side, record: Buffer, said: Buffer[]): void {
    if (record[0] === HANDSHAKE) this.#hello(record.subarray(RECORD_HEADER_BYTES));
    if (record[0] !== APPLICATION_DATA) return;
    const opened = this.#open(side, record);
    if (!opened) {
      this.isLost = true;
      return;
    }
    let end = opened.length;
    while (end > 0 && opened[end - 1] === 0) end -= 1; // Padding.
    const content = opened.subarray(0, Math.max(0, end - 1));
    if (opened[end - 1] === APPLICATION_DATA) said.push(content);
    if (opened[end - 1] === HANDSHAKE) this.#handshake(side, content);
  }

  /** Both hellos begin with a header of 4 bytes, a version, a random, and a session id. */
  #hello(message: Buffer): void {
    if (message.length < 41) return;
    const random = message.toString('hex', 6, 38);
    if (message[0] === CLIENT_HELLO) this.#random = random;
    if (message[0] !== SERVER_HELLO || random === RETRY) return;
    const at = 39 + (message[38] ?? 0);
    this.#suite = at + 2 <= message.length ? (SUITES.get(message.readUInt16BE(at)) ?? null) : null;
  }

  #open(side: Side, record: Buffer): Buffer | null {
    if (!side.secret) this.#take(side, this.#keys.secret(this.#random, `${side.label}_HANDSHAKE_TRAFFIC_SECRET`));
    if (!side.secret || !this.#suite || record.length < RECORD_HEADER_BYTES + TAG_BYTES) return null;
    const nonce = Buffer.from(side.iv);
    nonce.writeBigUInt64BE(nonce.readBigUInt64BE(4) ^ side.records, 4);
    side.records += 1n;
    const { cipher } = this.#suite;
    const sealed = record.subarray(RECORD_HEADER_BYTES, -TAG_BYTES);
    try {
      const options = { authTagLength: TAG_BYTES };
      // Node's types distinguish the modes, but all are used in the same way.
      const decipher = createDecipheriv(cipher as 'chacha20-poly1305', side.key, nonce, options);
      decipher.setAAD(record.subarray(0, RECORD_HEADER_BYTES), { plaintextLength: sealed.length });
      decipher.setAuthTag(record.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(sealed), decipher.final()]);
    } catch {
      return null; // The record was not encrypted with this key.
    }
  }

  /** Changes a side's keys: to its application keys after `Finished`, and to the next ones after each `KeyUpdate`. */
  #handshake(side: Side, bytes: Buffer): void {
    side.handshake = Buffer.concat([side.handshake, bytes]);
    while (side.handshake.length >= 4) {
      const length = 4 + side.handshake.readUIntBE(1, 3);
      if (side.handshake.length < length) return;
      const type = side.handshake[0];
      if (type === FINISHED) this.#take(side, this.#keys.secret(this.#random, `${side.label}_TRAFFIC_SECRET_0`));
      if (type === KEY_UPDATE && side.secret && this.#suite) {
        this.#take(side, this.#expanded(side.secret, 'traffic upd', side.secret.length));
      }
      side.handshake = side.handshake.subarray(length);
    }
  }

  #take(side: Side, secret: Buffer | null): void {
    side.secret = secret;
    side.records = 0n;
    if (!secret || !this.#suite) return;
    side.key = this.#expanded(secret, 'key', this.#suite.keyBytes);
    side.iv = this.#expanded(secret, 'iv', IV_BYTES);
  }

  /** HKDF-Expand-Label with an empty context (section 7.1), of at most as many bytes as a hash has. */
  #expanded(secret: Buffer, label: string, length: number): Buffer {
    const name = Buffer.from(`tls13 ${label}`);
    const info = Buffer.concat([Buffer.from([length >> 8, length & 0xff, name.length]), name, Buffer.from([0, 1])]);
    return createHmac(this.#suite?.hash ?? 'sha256', secret)
      .update(info)
      .digest()
      .subarray(0, length);
  }
}
