// What every adapter of the Store port promises, and what the one on disk promises beyond it.

import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import { JsonStore } from '../../tracker/repositories/json-store.ts';
import { MemoryStore } from '../../tracker/repositories/memory-store.ts';
import { jsonStores } from '../../tracker/repositories/repositories.ts';
import { StorageError, type Store } from '../../tracker/repositories/store.ts';
import { settle } from '../helpers/fake-clock.ts';
import { temporaryFolder } from '../helpers/programs.ts';

type Refuses = (call: string, args: readonly unknown[]) => boolean | Promise<boolean>;

/** Asked before each call to the disk, which is then refused or not: so a disk breaks in the middle of something. */
const disk = vi.hoisted(() => ({ refuses: null as null | Refuses }));

vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<typeof import('node:fs/promises')>();
  const guarded =
    <Args extends unknown[], Result>(call: string, work: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      if (await disk.refuses?.(call, args)) throw Object.assign(new Error('EIO: i/o error'), { code: 'EIO' });
      return work(...args);
    };
  return {
    ...real,
    open: guarded('open', real.open),
    readFile: guarded('readFile', real.readFile),
    rename: guarded('rename', real.rename),
    rm: guarded('rm', real.rm),
  };
});

const schema = z.object({ text: z.string(), numbers: z.array(z.number()).optional(), nothing: z.null().optional() });
type Entry = z.infer<typeof schema>;
type Entries = Record<string, Entry | null>;

const entry = (text = 'x', more: Partial<Entry> = {}): Entry => ({ text, ...more });
const changes = (entries: Entries | [string, Entry | null][]): Map<string, Entry | null> =>
  new Map(Array.isArray(entries) ? entries : Object.entries(entries));

/** Storage that outlives a store: each `open` is a new start of the program. */
interface Storage {
  open(): Promise<{ store: Store<Entry>; records: ReadonlyMap<string, Entry> }>;
}

const adapters: Record<string, () => Storage> = {
  memory: () => {
    const store = new MemoryStore<Entry>();
    return { open: async () => ({ store, records: await store.load() }) };
  },
  'JSON files': () => new Files(),
};

class Files implements Storage {
  readonly folder: string;
  readonly file: string;
  readonly reports: string[] = [];

  constructor(folder = temporaryFolder()) {
    this.folder = folder;
    this.file = join(folder, 'notes_db.json');
  }

  async open(): Promise<{ store: Store<Entry>; records: ReadonlyMap<string, Entry> }> {
    const store = new JsonStore({
      file: this.file,
      collection: 'notes',
      schema,
      damaged: (message) => this.reports.push(message),
    });
    return { store, records: await store.load() };
  }

  /** Two writes: `old` is the state of one write before, `old` and `new` the last one. */
  static async withTwoWrites(): Promise<Files> {
    const files = new Files();
    const { store } = await files.open();
    await store.commit(changes({ old: entry('written first') }));
    await store.commit(changes({ new: entry('written second') }));
    await store.close();
    return files;
  }

  async names(): Promise<string[]> {
    return (await readdir(this.folder)).sort();
  }

  /** What lies in the folder besides the file and the one before. */
  async others(): Promise<string[]> {
    return (await this.names()).filter((name) => name !== 'notes_db.json' && name !== 'notes_db.json.previous');
  }

  async contents(): Promise<string[]> {
    return Promise.all((await this.names()).map((name) => readFile(join(this.folder, name), 'latin1')));
  }
}

const OLD = [['old', entry('written first')]];
const NEW = [...OLD, ['new', entry('written second')]];
const sorted = (records: ReadonlyMap<string, Entry>): [string, Entry][] =>
  [...records].sort(([a], [b]) => (a < b ? -1 : 1));

