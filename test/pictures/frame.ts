import type { EmulatedCell, Emulator } from '../helpers/emulator.ts';

/** What a terminal shows at one moment. */
export interface Frame {
  /** Of the terminal's window. */
  readonly title: string;
  readonly rows: readonly (readonly EmulatedCell[])[];
  /** The same as text, without spaces at the ends. */
  readonly lines: readonly string[];
  /** null: hidden. */
  readonly cursor: { readonly x: number; readonly y: number } | null;
}

export function frameOf(emulator: Emulator): Frame {
  const { columns, rows } = emulator.output;
  const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
  return {
    title: emulator.title,
    rows: range(rows).map((y) => range(columns).map((x) => emulator.cell(x, y))),
    lines: emulator.lines,
    cursor: emulator.isCursorVisible ? emulator.cursor : null,
  };
}
