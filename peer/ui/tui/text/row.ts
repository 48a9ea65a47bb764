import type { Style } from '../theme/style.ts';

/** A piece of text that looks one way. */
export interface Span {
  /** Harmless already: no control, no escape sequence, no newline. */
  readonly text: string;
  readonly style: Style;
  /** All of the address that it is a part of. */
  readonly address?: string;
}

/** One row of a pane, from its left edge. */
export type Row = readonly Span[];
