import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** Makes secrets that can be stored. `digest` is what the peer sent: the SHA-256 of the password in hex. */
export interface PasswordHasher {
  hash(digest: string): Promise<string>;
  /** Whether `digest` is the one that `stored` was made of. A stored text that cannot be read never matches. */
  verify(digest: string, stored: string): Promise<boolean>;
  /** Whether `stored` was made with weaker parameters than today's. */
  isOutdated(stored: string): boolean;
}

/** 2^15 x 8 takes 32 MiB and 50-100 ms of one core: the most that a login may cost. */
const LOG2_COST = 15;
const BLOCK_SIZE = 8;
const PARALLELISM = 1;
const KEY_BYTES = 32;
const SALT_BYTES = 16;

/** A stored text may come from a damaged file: no parameters that take several times what today's do. */
const MAX_LOG2_COST = 18;
const MAX_WORK = 2 ** 18 * 8;

interface Parameters {
  readonly log2Cost: number;
  readonly blockSize: number;
  readonly parallelism: number;
}

/** scrypt (RFC 7914) on node's thread pool; stored as `scrypt$log2N$r$p$salt$key`, so that parameters can rise. */
export const scryptHasher: PasswordHasher = {
  async hash(digest) {
    const salt = randomBytes(SALT_BYTES);
    const parameters = { log2Cost: LOG2_COST, blockSize: BLOCK_SIZE, parallelism: PARALLELISM };
    const key = await derive(digest, salt, parameters);
    return ['scrypt', LOG2_COST, BLOCK_SIZE, PARALLELISM, salt.toString('base64url'), key.toString('base64url')].join(
      '$',
    );
  },

  async verify(digest, stored) {
    const read = parse(stored);
    if (!read) return false;
    // scrypt itself refuses some combinations (RFC 7914, section 2); a secret made with one cannot exist.
    const key = await derive(digest, read.salt, read.parameters).catch(() => null);
    return key !== null && key.length === read.key.length && timingSafeEqual(key, read.key);
  },

  isOutdated(stored) {
    const parameters = parse(stored)?.parameters;
    return (
      !parameters ||
      workOf(parameters) < workOf({ log2Cost: LOG2_COST, blockSize: BLOCK_SIZE, parallelism: PARALLELISM })
    );
  },
};

/** Time is in proportion to it, and memory too but for the parallelism. */
function workOf({ log2Cost, blockSize, parallelism }: Parameters): number {
  return 2 ** log2Cost * blockSize * parallelism;
}

function parse(stored: string): { parameters: Parameters; salt: Buffer; key: Buffer } | null {
  const match = /^scrypt\$(\d{1,2})\$(\d{1,2})\$(\d{1,2})\$([\w-]+)\$([\w-]+)$/.exec(stored);
  if (!match) return null;
  const [log2Cost = 0, blockSize = 0, parallelism = 0] = match.slice(1, 4).map(Number);
  const parameters = { log2Cost, blockSize, parallelism };
  if (log2Cost < 1 || log2Cost > MAX_LOG2_COST || blockSize < 1 || parallelism < 1) return null;
  if (workOf(parameters) > MAX_WORK) return null;
  const [salt, key] = match.slice(4).map((text) => Buffer.from(text, 'base64url'));
  return salt && key ? { parameters, salt, key } : null;
}

async function derive(digest: string, salt: Buffer, { log2Cost, blockSize, parallelism }: Parameters): Promise<Buffer> {
  const options = { N: 2 ** log2Cost, r: blockSize, p: parallelism, maxmem: 256 * blockSize * 2 ** log2Cost };
  return new Promise((resolve, reject) => {
    scrypt(digest, salt, KEY_BYTES, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
