// T13
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { digestOf, digestsOf } from '../../peer/sign-in/given-secrets.ts';
import { isWeakPassword } from '../../peer/sign-in/password-rule.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('the digest of a password (T13)', () => {
  it.each([
    ['composed letters', 'coração'.normalize('NFD'), 'coração'.normalize('NFC')],
    ['Hangul', '한국어'.normalize('NFD'), '한국어'.normalize('NFC')],
    ['a no-break space', 'a\u00a0b', 'a b'],
    ['an ideographic space', 'a\u3000b', 'a b'],
    ['a thin space', 'a\u2009b', 'a b'],
    ['the Ångström sign', '\u212b', '\u00c5'],
  ])('is that of the normal form: %s', (_, typed, normal) => {
    expect(digestsOf(typed)).toEqual({ digest: sha256(normal), typedDigest: sha256(typed) });
    expect(digestsOf(normal)).toEqual({ digest: sha256(normal) });
  });

  it.each(['hunter22', ' two  spaces ', 'Tab\tand\nline', 'ＦＵＬＬ', 'ﬁ', 'ß', 'Ana', '', '日本語'])(
    'is that of what was typed, where that is normal: %j',
    (typed) => {
      expect(digestOf(typed)).toBe(sha256(typed));
      expect(digestsOf(typed).typedDigest).toBeUndefined();
    },
  );

  it('keeps apart what differs in case, width or accents', () => {
    const digests = ['ana', 'Ana', 'ａｎａ', 'aná', 'ana '].map(digestOf);
    expect(new Set(digests).size).toBe(digests.length);
  });

  it('is of a weak password if its normal form is too short', () => {
    expect(isWeakPassword('ação'.normalize('NFD') + 'çã'.normalize('NFD'), 'ana')).toBe(true);
    expect(isWeakPassword('çãçãçãçã', 'ana')).toBe(false);
  });

  it.each([
    ['christopher', true],
    ['  Christopher ', true],
    ['          ', true],
    ['\u00a0\u3000 hunter2 ', true],
    ['christopher!', false],
    [' hunter22', false],
    ['x'.repeat(10_000), false],
  ])('(%j) is weak if it is the name, or short without the spaces around it (U10)', (password, isWeak) => {
    expect(isWeakPassword(password, 'Christopher')).toBe(isWeak);
  });
});
