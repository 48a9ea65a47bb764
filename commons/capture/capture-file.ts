// A capture as a file for Wireshark, keys included: anyone with the file can decrypt all of it. It grows in whole
// blocks while the program runs, so it stays readable if the program crashes; at most the last moments are missing.

import { closeSync, constants, ftruncateSync, openSync, writeSync } from 'node:fs';
import type { Cancel, Clock } from '../clock.ts';
import { fileProblem } from '../storage/file-problems.ts';
import type { Direction, SeenObject } from '../wire/seen-object.ts';
import type { Wire, WireWatcher } from '../wire/wire.ts';
import type { WireTap } from '../wire/wire-tap.ts';
import { CaptureWriter } from './capture-writer.ts';

/** How long packets are held: keys may have to be written before them, and one write serves several. */
const HOLD_MS = 100;

/** Approximate limit of held bytes: one write of so many does not block the program for long. */
const MAX_HELD_BYTES = 256 * 1024;

/** The file cannot be created; `message` says why, for a person. */
export class CaptureError extends Error {
  override readonly name = 'CaptureError';
}

export interface CaptureOptions {
  readonly tap: WireTap;
  readonly clock: Clock;
  /** The name of the program that writes. */
  readonly application: string;
  /** A write failed: the capture has ended, and the file keeps what was written. Called once. */
  failed(error: NodeJS.ErrnoException): void;
}

export class CaptureFile implements WireWatcher {
  readonly file: string;
  readonly wantsBytes = true;
  readonly #descriptor: number;
  readonly #options: CaptureOptions;
  readonly #writer: CaptureWriter;
  readonly #unwatch: () => void;
  #writtenBytes = 0;
  #cancelFlush: Cancel | null = null;
  #isClosed = false;

  /** Creates the file, readable by its owner only. Throws a {@link CaptureError}, also if the file exists. */
  constructor(file: string, options: CaptureOptions) {
    const { tap, clock, application } = options;
    this.file = file;
    this.#options = options;
    const epochMs = clock.now() - clock.elapsed(); // Times must not jump, as those of a wall clock may.
    const nowMs = (): number => epochMs + clock.elapsed();
    this.#writer = new CaptureWriter(application, nowMs, (blocks) => this.#write(blocks));
    this.#descriptor = create(file);
    this.#unwatch = tap.watch(this);
    this.#flush();
  }

  /** Writes the held packets, and ends the capture. */
  close(): void {
    if (this.#isClosed) return;
    this.#flush();
    if (!this.#isClosed) this.#end();
  }

  opened(wire: Wire): void {
    this.#writer.opened(wire);
    this.#schedule();
  }

  carried(wire: Wire, direction: Direction, bytes: Buffer): void {
    // Before these bytes, not after them: their keys may follow in a moment, and must be written first.
    if (this.#writer.heldBytes > MAX_HELD_BYTES) this.#flush();
    if (this.#isClosed) return;
    this.#writer.carried(wire, direction, bytes);
    this.#schedule();
  }

  recorded(_wire: Wire, line: Buffer): void {
    this.#writer.recorded(line);
    this.#schedule();
  }

  saw(wire: Wire, seen: SeenObject): void {
    this.#writer.saw(wire, seen);
    this.#schedule();
  }

  ended(wire: Wire, direction: Direction, isBroken: boolean): void {
    this.#writer.ended(wire, direction, isBroken);
    this.#schedule();
  }

  #schedule(): void {
    this.#cancelFlush ??= this.#options.clock.after(HOLD_MS, () => this.#flush());
  }

  #flush(): void {
    this.#cancelFlush?.();
    this.#cancelFlush = null;
    try {
      this.#writer.flush();
    } catch (error) {
      this.#giveUp(error as NodeJS.ErrnoException);
    }
  }

  #write(blocks: Buffer): void {
    for (let at = 0; at < blocks.length; ) at += writeSync(this.#descriptor, blocks, at);
    this.#writtenBytes += blocks.length;
  }

  /** Removes an incomplete block at the end, so that readers report no error. */
  #giveUp(error: NodeJS.ErrnoException): void {
    try {
      ftruncateSync(this.#descriptor, this.#writtenBytes);
    } catch {
      // A reader copes with it.
    }
    this.#end();
    this.#options.failed(error);
  }

  #end(): void {
    this.#isClosed = true;
    this.#unwatch();
    closeSync(this.#descriptor);
  }
}

function create(file: string): number {
  const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants;
  try {
    return openSync(file, O_CREAT | O_EXCL | O_WRONLY | (O_NOFOLLOW ?? 0), 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST')
      throw new CaptureError(`${file} already exists; choose another name for the capture`);
    throw new CaptureError(`the capture ${file} cannot be written (${fileProblem('write', error).en})`);
  }
}
