import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Identity, newIdentity } from '../../../commons/identity/identity.ts';
import type { KeyChange } from '../../../commons/identity/key-change.ts';
import { readKeyChange, signKeyChange } from '../../../commons/identity/signed-key-change.ts';
import { parsePeerMessage } from '../../../commons/protocol/peer-messages.ts';

const old = newIdentity();
const next = newIdentity();
const change = signKeyChange('João', old, next.fingerprint);
const [publicKey = '', successor = '', signature = ''] = change.split('.');

const spkiOf = (identity: Identity): string => signKeyChange('x', identity, 'A'.repeat(43)).split('.')[0] ?? '';

describe('a statement that another key follows', () => {
  it('is read as the step from the one key to the other, in whatever case the name is written', () => {
    const step = { from: old.fingerprint, to: next.fingerprint };
    expect(readKeyChange('João', change)).toEqual(step);
    expect(readKeyChange('JOÃO', change)).toEqual(step);
  });

  it('is signed as docs/protocol.md says', () => {
    const bytes = Buffer.from(`p2pchat-key-change-1\0${old.fingerprint}\0${next.fingerprint}\0joão`);
    expect(signature).toBe(sign(null, bytes, createPrivateKey(old.key)).toString('base64url'));
  });

  it.each([
    ['another name', 'maria', change],
    ['another key that follows', 'João', [publicKey, newIdentity().fingerprint, signature].join('.')],
    ['another key that signs', 'João', [spkiOf(next), newIdentity().fingerprint, signature].join('.')],
    ['no signature', 'João', [publicKey, successor, 'A'.repeat(86)].join('.')],
  ])('is forged with %s', (_what, username, lie) => {
    expect(readKeyChange(username, lie)).toBe('forged');
  });

  it.each([
    ['a key that follows itself', signKeyChange('João', old, old.fingerprint)],
    ['no key', ['A'.repeat(59), successor, signature].join('.')],
    ['nothing in it', ''],
  ])('is none with %s', (_what, lie) => {
    expect(readKeyChange('João', lie)).toBeNull();
  });

  it('is none with a key of another kind', () => {
    const spki = generateKeyPairSync('x25519').publicKey.export({ type: 'spki', format: 'der' }).toString('base64url');
    expect(readKeyChange('João', [spki, successor, signature].join('.'))).toBeNull();
  });

  it('is not checked where nobody is concerned with the key that signs', () => {
    expect(readKeyChange('João', change, () => false)).toBeNull();
  });

  it('is refused by the schema with more than eight, and in another form', () => {
    const message = (changes: readonly unknown[]) => parsePeerMessage({ cmd: 'KEY_CHANGE', key_changes: changes });
    expect(message(Array<KeyChange>(8).fill(change))).toHaveProperty('message');
    for (const bad of [Array<KeyChange>(9).fill(change), [`${change}x`], [{}], ['x'], [null]]) {
      expect(message(bad)).toHaveProperty('problem');
    }
  });
});
