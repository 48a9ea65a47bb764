/**
 * The internet checksum of `parts`, one after the other, as if they were one (RFC 1071): each but the last has to have
 * an even length. Over bytes that hold their own valid checksum it is 0.
 */
export function checksum(...parts: readonly Buffer[]): number {
  let sum = 0;
  for (const part of parts) sum += sumOfWords(part);
  return 0xffff - folded(sum);
}

/** How this machine reads two bytes as one number. */
const IS_LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

function sumOfWords(bytes: Buffer): number {
  const even = bytes.length - (bytes.length % 2);
  const sum = bytes.byteOffset % 2 === 0 ? sumOfNativeWords(bytes, even) : sumOfPairs(bytes, even);
  return even === bytes.length ? sum : sum + ((bytes[even] as number) << 8);
}

/** In the machine's own order of bytes it takes half the time, and only the sum has to be turned round (section 2B). */
function sumOfNativeWords(bytes: Buffer, even: number): number {
  const words = new Uint16Array(bytes.buffer, bytes.byteOffset, even / 2);
  let sum = 0;
  for (let at = 0; at < words.length; at += 1) sum += words[at] as number;
  const short = folded(sum);
  return IS_LITTLE_ENDIAN ? ((short & 0xff) << 8) | (short >> 8) : short;
}

function sumOfPairs(bytes: Buffer, even: number): number {
  let sum = 0;
  for (let at = 0; at < even; at += 2) sum += ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
  return sum;
}

/** What does not fit into 16 bits is added to what does. */
function folded(sum: number): number {
  let rest = sum;
  while (rest > 0xffff) rest = (rest % 0x10000) + Math.floor(rest / 0x10000);
  return rest;
}
