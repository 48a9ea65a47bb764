// The disk in a test's hand: it refuses, does half of what it is asked, or is slow, at any single call. A test file
// puts it under the product with
//
//   vi.mock('node:fs/promises', async (importOriginal) => (await import('./disk.ts')).disk.guard(await importOriginal()));
//
// and every function of node:fs/promises, and every method of the handles that it opens, is a call. Tests themselves
// use node:fs, which is never refused.

import type { FileHandle } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { PATIENCE_MS } from '../helpers/patience.ts';

type Promises = typeof import('node:fs/promises');
type Work = (...args: unknown[]) => Promise<unknown>;

export interface Call {
  /** Of the function, or of the handle's method. */
  readonly name: string;
  readonly path: string;
  readonly args: readonly unknown[];
}

export interface Refusal {
  readonly code: string;
  /** What happened all the same before the disk said no; `part` of a write is a short one. */
  readonly done?: 'nothing' | 'part' | 'all';
}

type Verdict = Refusal | null | undefined;

const HANDLE_CALLS = [
  'appendFile',
  'close',
  'datasync',
  'read',
  'readFile',
  'stat',
  'sync',
  'truncate',
  'write',
] as const;
const SYNCING = ['datasync', 'sync'];

class Disk {
  /** Asked before each call, which waits for the answer. */
  before: ((call: Call) => Verdict | Promise<Verdict>) | null = null;
  /** Told after each call that was done. */
  after: ((call: Call) => void) | null = null;
  /** Told before each piece of a file that is written in pieces; the piece waits for it. */
  piece: ((text: string) => void | Promise<void>) | null = null;
  #underWay = 0;
  /** Those that are open, with their paths. */
  readonly #handles = new Map<FileHandle, string>();

  guard(real: Promises): Promises {
    const guarded = Object.entries(real).map(([name, work]) => [
      name,
      typeof work === 'function' ? this.#function(name, work as Work) : work,
    ]);
    return { ...Object.fromEntries(guarded), open: this.#open(real.open) };
  }

  /** Resolves when the product has nothing under way on the disk, and has had its turn with what came of it. */
  async rest(): Promise<void> {
    const until = Date.now() + PATIENCE_MS;
    for (let quiet = 0; quiet < 3; quiet = this.#underWay === 0 ? quiet + 1 : 0) {
      if (Date.now() > until) throw new Error(`the disk was still busy after ${PATIENCE_MS} ms`);
      await nextTurn();
    }
  }

  #function(name: string, work: Work): Work {
    return (...args) => {
      const [target, text, ...more] = args;
      const call = { name, path: this.#handles.get(target as FileHandle) ?? String(target), args };
      if (name !== 'writeFile') return this.#perform(call, () => work(...args));
      const whole = this.piece && isPieces(text) ? this.#inPieces(text) : text;
      return this.#perform(
        call,
        () => work(target, whole, ...more),
        () => work(target, half(text), ...more),
      );
    };
  }

  #open(open: Promises['open']): Promises['open'] {
    return async (path, ...args) => {
      const call = { name: 'open', path: String(path), args: [path, ...args] };
      const handle = await this.#perform(
        call,
        () => open(path, ...args),
        async () => {},
        (opened) => opened.close(),
      );
      this.#handles.set(handle, String(path));
      for (const name of HANDLE_CALLS) this.#guardMethod(handle, name, String(path));
      return handle;
    };
  }

  #guardMethod(handle: FileHandle, name: (typeof HANDLE_CALLS)[number], path: string): void {
    // What is not on disk yet survives a crash of this process all the same, so there is nothing to wait for.
    const work = SYNCING.includes(name) ? async () => {} : (handle[name] as Work).bind(handle);
    const guarded: Work = (...args) => {
      if (name === 'close') this.#handles.delete(handle);
      const [text, ...more] = args;
      return this.#perform(
        { name, path, args },
        () => work(...args),
        async () => {
          if (name === 'appendFile' || name === 'write') await work(half(text), ...more);
        },
      );
    };
    Object.defineProperty(handle, name, { value: guarded });
  }

  async #perform<T>(
    call: Call,
    work: () => Promise<T>,
    partly: () => Promise<unknown> = async () => {},
    undo: (result: T) => Promise<unknown> = async () => {},
  ): Promise<T> {
    this.#underWay += 1;
    try {
      const refusal = await this.before?.(call);
      if (!refusal) {
        const result = await work();
        this.after?.(call);
        return result;
      }
      // A descriptor is free whatever close said.
      if (refusal.done === 'all' || call.name === 'close') {
        await undo(await work());
        if (!SYNCING.includes(call.name)) this.after?.(call);
      } else if (refusal.done === 'part') await partly();
      const { code } = refusal;
      throw Object.assign(new Error(`${code}: refused by the test, ${call.name} '${call.path}'`), { code });
    } finally {
      this.#underWay -= 1;
    }
  }

  async *#inPieces(pieces: Iterable<string>): AsyncGenerator<string> {
    for (const piece of pieces) {
      await this.piece?.(piece);
      yield piece;
    }
  }
}

export const disk = new Disk();

/** From now on `verdict` is asked before each call, until the test is over or `mend` is called. */
export function ask(verdict: NonNullable<Disk['before']>): void {
  disk.before = verdict;
  onTestFinished(mend);
}

/** The disk does what it is told again. */
export function mend(): void {
  disk.before = null;
  disk.after = null;
  disk.piece = null;
}

/** Refuses all calls after the next `works` ones, but no more than `most`. Returns how many calls there were so far. */
export function breakAfter(works: number, refusal: Refusal, most = Number.POSITIVE_INFINITY): () => number {
  let calls = 0;
  ask(() => {
    calls += 1;
    return calls > works && calls <= works + most ? refusal : null;
  });
  return () => calls;
}

/** Refuses the calls that have one of these names, on files whose name ends so. */
export function refuseCalls(code: string, names: readonly string[], pathEnd = ''): void {
  ask(({ name, path }) => (names.includes(name) && path.endsWith(pathEnd) ? { code } : null));
}

function isPieces(text: unknown): text is Iterable<string> {
  return typeof text === 'object' && text !== null && Symbol.iterator in text && !Buffer.isBuffer(text);
}

function half(text: unknown): unknown {
  const [first] = isPieces(text) ? text : [text as string | Buffer];
  const bytes = Buffer.from(first ?? '');
  return bytes.subarray(0, Math.ceil(bytes.length / 2));
}
