// A terminal that swallows what it is told: what a program does for its screen is measured, and not how fast a terminal
// is.

import { PassThrough, Writable } from 'node:stream';
import type { Size } from '../peer/ui/tui/screen/picture.ts';

export class BenchInput extends PassThrough {
  readonly isTTY = true;
  isRaw = false;

  setRawMode(isRaw: boolean): this {
    this.isRaw = isRaw;
    return this;
  }

  /** The keys arrive at once. */
  press(keys: string): void {
    this.emit('data', Buffer.from(keys));
  }
}

export class BenchOutput extends Writable {
  readonly isTTY = true;
  columns: number;
  rows: number;
  /** What was written last. */
  last = '';

  constructor({ columns, rows }: Size) {
    super({ decodeStrings: false });
    this.columns = columns;
    this.rows = rows;
  }

  override _write(chunk: Buffer | string, _encoding: BufferEncoding, done: () => void): void {
    this.last = String(chunk);
    done();
  }

  resize({ columns, rows }: Size): void {
    this.columns = columns;
    this.rows = rows;
    this.emit('resize');
  }
}
