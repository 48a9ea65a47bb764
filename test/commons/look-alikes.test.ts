// S18: which names look the same though they are different ones.
import { describe, expect, it } from 'vitest';
import { looksLike, shapesOf } from '../../commons/model/look-alikes.ts';
import { isUsername } from '../../commons/model/names.ts';

const ALIKE: readonly (readonly [string, string, string])[] = [
  ['Latin alpha', 'ana', '\u0251na'],
  ['Cyrillic a, s, e', 'ace', '\u0430\u0441\u0435'],
  ['Cyrillic for all of paypal', 'paypal', '\u0440\u0430\u0443\u0440\u0430\u04cf'],
  ['Greek omicron', 'o', '\u03bf'],
  ['Latin small capital', 'sam', '\ua731am'],
  ['Latin script g', 'gina', '\u0261ina'],
  ['a digit in the place of a letter', 'bob', 'b0b'],
  ['one and l', 'ana1', 'anal'],
  ['a capital I and l', 'lda', 'Ida'],
  ['r and n for m', 'mom', 'rnom'],
  ['capitals of another alphabet', 'AHA', '\u0410\u041d\u0410'],
  ['Armenian', 'uno', '\u057d\u0578\u0585'],
  ['Cyrillic beside Latin, as in a room', 'dev', 'd\u0435v'],
  ['mathematical letters, as in a room', 'dev', '\u{1d41d}\u{1d41e}\u{1d42f}'],
  ['another hyphen, as in a room', 'a-b', 'a\u2010b'],
  ['a Han radical, as in a room', '\u4e00', '\u2f00'],
];

describe('two names', () => {
  it.each(ALIKE)('look the same: %s', (_what, a, b) => {
    expect([looksLike(a, b), looksLike(b, a)]).toEqual([true, true]);
  });

  it.each([
    ['the same in other letters', 'ana', 'ANA'],
    ['one letter more', 'ana', 'anna'],
    ['an accent', 'jo\u00e3o', 'joao'],
    ['another digit', 'user1', 'user2'],
    ['the same name in another alphabet', 'eva', '\u0435\u0432\u0430'],
    ['names of one alphabet', '\u0430\u043d\u0430', '\u0430\u043d\u043d\u0430'],
    ['Han', '\u4f60\u597d', '\u59b3\u597d'],
  ])('do not: %s', (_what, a, b) => {
    expect([looksLike(a, b), looksLike(b, a)]).toEqual([false, false]);
  });

  it('are compared for each letter of the table that a user may be called by, in both directions', () => {
    expect(ALIKE.filter(([, a, b]) => isUsername(a) && isUsername(b)).length).toBeGreaterThan(8);
    for (const [, a, b] of ALIKE) {
      const shared = shapesOf(a).filter((shape) => shapesOf(b).includes(shape));
      expect(shared.length, `${a} ${b}`).toBeGreaterThan(0);
    }
  });
});
