// When a snapshot is renewed.
import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { ask, disk, mend, refuseCalls } from './disk.ts';
import { changes, Notes, note } from './notes.ts';
import { within } from './within.ts';

vi.mock('node:fs/promises', async (importOriginal) => (await import('./disk.ts')).disk.guard(await importOriginal()));

const LONG = 'x'.repeat(1024 * 1024);

async function passed(notes: Notes, ms: number): Promise<void> {
  await notes.clock.advance(ms);
  await disk.rest();
}

const generation = (notes: Notes): number | undefined => notes.snapshot()?.generation;

/** Holds the next snapshot up while it is written, until the function that is returned lets `ms` pass and it go on. */
function holdUp(notes: Notes): { begun: Promise<void>; goOn(ms: number): Promise<void> } {
  let begin = (): void => {};
  let goOn = (): void => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  ask(async ({ name, path }) => {
    if (name !== 'sync' || !path.endsWith('.tmp')) return null;
    begin();
    await held;
    return null;
  });
  return {
    begun: within(begun, 'a snapshot to be written'),
    goOn: async (ms) => {
      await notes.clock.advance(ms);
      goOn();
      await disk.rest();
      mend();
    },
  };
}

describe('a snapshot is renewed', () => {
  it('when nothing has changed for a second, and not before', async () => {
    const notes = new Notes();
    const { store } = await notes.open();
    await store.commit(changes({ a: note() }));
    await passed(notes, 999);
    expect(notes.names()).toEqual(['.0.journal']);
    await passed(notes, 1);
    expect(notes.names()).toEqual(['', '.0.journal']);
    expect(notes.snapshot()).toMatchObject({ generation: 1, notes: { a: note() } });
  });

  it('not before the tracker listens, however long a start takes, and then after a second', async () => {
    const before = new Notes();
    const { store: earlier } = await before.open();
    await earlier.commit(changes({ a: note() }));
    const notes = before.crashed();
    const { store } = await notes.open({ holdsRenewals: true });
    for (let megabytes = 0; megabytes < 5; megabytes += 1) await store.commit(changes({ b: note(LONG) }));
    await passed(notes, 60_000);
    expect(generation(notes)).toBeUndefined();
    store.startRenewals();
    await passed(notes, 999);
    expect(generation(notes)).toBeUndefined();
    await passed(notes, 1);
    expect(notes.snapshot()).toMatchObject({ generation: 1, notes: { a: note() } });
  });

  it('when it ends before it may begin, all the same', async () => {
    const notes = new Notes();
    const { store } = await notes.open({ holdsRenewals: true });
    await store.commit(changes({ a: note() }));
    await store.close();
    expect(notes.snapshot()).toMatchObject({ generation: 1, notes: { a: note() } });
  });

  it('as long as something changes every second, not at all', async () => {
    const notes = new Notes();
    const { store } = await notes.open();
    for (let time = 0; time < 20; time += 1) {
      await store.commit(changes({ a: note(`${time}`) }));
      await passed(notes, 900);
    }
    expect(notes.names()).toEqual(['.0.journal']);
    await passed(notes, 100);
    expect(notes.snapshot()).toMatchObject({ generation: 1, notes: { a: note('19') } });
  });

  it('a second after a start that found something in the journal', async () => {
    const notes = new Notes();
    const { store } = await notes.open();
    await store.commit(changes({ a: note() }));
    const crashed = notes.crashed();
    await crashed.open();
    await passed(crashed, 999);
    expect(generation(crashed)).toBeUndefined();
    await passed(crashed, 1);
    expect(crashed.snapshot()).toMatchObject({ generation: 1, notes: { a: note() } });
  });

  it('when the store is closed, with what was committed last', async () => {
    const notes = new Notes();
    const { store } = await notes.open();
    await store.commit(changes({ a: note() }));
    await store.close();
    expect(notes.snapshot()).toMatchObject({ generation: 1, notes: { a: note() } });
  });

  it('at once when the journal is long', async () => {
    const notes = new Notes();
    const { store } = await notes.open();
    for (let number = 0; number < 4; number += 1) {
      expect(generation(notes)).toBeUndefined();
      await store.commit(changes({ [number]: note(LONG) }));
      await disk.rest();
    }
    expect(generation(notes)).toBe(1);
    expect(Object.keys(notes.snapshot()?.notes ?? {})).toHaveLength(4);
  });

  it('when the journal is as long as the snapshot is large, no sooner', async () => {
    const notes = new Notes();
    const { store } = await notes.open();
    await store.commit(changes({ a: note(LONG.repeat(6)) }));
    await disk.rest();
    expect(generation(notes)).toBe(1);
    await store.commit(changes({ a: note(LONG.repeat(5)) })); // Long, but the snapshot has six.
    await disk.rest();
    expect(generation(notes)).toBe(1);
    await store.commit(changes({ a: note(LONG.repeat(2)) }));
    await disk.rest();
    expect(generation(notes)).toBe(2);
  });

  it('with what changed while it was being written, when that has been still for a second', async () => {
    const notes = new Notes();
    const { store } = await notes.open();
    const { begun, goOn } = holdUp(notes);
    await store.commit(changes({ a: note() }));
    await notes.clock.advance(1_000);
    await begun;
    await notes.clock.advance(1);
    await store.commit(changes({ b: note() }));
    await goOn(0);
    expect(generation(notes)).toBe(1);
    await passed(notes, 1_000);
    expect(notes.snapshot()).toMatchObject({ generation: 2, notes: { a: note(), b: note() } });
  });

  it('with what changed at the very ms at which its writing began', async () => {
    const notes = new Notes();
    const { store } = await notes.open();
    const { begun, goOn } = holdUp(notes);
    await store.commit(changes({ a: note() }));
    await notes.clock.advance(1_000);
    await begun;
    await store.commit(changes({ b: note() }));
    await goOn(0);
    await passed(notes, 1_000);
    expect(notes.snapshot()).toMatchObject({ generation: 2, notes: { a: note(), b: note() } });
  });

  it('only when there is something new: a close after nothing leaves the file alone', async () => {
    const notes = new Notes();
    const { store } = await notes.open();
    await store.commit(changes({ a: note() }));
    await passed(notes, 1_000);
    const calls: string[] = [];
    ask(({ name }) => void calls.push(name));
    await passed(notes, 100_000);
    await store.close();
    expect(calls).toEqual([]);
  });
});

