import { beforeEach, describe, expect, it, vi } from 'vitest';
import { scryptHasher } from '../../tracker/auth/password-hasher.ts';

interface Call {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

const calls = vi.hoisted((): Call[] => []);

/** Several times what today's parameters take, and what no login may cost. */
const MOST_MEMORY = 512 * 1024 * 1024;
const MOST_WORK = 2 ** 18 * 8 * 4;

// scrypt itself, but for parameters that would take this machine down: those are noted, and not tried.
vi.mock('node:crypto', async (importOriginal) => {
  const real = await importOriginal<typeof import('node:crypto')>();
  const scrypt = (secret: string, salt: Buffer, length: number, options: Call, done: (error: Error | null) => void) => {
    calls.push(options);
    const { N, r, p } = options;
    if (128 * N * r > MOST_MEMORY || N * r * p > MOST_WORK) done(new Error('absurd'));
    else real.scrypt(secret, salt, length, options, done);
  };
  return { ...real, scrypt };
});

beforeEach(() => {
  calls.length = 0;
});

const DIGEST = 'a'.repeat(64);
const OTHER = 'b'.repeat(64);

/** A stored text of the right form, with these parameters and no right key. */
const stored = (log2Cost: number | string, blockSize: number | string = 8, parallelism: number | string = 1): string =>
  ['scrypt', log2Cost, blockSize, parallelism, 'c2FsdHNhbHRzYWx0c2FsdA', 'a'.repeat(43)].join('$');

describe('a stored secret', () => {
  it('matches the digest that it was made of, and no other', async () => {
    const secret = await scryptHasher.hash(DIGEST);
    expect(await scryptHasher.verify(DIGEST, secret)).toBe(true);
    expect(await scryptHasher.verify(OTHER, secret)).toBe(false);
    expect(await scryptHasher.verify('', secret)).toBe(false);
    expect(await scryptHasher.verify(DIGEST, secret.slice(0, -4))).toBe(false);
  });

  it('says how it was made, is salted, and holds nothing of the digest', async () => {
    const [one, other] = await Promise.all([scryptHasher.hash(DIGEST), scryptHasher.hash(DIGEST)]);
    expect(one).toMatch(/^scram\$15\$8\$1\$[\w-]{22}\$[\w-]{43}\$[\w-]{43}$/);
    expect(other).not.toBe(one);
    expect(one).not.toContain(DIGEST.slice(0, 8));
    expect(one?.split('$')[4]).not.toBe(other?.split('$')[4]);
  });

  it('can be checked though it was made with other parameters', async () => {
    const { scryptSync } = await import('node:crypto');
    for (const [log2Cost, r, p] of [
      [14, 8, 1],
      [10, 8, 2],
      [12, 16, 1],
    ] as const) {
      const salt = Buffer.from('some salt');
      const key = scryptSync(DIGEST, salt, 32, { N: 2 ** log2Cost, r, p, maxmem: 2 ** 28 });
      const secret = ['scrypt', log2Cost, r, p, salt.toString('base64url'), key.toString('base64url')].join('$');
      expect(await scryptHasher.verify(DIGEST, secret)).toBe(true);
      expect(await scryptHasher.verify(OTHER, secret)).toBe(false);
    }
  });

  it('costs at most 64 MiB to make', async () => {
    await scryptHasher.hash(DIGEST);
    expect(calls).toHaveLength(1);
    for (const { N, r } of calls) expect(128 * N * r).toBeLessThanOrEqual(64 * 1024 * 1024);
  });
});

describe('a stored secret that is damaged', () => {
  it.each([
    ['nothing', ''],
    ['something else', 'hunter2'],
    ['a digest', DIGEST],
    ['the name alone', 'scrypt'],
    ['empty parts', 'scrypt$$$$$'],
    ['another scheme', stored(15).replace('scrypt', 'bcrypt')],
    ['another case', stored(15).replace('scrypt', 'SCRYPT')],
    ['no key', 'scrypt$15$8$1$c2FsdA'],
    ['an empty key', 'scrypt$15$8$1$c2FsdA$'],
    ['an empty salt', `scrypt$15$8$1$$${'a'.repeat(43)}`],
    ['a part too many', `${stored(15)}$x`],
    ['something before it', ` ${stored(15)}`],
    ['a newline after it', `${stored(15)}\n`],
    ['a cost that is no number', stored('x')],
    ['a negative cost', stored('-1')],
    ['a fraction of a cost', stored('1.5')],
    ['a cost in hexadecimal', stored('0xf')],
    ['no cost', stored(0)],
    ['no block size', stored(15, 0)],
    ['no parallelism', stored(15, 8, 0)],
    ['characters that are not base64url', stored(15).replace('aaaa', 'a+/=')],
    ['a zero byte', stored(15).replace('aaaa', 'aa\0a')],
  ])('(%s) matches nothing, throws nothing, and costs nothing', async (_what, text) => {
    expect(await scryptHasher.verify(DIGEST, text)).toBe(false);
    expect(calls).toEqual([]);
  });

  it.each([
    ['a key that is too short', `scrypt$10$8$1$c2FsdA$${'a'.repeat(42)}`],
    ['a key that is too long', `scrypt$10$8$1$c2FsdA$${'a'.repeat(86)}`],
    ['a key of one character', 'scrypt$10$8$1$c2FsdA$a'],
    ['a cost too high for its block size', stored(16, 1)],
    ['a cost too low for its memory', stored(1, 8)],
    ['the least of everything', stored(1, 1, 1)],
    ['much parallelism of little', stored(1, 1, 99)],
  ])('(%s) matches nothing and throws nothing', async (_what, text) => {
    expect(await scryptHasher.verify(DIGEST, text)).toBe(false);
  });

  it.each([
    ['a cost of 2^19', stored(19)],
    ['a cost of 2^31', stored(31)],
    ['a cost of 2^99', stored(99)],
    ['a cost of three digits', stored(100)],
    ['a huge block size', stored(18, 99)],
    ['a block size of three digits', stored(15, 999)],
    ['much parallelism', stored(18, 8, 99)],
    ['much of everything', stored(18, 99, 99)],
  ])('(%s) does not take the machine down', async (_what, text) => {
    expect(await scryptHasher.verify(DIGEST, text)).toBe(false);
    for (const { N, r, p } of calls) {
      expect(128 * N * r).toBeLessThanOrEqual(MOST_MEMORY);
      expect(N * r * p).toBeLessThanOrEqual(MOST_WORK);
    }
  });
});

describe('parameters', () => {
  it("that are weaker than today's are outdated, and others are not", () => {
    expect(scryptHasher.isOutdated(stored(15))).toBe(false);
    expect(scryptHasher.isOutdated(stored(16))).toBe(false);
    expect(scryptHasher.isOutdated(stored(14))).toBe(true);
    expect(scryptHasher.isOutdated(stored(1))).toBe(true);
  });

  it('are outdated by a smaller block size, too, which takes less memory', () => {
    expect(scryptHasher.isOutdated(stored(15, 1))).toBe(true);
    expect(scryptHasher.isOutdated(stored(15, 4))).toBe(true);
    expect(scryptHasher.isOutdated(stored(15, 16))).toBe(false);
  });

  it('of a fresh secret are not outdated', async () => {
    expect(scryptHasher.isOutdated(await scryptHasher.hash(DIGEST))).toBe(false);
  });
});
