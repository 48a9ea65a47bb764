// A journal that is torn, damaged, empty or missing: the lines that are good count, and what is lost is said.
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { encodeLine } from '../../commons/storage/journal-lines.ts';
import { disk } from './disk.ts';
import { changes, HISTORY, keptAside, type Note, Notes, note, notesWithHistory, rewrite, sorted } from './notes.ts';

vi.mock('node:fs/promises', async (importOriginal) => (await import('./disk.ts')).disk.guard(await importOriginal()));

const NEWLINE = 0x0a;

/** A crash after these commits, one line each; `before` lies in a snapshot already. */
async function crashedAfter(
  lines: readonly (readonly [string, Note | null])[],
  before: Readonly<Record<string, Note>> = {},
): Promise<Notes> {
  const notes = Notes.inMemory();
  if (Object.keys(before).length > 0) {
    const { store } = await notes.open();
    await store.commit(changes(before));
    await store.close();
  }
  const { store } = await notes.open();
  for (const line of lines) await store.commit(new Map([line]));
  const crashed = notes.crashed();
  await store.close();
  return crashed;
}

/** Where each line of the journal begins, and where the last one ends. */
function lineStarts(bytes: Buffer): number[] {
  const starts = [0];
  for (const [index, byte] of bytes.entries()) if (byte === NEWLINE) starts.push(index + 1);
  return starts;
}

/** Commits once more, crashes and starts twice: the state goes on. */
async function goesOn(notes: Notes, state: readonly [string, unknown][]): Promise<void> {
  const { store, records } = await notes.open();
  expect(sorted(records)).toEqual(state);
  await store.commit(changes({ zz: note('after') }));
  const crashed = notes.crashed();
  await store.close();
  for (const start of [crashed, crashed, notes]) {
    expect(await start.recovered()).toEqual([...state, ['zz', note('after')]]);
  }
}

describe('a journal that was being written when the program ended', () => {
  it.each([
    ['beside others', { first: note('1'), changed: note('old') }, [['a', note('2')] as const], 1],
    ['as the first line of its journal', { changed: note('old') }, [], 1],
    ['as the first line of all', {}, [], 0],
  ])(
    '%s: torn at any byte of its last line it has all before, and goes on',
    async (_where, before, lines, generation) => {
      const notes = await crashedAfter([...lines, ['changed', note('né山🎉w\n')]], before);
      const whole = readFileSync(notes.journal(generation));
      const [lastStart = -1, end] = lineStarts(whole).slice(-2);
      expect(end).toBe(whole.length);
      const state = sorted(changes([...Object.entries(before), ...lines])) as [string, Note][];
      for (let length = lastStart; length < whole.length; length += 1) {
        const torn = notes.crashed();
        writeFileSync(torn.journal(generation), whole.subarray(0, length));
        await goesOn(torn, state);
        expect(torn.warnings, `torn after ${length} bytes`).toEqual([]);
        expect(keptAside(torn), `torn after ${length} bytes`).toEqual([]);
      }
    },
  );

  it('with several changes in one commit has those before the tear, or none', async () => {
    const notes = await crashedAfter([['a', note('1')]]);
    const { store } = await notes.open();
    const start = readFileSync(notes.journal(0)).length;
    await store.commit(changes({ b: note('2'), c: note('3'), a: null }));
    const whole = readFileSync(notes.journal(0));
    const steps = [
      [['a', '1']],
      [
        ['a', '1'],
        ['b', '2'],
      ],
      [
        ['a', '1'],
        ['b', '2'],
        ['c', '3'],
      ],
    ];
    for (let length = start; length < whole.length; length += 1) {
      const torn = notes.crashed();
      writeFileSync(torn.journal(0), whole.subarray(0, length));
      const state = (await torn.recovered()).map(([key, value]) => [key, value?.text]);
      expect(steps, `torn after ${length} bytes`).toContainEqual(state);
    }
  });

  it.each([
    ['a page of zero bytes', Buffer.alloc(4096)],
    ['zero bytes, then half a line', Buffer.concat([Buffer.alloc(512), Buffer.from('0a1b2c3d ["b",')])],
    ['garbage without a newline', Buffer.from('\x01\xfe\x80 garbage {}', 'latin1')],
    ['text that is not UTF-8', Buffer.from([0xc3, 0x28, 0xa0, 0xa1])],
  ])('and got %s there instead: all before counts, it is not said, and later commits are kept', async (_what, tail) => {
    const notes = await crashedAfter([
      ['a', note('1')],
      ['b', note('2')],
    ]);
    rewrite(notes.journal(0), (bytes) => Buffer.concat([bytes, tail]));
    await goesOn(notes, [
      ['a', note('1')],
      ['b', note('2')],
    ]);
    expect(notes.warnings).toEqual([]);
  });
});

