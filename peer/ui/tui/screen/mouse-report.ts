import type { Mouse } from './picture.ts';

/** What the mouse did, and where on the whole screen. */
export type MouseReport = Pick<Mouse, 'kind' | 'x' | 'y'>;

/** In the way of xterm's mode 1006. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it begins with ESC
const SGR_REPORT = /^\x1b\[<(\d{1,4});(\d{1,5});(\d{1,5})([Mm])$/;

/** Added to the number of the button. */
const MOTION = 32;
const WHEEL = 64;
/** Shift, Alt and Ctrl were held: they make no difference here. */
const HELD_KEYS = 4 | 8 | 16;

export function isMouseReport(sequence: string): boolean {
  return SGR_REPORT.test(sequence);
}

/** Null for what is of no use here: other buttons than the first, and wheels to the side. */
export function parseMouseReport(sequence: string): MouseReport | null {
  const [, button, column, row, end] = SGR_REPORT.exec(sequence) ?? [];
  const kind = kindOf(Number(button) & ~HELD_KEYS, end === 'M');
  const [x, y] = [Number(column) - 1, Number(row) - 1];
  return kind && x >= 0 && y >= 0 ? { kind, x, y } : null;
}

function kindOf(button: number, isDown: boolean): Mouse['kind'] | null {
  if (button === 0) return isDown ? 'press' : 'release';
  if (button === MOTION) return 'drag';
  if (button === WHEEL) return 'wheelup';
  return button === WHEEL + 1 ? 'wheeldown' : null;
}
