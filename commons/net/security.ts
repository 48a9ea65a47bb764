// How a connection is encrypted, as those who use one see it: who we are, whom we accept, and what has been proven.

import type { Fingerprint } from '../identity/fingerprint.ts';
import type { Identity } from '../identity/identity.ts';

/** What is spoken inside (ALPN, RFC 7301): nobody gets as far as talking to the wrong kind of program. */
export const PEER_PROTOCOL = 'p2pchat/1';
export const TRACKER_PROTOCOL = 'p2pchat-tracker/1';

export interface Security {
  readonly identity: Identity;
  readonly protocol: string;
  /** Is given every line of the key log (NSS format): whoever has them can read the traffic. */
  recordKeys?(line: Buffer): void;
}

export interface AcceptSecurity extends Security {
  /** Whether whoever dials must show a key too. */
  readonly requiresKey: boolean;
}

export interface DialSecurity extends Security {
  /** Whether any kind of key will do: that of a tracker may be made by an authority. Otherwise it has to be Ed25519. */
  readonly takesAnyKind?: true;
  /** Judges the key that the other side has proven to hold, before anything is said: null, or why it will not do. */
  judge(fingerprint: Fingerprint): string | null;
  /** Certificates (PEM) of authorities, one of which must vouch for the host that was dialled. */
  readonly authorities?: string;
}

/** What the handshake of an encrypted connection has proven. */
export interface Secured {
  /** The key that the other side holds, or null if it showed none. */
  readonly fingerprint: Fingerprint | null;
  /**
   * 32 bytes for `label` and `context` that only the two ends of this connection know: HMAC-SHA256 of both with what the
   * handshake exports (RFC 8446, section 7.5).
   */
  exportKey(label: string, context: string): Buffer;
  /** How the keys were agreed on (a group of RFC 8446, section 4.2.7); null: OpenSSL tells it only to the side that dialled. */
  readonly keyExchange?: string | null;
  /** `tls-exporter` (RFC 9266), 32 bytes: names this connection, and no other one. */
  readonly channelBinding: Buffer;
}