describe('a damaged journal', () => {
  it('leaves out the line in which a bit was flipped, whichever byte it is in, counts the others, is kept aside as it was and said', async () => {
    const notes = await crashedAfter([
      ['m', note('old')],
      ['m', note('new')],
      ['n', note('next')],
      ['o', note('last')],
    ]);
    const whole = readFileSync(notes.journal(0));
    const [, start = 0, end = 0] = lineStarts(whole);
    const all = [
      ['m', note('old')],
      ['n', note('next')],
      ['o', note('last')],
    ];
    for (let offset = start; offset < end; offset += 1) {
      const bit = offset % 8;
      const where = `bit ${bit} of byte ${offset - start} of a line of ${end - start}`;
      const damaged = notes.crashed();
      const bytes = rewrite(damaged.journal(0), (before) => {
        before[offset] = (before[offset] ?? 0) ^ (1 << bit);
        return before;
      });
      const { store, records } = await damaged.open();
      // Without its newline a line takes the next one with it.
      const state = offset === end - 1 ? all.filter(([key]) => key !== 'n') : all;
      expect(sorted(records), where).toEqual(state);
      expect(damaged.warnings.length, where).toBe(1);
      expect(damaged.warnings[0]).toContain(`${damaged.journal(0)} is damaged`);
      expect(damaged.warnings[0]).toContain(`${damaged.journal(0)}.damaged-1`);
      expect(keptAside(damaged), where).toEqual([['.0.journal.damaged-1', bytes]]);
      await store.close();
    }
  });

  it('goes on: later commits are kept, it is said only once, and the file kept aside stays', async () => {
    const notes = await crashedAfter([
      ['a', note('1')],
      ['b', note('2')],
      ['c', note('3')],
    ]);
    const damaged = rewrite(notes.journal(0), (bytes) => Buffer.from(String(bytes).replace('"2"', '"7"')));
    await goesOn(notes, [
      ['a', note('1')],
      ['c', note('3')],
    ]);
    expect(notes.warnings).toHaveLength(1);
    const { store } = await notes.open();
    for (const key of ['d', 'e', 'f']) {
      await store.commit(changes({ [key]: note() }));
      await notes.clock.advance(1_000);
      await disk.rest();
    }
    expect(keptAside(notes)).toEqual([['.0.journal.damaged-1', damaged]]);
  });

  it('in a generation that is not the last does not keep the later ones from counting', async () => {
    const notes = await notesWithHistory();
    rmSync(notes.file); // Now both journals are needed.
    rewrite(notes.journal(1), (bytes) => Buffer.from(String(bytes).replace('"new"', '"nEw"')));
    const state = HISTORY.map(([key, value]) => (key === 'changed' ? [key, note('old')] : [key, value]));
    await goesOn(notes, state as typeof HISTORY);
    expect(notes.warnings).toHaveLength(1);
    expect(notes.warnings[0]).toContain(`${notes.journal(1)} is damaged`);
  });

  it('that ends in half a line, though it is not the last, is said too', async () => {
    const notes = await notesWithHistory();
    rmSync(notes.file);
    const torn = rewrite(notes.journal(1), (bytes) => bytes.subarray(0, -3));
    expect(await notes.recovered()).toHaveLength(5); // `deleted` was in the last line, and is back.
    expect(notes.warnings).toHaveLength(1);
    expect(keptAside(notes)).toEqual([['.1.journal.damaged-1', torn]]);
  });

  it('that is torn as well is kept aside with its torn end', async () => {
    const notes = await crashedAfter([
      ['a', note('1')],
      ['b', note('2')],
    ]);
    const damaged = rewrite(notes.journal(0), (bytes) => `${String(bytes).replace('"1"', '"7"')}torn`);
    await goesOn(notes, [['b', note('2')]]);
    expect(keptAside(notes)).toEqual([['.0.journal.damaged-1', damaged]]);
  });

  it.each([
    ['a record of another shape', encodeLine('b', { text: 7 })],
    ['a record of another collection', encodeLine('b', { username: 'b', secret: 's' })],
    ['a number for a record', encodeLine('b', 7)],
    ['a key that is no text', encodeLine(7 as never, note())],
    ['garbage with a newline', 'garbage\n'],
    ['an empty line', '\n'],
    ['a line without a checksum', '["b",{"text":"x"}]\n'],
    ['a line of another checksum', `00000000 ${JSON.stringify(['b', note()])}\n`],
  ])('with %s: that line is left out, the others count, and it is said', async (_what, line) => {
    const notes = await crashedAfter([
      ['a', note('1')],
      ['c', note('3')],
    ]);
    const damaged = rewrite(notes.journal(0), (bytes) => {
      const [, second = 0] = lineStarts(bytes);
      return Buffer.concat([bytes.subarray(0, second), Buffer.from(line), bytes.subarray(second)]);
    });
    await goesOn(notes, [
      ['a', note('1')],
      ['c', note('3')],
    ]);
    expect(notes.warnings).toHaveLength(1);
    expect(notes.warnings[0]).toMatch(/is damaged; it was kept as .*, and one change in it is lost$/);
    expect(keptAside(notes)).toEqual([['.0.journal.damaged-1', damaged]]);
  });

  it('that is wholly of another program loses nothing that lies elsewhere', async () => {
    const notes = await crashedAfter([['b', note('2')]], { a: note('1') });
    writeFileSync(notes.journal(1), '#!/bin/sh\necho foreign\n');
    await goesOn(notes, [['a', note('1')]]);
    expect(notes.warnings[0]).toContain('2 changes in it are lost');
  });

  it('is kept aside by a copy where a file cannot have two names', async () => {
    const notes = await crashedAfter([
      ['a', note('1')],
      ['b', note('2')],
    ]);
    const damaged = rewrite(notes.journal(0), (bytes) => Buffer.from(String(bytes).replace('"1"', '"7"')));
    disk.before = ({ name }) => (name === 'link' ? { code: 'EPERM' } : null);
    const { store, records } = await notes.open();
    disk.before = null;
    expect(sorted(records)).toEqual([['b', note('2')]]);
    expect(keptAside(notes)).toEqual([['.0.journal.damaged-1', damaged]]);
    await store.close();
  });
});

