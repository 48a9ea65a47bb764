// The only importer of node:tls: TLS 1.3 over any stream of bytes, with self-signed certificates on both sides
// (protocol 2.5 and 7.1). No data is accepted before the other side's key has been proven and checked.
//
// Traps, each with a test: getPeerX509Certificate() empties itself on the client, so the raw certificate is read; a
// client's handshake is done before the server has checked it, so only data from the server counts; a server emits
// 'secure'; options are ignored if a context is given, so tickets are disabled in the context; and both the stream and
// the TLS on top of it need a listener for errors as long as they exist.

import { constants, createHmac, type KeyObject, X509Certificate } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { checkServerIdentity, connect, createSecureContext, type SecureContext, TLSSocket } from 'node:tls';
import type { Clock } from '../clock.ts';
import type { Fingerprint } from '../identity/fingerprint.ts';
import { fingerprintOf, type Identity, UnusableKey } from '../identity/identity.ts';
import { HANDSHAKE_MS } from '../protocol/limits.ts';
import type { End } from './end-code.ts';
import { HandshakeError } from './handshake-error.ts';
import type { AcceptSecurity, DialSecurity, Secured, Security } from './security.ts';
import { describeTlsError, ENDED } from './tls-errors.ts';

const EXPORTED_BYTES = 32;
const EXPORTER_LABEL = 'EXPORTER-p2pchat';
/** The label of the channel binding: RFC 9266, section 4. */
const BINDING_LABEL = 'EXPORTER-Channel-Binding';

export interface SecureStream {
  readonly stream: TLSSocket;
  readonly secured: Secured;
}

/**
 * Encrypts `raw` as the side that dialled (`host`: the name it dialled). Rejects with a {@link HandshakeError}, at the
 * latest after {@link HANDSHAKE_MS}, and destroys `raw`.
 */
export async function secureDialled(
  raw: Duplex,
  security: DialSecurity,
  host: string,
  clock: Clock,
): Promise<SecureStream> {
  const { authorities } = security;
  const secureContext = contextFor(raw, security.identity, authorities);
  const stream = connect({
    socket: raw,
    host,
    secureContext,
    ALPNProtocols: [security.protocol],
    rejectUnauthorized: authorities !== undefined,
    checkServerIdentity: (_host, certificate) => checkServerIdentity(host, certificate),
  });
  const judge = (key: PeerKey | null): Judgement => {
    if (!key) return { refused: 'it showed no key' };
    if (!security.takesAnyKind && authorities === undefined && !key.isOurKind) return { refused: OTHER_KIND };
    return { refused: security.judge(key.fingerprint), isWrongKey: true };
  };
  return secured(stream, 'secureConnect', raw, security, judge, clock);
}

/** As {@link secureDialled}, for the side that accepted. */
export async function secureAccepted(raw: Duplex, security: AcceptSecurity, clock: Clock): Promise<SecureStream> {
  const secureContext = contextFor(raw, security.identity, undefined);
  const stream = new TLSSocket(raw, {
    isServer: true,
    secureContext,
    ALPNProtocols: [security.protocol],
    requestCert: true,
    rejectUnauthorized: false, // No authority vouches for a self-signed certificate: `judge` below checks the key.
  });
  const judge = (key: PeerKey | null): Judgement => {
    if (!key) return { refused: security.requiresKey ? 'it showed no key' : null };
    return { refused: key.isOurKind ? null : OTHER_KIND };
  };
  return secured(stream, 'secure', raw, security, judge, clock);
}

const OTHER_KIND = 'it has a kind of key that we do not take';

/** Throws an {@link UnusableKey} if OpenSSL rejects the identity: at the start rather than at the first handshake. */
export function checkIdentity(identity: Identity): void {
  try {
    contextOf(identity, undefined);
  } catch (error) {
    throw new UnusableKey(
      `the key or its certificate is of no use (${(error as NodeJS.ErrnoException).code ?? error})`,
    );
  }
}

interface Judgement {
  readonly refused: string | null;
  /** Whether the key itself was rejected, rather than the way it was presented. */
  readonly isWrongKey?: boolean;
}

interface PeerKey {
  readonly fingerprint: Fingerprint;
  readonly isOurKind: boolean;
}

