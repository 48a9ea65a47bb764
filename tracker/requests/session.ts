import type { Fingerprint } from '../../commons/identity/fingerprint.ts';
import type { Exchange } from '../../commons/identity/scram.ts';
import type { Endpoint } from '../../commons/net/endpoint.ts';
import type { Secured } from '../../commons/net/security.ts';

/** Who is at the other end of one control connection, as far as the rules care. */
export interface Session {
  /** As the tracker sees it: the only address that is ever told to others. */
  readonly remote: Endpoint;
  /** Whether it comes from the tracker's own machine. */
  readonly isLocal: boolean;
  /** Whether nobody on the way can read along. Known when the first object has arrived, as is the key. */
  isEncrypted: boolean;
  /** The key that the other side has proven to hold. */
  fingerprint: Fingerprint | null;
  /** What names the encrypted connection; null: it is not encrypted. */
  secured: Pick<Secured, 'channelBinding'> | null;
  /** What a proof of the password has to be about: made by `SCRAM`, good for one proof. */
  challenge: Exchange | null;
  /** The logged-in user in the registered spelling, or null before a login. */
  username: string | null;
  /** Whether it ever was, a logout since then included. */
  wasLoggedIn: boolean;
  /** Whether it announced `features`: only then may it be told more than the reference protocol knows. */
  isExtended: boolean;
  /** Whether the connection is still there: a login that took a while may come to nothing. */
  isOpen: boolean;
  /** Whether a newer login has taken the user over: what this session still asked for concerns it no more. */
  isReplaced: boolean;
}
