// A snapshot that cannot be read costs nothing: the one before has its place, and the journals go back that far.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { StorageError } from '../../commons/storage/storage-error.ts';
import { ask, mend } from './disk.ts';
import {
  changes,
  HISTORY,
  HISTORY_FILES,
  HISTORY_IN_JOURNALS,
  keptAside,
  Notes,
  note,
  notesWithHistory,
  sorted,
} from './notes.ts';

vi.mock('node:fs/promises', async (importOriginal) => (await import('./disk.ts')).disk.guard(await importOriginal()));

const good = '{"version":1,"generation":2,"notes":{"a":{"text":"x"}}}';
const newer = good.replace('1', '2');

/**
 * Commits once more, and starts twice: what is there now and what comes is there, and only `warnings` more are said.
 */
async function goesOn(notes: Notes, state: readonly (readonly [string, unknown])[], warnings = 0): Promise<void> {
  const said = notes.warnings.length;
  const { store, records } = await notes.open();
  expect(sorted(records)).toEqual(state);
  await store.commit(changes({ zz: note('after') }));
  const crashed = notes.crashed();
  await store.close();
  for (const start of [crashed, notes, notes]) {
    expect(await start.recovered()).toEqual([...state, ['zz', note('after')]]);
  }
  expect(notes.warnings.slice(said)).toHaveLength(warnings);
  expect(crashed.warnings).toEqual([]);
}

describe('a folder with history', () => {
  it('is what these tests take it for: something lies in the journals alone, something in the snapshots alone', async () => {
    const notes = await notesWithHistory();
    expect(notes.names()).toEqual(HISTORY_FILES);
    expect(notes.snapshot(notes.previous)).toMatchObject({
      generation: 1,
      notes: { old: note('1'), changed: note('old') },
    });
    expect(notes.snapshot()).toMatchObject({ generation: 2, notes: { old: note('1'), changed: note('new') } });
    expect(notes.snapshot()?.notes).not.toHaveProperty('third');
    expect(await notes.crashed().recovered()).toEqual(HISTORY);
    rmSync(notes.file);
    rmSync(notes.previous);
    expect(await notes.recovered()).toEqual(HISTORY_IN_JOURNALS);
  });
});

describe('a damaged snapshot', () => {
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
    ['of an older version than there is', good.replace('1', '0')],
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
    ['with text for its generation', good.replace('2', '"2"')],
    ['with a generation below zero', good.replace('2', '-2')],
    ['with half a generation', good.replace('2', '2.5')],
  ])('(%s) is kept aside and said, and nothing is lost', async (_how, text) => {
    const notes = await notesWithHistory();
    writeFileSync(notes.file, text, 'latin1');
    const { records } = await notes.open();
    expect(sorted(records)).toEqual(HISTORY);
    expect(keptAside(notes)).toEqual([['.damaged-1', Buffer.from(text, 'latin1')]]);
    expect(notes.warnings).toHaveLength(1);
    expect(notes.warnings[0]).toContain('damaged');
    expect(notes.warnings[0]).toContain(`${notes.file} `);
    expect(notes.warnings[0]).toContain(`${notes.file}.damaged-1`);
    await goesOn(notes, HISTORY);
    expect(keptAside(notes)).toEqual([['.damaged-1', Buffer.from(text, 'latin1')]]);
  });

  it('is replaced by a good one at the start that finds it, so that a crash right then loses nothing', async () => {
    const notes = await notesWithHistory();
    writeFileSync(notes.file, 'garbage');
    await notes.open();
    const crashed = notes.crashed();
    expect(Object.keys(crashed.snapshot()?.notes ?? {}).sort()).toEqual(HISTORY.map(([key]) => key));
    await goesOn(crashed, HISTORY);
    expect(crashed.warnings).toEqual([]);
  });

  it('is kept beside those that were damaged before, which stay', async () => {
    const notes = await notesWithHistory();
    const damages = ['first damage', 'second damage', 'third damage'];
    for (const text of damages) {
      writeFileSync(notes.file, text);
      const { store, records } = await notes.open();
      expect(sorted(records)).toEqual(HISTORY);
      await store.close();
    }
    expect(keptAside(notes).map(([name, bytes]) => [name, String(bytes)])).toEqual(
      damages.map((text, index) => [`.damaged-${index + 1}`, text]),
    );
    expect(notes.warnings).toHaveLength(3);
  });

  it('is never put over one that was kept before, not even where the disk does not tell whether there is one', async () => {
    const notes = await notesWithHistory();
    writeFileSync(notes.file, 'second damage');
    writeFileSync(`${notes.file}.damaged-1`, 'first damage');
    ask(({ name, path }) => (name === 'access' && path.endsWith('.damaged-1') ? { code: 'EIO' } : null));
    await notes.open().catch((error: unknown) => expect(error).toBeInstanceOf(StorageError));
    mend();
    expect(notes.contents()).toContain('first damage');
    expect(notes.contents()).toContain('second damage');
  });

  it('at the very first renewal, when there is none before it, costs nothing either', async () => {
    const notes = new Notes();
    const { store } = await notes.open();
    await store.commit(changes({ a: note() }));
    await store.close();
    expect(notes.names()).toEqual(['', '.0.journal']);
    writeFileSync(notes.file, '');
    expect(await notes.crashed().recovered()).toEqual([['a', note()]]);
    await goesOn(notes, [['a', note()]], 1);
  });

  it('where there was never anything else is kept aside, and the start goes on with nothing', async () => {
    const notes = new Notes();
    writeFileSync(notes.file, 'garbage');
    expect(await notes.recovered()).toEqual([]);
    expect(notes.warnings).toHaveLength(1);
    expect(keptAside(notes)).toEqual([['.damaged-1', Buffer.from('garbage')]]);
    await goesOn(notes, []);
  });
});