function secured(
  stream: TLSSocket,
  event: 'secure' | 'secureConnect',
  raw: Duplex,
  security: Security,
  judge: (key: PeerKey | null) => Judgement,
  clock: Clock,
): Promise<SecureStream> {
  return new Promise((resolve, reject) => {
    const fail = ({ code, text }: End, isWrongKey = false): void => {
      cancel();
      stream.destroy();
      raw.destroy();
      reject(new HandshakeError(text, code, isWrongKey));
    };
    const cancel = clock.after(HANDSHAKE_MS, () =>
      fail({ code: 'too_slow', text: `no handshake within ${HANDSHAKE_MS / 1000} s` }),
    );
    const failed = (error: Error): void => fail(describeTlsError(error));
    const closed = (): void => fail(ENDED);
    stream.on('error', () => {});
    raw.on('error', () => {});
    // A record that cannot be decrypted: Node does not end the stream by itself and, on the accepting side, emits no
    // 'error'.
    stream.on('_tlsError', (error: Error) => stream.destroy(error));
    if (security.recordKeys) stream.on('keylog', (line: Buffer) => security.recordKeys?.(line));
    stream.once('error', failed);
    stream.once('close', closed);
    stream.once(event, () => {
      const key = keyOf(stream);
      const wrong = wrongWith(stream, security);
      if (wrong !== null) return fail(wrong);
      const { refused, isWrongKey } = judge(key);
      if (refused !== null) return fail({ code: 'handshake_failed', text: refused }, isWrongKey);
      cancel();
      stream.off('error', failed);
      stream.off('close', closed);
      // Exported at once: later, the connection may be closed before its owner knows.
      const master = stream.exportKeyingMaterial(EXPORTED_BYTES, EXPORTER_LABEL, Buffer.alloc(0));
      const exportKey = (label: string, context: string): Buffer =>
        createHmac('sha256', master).update(`${label}\0${context}`).digest();
      // Kept as text, which takes less memory than a buffer: thousands of connections need it once or never.
      const binding = stream.exportKeyingMaterial(EXPORTED_BYTES, BINDING_LABEL, Buffer.alloc(0)).toString('latin1');
      const secured: Secured = {
        fingerprint: key?.fingerprint ?? null,
        exportKey,
        keyExchange: keyExchangeOf(stream),
        get channelBinding() {
          return Buffer.from(binding, 'latin1');
        },
      };
      resolve({ stream, secured });
    });
  });
}

/** The reason to reject a handshake that OpenSSL accepts, such as that of a client that offers no ALPN; else null. */
function wrongWith(stream: TLSSocket, { protocol }: Security): End | null {
  if (stream.getProtocol() !== 'TLSv1.3') return { code: 'other_protocol', text: 'it does not speak TLS 1.3' };
  if (stream.alpnProtocol !== protocol) return { code: 'other_protocol', text: `it does not speak ${protocol}` };
  if (stream.isSessionReused()) return { code: 'handshake_failed', text: 'it resumed a session' };
  return null;
}

function keyOf(stream: TLSSocket): PeerKey | null {
  const { raw } = stream.getPeerCertificate(false) ?? {};
  if (!raw) return null;
  const publicKey: KeyObject = new X509Certificate(raw).publicKey;
  return { fingerprint: fingerprintOf(publicKey), isOurKind: publicKey.asymmetricKeyType === 'ed25519' };
}

/** The group of the key exchange; null on the accepting side and, in some versions of Node, on both sides. */
function keyExchangeOf(stream: TLSSocket): string | null {
  const info = stream.getEphemeralKeyInfo();
  return info !== null && 'name' in info && typeof info.name === 'string' ? info.name : null;
}

/** The context for `identity`; destroys `raw` if it cannot be created. */
function contextFor(raw: Duplex, identity: Identity, authorities: string | undefined): SecureContext {
  try {
    return contextOf(identity, authorities);
  } catch (error) {
    raw.destroy();
    throw new HandshakeError(`there can be no handshake with our own key (${(error as NodeJS.ErrnoException).code})`);
  }
}

const contexts = new WeakMap<Identity, Map<string, SecureContext>>();

/** Creating a context costs as much as a handshake, so contexts are cached for each identity. */
function contextOf(identity: Identity, authorities: string | undefined): SecureContext {
  const made = contexts.get(identity) ?? new Map<string, SecureContext>();
  contexts.set(identity, made);
  const known = made.get(authorities ?? '');
  if (known) return known;
  const context = createSecureContext({
    key: identity.key,
    cert: identity.certificate,
    minVersion: 'TLSv1.3',
    maxVersion: 'TLSv1.3',
    secureOptions: constants.SSL_OP_NO_TICKET,
    ...(authorities === undefined ? {} : { ca: authorities }),
  });
  made.set(authorities ?? '', context);
  return context;
}
