import { type Cell, COVERED, type Line, UNKNOWN } from './cells.ts';

/**
 * Before blessed compares what shall be shown with what is shown: marks as unknown, and so to be written again, the
 * whole of each wide character of which a cell changes, and the cells over which a changed character reaches in some
 * terminal.
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
    if (cell[1] === old[1] && cell[0] === old[0] && cell[1] !== COVERED) {
      old[2] = cell[2] ?? 0;
      continue; // Most cells.
    }
    if (cell[1] === COVERED || old[1] === COVERED) {
      let end = x + 1;
      while (line[end]?.[1] === COVERED || shown[end]?.[1] === COVERED) end += 1;
      forgetWide(line, shown, Math.max(0, x - 1), end);
      x = end - 1;
      continue;
    }
    if (differs(cell, old)) {
      forgetAfter(shown, x, cell[2]);
      forgetAfter(shown, x, old[2]);
    }
    old[2] = cell[2] ?? 0;
  }
}

/** Cells that hang together, in the new picture or in the old one: if one of them changes, all are written. */
function forgetWide(line: Line, shown: Line, from: number, end: number): void {
  let isChanged = false;
  for (let x = from; x < end && !isChanged; x += 1) {
    const [cell, old] = [line[x], shown[x]];
    isChanged = cell !== undefined && old !== undefined && differs(cell, old);
  }
  for (let x = from; x < end; x += 1) {
    const old = shown[x];
    if (!old) continue;
    if (isChanged) {
      old[1] = UNKNOWN;
      forgetAfter(shown, x, line[x]?.[2]);
      forgetAfter(shown, x, old[2]);
    }
    old[2] = line[x]?.[2] ?? 0;
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