describe.each(Object.entries(adapters))('a store in %s', (_name, storage) => {
  it('is empty at first', async () => {
    expect((await storage().open()).records).toEqual(new Map());
  });

  it('has what was committed when it is opened again', async () => {
    const kept = storage();
    const { store } = await kept.open();
    await store.commit(changes({ a: entry('1'), b: entry('2') }));
    await store.commit(changes({ c: entry('3') }));
    await store.close();
    expect(sorted((await kept.open()).records)).toEqual([
      ['a', entry('1')],
      ['b', entry('2')],
      ['c', entry('3')],
    ]);
  });

  it('keeps the last of several changes of one record', async () => {
    const kept = storage();
    const { store } = await kept.open();
    await store.commit(changes({ a: entry('1') }));
    await store.commit(changes({ a: entry('2') }));
    await Promise.all(['3', '4', '5'].map((text) => store.commit(changes({ a: entry(text) }))));
    await store.close();
    expect((await kept.open()).records).toEqual(changes({ a: entry('5') }));
  });

  it('forgets what was deleted, and does not mind what was not there', async () => {
    const kept = storage();
    const { store } = await kept.open();
    await store.commit(changes({ a: entry(), b: entry(), c: entry() }));
    await store.commit(changes({ a: null, nobody: null }));
    await Promise.all([store.commit(changes({ b: null })), store.commit(changes({ c: null }))]);
    await store.commit(changes({ c: entry('back') }));
    await store.close();
    expect((await kept.open()).records).toEqual(changes({ c: entry('back') }));
  });

  it('takes a commit of nothing', async () => {
    const kept = storage();
    const { store } = await kept.open();
    await store.commit(new Map());
    await store.commit(changes({ a: entry() }));
    await store.commit(new Map());
    await store.close();
    expect((await kept.open()).records).toEqual(changes({ a: entry() }));
  });

  it('keeps all of many commits at the same time, and of those that come while it writes', async () => {
    const kept = storage();
    const { store } = await kept.open();
    const commit = (number: number): Promise<void> => store.commit(changes({ [`key ${number}`]: entry(`${number}`) }));
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
    await store.commit(changes(keys.map((key) => [key, entry(`this is ${key}`)])));
    await store.close();
    const { store: again, records } = await kept.open();
    expect(sorted(records)).toEqual(sorted(new Map(keys.map((key) => [key, entry(`this is ${key}`)]))));
    expect(({} as { text?: string }).text).toBeUndefined();
    await again.commit(changes([['__proto__', null]]));
    await again.close();
    expect((await kept.open()).records.has('__proto__')).toBe(false);
  });

  it('gives records back as they were', async () => {
    const records: Entries = {
      plain: entry('x'),
      empty: entry(''),
      nasty: entry('"\\\n\r\t\0\x1b[2J\u202e\u2028 é山🎉 __proto__'),
      lone: entry('\ud800'),
      full: entry('x', { numbers: [0, -1.5, 1e21, Number.MAX_SAFE_INTEGER], nothing: null }),
      bare: entry('x', { numbers: [] }),
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
    const later = changes({ a: entry('1') });
    const first = store.commit(later);
    later.set('a', entry('changed'));
    later.set('b', entry('added'));
    const joining = changes({ c: entry('3') });
    const second = store.commit(joining);
    joining.clear();
    await Promise.all([first, second]);
    expect(records).toEqual(new Map());
    await store.close();
    expect((await kept.open()).records).toEqual(changes({ a: entry('1'), c: entry('3') }));
  });

  it('is closed when nothing is under way any more', async () => {
    const kept = storage();
    const { store } = await kept.open();
    const unawaited = [store.commit(changes({ a: entry('1') })), store.commit(changes({ b: entry('2') }))];
    await store.close();
    expect((await kept.open()).records).toEqual(changes({ a: entry('1'), b: entry('2') }));
    await Promise.all(unawaited);
    await store.close();
  });

  it('is the same as a map, whatever is done to it', async () => {
    const key = fc.constantFrom('a', 'b', '__proto__', '7', '山');
    const value = fc.option(fc.record({ text: fc.string({ unit: 'binary', maxLength: 8 }) }), { nil: null });
    const commit = fc.array(fc.tuple(key, value), { maxLength: 4 });
    const step = fc.oneof(fc.array(commit, { minLength: 1, maxLength: 4 }), fc.constant('open again' as const));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
        const kept = storage();
        const model = new Map<string, Entry>();
        let { store } = await kept.open();
        for (const commits of steps) {
          if (commits === 'open again') {
            await store.close();
            store = (await kept.open()).store;
            continue;
          }
          for (const [each, entryOrNull] of commits.flat()) {
            if (entryOrNull === null) model.delete(each);
            else model.set(each, entryOrNull);
          }
          await Promise.all(commits.map((entries) => store.commit(new Map(entries))));
        }
        await store.close();
        expect(sorted((await kept.open()).records)).toEqual(sorted(model));
      }),
      { numRuns: 25 },
    );
  });
});

