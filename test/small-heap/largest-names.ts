/** As long as a name may be: `length` characters of four bytes in memory each, another name for each `index`. */
export function astral(index: number, length: number): string {
  return Array.from(String(index).padEnd(length, 'x'), (digit) => HAN[digit === 'x' ? 10 : Number(digit)]).join('');
}

const HAN = Array.from({ length: 11 }, (_, index) => String.fromCodePoint(0x2_0000 + 100 * index));