describe('a snapshot that is missing', () => {
  it('since a crash came between two renames, is replaced by the one before without a word', async () => {
    const notes = await notesWithHistory();
    renameSync(notes.file, notes.previous);
    writeFileSync(`${notes.file}.tmp`, 'half of a new o');
    await goesOn(notes, HISTORY);
    expect(notes.warnings).toEqual([]);
    expect(notes.names()).not.toContain('.tmp');
  });

  it('is there again after the start that missed it, though nothing has changed since the one before', async () => {
    const notes = new Notes();
    const { store } = await notes.open();
    await store.commit(changes({ a: note() }));
    await store.close();
    rmSync(notes.journal(0));
    renameSync(notes.file, notes.previous);
    await notes.open();
    expect(notes.snapshot()).toMatchObject({ generation: 1, notes: { a: note() } });
  });

  it('since somebody deleted it, is replaced by the one before and its journals', async () => {
    const notes = await notesWithHistory();
    rmSync(notes.file);
    await goesOn(notes, HISTORY);
  });
});

describe('a damaged snapshot from before', () => {
  it('does not matter as long as the last one is good', async () => {
    const notes = await notesWithHistory();
    writeFileSync(notes.previous, 'garbage');
    await goesOn(notes, HISTORY);
    expect(notes.warnings).toEqual([]);
  });

  it('is kept aside as well as a damaged last one, and what the journals have counts', async () => {
    const notes = await notesWithHistory();
    writeFileSync(notes.file, 'damaged now');
    writeFileSync(notes.previous, 'damaged before');
    const { records } = await notes.open();
    expect(sorted(records)).toEqual(HISTORY_IN_JOURNALS);
    const said = notes.warnings.filter((message) => message.includes('damaged'));
    expect(said).toHaveLength(2);
    expect(said.join('\n')).toContain(`${notes.file}.damaged-1`);
    expect(said.join('\n')).toContain(`${notes.previous}.damaged-1`);
    expect(keptAside(notes).map(([name, bytes]) => [name, String(bytes)])).toEqual([
      ['.damaged-1', 'damaged now'],
      ['.previous.damaged-1', 'damaged before'],
    ]);
    await goesOn(notes, HISTORY_IN_JOURNALS);
  });

  it('is kept aside when the last one is missing, and what the journals have counts', async () => {
    const notes = await notesWithHistory();
    rmSync(notes.file);
    writeFileSync(notes.previous, 'damaged before');
    const { records } = await notes.open();
    expect(sorted(records)).toEqual(HISTORY_IN_JOURNALS);
    expect(keptAside(notes)).toEqual([['.previous.damaged-1', Buffer.from('damaged before')]]);
    expect(notes.warnings.some((message) => message.includes(`${notes.previous}.damaged-1`))).toBe(true);
    await goesOn(notes, HISTORY_IN_JOURNALS);
  });

  it('is said in a few sentences, however many journals there have been', async () => {
    const notes = await notesWithHistory();
    writeFileSync(notes.file, 'damaged now');
    writeFileSync(notes.previous, 'damaged before');
    for (const generation of [1, 2]) renameSync(notes.journal(generation), notes.journal(30_000 + generation));
    const { records } = await notes.open();
    expect(sorted(records)).toEqual(HISTORY_IN_JOURNALS);
    expect(notes.warnings.length).toBeLessThan(6);
  });
});

describe('a snapshot from a newer version', () => {
  it.each([
    ['is refused with what to do', (notes: Notes) => writeFileSync(notes.file, newer)],
    [
      'before the last one is refused when the last one is damaged',
      (notes: Notes) => {
        writeFileSync(notes.file, 'garbage');
        writeFileSync(notes.previous, newer);
      },
    ],
    [
      'before the last one is refused when the last one is missing',
      (notes: Notes) => {
        rmSync(notes.file);
        writeFileSync(notes.previous, newer);
      },
    ],
  ])('%s, and no file is touched', async (_which, change) => {
    const notes = await notesWithHistory();
    change(notes);
    const before = [notes.names(), notes.contents()];
    const refusal = await notes.open().then(
      () => null,
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(StorageError);
    expect(String(refusal)).toMatch(
      /notes_db\.json(\.previous)? was written by a newer version of this program: use that one, or another --data$/,
    );
    expect([notes.names(), notes.contents()]).toEqual(before);
    expect(notes.warnings).toEqual([]);
  });
});

describe('a file that cannot be read at all', () => {
  it.each([
    ['the snapshot', ''],
    ['the one before', '.previous'],
    ['a journal', '.2.journal'],
  ])('(%s) is a StorageError, for it may be the only one there is, and no file is touched', async (_which, name) => {
    const notes = await notesWithHistory();
    if (name === '.previous') rmSync(notes.file);
    rmSync(notes.file + name, { force: true });
    mkdirSync(notes.file + name);
    const before = notes.names();
    await expect(notes.open()).rejects.toThrow(StorageError);
    await expect(notes.open()).rejects.toThrow(
      `${notes.file}${name} cannot be read (it is a folder; move it away, EISDIR)`,
    );
    expect(notes.names()).toEqual(before);
  });

  it('counts again as soon as it can be read', async () => {
    const notes = await notesWithHistory();
    const before = readFileSync(notes.file, 'utf8');
    ask(({ name }) => (name === 'readFile' ? { code: 'EIO' } : null));
    await expect(notes.open()).rejects.toThrow('the disk failed, EIO');
    mend();
    expect(readFileSync(notes.file, 'utf8')).toBe(before);
    await goesOn(notes, HISTORY);
  });
});