describe('a JSON file', () => {
  it('is there for people to read: a version, and the records in the order of their keys, one a line', async () => {
    const files = new Files();
    const { store } = await files.open();
    await store.commit(
      changes([
        ['b', entry('2')],
        ['10', entry('3')],
        ['9', entry('4')],
        ['B', entry('1')],
      ]),
    );
    expect(await readFile(files.file, 'utf8')).toBe(
      [
        '{',
        '  "version": 1,',
        '  "notes": {',
        '    "10": {"text":"3"},',
        '    "9": {"text":"4"},',
        '    "B": {"text":"1"},',
        '    "b": {"text":"2"}',
        '  }',
        '}',
        '',
      ].join('\n'),
    );
    await store.commit(changes({ b: null, 10: null, 9: null, B: null }));
    expect(JSON.parse(await readFile(files.file, 'utf8'))).toEqual({ version: 1, notes: {} });
  });

  it('is written at the first commit, and alone but for the state of one write before', async () => {
    const files = new Files();
    const { store } = await files.open();
    expect(await files.names()).toEqual([]);
    await store.commit(changes({ a: entry() }));
    expect(await files.names()).toEqual(['notes_db.json']);
    await store.commit(changes({ b: entry() }));
    expect(await files.names()).toEqual(['notes_db.json', 'notes_db.json.previous']);
    await store.close();
    expect(files.reports).toEqual([]);
  });

  it('can be read by its owner alone: there are secrets in it', async () => {
    const files = await Files.withTwoWrites();
    for (const name of await files.names()) {
      expect(((await stat(join(files.folder, name))).mode & 0o777).toString(8)).toBe('600');
    }
  });

  it('shares one write among all who commit at once', async () => {
    const files = new Files();
    const { store } = await files.open();
    let opened = 0;
    refuse(() => {
      opened += 1;
      return false;
    });
    await Promise.all(Array.from({ length: 50 }, (_, number) => store.commit(changes({ [number]: entry() }))));
    const ofMany = opened;
    opened = 0;
    await store.commit(changes({ one: entry() }));
    expect(ofMany).toBe(opened);
  });
});

describe('a damaged JSON file', () => {
  const good = '{"version":1,"notes":{"a":{"text":"x"}}}';

  it.each([
    ['truncated', good.slice(0, -4)],
    ['cut to its first line', '{\n'],
    ['empty', ''],
    ['white space', ' \n'],
    ['garbage', '\x00\x01\xfe garbage'],
    ['zero bytes', '\0'.repeat(200)],
    ['text after the end', `${good}x`],
    ['two versions in one', good + good],
    ['another JSON object', '{"hello":"world"}'],
    ['an array', '[]'],
    ['a number', '7'],
    ['null', 'null'],
    ['a package.json', '{"name":"x","version":"1"}'],
    ['from a newer version', good.replace('1', '2')],
    ['without a version', '{"notes":{}}'],
    ['without its collection', '{"version":1}'],
    ['of another collection', '{"version":1,"users":{}}'],
    ['with null for its collection', '{"version":1,"notes":null}'],
    ['with an array for its collection', '{"version":1,"notes":[]}'],
    ['with a number for its collection', '{"version":1,"notes":7}'],
    ['with a text for its collection', '{"version":1,"notes":""}'],
    ['with a record of another shape', '{"version":1,"notes":{"a":{"text":7}}}'],
    ['with a record that is null', '{"version":1,"notes":{"a":null}}'],
    ['with bytes that are not UTF-8', good.replace('"x"', '"\xff"')],
  ])('(%s) is kept aside and reported, and the state of one write before is used', async (_how, text) => {
    const files = await Files.withTwoWrites();
    await writeFile(files.file, text, 'latin1');
    const { store, records } = await files.open();
    expect([...records]).toEqual(OLD);
    const [aside = '', ...more] = await files.others();
    expect(more).toEqual([]);
    expect(aside).toMatch(/^notes_db\.json\.damaged-/);
    expect(await readFile(join(files.folder, aside), 'latin1')).toBe(text);
    expect(files.reports).toHaveLength(1);
    expect(files.reports[0]).toContain('damaged');
    expect(files.reports[0]).toContain(join(files.folder, aside));
    await store.commit(changes({ later: entry('after') }));
    await store.close();
    expect(sorted((await files.open()).records)).toEqual(sorted(new Map([['later', entry('after')], ...(OLD as [])])));
    expect(await readFile(join(files.folder, aside), 'latin1')).toBe(text);
    expect(files.reports).toHaveLength(1);
  });

  it('is kept aside though there is nothing to use instead', async () => {
    const files = new Files();
    await writeFile(files.file, 'garbage');
    const { store, records } = await files.open();
    expect(records).toEqual(new Map());
    expect(files.reports).toHaveLength(1);
    await store.commit(changes({ a: entry() }));
    expect(await files.contents()).toContain('garbage');
    expect((await files.open()).records).toEqual(changes({ a: entry() }));
  });

  it('is kept beside one that was damaged before', async () => {
    const files = await Files.withTwoWrites();
    for (const text of ['first damage', 'second damage', 'third damage']) {
      await writeFile(files.file, text);
      const { store } = await files.open();
      await store.commit(changes({ more: entry(text) }));
      await store.close();
    }
    expect(await files.contents()).toEqual(expect.arrayContaining(['first damage', 'second damage', 'third damage']));
    expect(files.reports).toHaveLength(3);
  });

  it('is never replaced by an empty one, not even the one before: both are kept aside', async () => {
    const files = await Files.withTwoWrites();
    await writeFile(files.file, 'damaged now');
    await writeFile(`${files.file}.previous`, 'damaged before');
    const { store, records } = await files.open();
    expect(records).toEqual(new Map());
    await store.commit(changes({ a: entry() }));
    await store.commit(changes({ b: entry() }));
    expect(await files.contents()).toEqual(expect.arrayContaining(['damaged now', 'damaged before']));
    expect(files.reports.join('\n')).toContain('notes_db.json.previous');
  });

  it('is kept aside though it is the one before, and the last one is missing', async () => {
    const files = await Files.withTwoWrites();
    await rm(files.file);
    await writeFile(`${files.file}.previous`, 'damaged before');
    const { store, records } = await files.open();
    expect(records).toEqual(new Map());
    expect(files.reports).toHaveLength(1);
    await store.commit(changes({ a: entry() }));
    await store.commit(changes({ b: entry() }));
    expect(await files.contents()).toContain('damaged before');
  });
});

