// Decides the kind of an accepted connection by its first byte (protocol 2.4); no other file does. A new kind of
// connection is one more row.

import type { ConnectionKind } from './connection-kind.ts';
import type { AcceptSecurity } from './security.ts';
import { secureAccepted } from './tls.ts';

/** Objects in plaintext: `{`. */
export const JSON_OBJECTS: ConnectionKind = { name: 'JSON', startsWith: (byte) => byte === 0x7b };

/** A TLS handshake record (RFC 8446, section 5.1); `inside`: what may be encrypted. */
function tls(security: AcceptSecurity, inside: readonly ConnectionKind[]): ConnectionKind {
  return {
    name: 'TLS',
    startsWith: (byte) => byte === 0x16,
    open: async (stream, { clock, wire }) => {
      const opened = await secureAccepted(stream, wire?.secures(security) ?? security, clock);
      wire?.secured();
      return { ...opened, kinds: inside };
    },
  };
}

/**
 * The table of a listener. Without `security`, TLS is not accepted; `others` come after JSON and TLS, inside TLS as
 * well.
 */
export function connectionKinds(
  security: AcceptSecurity | null,
  others: readonly ConnectionKind[],
): readonly ConnectionKind[] {
  const plain = [JSON_OBJECTS, ...others];
  return security ? [tls(security, plain), ...plain] : plain;
}

/** The first row that `firstByte` fits; null: the listener accepts no such connection. */
export function kindOf(firstByte: number | undefined, kinds: readonly ConnectionKind[]): ConnectionKind | null {
  return kinds.find((kind) => firstByte !== undefined && kind.startsWith(firstByte)) ?? null;
}

/** The reason with which a connection of no known kind ends. */
export const UNKNOWN_KIND = 'the first byte is not one that we understand';
