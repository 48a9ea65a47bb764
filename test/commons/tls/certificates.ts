// Certificates of kinds that we never make ourselves, by a library of another hand.

import 'reflect-metadata';
import { KeyObject } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { fingerprintOf, type Identity, identityFromCertificate } from '../../../commons/identity/identity.ts';

const KINDS = {
  'P-256': { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  RSA: rsa(2048),
  /** No OpenSSL takes it any more. */
  'RSA-512': rsa(512),
};

function rsa(modulusLength: number) {
  const publicExponent = new Uint8Array([1, 0, 1]);
  return { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength, publicExponent };
}

export type Kind = keyof typeof KINDS;

export interface Issued {
  readonly keys: CryptoKeyPair;
  readonly certificate: x509.X509Certificate;
  readonly pem: string;
  readonly identity: Identity;
}

type CryptoKeyPair = x509.X509CertificateCreateSelfSignedParams['keys'];

export interface IssueOptions {
  readonly kind?: Kind;
  /** Names (DNS) and addresses that it is for. */
  readonly hosts?: readonly string[];
  /** The name of an authority; without it, it is a server's. */
  readonly authority?: string;
  readonly notAfter?: Date;
  /** Who vouches for it; nobody else than itself if left out. */
  readonly by?: Issued;
}

export async function issue(options: IssueOptions = {}): Promise<Issued> {
  const { kind = 'P-256', hosts = [], authority, by, notAfter = new Date('2120-01-01') } = options;
  const algorithm = KINDS[kind];
  const keys = (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair;
  const names = hosts.map((value) => ({ type: /^[0-9.]+$/.test(value) ? ('ip' as const) : ('dns' as const), value }));
  const extensions: x509.Extension[] = [new x509.BasicConstraintsExtension(authority !== undefined, undefined, true)];
  if (names.length > 0) extensions.push(new x509.SubjectAlternativeNameExtension(names));
  const common = { notBefore: new Date('2020-01-01'), notAfter, signingAlgorithm: algorithm, extensions };
  const subject = `CN=${authority ?? 'A server'}`;
  const certificate = by
    ? await x509.X509CertificateGenerator.create({
        ...common,
        subject,
        issuer: by.certificate.subject,
        publicKey: keys.publicKey,
        signingKey: by.keys.privateKey,
      })
    : await x509.X509CertificateGenerator.createSelfSigned({ ...common, name: subject, keys });
  const pem = certificate.toString('pem');
  const key = KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' }).toString();
  return { keys, certificate, pem, identity: identityFromCertificate(key, pem) };
}

/** What follows a good certificate in a chain, and is none. */
export const DAMAGED = `-----BEGIN CERTIFICATE-----\n${'A'.repeat(64)}\n-----END CERTIFICATE-----\n`;

/** Of a P-256 private key, as PKCS #8 in DER: its secret number has this length. */
const SECRET_BYTES = 32;

/**
 * The certificate of `victim` with the secret of `thief`. OpenSSL accepts such a pair only if the key file claims the
 * victim's public half, which OpenSSL believes. The file is put together from bytes (N18): from Node 26 on, a JWK whose
 * halves do not belong together is refused.
 */
export function stolen(victim: Issued, thief: Issued): Identity {
  const der = (of: Issued) => KeyObject.from(of.keys.privateKey).export({ type: 'pkcs8', format: 'der' });
  const secret = (of: Issued) =>
    Buffer.from(KeyObject.from(of.keys.privateKey).export({ format: 'jwk' }).d ?? '', 'base64url');
  const mixed = der(victim);
  const at = mixed.indexOf(secret(victim));
  if (at < 0 || secret(thief).length !== SECRET_BYTES) throw new Error('not a P-256 key in PKCS #8');
  secret(thief).copy(mixed, at);
  const lines = mixed.toString('base64').replace(/.{64}/g, '$&\n').trimEnd();
  return {
    key: `-----BEGIN PRIVATE KEY-----\n${lines}\n-----END PRIVATE KEY-----\n`,
    certificate: victim.pem,
    fingerprint: fingerprintOf(KeyObject.from(victim.keys.publicKey)),
  };
}