describe('a JSON file after a crash', () => {
  it('is the one before when the new one was not in place yet', async () => {
    const files = await Files.withTwoWrites();
    await rename(files.file, `${files.file}.previous`);
    await writeFile(`${files.file}.tmp`, 'half of a new o');
    const { store, records } = await files.open();
    expect(sorted(records)).toEqual(sorted(new Map(NEW as [])));
    expect(files.reports).toEqual([]);
    await store.commit(changes({ later: entry() }));
    expect((await files.open()).records.size).toBe(3);
    expect(await files.others()).toEqual([]);
  });

  it.each([
    ['an ordinary write', async (_files: Files) => {}, NEW],
    ['the first write after the file was damaged', (files: Files) => writeFile(files.file, 'garbage'), OLD],
    ['the first write after the file was lost', (files: Files) => rm(files.file), OLD],
    ['the second write after one that failed', (files: Files) => failOnce(files), NEW],
  ])('in the middle of %s is the old one or the new one, wherever it happened', async (_when, prepare, before) => {
    for (let works = 0; ; works += 1) {
      const files = await Files.withTwoWrites();
      await prepare(files);
      const { store, records } = await files.open();
      expect(sorted(records)).toEqual(sorted(new Map(before as [])));
      let calls = 0;
      refuse(() => {
        calls += 1;
        return calls > works;
      });
      const outcome = await store.commit(changes({ later: entry('after') })).then(
        () => 'written',
        (error: unknown) => error,
      );
      disk.refuses = null;
      const after = sorted((await files.open()).records);
      const changed = sorted(new Map([...(before as [string, Entry][]), ['later', entry('after')]]));
      if (outcome === 'written') {
        expect(after).toEqual(changed);
        expect(works).toBeGreaterThan(2);
        break;
      }
      expect(outcome).toBeInstanceOf(StorageError);
      expect([sorted(new Map(before as [])), changed], `refused after ${works} calls`).toContainEqual(after);
    }
  });
});

