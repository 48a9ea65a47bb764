import { type Cell, type Line, RIGHT_HALF, UNKNOWN } from './cells.ts';

/**
 * Before blessed compares what shall be shown with what is shown: marks as unknown, and so to be written again, the whole of
 * each wide character of which a half changes, and the cells over which a changed character reaches in some terminal.
 */
export function forgetHalfGlyphs(lines: readonly Line[], shownLines: readonly Line[]): void {
  for (const [y, line] of lines.entries()) {
    const shown = shownLines[y];
    if (shown && line.dirty) forgetInLine(line, shown);
  }
}

function forgetInLine(line: Line, shown: Line): void {
  for (let x = 0; x < line.length; x += 1) {
    const cell = line[x];
    const old = shown[x];
    if (!cell || !old) continue;
    const isChanged = differs(cell, old);
    const before = line[x - 1];
    const oldBefore = shown[x - 1];
    if (before && oldBefore && cell[1] === RIGHT_HALF && (isChanged || differs(before, oldBefore))) {
      oldBefore[1] = UNKNOWN;
      old[1] = UNKNOWN;
      forgetAfter(shown, x - 1, before[2]);
    } else if (isChanged) {
      if (before && oldBefore && old[1] === RIGHT_HALF) {
        oldBefore[1] = UNKNOWN;
        forgetAfter(shown, x - 1, before[2]);
      }
      forgetAfter(shown, x, cell[2]);
      forgetAfter(shown, x, old[2]);
    }
    old[2] = cell[2] ?? 0;
  }
}

function differs(cell: Cell, old: Cell): boolean {
  return cell[0] !== old[0] || cell[1] !== old[1];
}

function forgetAfter(shown: Line, x: number, reach = 0): void {
  for (let at = x + 1; at <= x + reach; at += 1) {
    const old = shown[at];
    if (old) old[1] = UNKNOWN;
  }
}
