// What a terminal's colours are in a picture. A user's terminal chooses the first sixteen: here they are
// calm ones; the others are the same everywhere.

export interface Palette {
  readonly background: string;
  readonly foreground: string;
  /** Of the window around the screen. */
  readonly frame: string;
  readonly edge: string;
  readonly caption: string;
  /** The eight plain colours, then the eight bright ones. */
  readonly basic: readonly string[];
}

export const DARK: Palette = {
  background: '#11151c',
  foreground: '#d7dce4',
  frame: '#1f2530',
  edge: '#333b49',
  caption: '#9aa4b2',
  basic: [
    ...['#0b0e13', '#e5534b', '#5fb568', '#d7b03f', '#539bf5', '#b083f0', '#39c5cf', '#c9d1d9'],
    ...['#6b7482', '#ff7b72', '#7ee787', '#f2cc60', '#79c0ff', '#e0a3ff', '#56d4dd', '#ffffff'],
  ],
};

export const LIGHT: Palette = {
  background: '#ffffff',
  foreground: '#1f2328',
  frame: '#eceff3',
  edge: '#cdd3da',
  caption: '#57606a',
  basic: [
    ...['#1f2328', '#cf222e', '#116329', '#9a6700', '#0550ae', '#8250df', '#1b7c83', '#6e7781'],
    ...['#57606a', '#a40e26', '#1a7f37', '#bf8700', '#0969da', '#6639ba', '#3192aa', '#ffffff'],
  ],
};

const CUBE_LEVELS = [0, 95, 135, 175, 215, 255];

/** The colour of that number, 0 to 255. */
export function colourOf({ basic }: Palette, number: number): string {
  if (number < 16) return basic[number] ?? '#000000';
  if (number >= 232) {
    const grey = 8 + (number - 232) * 10;
    return hex([grey, grey, grey]);
  }
  const index = number - 16;
  return hex([Math.floor(index / 36), Math.floor(index / 6) % 6, index % 6].map((level) => CUBE_LEVELS[level] ?? 0));
}

function hex(parts: readonly number[]): string {
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
