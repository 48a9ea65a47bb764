// Just enough DER (X.690) to write a certificate: definite lengths up to 64 KiB, and the types that X.509 needs.

const SEQUENCE = 0x30;
const SET = 0x31;
const BOOLEAN = 0x01;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const OBJECT_IDENTIFIER = 0x06;
const UTF8_STRING = 0x0c;
const GENERALIZED_TIME = 0x18;
const EXPLICIT = 0xa0;

export const sequence = (...parts: Buffer[]): Buffer => encode(SEQUENCE, parts);
export const set = (...parts: Buffer[]): Buffer => encode(SET, parts);
export const truth = (): Buffer => encode(BOOLEAN, [Buffer.from([0xff])]);
export const octetString = (...parts: Buffer[]): Buffer => encode(OCTET_STRING, parts);
export const utf8String = (text: string): Buffer => encode(UTF8_STRING, [Buffer.from(text)]);

/** `bytes` are the big-endian value: its first bit must be 0, and its first nine must not. */
export const integer = (bytes: Buffer): Buffer => encode(INTEGER, [bytes]);

/** `unusedBits` at the end of the last byte do not count. */
export const bitString = (bytes: Buffer, unusedBits = 0): Buffer =>
  encode(BIT_STRING, [Buffer.from([unusedBits]), bytes]);

/** `YYYYMMDDHHMMSSZ` */
export const generalizedTime = (text: string): Buffer => encode(GENERALIZED_TIME, [Buffer.from(text)]);

/** `[tag] EXPLICIT` around what is inside. */
export const explicit = (tag: number, ...parts: Buffer[]): Buffer => encode(EXPLICIT + tag, parts);

/** An object identifier in dots, such as `1.3.101.112`. */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return encode(OBJECT_IDENTIFIER, [Buffer.from([first * 40 + second, ...rest.flatMap(base128)])]);
}

/** Seven bits a byte, the most significant first; all but the last have their high bit set. */
function base128(value: number): number[] {
  const digits = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) digits.unshift((rest % 128) + 128);
  return digits;
}

function encode(tag: number, parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content), content]);
}

function lengthOf({ length }: Buffer): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  if (length < 0x100) return Buffer.from([0x81, length]);
  return Buffer.from([0x82, length >> 8, length & 0xff]);
}
