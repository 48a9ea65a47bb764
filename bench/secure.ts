// TLS as our own links have it, for bare sockets: 1.3, without tickets, and a self-made certificate on both sides.

import { constants } from 'node:crypto';
import { type ConnectionOptions, createSecureContext, type SecureContextOptions, type TlsOptions } from 'node:tls';
import { type Identity, newIdentity } from '../commons/identity/identity.ts';
import { TRACKER_PROTOCOL } from '../commons/net/security.ts';

const kept = (identity: Identity): SecureContextOptions => ({
  key: identity.key,
  cert: identity.certificate,
  minVersion: 'TLSv1.3',
  maxVersion: 'TLSv1.3',
  secureOptions: constants.SSL_OP_NO_TICKET,
});

/** Nobody judges the certificates: they are asked for, sent and checked to be whole, and that is all. */
const asked = { requestCert: true, rejectUnauthorized: false, ALPNProtocols: [TRACKER_PROTOCOL] };

/** For a server that accepts any number of connections. */
export const serverTls = (): TlsOptions => ({ ...kept(newIdentity()), ...asked });

/** For any number of connections of one identity. */
export const clientTls = (identity: Identity = newIdentity()): ConnectionOptions => ({
  secureContext: createSecureContext(kept(identity)),
  ...asked,
});
