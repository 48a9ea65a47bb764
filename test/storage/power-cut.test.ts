// A power failure at every moment: whatever was not synced may be there, or in part, or not at all.
import { describe, expect, it, vi } from 'vitest';
import type { Store } from '../../commons/storage/store.ts';
import { ask, disk, mend } from './disk.ts';
import { Ledger } from './ledger.ts';
import { changes, type Note, Notes, note, notesWithHistory, rewrite } from './notes.ts';
import { CUTS, Power } from './power.ts';

vi.mock('node:fs/promises', async (importOriginal) => (await import('./disk.ts')).disk.guard(await importOriginal()));

interface Moment {
  readonly when: string;
  readonly files: ReadonlyMap<string, Buffer>;
  readonly ledger: Ledger;
}

/** The folder at every call that `work` makes, as every kind of power failure leaves it. */
async function momentsOf(notes: Notes, ledger: Ledger, work: () => Promise<unknown>): Promise<Moment[]> {
  const power = new Power(notes.folder);
  const moments = new Map<string, Moment>();
  const look = (when: string): void => {
    const promised = ledger.copy();
    for (const cut of CUTS) {
      const files = power.cut(cut);
      const alike = JSON.stringify([[...files].map(([name, bytes]) => [name, String(bytes)]), promised.state]);
      if (moments.has(alike)) continue;
      moments.set(alike, { when: `${when}, names ${cut.names}, contents ${cut.contents}`, files, ledger: promised });
    }
  };
  let calls = 0;
  ask(({ name, path }) => {
    calls += 1;
    look(`before call ${calls}, ${name} of ${path.replace(notes.folder, '')}`);
    return null;
  });
  await work();
  await disk.rest();
  look('afterwards');
  mend();
  return [...moments.values()];
}

async function expectNothingLost(moments: readonly Moment[], allowed: RegExp | null = null): Promise<void> {
  expect(moments.length).toBeGreaterThan(10);
  for (const { when, files, ledger } of moments) {
    const after = Notes.inMemory(files);
    const { store, records } = await after.open();
    expect(ledger.problems(records), when).toEqual([]);
    const unexpected = after.warnings.filter((message) => !allowed?.test(message));
    expect(unexpected, when).toEqual([]);
    await store.close();
  }
}

/** Two commits, a renewal during which there are more, another one, and an end. */
async function busyLife(notes: Notes, store: Store<Note>, ledger: Ledger): Promise<void> {
  const commit = (some: Record<string, Note | null>): Promise<unknown> => ledger.commit(store, changes(some));
  await commit({ third: note('3b'), fourth: note('4') });
  await commit({ third: null });
  await Promise.all([
    notes.clock.advance(1_000),
    commit({ fifth: note('5') }),
    commit({ sixth: note('6'), old: null }),
  ]);
  await commit({ seventh: note('7') });
  await disk.rest();
  await commit({ fifth: note('5b') });
  await notes.clock.advance(1_000);
  await disk.rest();
  await commit({ eighth: note('8') });
  await store.close();
}

describe('a power failure at any moment loses nothing that was acknowledged', () => {
  it('while commits, renewals and an end go on', async () => {
    const notes = await notesWithHistory();
    const { store, records } = await notes.open();
    const ledger = new Ledger(records);
    await expectNothingLost(await momentsOf(notes, ledger, () => busyLife(notes, store, ledger)));
  });

  it('in the first life of all', async () => {
    const notes = Notes.inMemory();
    const { store } = await notes.open();
    const ledger = new Ledger();
    await expectNothingLost(await momentsOf(notes, ledger, () => busyLife(notes, store, ledger)));
  });

  it.each([
    ['a damaged snapshot', (notes: Notes) => rewrite(notes.file, () => 'garbage')],
    [
      'a damaged journal',
      (notes: Notes) => rewrite(notes.journal(2), (bytes) => Buffer.concat([Buffer.from('garbage\n'), bytes])),
    ],
    [
      'a torn journal',
      (notes: Notes) => rewrite(notes.journal(2), (bytes) => Buffer.concat([bytes, Buffer.from('torn')])),
    ],
  ])('while a start mends %s', async (_what, damage) => {
    const notes = await notesWithHistory();
    const { store: good, records } = await notes.crashed().open();
    await good.close();
    damage(notes);
    const ledger = new Ledger(records);
    const moments = await momentsOf(notes, ledger, async () => {
      const { store } = await notes.open();
      await busyLife(notes, store, ledger);
    });
    await expectNothingLost(moments, /is damaged; it was kept as/);
  });

  it('while the disk refuses now and then', async () => {
    for (let refused = 1; refused < 24; refused += 2) {
      const notes = await notesWithHistory();
      const { store, records } = await notes.open();
      const ledger = new Ledger(records);
      const power = new Power(notes.folder);
      let calls = 0;
      const moments: Moment[] = [];
      ask(() => {
        calls += 1;
        for (const cut of CUTS) {
          const when = `refused ${refused}, call ${calls}, ${JSON.stringify(cut)}`;
          if (calls === refused + 2 || calls === refused + 5)
            moments.push({ when, files: power.cut(cut), ledger: ledger.copy() });
        }
        return calls === refused || calls === refused + 1 ? { code: 'EIO', done: calls % 2 ? 'all' : 'part' } : null;
      });
      await busyLife(notes, store, ledger);
      mend();
      await disk.rest();
      for (const cut of CUTS) moments.push({ when: `refused ${refused}, at the end`, files: power.cut(cut), ledger });
      await expectNothingLost(moments);
    }
  });
});
