// Every limit on how often something may happen, of the tracker and of a peer. A limit must count something that its
// subject cannot make more of: a name, a key or a port is free, and so is any address inside one's own IPv6 /64. So each
// row counts the network; what else a row counts is there to be fair to those who share one.

import type { Rate } from './token-buckets.ts';

export interface Rates {
  /** See `networkOf`. */
  readonly network: Rate;
  /** A name that was proven. */
  readonly user?: Rate;
  /** A name that is only claimed: nobody can use up what its owner has elsewhere. */
  readonly userInNetwork?: Rate;
  readonly everybody?: Rate;
}

/** Other machines only, unless the tracker's `--limits` says otherwise. */
export const RATE_LIMITS = {
  /**
   * Objects that a peer takes, of whatever kind: each has to be parsed, checked and decided on. A person types and pastes
   * less. A few who share an address may do so at once.
   */
  peerObjects: { user: { burst: 2_000, perSecond: 200 }, network: { burst: 8_000, perSecond: 800 } },
  /**
   * What those objects take, in KiB: text is kept to be read, and the largest objects at the rate above are 12 MiB a second.
   * Pastes of 60 KiB, and what waited for us while we were away, fit in.
   */
  peerKibibytes: { user: { burst: 4_096, perSecond: 512 }, network: { burst: 16_384, perSecond: 2_048 } },
  /**
   * Questions of a peer to its tracker about names that nobody has told it of: each name that a stranger says costs one,
   * and the tracker answers so many. Strangers from five networks can use up what is for all of them.
   */
  strangerLookUps: { network: { burst: 40, perSecond: 4 }, everybody: { burst: 200, perSecond: 40 } },
  /** The same about people whom the peer knows: strangers who claim such a name use up nothing but their own share. */
  contactLookUps: {
    userInNetwork: { burst: 10, perSecond: 1 },
    network: { burst: 40, perSecond: 4 },
    everybody: { burst: 200, perSecond: 40 },
  },
  /** The same about people who have proven the key that we know of them: is it still the registered one? */
  keyChecks: { user: { burst: 3, perSecond: 0.2 }, network: { burst: 40, perSecond: 4 } },
  /** A class of students behind one address registers within minutes; a script that fills the files does not get far. */
  registrations: { network: { burst: 40, perSecond: 0.1 } },
  /**
   * Whatever else is asked before a login: a mistyped password is forgiven, guessing is not worth while. Everybody behind
   * an address may come back at once, a few times over.
   */
  logins: { userInNetwork: { burst: 10, perSecond: 0.1 }, network: { burst: 400, perSecond: 5 } },
  /** Of these, those with a password: each takes a core for up to a tenth of a second. */
  passwordLogins: { network: { burst: 60, perSecond: 1 } },
  /** A person types less, a program that pages through lists gets by. */
  requests: { user: { burst: 400, perSecond: 100 }, network: { burst: 4_000, perSecond: 1_000 } },
  /** Each room stays in the tracker's memory and files for a month. */
  newRooms: { network: { burst: 400, perSecond: 0.2 } },
} as const satisfies Record<string, Rates>;

export interface GuessLimits {
  /** A name or a key. */
  readonly guesser: number;
  readonly network: number;
  /** What is guessed at, whoever guesses. */
  readonly target?: number;
}

/** How long (ms) a wrong guess counts. */
export const GUESSES_MS = 10 * 60 * 1000;

/** Wrong guesses within {@link GUESSES_MS}. They count for this machine, too. */
export const GUESS_LIMITS = {
  /**
   * Of a room's password: mistyping is forgiven. All together guess 8,640 times a day, which a password that is in no list
   * of the usual ones withstands.
   */
  roomPassword: { guesser: 3, network: 12, target: 60 },
  /** Of an invitation's secret: 128 random bits, so that guesses of others need not keep honest people out. */
  roomInvitation: { guesser: 3, network: 12 },
  /** Of the proof of an invitation, between peers: as hard to guess; a room made anew makes honest proofs wrong. */
  roomProof: { guesser: 3, network: 60 },
} as const satisfies Record<string, GuessLimits>;

/** Connections of one network at the tracker that are not logged in yet. */
export const MAX_STRANGERS = 64;
