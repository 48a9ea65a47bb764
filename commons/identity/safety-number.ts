// Sixty digits that two people can read to each other: the same on both sides if, and only if, both see the same keys.

import { createHash } from 'node:crypto';
import type { Fingerprint } from './fingerprint.ts';

/** Raises the cost of finding another key with the same digits: 5,200 rounds add 12 bits to the 100 bits of a half. */
const ROUNDS = 5_200;

const GROUPS = 6;
const BYTES_PER_GROUP = 5;

export interface KeyOwner {
  readonly username: string;
  readonly fingerprint: Fingerprint;
}

/** Twelve groups of five digits: six for each owner, the smaller half first, so that both see the same number. */
export function safetyNumber(one: KeyOwner, other: KeyOwner): string {
  return [half(one), half(other)].sort().join(' ');
}

function half({ username, fingerprint }: KeyOwner): string {
  const key = Buffer.from(fingerprint, 'base64url');
  let hash = Buffer.concat([Buffer.from([0, 0]), key, Buffer.from(username)]);
  for (let round = 0; round < ROUNDS; round += 1) hash = createHash('sha512').update(hash).update(key).digest();
  const groups = Array.from({ length: GROUPS }, (_, index) =>
    hash.readUIntBE(index * BYTES_PER_GROUP, BYTES_PER_GROUP),
  );
  return groups.map((group) => String(group % 100_000).padStart(5, '0')).join(' ');
}
