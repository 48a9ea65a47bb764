import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { disk, mend } from './disk.ts';
import { Ledger } from './ledger.ts';
import { changes, type Note, Notes, note, sorted } from './notes.ts';
import { within } from './within.ts';

vi.mock('node:fs/promises', async (importOriginal) => (await import('./disk.ts')).disk.guard(await importOriginal()));

const KIB = 1024;

describe('a snapshot', () => {
  it('is there for people to read: in the order of creation, one record a line', async () => {
    const notes = new Notes();
    const { store } = await notes.open();
    await store.commit(changes({ b: note('2'), a: note('"'), 山: note('3', { numbers: [1, 2] }) }));
    await store.commit(changes({ later: note('4'), a: note('changed') }));
    await store.close();
    const lines = ['{', '  "version": 1,', '  "generation": 1,', '  "notes": {'];
    const records = [
      '    "b": {"text":"2"},',
      '    "a": {"text":"changed"},',
      '    "山": {"text":"3","numbers":[1,2]},',
    ];
    const end = ['    "later": {"text":"4"}', '  }', '}', ''];
    expect(readFileSync(notes.file, 'utf8')).toBe([...lines, ...records, ...end].join('\n'));
  });

  it('keeps that order over a restart', async () => {
    const notes = new Notes();
    for (const key of ['z', 'm', 'a', 'k']) {
      const { store } = await notes.open();
      await store.commit(changes({ [key]: note() }));
      await store.close();
    }
    expect(Object.keys(notes.snapshot()?.notes ?? {})).toEqual(['z', 'm', 'a', 'k']);
  });

  it('of nothing is JSON too', async () => {
    const notes = new Notes();
    const { store } = await notes.open();
    await store.commit(changes({ a: note() }));
    await store.commit(changes({ a: null }));
    await store.close();
    expect(readFileSync(notes.file, 'utf8')).toBe('{\n  "version": 1,\n  "generation": 1,\n  "notes": {}\n}\n');
    expect(await notes.recovered()).toEqual([]);
  });

  it('is as old as the files of before there were journals: those are read, and go on', async () => {
    const notes = new Notes();
    writeFileSync(notes.file, '{"version":1,"notes":{"a":{"text":"x"}}}');
    const { store, records } = await notes.open();
    expect([...records]).toEqual([['a', note()]]);
    await store.commit(changes({ b: note() }));
    await store.close();
    expect(await notes.recovered()).toEqual([
      ['a', note()],
      ['b', note()],
    ]);
    expect(notes.warnings).toEqual([]);
  });

  it('is not written where there is nothing to write', async () => {
    const notes = new Notes();
    const { store } = await notes.open();
    await store.commit(new Map());
    await notes.clock.advance(100_000);
    await disk.rest();
    await store.close();
    expect(notes.names()).toEqual([]);
  });

  it('can be read by its owner alone, as the journals can: there are secrets in them', async () => {
    const notes = new Notes();
    for (const key of ['a', 'b', 'c']) {
      const { store } = await notes.open();
      await store.commit(changes({ [key]: note() }));
      for (const name of notes.names()) expect([name, statSync(notes.file + name).mode & 0o777]).toEqual([name, 0o600]);
      await store.close();
    }
    expect(notes.names()).toContain('.previous');
  });

  it('stays readable by its owner alone when somebody has opened the one before to others', async () => {
    const notes = new Notes();
    const { store } = await notes.open();
    await store.commit(changes({ a: note() }));
    await store.close();
    chmodSync(notes.file, 0o644);
    const again = await notes.open();
    await again.store.commit(changes({ b: note() }));
    await again.store.close();
    expect(statSync(notes.file).mode & 0o777).toBe(0o600);
  });
});

