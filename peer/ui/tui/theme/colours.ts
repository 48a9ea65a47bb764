// Colours as terminals number them: 8 plain ones, 8 bright ones, a cube of 6x6x6, and 24 greys.

export const COLOUR_NAMES = [
  'black',
  'red',
  'green',
  'yellow',
  'blue',
  'magenta',
  'cyan',
  'white',
  'bright-black',
  'bright-red',
  'bright-green',
  'bright-yellow',
  'bright-blue',
  'bright-magenta',
  'bright-cyan',
  'bright-white',
] as const;

export type ColourName = (typeof COLOUR_NAMES)[number];

/** One of 16 names, or its number from 0 to 255. */
export type Colour = ColourName | number;

/** How many a terminal can show; 0: none. */
export type Colours = 0 | 8 | 16 | 256;

type Rgb = readonly [number, number, number];

/** As xterm shows the first 16. */
const BASIC: readonly Rgb[] = [
  [0, 0, 0],
  [205, 0, 0],
  [0, 205, 0],
  [205, 205, 0],
  [0, 0, 238],
  [205, 0, 205],
  [0, 205, 205],
  [229, 229, 229],
  [127, 127, 127],
  [255, 0, 0],
  [0, 255, 0],
  [255, 255, 0],
  [92, 92, 255],
  [255, 0, 255],
  [0, 255, 255],
  [255, 255, 255],
];

const CUBE_LEVELS = [0, 95, 135, 175, 215, 255];

export function colourNumber(colour: Colour): number {
  return typeof colour === 'number' ? colour : COLOUR_NAMES.indexOf(colour);
}

/** The nearest among the first 16. */
export function basicColour(number: number): number {
  if (number < 16) return number;
  const wanted = rgbOf(number);
  let nearest = 0;
  for (const [index, rgb] of BASIC.entries()) {
    if (distance(rgb, wanted) < distance(BASIC[nearest] ?? wanted, wanted)) nearest = index;
  }
  return nearest;
}

function rgbOf(number: number): Rgb {
  if (number >= 232) {
    const grey = 8 + (number - 232) * 10;
    return [grey, grey, grey];
  }
  const index = number - 16;
  const level = (position: number): number => CUBE_LEVELS[position % 6] ?? 0;
  return [level(Math.floor(index / 36)), level(Math.floor(index / 6)), level(index)];
}

function distance(a: Rgb, b: Rgb): number {
  return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
}
