// Every rate limit of the tracker and of a peer. A limit must count something that its subject cannot make more of: a
// name, a key or a port is free, and so is any address inside one's own IPv6 /64. So each row counts the network; what
// else it counts is only there to be fair to the others who share that network.

import type { Rate } from './token-buckets.ts';

/** What is counted: see `networkOf` for the first. A user is counted by a name that is proven, or that is being tried. */
export type CountedBy = 'network' | 'user';

export type Rates = { readonly network: Rate } & { readonly [By in Exclude<CountedBy, 'network'>]?: Rate };

export const RATE_LIMITS = {
  /**
   * Objects that a peer takes from other machines, of whatever kind: each has to be parsed, checked and decided on. A
   * person types and pastes less. A few who share an address may do so at once.
   */
  peerObjects: { user: { burst: 2_000, perSecond: 200 }, network: { burst: 8_000, perSecond: 800 } },
} as const satisfies Record<string, Rates>;
