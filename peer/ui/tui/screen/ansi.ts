import { moveTo } from './codes.ts';

/**
 * In place of a terminfo entry: what every terminal in use understands, as far as blessed's differ asks for it. It
 * moves the cursor to absolute places only, so that nothing depends on where the terminal thinks that it is; the cursor
 * is hidden while it paints and put in its place after it.
 */
export const ANSI = {
  colors: 256,
  /** What does not fit the terminal's character set has been replaced before. */
  unicode: true,
  brokenACS: true,
  bools: {},
  numbers: {},
  strings: {},
  cup: (y: number, x: number): string => moveTo(x, y),
  sc: (): string => '',
  rc: (): string => '',
};
