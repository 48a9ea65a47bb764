// Our certificates against two strangers who read them: OpenSSL's parser in node, and a library of another hand.
import 'reflect-metadata';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import { describe, expect, it } from 'vitest';
import { FINGERPRINT } from '../../../commons/identity/fingerprint.ts';
import {
  identityFromCertificate,
  identityFromPem,
  newIdentity,
  UnusableKey,
} from '../../../commons/identity/identity.ts';
import { temporaryFolder } from '../../helpers/programs.ts';

/** On a machine without it the gate, which installs it, has to do. */
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

describe('an identity', () => {
  it('has a certificate that its own key has signed', () => {
    const { key, certificate } = newIdentity();
    const shown = new X509Certificate(certificate);
    expect(shown.publicKey.asymmetricKeyType).toBe('ed25519');
    expect(shown.verify(shown.publicKey)).toBe(true);
    expect(shown.publicKey.equals(createPublicKey(key))).toBe(true);
  });

  it('tells no name, and does not expire', () => {
    const shown = new X509Certificate(newIdentity().certificate);
    expect([shown.subject, shown.issuer]).toEqual(['CN=p2pchat', 'CN=p2pchat']);
    expect(shown.validTo).toBe('Dec 31 23:59:59 9999 GMT');
    expect(shown.ca).toBe(false);
  });

  it('is named by the SHA-256 of its SubjectPublicKeyInfo', () => {
    const { key, fingerprint } = newIdentity();
    const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
    expect(fingerprint).toBe(createHash('sha256').update(spki).digest('base64url'));
    expect(fingerprint).toMatch(FINGERPRINT);
  });

  it('comes back from its key, with the same name and another certificate', () => {
    const first = newIdentity();
    const again = identityFromPem(first.key);
    expect(again.fingerprint).toBe(first.fingerprint);
    expect(again.certificate).not.toBe(first.certificate);
  });

  it('has a certificate that a library of another hand reads and verifies', async () => {
    const parsed = new x509.X509Certificate(newIdentity().certificate);
    expect(parsed.publicKey.algorithm.name).toBe('Ed25519');
    expect(parsed.serialNumber).toMatch(/^[4-7][0-9a-f]{31}$/);
    expect(parsed.getExtension(x509.BasicConstraintsExtension)?.ca).toBe(false);
    expect(parsed.getExtension(x509.KeyUsagesExtension)?.usages).toBe(x509.KeyUsageFlags.digitalSignature);
    expect(await parsed.verify()).toBe(true);
  });

  it.skipIf(!hasOpenssl)('has a certificate that openssl verifies against itself', () => {
    const file = join(temporaryFolder(), 'certificate.pem');
    writeFileSync(file, newIdentity().certificate);
    const openssl = (...args: string[]): string => execFileSync('openssl', args, { encoding: 'utf8' });
    expect(openssl('verify', '-check_ss_sig', '-CAfile', file, file)).toContain(': OK');
    expect(openssl('x509', '-in', file, '-noout', '-text')).toMatch(
      /Version: 3 \(0x2\)[\s\S]*Signature Algorithm: ED25519/,
    );
  });
});

describe('a key that is none of ours is refused', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
  it.each([
    ['an RSA key', rsa.toString()],
    ['a certificate', newIdentity().certificate],
    ['nothing', ''],
  ])('%s', (_what, pem) => {
    expect(() => identityFromPem(pem)).toThrow(UnusableKey);
  });

  it('a certificate that belongs to another key', () => {
    const [one, other] = [newIdentity(), newIdentity()];
    expect(identityFromCertificate(one.key, one.certificate).fingerprint).toBe(one.fingerprint);
    expect(() => identityFromCertificate(one.key, other.certificate)).toThrow('another key');
    expect(() => identityFromCertificate(one.key, 'no certificate')).toThrow('cannot be read');
  });
});
