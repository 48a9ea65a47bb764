import fc from 'fast-check';

const SURROGATES = { first: 0xd800, count: 0x800 };

/** Any character that there is. (The library's own unit for that lists all of them first, for most of a second.) */
export const anyCharacter = fc
  .nat(0x10ffff - SURROGATES.count)
  .map((value) => String.fromCodePoint(value < SURROGATES.first ? value : value + SURROGATES.count));

/** Text of any characters, up to `maxLength` of them; some is ASCII alone, with the words that break programs. */
export function anyText(maxLength?: number): fc.Arbitrary<string> {
  const length = maxLength === undefined ? {} : { maxLength };
  return fc.oneof(
    { weight: 4, arbitrary: fc.string({ unit: anyCharacter, ...length }) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary-ascii', ...length }) },
  );
}
