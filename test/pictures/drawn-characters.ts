// Lines and blocks as paths: glyphs of them leave gaps between cells, in most fonts.

/** Of one character's place, in pixels. */
export const CELL = { width: 8.4, height: 18 };

/** Where a line runs from the middle of its cell: left, right, up, down. */
const LINES: { readonly [character: string]: string } = {
  '─': 'lr',
  '│': 'ud',
  '┌': 'rd',
  '┐': 'ld',
  '└': 'ru',
  '┘': 'lu',
};

/** Which halves of its cell a block fills: upper, lower. */
const BLOCKS: { readonly [character: string]: readonly [from: number, to: number] } = {
  '█': [0, 1],
  '▀': [0, 0.5],
  '▄': [0.5, 1],
};

export function isDrawn(character: string): boolean {
  return character in LINES || character in BLOCKS;
}

/** The paths of `length` of the character, one beside the other, from column `x` of row `y`. */
export function drawing(character: string, x: number, y: number, length: number): string[] {
  const left = x * CELL.width;
  const top = y * CELL.height;
  const block = BLOCKS[character];
  if (block) {
    const [from, to] = block;
    return [rectangle(left, top + from * CELL.height, length * CELL.width, (to - from) * CELL.height)];
  }
  if (character === '─') return [rectangle(left, top + CELL.height / 2 - 0.5, length * CELL.width, 1)];
  if (character === '│') {
    return Array.from({ length }, (_, index) =>
      rectangle(left + (index + 0.5) * CELL.width - 0.5, top, 1, CELL.height),
    );
  }
  return Array.from({ length }, (_, index) => strokes(character, left + index * CELL.width, top)).flat();
}

function strokes(character: string, left: number, top: number): string[] {
  const ways = LINES[character] ?? '';
  const [x, y] = [left + CELL.width / 2 - 0.5, top + CELL.height / 2 - 0.5];
  const half = { width: CELL.width / 2 + 0.5, height: CELL.height / 2 + 0.5 };
  return [
    ...(ways.includes('l') ? [rectangle(left, y, half.width, 1)] : []),
    ...(ways.includes('r') ? [rectangle(x, y, half.width, 1)] : []),
    ...(ways.includes('u') ? [rectangle(x, top, 1, half.height)] : []),
    ...(ways.includes('d') ? [rectangle(x, y, 1, half.height)] : []),
  ];
}

export function rectangle(x: number, y: number, width: number, height: number): string {
  return `M${round(x)} ${round(y)}h${round(width)}v${round(height)}h${round(-width)}z`;
}

/** To a tenth of a pixel: more would only be longer. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
