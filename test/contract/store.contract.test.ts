// What every adapter of the Store port promises: one suite, run on each of them. What the one on disk promises beyond
// it is in test/storage.

import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { MemoryStore } from '../../commons/storage/memory-store.ts';
import type { Store } from '../../commons/storage/store.ts';
import { anyText } from '../helpers/any-text.ts';
import { disk } from '../storage/disk.ts';
import { changes, type Note, Notes, note, type Opened, sorted } from '../storage/notes.ts';

vi.mock('node:fs/promises', async (importOriginal) =>
  (await import('../storage/disk.ts')).disk.guard(await importOriginal()),
);

/** Storage that outlives a store: each `open` is a new start of the program. */
interface Storage {
  open(): Promise<Opened>;
}

const adapters: Record<string, () => Storage> = {
  memory: () => {
    const store = new MemoryStore<Note>();
    return { open: async () => ({ store, records: await store.load() }) };
  },
  'JSON files': () => Notes.inMemory(),
  'JSON files, renewed at every commit': () => new RenewedNotes(),
};

/** Notes whose snapshot is renewed after each commit, as it is when a second passes before the next one. */
class RenewedNotes implements Storage {
  readonly notes = Notes.inMemory();
  #renewal: Promise<void> | null = null;

  async open(): Promise<Opened> {
    const { store, records } = await this.notes.open();
    const renewed: Store<Note> = {
      load: () => store.load(),
      commit: async (some) => {
        await store.commit(some);
        if (some.size > 0) await this.#renewed();
      },
      close: () => store.close(),
    };
    return { store: renewed, records };
  }

  /** Commits at the same time wait for the same renewal, so that no time passes while it is under way. */
  #renewed(): Promise<void> {
    this.#renewal ??= this.#renew().finally(() => {
      this.#renewal = null;
    });
    return this.#renewal;
  }

  async #renew(): Promise<void> {
    await this.notes.clock.advance(1_000);
    await disk.rest();
    await this.notes.clock.advance(1);
  }
}