describe('a write that fails', () => {
  const breakings: readonly [string, (files: Files) => Promise<void>, (files: Files) => Promise<void>][] = [
    [
      'because the folder is gone',
      (files) => rename(files.folder, `${files.folder}-away`),
      (files) => rename(`${files.folder}-away`, files.folder),
    ],
    [
      'because the folder is a file now',
      async (files) => {
        await rename(files.folder, `${files.folder}-away`);
        await writeFile(files.folder, 'a file');
      },
      async (files) => {
        await rm(files.folder);
        await rename(`${files.folder}-away`, files.folder);
      },
    ],
    [
      'because the disk refuses',
      async () => refuse(() => true),
      async () => {
        disk.refuses = null;
      },
    ],
  ];

  it.each(breakings)(
    '%s rejects with a StorageError, keeps nothing, and hinders no later one',
    async (_why, break_, mend) => {
      const files = await Files.withTwoWrites();
      onTestFinished(() => rm(`${files.folder}-away`, { recursive: true, force: true }));
      const { store } = await files.open();
      await break_(files);
      const failing = await Promise.allSettled([
        store.commit(changes({ failed: entry('1'), old: null })),
        store.commit(changes({ new: entry('changed') })),
      ]);
      for (const result of failing) {
        expect(result.status).toBe('rejected');
        const { reason } = result as PromiseRejectedResult;
        expect(reason).toBeInstanceOf(StorageError);
        expect(reason.message).toMatch(/notes_db\.json could not be written \(E[A-Z]+\)$/);
      }
      await expect(store.commit(changes({ again: entry('2') }))).rejects.toThrow(StorageError);
      await mend(files);
      await store.commit(changes({ later: entry('3') }));
      await store.close();
      expect(sorted((await files.open()).records)).toEqual(sorted(new Map([...(NEW as []), ['later', entry('3')]])));
      expect(await files.others()).toEqual([]);
      expect(files.reports).toEqual([]);
    },
  );

  it('does not take with it the commits that wait for the next one', async () => {
    const files = await Files.withTwoWrites();
    const { store } = await files.open();
    let calls = 0;
    let whileItWrites: Promise<void> | null = null;
    refuse(async () => {
      calls += 1;
      if (calls > 1) return false;
      await settle();
      whileItWrites = store.commit(changes({ waiting: entry('kept') }));
      return true;
    });
    await expect(store.commit(changes({ failed: entry('lost') }))).rejects.toThrow(StorageError);
    await whileItWrites;
    await store.close();
    expect([...(await files.open()).records.keys()].sort()).toEqual(['new', 'old', 'waiting']);
  });

  it('does not keep the store from being closed', async () => {
    const files = await Files.withTwoWrites();
    const { store } = await files.open();
    refuse(() => true);
    const failing = store.commit(changes({ failed: entry() })).catch((error: unknown) => error);
    await store.close();
    expect(await failing).toBeInstanceOf(StorageError);
  });
});

describe('a file that cannot be read at all', () => {
  it('is a StorageError, for it may be the only one there is', async () => {
    const files = new Files();
    await mkdir(files.file);
    await expect(files.open()).rejects.toThrow(StorageError);
    expect(await files.names()).toEqual(['notes_db.json']);
  });

  it('is a StorageError when its folder is a file, or cannot be made', async () => {
    const folder = temporaryFolder();
    await writeFile(join(folder, 'file'), '');
    await expect(new Files(join(folder, 'file')).open()).rejects.toThrow(StorageError);
    await expect(jsonStores(join(folder, 'file', 'deeper'), () => {})).rejects.toThrow(/cannot be made/);
  });

  it('is a StorageError when the disk refuses', async () => {
    const files = await Files.withTwoWrites();
    refuse(() => true);
    await expect(files.open()).rejects.toThrow(StorageError);
  });

  it('does not matter where there is no folder yet: it is made, with three files to come', async () => {
    const folder = join(temporaryFolder(), 'a', 'b');
    const stores = await jsonStores(folder, () => {});
    await stores.users.load();
    await stores.users.commit(new Map([['ana', { username: 'ana', secret: 's', created_at: '2026-01-01T12:00:00Z' }]]));
    expect(await readdir(folder)).toEqual(['users_db.json']);
  });
});

/** From now on the disk refuses what `isRefused` says, until the test is over. */
function refuse(isRefused: Refuses): void {
  disk.refuses = isRefused;
  onTestFinished(() => {
    disk.refuses = null;
  });
}

/** A write that breaks when it puts the new file in its place. */
async function failOnce(files: Files): Promise<void> {
  const { store } = await files.open();
  refuse((call, args) => call === 'rename' && args[1] === files.file);
  await expect(store.commit(changes({ failed: entry() }))).rejects.toThrow(StorageError);
  disk.refuses = null;
  await store.close();
}
