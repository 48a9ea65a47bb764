import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CannotOpen, newKey, seal, unseal } from '../../../commons/identity/seal.ts';
import { Vault } from '../../../peer/profile/vault.ts';
import { temporaryFolder } from '../../helpers/programs.ts';

describe('a seal', () => {
  it('notices every flipped bit of what it keeps', () => {
    const key = newKey();
    const sealed = seal('a secret of some length', key, 'about');
    for (const field of ['nonce', 'tag', 'ciphertext'] as const) {
      const bytes = Buffer.from(sealed[field], 'base64url');
      for (let bit = 0; bit < bytes.length * 8; bit += 1) {
        const flipped = Buffer.from(bytes);
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(() => unseal({ ...sealed, [field]: flipped.toString('base64url') }, key, 'about')).toThrow(CannotOpen);
      }
    }
    expect(() => unseal(sealed, key, 'something else')).toThrow(CannotOpen);
    expect(() => unseal(sealed, newKey(), 'about')).toThrow(CannotOpen);
    expect(unseal(sealed, key, 'about')).toBe('a secret of some length');
  });

  it('is another one each time, though the text is the same', () => {
    const key = newKey();
    const seals = Array.from({ length: 100 }, () => seal('the same', key, 'about'));
    expect(new Set(seals.map(({ nonce }) => nonce)).size).toBe(100);
    expect(new Set(seals.map(({ ciphertext }) => ciphertext)).size).toBe(100);
  });

  it('of a file lets no flipped bit of the file through as other content', async () => {
    const folder = temporaryFolder();
    const key = newKey();
    const file = join(folder, 'x.json');
    await new Vault(folder, key, false).write('x.json', ['kept']);
    const whole = readFileSync(file);
    for (let bit = 0; bit < whole.length * 8; bit += 5) {
      const flipped = Buffer.from(whole);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      writeFileSync(file, flipped, { mode: 0o600 });
      const read = await new Vault(folder, key, false).read('x.json', z.array(z.string()), () => {});
      expect([null, ['kept']]).toContainEqual(read);
    }
  });
});
