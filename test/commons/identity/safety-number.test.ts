import { describe, expect, it } from 'vitest';
import { newIdentity } from '../../../commons/identity/identity.ts';
import { safetyNumber } from '../../../commons/identity/safety-number.ts';
import { isSameNumber } from '../../../commons/identity/same-number.ts';

const ana = { username: 'ana', fingerprint: newIdentity().fingerprint };
const bob = { username: 'bob', fingerprint: newIdentity().fingerprint };

describe('the safety number of two people', () => {
  it('has twelve groups of five digits', () => {
    expect(safetyNumber(ana, bob)).toMatch(/^(\d{5} ){11}\d{5}$/);
  });

  it('is the same on both sides', () => {
    expect(safetyNumber(ana, bob)).toBe(safetyNumber(bob, ana));
  });

  it.each([
    ['key', { ...bob, fingerprint: newIdentity().fingerprint }],
    ['name', { ...bob, username: 'rob' }],
  ])('is another one with another %s', (_what, other) => {
    expect(safetyNumber(ana, other)).not.toBe(safetyNumber(ana, bob));
  });

  it('does not change from one version of the program to the next', () => {
    const fixed = (username: string, byte: number) => ({
      username,
      fingerprint: Buffer.alloc(32, byte).toString('base64url'),
    });
    expect(safetyNumber(fixed('ana', 1), fixed('bob', 2))).toMatchInlineSnapshot(
      `"02389 48933 41874 00641 97031 86220 45836 16467 08350 26901 00519 70572"`,
    );
  });

  it('may be typed with or without its spaces', () => {
    const number = safetyNumber(ana, bob);
    expect(isSameNumber(number.replaceAll(' ', ''), number)).toBe(true);
    expect(isSameNumber(number.replaceAll(' ', '-'), number)).toBe(true);
    expect(isSameNumber(number.slice(1), number)).toBe(false);
  });
});
