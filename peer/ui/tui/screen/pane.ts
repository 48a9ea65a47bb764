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

/** A rectangle of the screen, and the box of blessed's that stands for it. */
export class Pane {
  readonly name: string;
  readonly #box: PaintedBox;
  #shown: Shown | null = null;

  constructor(screen: PaintedScreen, name: string, pointedAt: () => void) {
    this.name = name;
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
  }

  bringToFront(): void {
    this.#box.hidden = false;
    this.#box.setFront();
  }

  #paint(lines: readonly Line[]): void {
    if (!this.#shown) return;
    const { picture, attributes, isAscii } = this.#shown;
    const { xi, xl, yi, yl } = this.#box.lpos;
    for (let y = Math.max(0, yi); y < yl; y += 1) {
      const line = lines[y];
      if (!line) return;
      const brush = new Brush(line, y, Math.max(0, xi), Math.min(xl, line.length), isAscii);
      for (const { text, style } of picture.rows[y - yi] ?? []) brush.write(text, attributes[style]);
      brush.finish(attributes[picture.style]);
    }
  }
}
