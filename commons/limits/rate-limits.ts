// All rate limits of the tracker and of a peer (protocol 3.5, 2.2 and 7.4.7). A limit must count something that a
// client cannot create freely: names, keys and ports are free, and so are all addresses inside an IPv6 /64. So each row
// counts the network (protocol 2.3). What a row counts besides makes it fair to those who share a network.

import type { Rate } from './token-buckets.ts';

export interface Rates {
  /** See `networkOf`. */
  readonly network: Rate;
  /** A proven name. */
  readonly user?: Rate;
  /** A claimed name within one network: a stranger cannot use up its owner's tokens elsewhere. */
  readonly userInNetwork?: Rate;
  readonly everybody?: Rate;
}

/** Other machines only, unless the tracker's `--limits` says otherwise. */
export const RATE_LIMITS = {
  /**
   * Objects of any kind that a peer accepts: each has to be parsed, checked and decided on. A person types and pastes
   * less, and a few people may share an address.
   */
  peerObjects: { user: { burst: 2_000, perSecond: 200 }, network: { burst: 8_000, perSecond: 800 } },
  /**
   * The size of those objects, in KiB: text is stored to be read, and the largest objects at the rate above are 12 MiB
   * a second. Pastes of 60 KiB, and messages that waited while we were away, fit in.
   */
  peerKibibytes: { user: { burst: 4_096, perSecond: 512 }, network: { burst: 16_384, perSecond: 2_048 } },
  /**
   * Questions of a peer to its tracker about unknown names: each name that a stranger claims costs one, and the tracker
   * answers so many. Strangers from five networks can use up the limit for all networks.
   */
  strangerLookUps: { network: { burst: 40, perSecond: 4 }, everybody: { burst: 200, perSecond: 40 } },
  /** The same about people whom the peer knows: strangers who claim such a name use up only their own share. */
  contactLookUps: {
    userInNetwork: { burst: 10, perSecond: 1 },
    network: { burst: 40, perSecond: 4 },
    everybody: { burst: 200, perSecond: 40 },
  },
  /** The same about people who have proven their stored key: whether it is still the registered one. */
  keyChecks: { user: { burst: 3, perSecond: 0.2 }, network: { burst: 40, perSecond: 4 } },
  /** A class of students behind one address can register within minutes; a script cannot fill the files. */
  registrations: { network: { burst: 40, perSecond: 0.1 } },
  /**
   * Any other request before a login: a mistyped password is forgiven, guessing is too slow to succeed. All users
   * behind an address can come back at once, a few times over.
   */
  logins: { userInNetwork: { burst: 10, perSecond: 0.1 }, network: { burst: 400, perSecond: 5 } },
  /** Of these, those with a password: each takes a core for up to a tenth of a second. */
  passwordLogins: { network: { burst: 60, perSecond: 1 } },
  /** More than a person types, and enough for a program that pages through lists. */
  requests: { user: { burst: 400, perSecond: 100 }, network: { burst: 4_000, perSecond: 1_000 } },
  /** Each room stays in the tracker's memory and files for a month. */
  newRooms: { network: { burst: 400, perSecond: 0.2 } },
} as const satisfies Record<string, Rates>;

export interface GuessLimits {
  /** A name or a key. */
  readonly guesser: number;
  readonly network: number;
  /** The guessed secret, for all guessers together. */
  readonly target?: number;
}

/** How long (ms) a wrong guess counts. */
export const GUESSES_MS = 10 * 60 * 1000;

/** Wrong guesses within {@link GUESSES_MS}. They count for clients on this machine, too. */
export const GUESS_LIMITS = {
  /**
   * A room's password: mistyping is forgiven. All guessers together have 8,640 guesses a day, too few for a password
   * that is in no list of common ones.
   */
  roomPassword: { guesser: 3, network: 12, target: 60 },
  /** An invitation's secret: it has 128 random bits, so guesses of strangers need not lock honest people out. */
  roomInvitation: { guesser: 3, network: 12 },
  /**
   * The proof of an invitation, between peers: as hard to guess. Proofs of honest people are wrong after a room was
   * created again.
   */
  roomProof: { guesser: 3, network: 60 },
} as const satisfies Record<string, GuessLimits>;

/** Connections of one network at the tracker that are not logged in yet. */
export const MAX_STRANGERS = 64;
