// Authenticates users at a bounded cost. For a proven password (SCRAM), the prover does the work. A sent password is
// hashed off the event loop, a few at a time. Tokens are compared by their digest, so that ten thousand peers can
// return at once.

import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../commons/clock.ts';
import type { Fingerprint } from '../../commons/identity/fingerprint.ts';
import { authMessage, type Exchange, isProven, SALT_BYTES, serverSignature } from '../../commons/identity/scram.ts';
import { formatCost, SCRYPT_COST } from '../../commons/identity/scrypt-cost.ts';
import { nameKey } from '../../commons/model/names.ts';
import { networkOf } from '../../commons/net/network-of.ts';
import { passingRefusal, type Refusal } from '../../commons/protocol/errors.ts';
import { MAX_TOKEN_AHEAD_MS, TOKEN_MS } from '../../commons/protocol/limits.ts';
import type { Peer } from '../repositories/peer-repository.ts';
import type { User } from '../repositories/user-repository.ts';
import type { Session } from '../requests/session.ts';
import type { PasswordHasher } from './password-hasher.ts';
import { readVerifier } from './stored-password.ts';
import { Overloaded, WorkQueue } from './work-queue.ts';

/** The longest wait for a login; if it would be longer, the answer is BUSY, with the time after which to try again. */
const MAX_LOGIN_WAIT_MS = 3_000;

/** The assumed time of a hash before one has been measured. */
const EXPECTED_HASH_MS = 70;

const TOKEN_BYTES = 32;

/** The session for which a password is checked: hashing is shared fairly by network, and skipped for ended sessions. */
type Asker = Pick<Session, 'remote' | 'isOpen'>;

export class Authenticator {
  readonly #hasher: PasswordHasher;
  readonly #clock: Clock;
  readonly #queue: WorkQueue;
  /** A hash to compare with if there is no such user, so that a wrong name takes as long as a wrong password. */
  readonly #decoy: Promise<string>;
  /** Derives the salts of unregistered names (protocol 3.7.3). */
  readonly #saltKey: Buffer;
  /** Keys to compare with if there is no such user: no proof can match them. */
  readonly #nobody = { storedKey: randomBytes(32), serverKey: randomBytes(32) };

  /** `secret` is the tracker's own, the same after each start. */
  constructor(deps: { hasher: PasswordHasher; clock: Clock }, options: { concurrency: number; secret: string }) {
    this.#saltKey = createHmac('sha256', options.secret).update('p2pchat-made-up-salts-1').digest();
    this.#hasher = deps.hasher;
    this.#clock = deps.clock;
    this.#decoy = deps.hasher.hash(randomBytes(32).toString('hex'));
    this.#decoy.catch(() => {}); // Its callers see the rejection.
    this.#queue = new WorkQueue({
      clock: deps.clock,
      concurrency: options.concurrency,
      maxWaitMs: MAX_LOGIN_WAIT_MS,
      expectedMs: EXPECTED_HASH_MS,
    });
  }

  /** The stored form of a password digest, or BUSY. */
  async secretOf(digest: string, asker: Asker): Promise<{ secret: string } | Refusal> {
    return this.#inTurn(async () => ({ secret: await this.#hasher.hash(digest) }), asker);
  }

  /** Whether `digest` is that of `user` (undefined: there is no such user), or BUSY. */
  async checkPassword(
    user: User | undefined,
    digest: string,
    asker: Asker,
  ): Promise<{ matches: boolean; isOutdated: boolean } | Refusal> {
    return this.#inTurn(async () => {
      const stored = user?.secret ?? (await this.#decoy);
      const matches = (await this.#hasher.verify(digest, stored)) && user !== undefined;
      return { matches, isOutdated: matches && this.#hasher.isOutdated(stored) };
    }, asker);
  }

  /**
   * The salt and cost for a proof of the user's password. `user` undefined: there is no such user. The answer does not
   * reveal this, since the made-up salt of a name is always the same.
   */
  challenge(user: User | undefined, username: string): Pick<Exchange, 'salt' | 'cost'> {
    const madeUp = createHmac('sha256', this.#saltKey).update(nameKey(username)).digest().subarray(0, SALT_BYTES);
    const { salt, cost } = (user && readVerifier(user.secret)) ?? { salt: madeUp, cost: SCRYPT_COST };
    return { salt: salt.toString('base64url'), cost: formatCost(cost) };
  }

  /** The tracker's own proof if `proof` proves the user's password in `exchange`; else null. */
  checkProof(user: User | undefined, exchange: Exchange, proof: string): string | null {
    const kept = user ? readVerifier(user.secret) : null;
    const { storedKey, serverKey } = kept ?? this.#nobody;
    const message = authMessage(exchange);
    const isGood = isProven(storedKey, message, Buffer.from(proof, 'base64url'));
    const signature = serverSignature(serverKey, message).toString('base64url');
    return isGood && kept ? signature : null;
  }

  /** Whether the token is valid: for the key that it was issued to, or without a key if it was issued without one. */
  checkToken(peer: Peer | undefined, token: string, fingerprint: Fingerprint | null): boolean {
    const stored = peer?.token;
    const aheadMs = (stored?.expires_at ?? 0) - this.#clock.now();
    if (!stored || aheadMs <= 0 || aheadMs > MAX_TOKEN_AHEAD_MS) return false;
    if ((stored.fingerprint ?? null) !== fingerprint) return false;
    return timingSafeEqual(Buffer.from(stored.hash, 'hex'), sha256(token));
  }

  /** A new session token, and its stored form. */
  newToken(fingerprint: Fingerprint | null): { token: string; record: NonNullable<Peer['token']> } {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const record = { hash: sha256(token).toString('hex'), expires_at: this.#clock.now() + TOKEN_MS };
    return { token, record: fingerprint === null ? record : { ...record, fingerprint } };
  }

  async #inTurn<T>(work: () => Promise<T>, asker: Asker): Promise<T | Refusal> {
    try {
      const from = networkOf(asker.remote.address);
      return await this.#queue.run(work, { from, isWanted: () => asker.isOpen });
    } catch (error) {
      if (!(error instanceof Overloaded)) throw error;
      return passingRefusal('BUSY', 'Too many people are logging in', error.retryAfterMs);
    }
  }
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
