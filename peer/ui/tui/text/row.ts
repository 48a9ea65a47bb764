import type { Style } from '../theme/style.ts';

/** A piece of text in one style. */
export interface Span {
  /** Safe to show: without control characters, escape sequences and newlines. */
  readonly text: string;
  readonly style: Style;
  /** The whole address of which this text is a part. */
  readonly address?: string;
}

/** One row of a pane, from its left edge. */
export type Row = readonly Span[];
