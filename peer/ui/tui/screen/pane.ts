import type { Row, Span } from '../text/row.ts';
import type { Attributes } from '../theme/theme.ts';
import { PaintedBox, type PaintedScreen } from './blessed-parts.ts';
import { Brush } from './brush.ts';
import type { Line } from './cells.ts';
import type { PanePicture } from './picture.ts';

interface Shown {
  readonly picture: PanePicture;
  readonly attributes: Attributes;
  readonly isAscii: boolean;
}

/** A rectangle of the screen, drawn with a box of blessed. */
export class Pane {
  readonly name: string;
  readonly #box: PaintedBox;
  readonly #touched: Set<number>;
  #shown: Shown | null = null;
  /** The content that the cells show; null: they were painted over, or the pane has moved. */
  #painted: Shown | null = null;

  /** @param touched The lines of the screen that have been painted in this frame, by any pane. */
  constructor(screen: PaintedScreen, name: string, touched: Set<number>, pointedAt: () => void) {
    this.name = name;
    this.#touched = touched;
    this.#box = new PaintedBox(screen, name, (lines) => this.#paint(lines));
    this.#box.on('mouse', pointedAt);
  }

  get corner(): { readonly left: number; readonly top: number } {
    const { left, top } = this.#box.position;
    return { left, top };
  }

  show(picture: PanePicture, attributes: Attributes, isAscii: boolean): void {
    const { left, top, width, height } = picture;
    this.#box.position = { left, top, width, height };
    this.#shown = { picture, attributes, isAscii };
  }

  hide(): void {
    this.#box.hidden = true;
    this.#painted = null;
  }

  bringToFront(): void {
    this.#box.hidden = false;
    this.#box.setFront();
  }

  /**
   * Paints only the rows that have changed or that another pane has covered, since most stay the same between frames.
   */
  #paint(lines: readonly Line[]): void {
    if (!this.#shown) return;
    const { picture, attributes, isAscii } = this.#shown;
    const before = this.#paintedSo(this.#shown);
    this.#painted = this.#shown;
    const { xi, xl, yi, yl } = this.#box.lpos;
    for (let y = Math.max(0, yi); y < yl; y += 1) {
      const line = lines[y];
      if (!line) return;
      const row = picture.rows[y - yi] ?? [];
      if (before && !this.#touched.has(y) && isSameRow(row, before.rows[y - yi] ?? [])) continue;
      this.#touched.add(y);
      const brush = new Brush(line, y, Math.max(0, xi), Math.min(xl, line.length), isAscii);
      for (const { text, style } of row) brush.write(text, attributes[style]);
      brush.finish(attributes[picture.style]);
    }
  }

  /** The last painted picture, if it had the same colours and characters; else null. */
  #paintedSo({ picture, attributes, isAscii }: Shown): PanePicture | null {
    const painted = this.#painted;
    const isSo =
      painted?.attributes === attributes && painted.isAscii === isAscii && painted.picture.style === picture.style;
    return isSo ? painted.picture : null;
  }
}

function isSameRow(row: Row, before: Row): boolean {
  if (row === before) return true;
  return row.length === before.length && row.every((span, index) => isSameSpan(span, before[index]));
}

function isSameSpan({ text, style }: Span, before: Span | undefined): boolean {
  return text === before?.text && style === before.style;
}