describe('a snapshot that takes long to write', () => {
  it('is not written again before a hundred times as long', async () => {
    const notes = new Notes();
    const { store } = await notes.open();
    const { begun, goOn } = holdUp(notes);
    await store.commit(changes({ a: note() }));
    await notes.clock.advance(1_000);
    await begun;
    await goOn(50);
    expect(generation(notes)).toBe(1);
    await store.commit(changes({ b: note() }));
    await passed(notes, 4_999);
    expect(generation(notes)).toBe(1);
    await passed(notes, 1);
    expect(notes.snapshot()).toMatchObject({ generation: 2, notes: { a: note(), b: note() } });
  });

  it('is written at once all the same when the journal is long, or the store is closed', async () => {
    for (const end of ['long', 'closed']) {
      const notes = new Notes();
      const { store } = await notes.open();
      const { begun, goOn } = holdUp(notes);
      await store.commit(changes({ a: note() }));
      await notes.clock.advance(1_000);
      await begun;
      await goOn(5_000);
      await store.commit(changes({ b: note(end === 'long' ? LONG.repeat(5) : 'x') }));
      if (end === 'closed') await store.close();
      await disk.rest();
      expect([end, generation(notes)]).toEqual([end, 2]);
    }
  });
});

describe('a snapshot that cannot be written', () => {
  it('is said and tried again every thirty seconds, while commits go on and nothing is lost', async () => {
    const notes = new Notes();
    const { store } = await notes.open();
    await store.commit(changes({ a: note('1') }));
    refuseCalls('ENOSPC', ['open'], '.tmp');
    await passed(notes, 1_000);
    expect(notes.warnings).toHaveLength(1);
    expect(notes.warnings[0]).toContain(`${notes.file} could not be renewed (the disk is full, ENOSPC)`);
    expect(notes.warnings[0]).toContain('nothing is lost');
    await store.commit(changes({ b: note('2') }));
    await passed(notes, 29_999);
    expect(notes.warnings).toHaveLength(1);
    await passed(notes, 1);
    expect(notes.warnings).toHaveLength(2);
    await store.commit(changes({ c: note('3') }));
    const crashed = notes.crashed();
    mend();
    expect(await crashed.recovered()).toEqual([
      ['a', note('1')],
      ['b', note('2')],
      ['c', note('3')],
    ]);
    await passed(notes, 30_000);
    expect(notes.warnings).toHaveLength(2);
    expect(Object.keys(notes.snapshot()?.notes ?? {})).toEqual(['a', 'b', 'c']);
  });

  it('is not tried again at once, however long the journal is', async () => {
    const notes = new Notes();
    const { store } = await notes.open();
    refuseCalls('EIO', ['rename']);
    await store.commit(changes({ a: note(LONG.repeat(5)) }));
    await disk.rest();
    expect(notes.warnings).toHaveLength(1);
    await store.commit(changes({ b: note(LONG.repeat(6)) }));
    await disk.rest();
    expect(notes.warnings).toHaveLength(1);
    mend();
    await passed(notes, 30_000);
    expect(Object.keys(notes.snapshot()?.notes ?? {})).toEqual(['a', 'b']);
  });

  it('leaves the one before as it was, and no half of a new one', async () => {
    for (const call of ['open', 'writeFile', 'sync', 'stat', 'close']) {
      const notes = new Notes();
      const { store } = await notes.open();
      await store.commit(changes({ a: note() }));
      await passed(notes, 1_000);
      const before = readFileSync(notes.file, 'utf8');
      await store.commit(changes({ b: note() }));
      ask(({ name, path }) => (name === call && path.endsWith('.tmp') ? { code: 'EIO', done: 'part' } : null));
      await passed(notes, 1_000);
      expect([call, notes.warnings.length]).toEqual([call, 1]);
      expect(readFileSync(notes.file, 'utf8')).toBe(before);
      expect(notes.names()).not.toContain('.tmp');
      mend();
      await passed(notes, 30_000);
      expect(Object.keys(notes.snapshot()?.notes ?? {})).toEqual(['a', 'b']);
    }
  });

  it('does not keep the store from being closed: it says so, and the journal has all', async () => {
    const notes = new Notes();
    const { store } = await notes.open();
    await store.commit(changes({ a: note() }));
    refuseCalls('EROFS', ['open'], '.tmp');
    await store.close();
    expect(notes.warnings).toHaveLength(1);
    expect(notes.warnings[0]).toContain('the disk is read-only, EROFS');
    mend();
    expect(await notes.recovered()).toEqual([['a', note()]]);
  });
});
