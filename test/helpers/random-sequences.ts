import fc from 'fast-check';

const between = (least: number, most: number): fc.Arbitrary<string> =>
  fc.integer({ min: least, max: most }).map((code) => String.fromCharCode(code));

const some = (one: fc.Arbitrary<string>, most: number): fc.Arbitrary<string> =>
  fc.array(one, { maxLength: most }).map((pieces) => pieces.join(''));

const parameters = some(fc.oneof(between(0x30, 0x3f), fc.constantFrom('1', '2', ';', ':')), 12);
const intermediates = some(between(0x20, 0x2f), 2);

/** In both forms; the 8-bit one as the byte itself, or as the UTF-8 of that control. */
const introducer = (letter: string): fc.Arbitrary<string> =>
  fc.constantFrom(`\x1b${letter}`, String.fromCharCode(letter.charCodeAt(0) + 0x40));

/** None that may be a key with a character, and none after which more characters belong to a report of the mouse. */
const controlSequence = fc
  .tuple(introducer('['), parameters, intermediates, between(0x40, 0x7e))
  .filter(([, numbers, inner, final]) => !'u~'.includes(final) || inner !== '' || /[<-?]/.test(numbers))
  .filter(([, numbers, inner, final]) => `${numbers}${inner}` !== '' || !'[M'.includes(final))
  .map((parts) => parts.join(''));

const string = fc
  .tuple(
    fc.constantFrom(']', 'P', 'X', '^', '_').chain(introducer),
    some(fc.oneof(between(0x20, 0x7e), fc.constantFrom('é', '日', '/leave')), 40),
    fc.constantFrom('\x1b\\', '\x9c', '\x07'),
  )
  .map((parts) => parts.join(''));

/** With a last character that no keypad sends. */
const singleShift = fc
  .tuple(introducer('O'), fc.constantFrom('', '2', '5'), fc.constantFrom(...'GJKLNTUVWYZ@[\\]^_`efghiz{|}~!"#$%&()'))
  .map((parts) => parts.join(''));

/** A well-formed sequence that is no key, of each kind. */
export const randomSequence: fc.Arbitrary<string> = fc.oneof(controlSequence, string, singleShift);

/** As a terminal sends it: text in UTF-8, but an 8-bit control half the time as a byte alone. */
export const bytesOfSequence = (sequence: string, isRaw: boolean): Buffer =>
  isRaw
    ? Buffer.concat([...sequence].map((c) => (c >= '\x80' && c <= '\x9f' ? Buffer.from(c, 'latin1') : Buffer.from(c))))
    : Buffer.from(sequence);
