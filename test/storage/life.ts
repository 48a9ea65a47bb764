// The life of a store as a list of steps: commits, renewals, ends, a disk that refuses what it likes, power failures at
// any call. Whatever they are: what was acknowledged is there, and nothing is there that was never committed.
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Changes, Store } from '../../commons/storage/store.ts';
import { ask, disk, mend, type Refusal } from './disk.ts';
import { Ledger } from './ledger.ts';
import { type Note, Notes } from './notes.ts';
import { CUTS, type Cut, Power } from './power.ts';

const key = fc.constantFrom('a', 'b', 'c', '__proto__', '山');
const value = fc.option(fc.record({ text: fc.string({ maxLength: 6 }) }), { nil: null });
const changes: fc.Arbitrary<Changes<Note>> = fc
  .array(fc.tuple(key, value), { minLength: 1, maxLength: 3 })
  .map((entries) => new Map(entries));
const cut = fc.constantFrom(...CUTS);
const refusal: fc.Arbitrary<Refusal> = fc.record({
  code: fc.constantFrom('EIO', 'ENOSPC', 'EROFS'),
  done: fc.constantFrom('nothing', 'part', 'all'),
});
const calls = fc.integer({ min: 0, max: 14 });

type Step =
  | { readonly do: 'commit'; readonly all: readonly Changes<Note>[] }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'commit and wait'; readonly all: readonly Changes<Note>[] }
  | { readonly do: 'refuse'; readonly after: number; readonly most: number; readonly refusal: Refusal }
  | { readonly do: 'mend' }
  | { readonly do: 'close' }
  | { readonly do: 'crash'; readonly cut: Cut }
  | { readonly do: 'crash later'; readonly cut: Cut; readonly after: number };

const all = fc.array(changes, { minLength: 1, maxLength: 4 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('commit'), all }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait'), ms: fc.constantFrom(1, 500, 1_000, 31_000) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('commit and wait'), all }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('refuse'), after: calls, most: fc.integer({ min: 1, max: 6 }), refusal }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('mend') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('close') }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('crash'), cut }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('crash later'), cut, after: calls }) },
) as fc.Arbitrary<Step>;

/** One store on one folder after the other, with what it has promised. */
class Life {
  notes = Notes.inMemory();
  store!: Store<Note>;
  #ledger = new Ledger();
  #power!: Power;
  #refused: { from: number; to: number; refusal: Refusal } | null = null;
  readonly #crashes: { at: number; cut: Cut }[] = [];
  readonly #found: { files: ReadonlyMap<string, Buffer>; ledger: Ledger }[] = [];
  #calls = 0;

  async begin(): Promise<void> {
    this.#power = new Power(this.notes.folder);
    ask(() => {
      this.#calls += 1;
      for (const { cut } of this.#crashes.filter(({ at }) => at === this.#calls)) {
        this.#found.push({ files: this.#power.cut(cut), ledger: this.#ledger.copy() });
      }
      const { from, to, refusal } = this.#refused ?? { from: 0, to: 0, refusal: null };
      return this.#calls >= from && this.#calls < to ? refusal : null;
    });
    const opened = await this.notes.open().catch(() => {
      this.#refused = null;
      return this.notes.open(); // A disk that works again lets it start.
    });
    this.store = opened.store;
    expect(this.#ledger.problems(opened.records)).toEqual([]);
    this.#ledger = new Ledger(opened.records);
  }

  async take(step: Step): Promise<void> {
    if (step.do === 'commit') await this.#commit(step.all);
    else if (step.do === 'wait') await this.#wait(step.ms);
    else if (step.do === 'commit and wait') await Promise.all([this.#wait(1_000), this.#commit(step.all)]);
    else if (step.do === 'mend') this.#refused = null;
    else if (step.do === 'crash later') this.#crashes.push({ at: this.#calls + step.after, cut: step.cut });
    else if (step.do === 'refuse') {
      const from = this.#calls + 1 + step.after;
      this.#refused = { from, to: from + step.most, refusal: step.refusal };
    } else if (step.do === 'close') {
      await this.store.close().catch(() => {});
      await this.begin();
    } else if (step.do === 'crash') {
      await disk.rest();
      this.notes = Notes.inMemory(this.#power.cut(step.cut));
      await this.begin();
    }
  }

  async end(): Promise<void> {
    await disk.rest();
    mend();
    for (const cut of CUTS) this.#found.push({ files: this.#power.cut(cut), ledger: this.#ledger });
    for (const { files, ledger } of this.#found) {
      const notes = Notes.inMemory(files);
      const { store, records } = await notes.open();
      expect(ledger.problems(records)).toEqual([]);
      expect(notes.warnings).toEqual([]);
      await store.close();
    }
  }

  async #commit(all: readonly Changes<Note>[]): Promise<void> {
    await Promise.all(all.map((each) => this.#ledger.commit(this.store, each)));
  }

  async #wait(ms: number): Promise<void> {
    await this.notes.clock.advance(ms);
    await disk.rest();
  }
}

/** That many random lives. The guarded disk must be under the store. */
export async function liveRandomly(numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
      const life = new Life();
      await life.begin();
      for (const each of steps) await life.take(each);
      await life.end();
    }),
    { numRuns },
  );
}
