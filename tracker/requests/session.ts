import type { Fingerprint } from '../../commons/identity/fingerprint.ts';
import type { Exchange } from '../../commons/identity/scram.ts';
import type { Endpoint } from '../../commons/net/endpoint.ts';
import type { Secured } from '../../commons/net/security.ts';

/** The other end of one control connection, as far as the rules need it. */
export interface Session {
  /** The address as the tracker sees it: the only one that others are sent (protocol 3.1.3). */
  readonly remote: Endpoint;
  /** Whether it comes from the tracker's own machine. */
  readonly isLocal: boolean;
  /** Whether the connection is encrypted. Known when the first object has arrived, as is the key. */
  isEncrypted: boolean;
  /** The key that the other side has proven to hold. */
  fingerprint: Fingerprint | null;
  /** The channel binding of the encrypted connection; null: plaintext. */
  secured: Pick<Secured, 'channelBinding'> | null;
  /** The exchange that a proof of the password must match: created by `SCRAM`, valid for one proof. */
  challenge: Exchange | null;
  /** The logged-in user in the registered spelling, or null before a login. */
  username: string | null;
  /** Whether it ever was, a logout since then included. */
  wasLoggedIn: boolean;
  /** Whether it announced `features`: only then is it sent more than the reference protocol has. */
  isExtended: boolean;
  /** Whether the connection is still there: a login that took a while may come to nothing. */
  isOpen: boolean;
  /** Whether a newer login of the user has replaced this session: its pending requests are dropped. */
  isReplaced: boolean;
}
