import type { Attributes } from '../theme/theme.ts';
import { Input, Output, PaintedScreen } from './blessed-parts.ts';
import type { MouseReport } from './mouse-report.ts';
import { Pane } from './pane.ts';
import type { Key, Mouse, PanePicture, Size } from './picture.ts';

export interface EngineEvents {
  key(key: Key): void;
  mouse(mouse: Mouse): void;
}

/** blessed's names for the actions of the mouse. */
const ACTIONS = {
  press: 'mousedown',
  release: 'mouseup',
  drag: 'mousemove',
  wheelup: 'wheelup',
  wheeldown: 'wheeldown',
} as const;

/** The positions of the panes, and the attribute of the area that none covers. */
interface PaneLayout {
  readonly panes: readonly PanePicture[];
  readonly attribute: number;
}

/** Turns panes into the output for the terminal, and the terminal's input into events of keys and the mouse. */
export class Engine {
  readonly #input = new Input();
  readonly #output: Output;
  readonly #screen: PaintedScreen;
  readonly #panes = new Map<string, Pane>();
  /** Lines that have been painted in this frame. */
  readonly #touched = new Set<number>();
  #pointedAt: Pane | null = null;
  /** The layout that was painted last; null: none. */
  #layout: PaneLayout | null = null;

  constructor(size: Size, environment: Record<string, string | undefined>, events: EngineEvents) {
    this.#output = new Output(size);
    this.#screen = new PaintedScreen(this.#input, this.#output, environment);
    this.#screen.on('keypress', (text: string, key: { full: string }) => events.key({ name: key.full, text }));
    this.#screen.on('mouse', (report: MouseReport) => events.mouse(this.#located(report)));
    this.#output.take();
  }

  get size(): Size {
    const { cols, rows } = this.#screen.program;
    return { columns: cols, rows };
  }

  /** The terminal has a new size, and its content is unknown. */
  resize({ columns, rows }: Size): void {
    this.#screen.program.cols = columns;
    this.#screen.program.rows = rows;
    this.forget();
  }

  /** The next picture is painted on a cleared screen, whatever was there. */
  forget(): void {
    this.#output.take();
    this.#layout = null;
    this.#screen.alloc(true);
  }

  /** The output that makes the terminal show these panes, if all earlier output was written. */
  paint(pictures: readonly PanePicture[], attributes: Attributes, isAscii: boolean): string {
    this.#arrange(pictures, attributes);
    for (const picture of pictures) this.#panes.get(picture.name)?.show(picture, attributes, isAscii);
    this.#touched.clear();
    this.#screen.render();
    return this.#output.take();
  }

  key({ name, text }: Key): void {
    this.#input.emit('keypress', text, { name });
  }

  mouse(report: MouseReport): void {
    this.#pointedAt = null;
    this.#screen.program.emit('mouse', { ...report, action: ACTIONS[report.kind] });
  }

  close(): void {
    this.#screen.destroy();
  }

  /** Panes that come, go, move or change their order leave cells behind that no pane covers. */
  #arrange(pictures: readonly PanePicture[], attributes: Attributes): void {
    const layout = { panes: pictures, attribute: attributes.text };
    if (this.#layout && isSameLayout(layout, this.#layout)) return;
    this.#layout = layout;
    for (const pane of this.#panes.values()) pane.hide();
    for (const { name } of pictures) this.#paneOf(name).bringToFront();
    this.#blank(attributes.text);
  }

  #blank(attribute: number): void {
    for (const line of this.#screen.lines) {
      line.dirty = true;
      for (const cell of line) {
        cell[0] = attribute;
        cell[1] = ' ';
        cell[2] = 0;
      }
    }
  }

  #paneOf(name: string): Pane {
    const known = this.#panes.get(name);
    if (known) return known;
    const pane = new Pane(this.#screen, name, this.#touched, () => {
      this.#pointedAt = pane;
    });
    this.#panes.set(name, pane);
    return pane;
  }

  #located({ kind, x, y }: MouseReport): Mouse {
    const pane = this.#pointedAt;
    const { left, top } = pane?.corner ?? { left: 0, top: 0 };
    return { kind, x, y, pane: pane?.name ?? null, column: x - left, row: y - top };
  }
}

function isSameLayout(a: PaneLayout, b: PaneLayout): boolean {
  if (a.attribute !== b.attribute || a.panes.length !== b.panes.length) return false;
  return a.panes.every((pane, index) => {
    const other = b.panes[index];
    return (
      pane.name === other?.name &&
      pane.left === other.left &&
      pane.top === other.top &&
      pane.width === other.width &&
      pane.height === other.height
    );
  });
}