describe.each(Object.entries(adapters))('a store in %s', (_name, storage) => {
  it('is empty at first', async () => {
    expect((await storage().open()).records).toEqual(new Map());
  });

  it('has what was committed when it is opened again', async () => {
    const kept = storage();
    const { store } = await kept.open();
    await store.commit(changes({ a: note('1'), b: note('2') }));
    await store.commit(changes({ c: note('3') }));
    await store.close();
    expect(sorted((await kept.open()).records)).toEqual([
      ['a', note('1')],
      ['b', note('2')],
      ['c', note('3')],
    ]);
  });

  it('keeps the last of several changes of one record', async () => {
    const kept = storage();
    const { store } = await kept.open();
    await store.commit(changes({ a: note('1') }));
    await store.commit(changes({ a: note('2') }));
    await Promise.all(['3', '4', '5'].map((text) => store.commit(changes({ a: note(text) }))));
    await store.close();
    expect((await kept.open()).records).toEqual(changes({ a: note('5') }));
  });

  it('forgets what was deleted, and does not mind what was not there', async () => {
    const kept = storage();
    const { store } = await kept.open();
    await store.commit(changes({ a: note(), b: note(), c: note() }));
    await store.commit(changes({ a: null, nobody: null }));
    await Promise.all([store.commit(changes({ b: null })), store.commit(changes({ c: null }))]);
    await store.commit(changes({ c: note('back') }));
    await store.close();
    expect((await kept.open()).records).toEqual(changes({ c: note('back') }));
  });

  it('takes a commit of nothing', async () => {
    const kept = storage();
    const { store } = await kept.open();
    await store.commit(new Map());
    await store.commit(changes({ a: note() }));
    await store.commit(new Map());
    await store.close();
    expect((await kept.open()).records).toEqual(changes({ a: note() }));
  });

  it('keeps all of many commits at the same time, and of those that come while it writes', async () => {
    const kept = storage();
    const { store } = await kept.open();
    const commit = (number: number): Promise<void> => store.commit(changes({ [`key ${number}`]: note(`${number}`) }));
    const atOnce = Array.from({ length: 100 }, (_, number) => commit(number));
    const oneByOne = (async () => {
      for (let number = 100; number < 110; number += 1) await commit(number);
    })();
    await atOnce[0];
    await Promise.all([...atOnce, oneByOne, commit(110), commit(111)]);
    await store.close();
    const { records } = await kept.open();
    expect(records.size).toBe(112);
    for (const [key, value] of records) expect(`key ${value.text}`).toBe(key);
  });

  it('takes any text for a key', async () => {
    const keys = [
      '__proto__',
      'constructor',
      'toString',
      '7',
      '10',
      '-1',
      '',
      ' ',
      '"',
      '\\',
      '\n',
      '\0',
      '山',
      '🎉',
      '\u2028',
      'version',
    ];
    const kept = storage();
    const { store } = await kept.open();
    await store.commit(changes(keys.map((key) => [key, note(`this is ${key}`)])));
    await store.close();
    const { store: again, records } = await kept.open();
    expect(sorted(records)).toEqual(sorted(new Map(keys.map((key) => [key, note(`this is ${key}`)]))));
    expect(({} as { text?: string }).text).toBeUndefined();
    await again.commit(changes([['__proto__', null]]));
    await again.close();
    expect((await kept.open()).records.has('__proto__')).toBe(false);
  });

  it('gives records back as they were', async () => {
    const records: Record<string, Note> = {
      plain: note('x'),
      empty: note(''),
      nasty: note('"\\\n\r\t\0\x1b[2J\u202e\u2028 é山🎉 __proto__'),
      lone: note('\ud800'),
      full: note('x', { numbers: [0, -1.5, 1e21, Number.MAX_SAFE_INTEGER], nothing: null }),
      bare: note('x', { numbers: [] }),
    };
    const kept = storage();
    const { store } = await kept.open();
    await store.commit(changes(records));
    await store.close();
    expect(Object.fromEntries((await kept.open()).records)).toStrictEqual(records);
  });

  it('takes changes as they are when they are handed over, and lends nothing out', async () => {
    const kept = storage();
    const { store, records } = await kept.open();
    const later = changes({ a: note('1') });
    const first = store.commit(later);
    later.set('a', note('changed'));
    later.set('b', note('added'));
    const joining = changes({ c: note('3') });
    const second = store.commit(joining);
    joining.clear();
    await Promise.all([first, second]);
    expect(records).toEqual(new Map());
    await store.close();
    expect((await kept.open()).records).toEqual(changes({ a: note('1'), c: note('3') }));
  });

  it('is closed when nothing is under way any more', async () => {
    const kept = storage();
    const { store } = await kept.open();
    const unawaited = [store.commit(changes({ a: note('1') })), store.commit(changes({ b: note('2') }))];
    await store.close();
    expect((await kept.open()).records).toEqual(changes({ a: note('1'), b: note('2') }));
    await Promise.all(unawaited);
    await store.close();
  });

  it('is the same as a map, whatever is done to it', async () => {
    const key = fc.constantFrom('a', 'b', '__proto__', '7', '山');
    const value = fc.option(fc.record({ text: anyText(8) }), { nil: null });
    const commit = fc.array(fc.tuple(key, value), { maxLength: 4 });
    const step = fc.oneof(fc.array(commit, { minLength: 1, maxLength: 4 }), fc.constant('open again' as const));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
        const kept = storage();
        const model = new Map<string, Note>();
        let { store } = await kept.open();
        for (const commits of steps) {
          if (commits === 'open again') {
            await store.close();
            store = (await kept.open()).store;
            continue;
          }
          for (const [each, noteOrNull] of commits.flat()) {
            if (noteOrNull === null) model.delete(each);
            else model.set(each, noteOrNull);
          }
          await Promise.all(commits.map((notes) => store.commit(new Map(notes))));
        }
        await store.close();
        expect(sorted((await kept.open()).records)).toEqual(sorted(model));
      }),
      { numRuns: 25 },
    );
  });
});

describe('notes that are renewed at every commit', () => {
  it('are of another generation after each', async () => {
    const kept = new RenewedNotes();
    const { store } = await kept.open();
    for (let generation = 1; generation <= 5; generation += 1) {
      await store.commit(changes({ [generation]: note() }));
      expect(kept.notes.snapshot()?.generation).toBe(generation);
    }
  });
});
