import { Engine } from '../../peer/ui/tui/screen/engine.ts';
import type { PanePicture } from '../../peer/ui/tui/screen/picture.ts';
import type { Row } from '../../peer/ui/tui/text/row.ts';
import { dark } from '../../peer/ui/tui/theme/built-in.ts';
import { attributesOf } from '../../peer/ui/tui/theme/theme.ts';
import { Emulator, type EmulatorOptions } from './emulator.ts';

const attributes = attributesOf(dark, 256);

/** The engine alone, and a terminal that shows what it paints. */
export class Painted {
  readonly emulator: Emulator;
  readonly engine: Engine;

  constructor(columns: number, rows: number, options: EmulatorOptions = {}) {
    this.emulator = new Emulator({ columns, rows, ...options });
    this.engine = new Engine({ columns, rows }, {}, { key: () => undefined, mouse: () => undefined });
    this.emulator.output.write('\x1b[?7l');
  }

  /** What was written for it. */
  paint(...panes: readonly PanePicture[]): string {
    const written = this.engine.paint(panes, attributes, false);
    this.emulator.output.write(written);
    return written;
  }

  paintRows(rows: readonly Row[]): string {
    const { columns: width, rows: height } = this.engine.size;
    return this.paint({ name: 'rows', left: 0, top: 0, width, height, rows, style: 'text' });
  }
}