describe('a renewed snapshot', () => {
  it('leaves the one before, and the journals from that one on', async () => {
    const notes = new Notes();
    const { store } = await notes.open();
    const files: string[][] = [];
    for (const key of ['a', 'b', 'c', 'd']) {
      await store.commit(changes({ [key]: note() }));
      await notes.clock.advance(1_000);
      await disk.rest();
      files.push(notes.names());
    }
    expect(files).toEqual([
      ['', '.0.journal'],
      ['', '.1.journal', '.previous'],
      ['', '.2.journal', '.previous'],
      ['', '.3.journal', '.previous'],
    ]);
    expect(notes.snapshot()).toMatchObject({ generation: 4, notes: { a: note(), d: note() } });
    expect(Object.keys(notes.snapshot(notes.previous)?.notes ?? {})).toEqual(['a', 'b', 'c']);
  });

  it('takes nothing with it that the one before needs: without the snapshot all is there', async () => {
    const notes = new Notes();
    const { store } = await notes.open();
    const expected = new Map<string, Note>();
    for (let round = 0; round < 6; round += 1) {
      for (const key of [`${round}`, 'same']) {
        expected.set(key, note(`${round}`));
        await store.commit(new Map([[key, note(`${round}`)]]));
      }
      await notes.clock.advance(1_000);
      await disk.rest();
      const crashed = notes.crashed();
      rmSync(crashed.file);
      expect(await crashed.recovered(), `after renewal ${round}`).toEqual(
        round === 0 ? sorted(expected) : sorted(expected),
      );
      expect(crashed.warnings).toEqual([]);
    }
  });
});

describe('a large snapshot', () => {
  /** About a megabyte, in a journal that is not long enough to be renewed at once. */
  async function manyNotes(): Promise<{ notes: Notes; ledger: Ledger; open: Awaited<ReturnType<Notes['open']>> }> {
    const notes = new Notes();
    const open = await notes.open();
    const ledger = new Ledger();
    const many = Array.from({ length: 1_000 }, (_, number) => [`key ${number}`, note('x'.repeat(KIB))] as const);
    await ledger.commit(open.store, changes(many));
    return { notes, ledger, open };
  }

  it('is written in pieces, so that everything else has its turn', async () => {
    const { notes } = await manyNotes();
    const pieces: number[] = [];
    disk.piece = (text) => void pieces.push(text.length);
    await notes.clock.advance(1_000);
    await disk.rest();
    mend();
    expect(pieces.length).toBeGreaterThan(10);
    expect(Math.max(...pieces)).toBeLessThan(64 * KIB + 2 * KIB);
    expect(Object.keys(notes.snapshot()?.notes ?? {})).toHaveLength(1_000);
  });

  it('loses no commit of the time in which it is written, whether the record was written already or not', async () => {
    const { notes, ledger, open } = await manyNotes();
    const crashes: { crashed: Notes; ledger: Ledger; when: string }[] = [];
    let pieces = 0;
    const crash = (when: string): void => void crashes.push({ crashed: notes.crashed(), ledger: ledger.copy(), when });
    disk.piece = async () => {
      pieces += 1;
      const written = 3 * pieces; // Far before what this piece has; the keys from 900 on come in the last pieces.
      const unwritten = 900 + 3 * pieces;
      await within(
        ledger.commit(
          open.store,
          changes({
            [`key ${written}`]: note(`changed at piece ${pieces}`),
            [`key ${written + 1}`]: null,
            [`key ${unwritten}`]: note(`changed at piece ${pieces}`),
            [`key ${unwritten + 1}`]: null,
            [`new ${pieces}`]: note(),
          }),
        ),
        'a commit while a snapshot is written',
      );
      if (pieces === 2) await ledger.commit(open.store, changes({ 'key 4': note('deleted, and created again') }));
      if (pieces % 5 === 0) crash(`at piece ${pieces}`);
    };
    await notes.clock.advance(1_000);
    await disk.rest();
    mend();
    expect(pieces).toBeGreaterThan(10);
    crash('afterwards');
    await open.store.close();
    crash('when it was closed');
    for (const { crashed, ledger: then, when } of crashes) {
      expect(await crashed.recovered(), when).toEqual(then.state);
      expect(crashed.warnings, when).toEqual([]);
    }
  });
});
