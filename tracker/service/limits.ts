// The tracker's rate limits (protocol 3.5) for one session: the rows of `rate-limits`. Pure: the time (monotonic ms) is
// a parameter.

import { RateLimiter } from '../../commons/limits/rate-limiter.ts';
import { MAX_STRANGERS, RATE_LIMITS } from '../../commons/limits/rate-limits.ts';
import { nameKey } from '../../commons/model/names.ts';
import { isLoopback } from '../../commons/net/endpoint.ts';
import { networkOf } from '../../commons/net/network-of.ts';
import { passingRefusal, type Refusal } from '../../commons/protocol/errors.ts';
import type { JsonObject } from '../../commons/protocol/json-framer.ts';
import { MAX_USERNAME_CHARACTERS } from '../../commons/protocol/limits.ts';
import { ownCopy } from '../../commons/text/own-copy.ts';
import type { Session } from '../requests/session.ts';

/**
 * The clients that are limited: those on other machines, all, or none. Several people on one machine are normal use.
 */
export type LimitPolicy = 'remote' | 'all' | 'none';

export class Limits {
  readonly #policy: LimitPolicy;
  readonly #registrations = new RateLimiter(RATE_LIMITS.registrations);
  readonly #logins = new RateLimiter(RATE_LIMITS.logins);
  readonly #passwordLogins = new RateLimiter(RATE_LIMITS.passwordLogins);
  readonly #requests = new RateLimiter(RATE_LIMITS.requests);
  readonly #newRooms = new RateLimiter(RATE_LIMITS.newRooms);
  readonly #strangers = new Map<string, number>();

  constructor(policy: LimitPolicy) {
    this.#policy = policy;
  }

  /** RATE_LIMITED, with the time to try again, or null if the request is allowed now. */
  check({ username, remote, isLocal }: Session, request: JsonObject, now: number): Refusal | null {
    if (!this.#concerns(isLocal)) return null;
    const { address } = remote;
    const waitMs =
      username === null
        ? this.#checkStranger(address, request, now)
        : this.#checkMember(address, username, request, now);
    return waitMs === 0 ? null : passingRefusal('RATE_LIMITED', 'That is too much at once', waitMs);
  }

  /** Counts a connection that is not logged in; false if its network has too many of them. */
  admitStranger(address: string): boolean {
    const network = networkOf(address);
    const count = this.#strangers.get(network) ?? 0;
    if (this.#concerns(isLoopback(address)) && count >= MAX_STRANGERS) return false;
    this.#strangers.set(network, count + 1);
    return true;
  }

  /** A connection counted by `admitStranger` has logged in, or ended before that. */
  strangerGone(address: string): void {
    const network = networkOf(address);
    const count = (this.#strangers.get(network) ?? 1) - 1;
    if (count === 0) this.#strangers.delete(network);
    else this.#strangers.set(network, count);
  }

  #checkStranger(address: string, request: JsonObject, now: number): number {
    const { cmd, username, password, proof } = request;
    if (cmd === 'SCRAM') return 0; // A connection may send one only; the login that follows is counted.
    if (cmd === 'REGISTER') return this.#registrations.take({ address }, now);
    const user = typeof username === 'string' ? nameKey(ownCopy(username, MAX_USERNAME_CHARACTERS * 4)) : '';
    const waitMs = this.#logins.take({ address, user }, now);
    const hasPassword = password !== undefined || proof !== undefined;
    return waitMs > 0 || !hasPassword ? waitMs : this.#passwordLogins.take({ address }, now);
  }

  #checkMember(address: string, user: string, { cmd }: JsonObject, now: number): number {
    const waitMs = this.#requests.take({ address, user }, now);
    return waitMs > 0 || cmd !== 'CREATE_ROOM' ? waitMs : this.#newRooms.take({ address }, now);
  }

  #concerns(isLocal: boolean): boolean {
    return this.#policy === 'all' || (this.#policy === 'remote' && !isLocal);
  }
}
