// How much one address or one user may ask of the tracker. Pure: it is told the time (monotonic ms) and keeps counts.

import { nameKey } from '../commons/model/names.ts';
import { isLoopback } from '../commons/net/endpoint.ts';
import { passingRefusal, type Refusal } from '../commons/protocol/errors.ts';
import type { JsonObject } from '../commons/protocol/json-framer.ts';
import { MAX_USERNAME_CHARACTERS } from '../commons/protocol/limits.ts';
import { type Rate, TokenBuckets } from '../commons/token-buckets.ts';
import type { Session } from './session.ts';

/** Whom the limits are for: other machines, everybody, nobody. Several people on one machine are normal use. */
export type LimitPolicy = 'remote' | 'all' | 'none';

/** A class of students behind one address registers within minutes; a script that fills the files does not get far. */
const REGISTRATIONS: Rate = { burst: 40, perSecond: 0.1 };

/** Logins as one user from one address: a mistyped password is forgiven, guessing is not worth while. */
const LOGINS: Rate = { burst: 10, perSecond: 0.1 };

/** Requests of one user: a person types less, a program that pages through lists gets by. */
const REQUESTS: Rate = { burst: 400, perSecond: 100 };

/** Connections of one address that are not logged in yet. */
const MAX_STRANGERS = 64;

export class Limits {
  readonly #policy: LimitPolicy;
  readonly #registrations = new TokenBuckets(REGISTRATIONS);
  readonly #logins = new TokenBuckets(LOGINS);
  readonly #requests = new TokenBuckets(REQUESTS);
  readonly #strangers = new Map<string, number>();

  constructor(policy: LimitPolicy) {
    this.#policy = policy;
  }

  /** RATE_LIMITED, with when to try again, or null if the session may ask this now. */
  check({ username, remote, isLocal }: Session, request: JsonObject, now: number): Refusal | null {
    if (!this.#concerns(isLocal)) return null;
    const waitMs =
      username === null ? this.#checkStranger(remote.address, request, now) : this.#requests.take(username, now);
    return waitMs === 0 ? null : passingRefusal('RATE_LIMITED', 'That is too much at once', waitMs);
  }

  /** Counts a connection that is not logged in; false if its address has too many of them. */
  admitStranger(address: string): boolean {
    const count = this.#strangers.get(address) ?? 0;
    if (this.#concerns(isLoopback(address)) && count >= MAX_STRANGERS) return false;
    this.#strangers.set(address, count + 1);
    return true;
  }

  /** The connection has logged in, or ended before it did. */
  strangerGone(address: string): void {
    const count = (this.#strangers.get(address) ?? 1) - 1;
    if (count === 0) this.#strangers.delete(address);
    else this.#strangers.set(address, count);
  }

  #checkStranger(address: string, request: JsonObject, now: number): number {
    if (request['cmd'] === 'REGISTER') return this.#registrations.take(address, now);
    const { username } = request;
    const user = typeof username === 'string' ? nameKey(username.slice(0, MAX_USERNAME_CHARACTERS * 4)) : '';
    return this.#logins.take(`${address} ${user}`, now);
  }

  #concerns(isLocal: boolean): boolean {
    return this.#policy === 'all' || (this.#policy === 'remote' && !isLocal);
  }
}