describe('a journal that is not there', () => {
  it('in between is said, by its name, and the others count', async () => {
    const notes = await notesWithHistory();
    rmSync(notes.file);
    rmSync(notes.journal(1));
    const { records } = await notes.open();
    expect(Object.fromEntries(records)).toEqual({
      old: note('1'),
      changed: note('old'),
      deleted: note('x'),
      second: note('2b'),
      third: note('3'),
    });
    expect(notes.warnings).toHaveLength(1);
    expect(notes.warnings[0]).toContain(`${notes.journal(1)} is missing`);
    await notes.crashed().recovered();
    expect((await notes.recovered()).length).toBe(5);
    expect(notes.warnings).toHaveLength(1);
  });

  it('is nothing to speak of when there is none yet', async () => {
    const notes = new Notes();
    expect(await notes.recovered()).toEqual([]);
    expect(notes.warnings).toEqual([]);
  });
});

describe('a journal that is empty', () => {
  it.each([
    ['as the only one', 2],
    ['as one more', 3],
  ])('%s is nothing to speak of', async (_which, generation) => {
    const notes = await notesWithHistory();
    const expected = generation === 2 ? sorted(changes(Object.entries(notes.snapshot()?.notes ?? {}))) : HISTORY;
    writeFileSync(notes.journal(generation), '');
    await goesOn(notes, expected as typeof HISTORY);
    expect(notes.warnings).toEqual([]);
  });
});

describe('other files in the folder', () => {
  it('are not journals, however much they look like one, and stay', async () => {
    const notes = await notesWithHistory();
    const others = [
      '.1.journal.bak',
      '.x.journal',
      '..journal',
      '.-1.journal',
      '.1e3.journal',
      '.2.journal~',
      'x.9.journal',
    ];
    for (const name of others) copyFileSync(notes.journal(1), notes.file + name);
    await goesOn(notes, HISTORY);
    expect(notes.warnings).toEqual([]);
    expect(notes.names()).toEqual(expect.arrayContaining(others));
  });
});
