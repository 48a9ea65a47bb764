// S13: the core of a login by password. The vectors are those of RFC 7677, section 3 (PBKDF2 there makes the salted
// password) and RFC 7914, section 12; the rest is compared with the same steps written with Web Crypto.
import { pbkdf2Sync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { saltPassword } from '../../../commons/identity/salted-password.ts';
import {
  authMessage,
  clientProof,
  type Exchange,
  isProven,
  newNonce,
  newSalt,
  scramKeys,
  serverSignature,
} from '../../../commons/identity/scram.ts';
import { formatCost, parseCost, SCRYPT_COST, workOf } from '../../../commons/identity/scrypt-cost.ts';
import { anyText } from '../../helpers/any-text.ts';

const RFC_MESSAGE =
  'n=user,r=rOprNGfwEbeRWgbNEkqO,' +
  'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,' +
  'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0';

const salted = pbkdf2Sync('pencil', Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64'), 4096, 32, 'sha256');

const EXCHANGE: Exchange = {
  username: 'ana',
  clientNonce: 'client',
  nonce: 'clientserver',
  salt: 'c2FsdA',
  cost: '15:8:1',
  binding: Buffer.alloc(32, 7),
};

async function hmac(key: Uint8Array<ArrayBuffer>, text: string): Promise<Uint8Array<ArrayBuffer>> {
  const usable = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', usable, new TextEncoder().encode(text)));
}

describe('SCRAM', () => {
  it('makes the proof and the signature of RFC 7677', () => {
    const keys = scramKeys(salted);
    const proof = clientProof(keys, RFC_MESSAGE);
    expect(proof.toString('base64')).toBe('dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=');
    expect(isProven(keys.storedKey, RFC_MESSAGE, proof)).toBe(true);
    const signature = serverSignature(keys.serverKey, RFC_MESSAGE);
    expect(signature.toString('base64')).toBe('6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=');
  });

  it('makes the same as an implementation of another hand, whatever the password and the message', async () => {
    const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
    await fc.assert(
      fc.asyncProperty(bytes, anyText(), async (password, message) => {
        const keys = scramKeys(Buffer.from(password));
        const clientKey = await hmac(new Uint8Array(password), 'Client Key');
        const storedKey = new Uint8Array(await crypto.subtle.digest('SHA-256', clientKey));
        const signed = await hmac(storedKey, message);
        const proof = clientKey.map((byte, index) => byte ^ (signed[index] ?? 0));
        expect(clientProof(keys, message)).toEqual(Buffer.from(proof));
        const serverKey = await hmac(new Uint8Array(password), 'Server Key');
        expect(serverSignature(keys.serverKey, message)).toEqual(Buffer.from(await hmac(serverKey, message)));
      }),
      { numRuns: 20 },
    );
  });

  it('binds a proof to every part of the exchange, and to the connection', () => {
    const keys = scramKeys(salted);
    const proof = clientProof(keys, authMessage(EXCHANGE));
    expect(isProven(keys.storedKey, authMessage(EXCHANGE), proof)).toBe(true);
    const others: Partial<Exchange>[] = [
      { username: 'anb' },
      { clientNonce: 'clienu' },
      { nonce: 'clientserves' },
      { salt: 'c2FsdB' },
      { cost: '14:8:1' },
      { binding: Buffer.alloc(32, 8) },
    ];
    for (const other of others) {
      expect(isProven(keys.storedKey, authMessage({ ...EXCHANGE, ...other }), proof)).toBe(false);
    }
  });

  it('takes no proof that was made with what the tracker keeps, and none of another length', () => {
    const keys = scramKeys(salted);
    const message = authMessage(EXCHANGE);
    const forged = clientProof({ ...keys, clientKey: keys.storedKey }, message);
    for (const proof of [forged, Buffer.alloc(0), Buffer.alloc(32), Buffer.alloc(33), keys.serverKey]) {
      expect(isProven(keys.storedKey, message, proof)).toBe(false);
    }
  });

  it('keeps names apart that hold what separates the parts', () => {
    const named = (username: string): string => authMessage({ ...EXCHANGE, username });
    expect(named('a,r=client')).toContain('n=a=2Cr=3Dclient,');
    expect(named('a=2C')).not.toBe(named('a,'));
  });

  it('has nonces and salts that do not come twice', () => {
    expect(newNonce()).toMatch(/^[\w-]{24}$/);
    expect(newNonce()).not.toBe(newNonce());
    expect(newSalt()).not.toEqual(newSalt());
  });
});

describe('the salted password', () => {
  it('is scrypt, as RFC 7914 has it', async () => {
    const key = await saltPassword('pleaseletmein', Buffer.from('SodiumChloride'), { log2N: 14, r: 8, p: 1 });
    expect(key.toString('hex')).toBe('7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2');
  });

  it('has a cost that is read as it is written, and none that nobody should pay', () => {
    expect(parseCost(formatCost(SCRYPT_COST))).toEqual(SCRYPT_COST);
    for (const text of [
      '',
      '15',
      '15:8',
      '0:8:1',
      '19:8:1',
      '18:9:1',
      '15:0:1',
      '15:8:0',
      '15:8:1:1',
      '1e1:8:1',
      ' 15:8:1',
    ]) {
      expect(parseCost(text)).toBeNull();
    }
    expect(workOf({ log2N: 15, r: 8, p: 2 })).toBe(2 * workOf(SCRYPT_COST));
  });
});
