// How a connection is encrypted, as those who use one see it: who we are, whom we accept, and what has been proven.

import type { Fingerprint } from '../identity/fingerprint.ts';
import type { Identity } from '../identity/identity.ts';

/** The protocols inside TLS (ALPN, RFC 7301): the handshake fails with the wrong kind of program. */
export const PEER_PROTOCOL = 'p2pchat/1';
export const TRACKER_PROTOCOL = 'p2pchat-tracker/1';

export interface Security {
  readonly identity: Identity;
  readonly protocol: string;
  /** Receives every line of the key log (NSS format); the lines decrypt the traffic. */
  recordKeys?(line: Buffer): void;
}

export interface AcceptSecurity extends Security {
  /** Whether the dialling side must show a key too. */
  readonly requiresKey: boolean;
}

export interface DialSecurity extends Security {
  /** Whether any kind of key is accepted: an authority may have certified a tracker's. Otherwise it must be Ed25519. */
  readonly takesAnyKind?: true;
  /** Checks the key that the other side has proven, before any data is sent: null, or why it is not accepted. */
  judge(fingerprint: Fingerprint): string | null;
  /** Certificates (PEM) of authorities, one of which must vouch for the host that was dialled. */
  readonly authorities?: string;
}

/** The result of a handshake. */
export interface Secured {
  /** The key that the other side holds, or null if it showed none. */
  readonly fingerprint: Fingerprint | null;
  /**
   * 32 bytes for `label` and `context` that only the two ends of this connection know: HMAC-SHA256 of both with the
   * bytes that the handshake exports (protocol 7.1.7).
   */
  exportKey(label: string, context: string): Buffer;
  /**
   * How the keys were agreed on (a group of RFC 8446, section 4.2.7); null: OpenSSL shows it only to the dialling side.
   */
  readonly keyExchange?: string | null;
  /** `tls-exporter` (RFC 9266), 32 bytes: unique to this connection. */
  readonly channelBinding: Buffer;
}
