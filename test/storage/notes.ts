// A collection of notes in JSON files, under a clock that stands still: what the tests of storage are about.

import {
  accessSync,
  constants,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { JsonStore } from '../../commons/storage/json-store.ts';
import type { Store } from '../../commons/storage/store.ts';
import { FakeClock } from '../helpers/fake-clock.ts';

export const noteSchema = z.object({
  text: z.string(),
  numbers: z.array(z.number()).optional(),
  nothing: z.null().optional(),
});
export type Note = z.infer<typeof noteSchema>;

export const note = (text = 'x', more: Partial<Note> = {}): Note => ({ text, ...more });

/** What a commit takes. */
export function changes(
  entries: Readonly<Record<string, Note | null>> | Iterable<readonly [string, Note | null]>,
): Map<string, Note | null> {
  return new Map(Symbol.iterator in entries ? entries : Object.entries(entries));
}

/** A state, to compare whatever its order. */
export const sorted = (records: ReadonlyMap<string, Note | null>): [string, Note | null][] =>
  [...records].sort(([a], [b]) => (a < b ? -1 : 1));

export interface Opened<S extends Store<Note> = Store<Note>> {
  readonly store: S;
  readonly records: ReadonlyMap<string, Note>;
}

/** Where files are never written to a disk, if this machine has such a place: these tests make thousands. */
const MEMORY = isUsable('/dev/shm') ? '/dev/shm' : tmpdir();

export class Notes {
  readonly folder: string;
  readonly file: string;
  readonly previous: string;
  readonly clock = new FakeClock();
  readonly warnings: string[] = [];

  constructor(folder = folderIn(tmpdir())) {
    this.folder = folder;
    this.file = join(folder, 'notes_db.json');
    this.previous = `${this.file}.previous`;
  }

  /** In a folder that is no disk at all. */
  static inMemory(files: ReadonlyMap<string, Buffer> = new Map()): Notes {
    const notes = new Notes(folderIn(MEMORY));
    for (const [name, bytes] of files) writeFileSync(join(notes.folder, name), bytes);
    return notes;
  }

  /** As a new start of the program does. The store is closed at the latest when the test is over. */
  async open(options: { readonly holdsRenewals?: boolean } = {}): Promise<Opened<JsonStore<Note>>> {
    const store = new JsonStore({
      ...options,
      file: this.file,
      collection: 'notes',
      schema: noteSchema,
      clock: this.clock,
      warn: (message) => this.warnings.push(message),
    });
    onTestFinished(() => store.close().catch(() => {}));
    return { store, records: await store.load() };
  }

  /** The state that a new start finds, sorted. */
  async recovered(): Promise<[string, Note | null][]> {
    const { store, records } = await this.open();
    await store.close();
    return sorted(records);
  }

  /** The folder as a crash at this moment leaves it. */
  crashed(): Notes {
    const crashed = new Notes(folderIn(dirname(this.folder)));
    for (const name of readdirSync(this.folder)) copyFileSync(join(this.folder, name), join(crashed.folder, name));
    return crashed;
  }

  journal(generation: number): string {
    return `${this.file}.${generation}.journal`;
  }

  /** Names of the files, without what they have in common: `''` is the snapshot itself. */
  names(): string[] {
    return readdirSync(this.folder)
      .sort()
      .map((name) => name.replace('notes_db.json', ''));
  }

  /** The contents of all files. */
  contents(): string[] {
    return readdirSync(this.folder).map((name) => readFileSync(join(this.folder, name), 'latin1'));
  }

  snapshot(file = this.file): { generation: number; notes: Record<string, Note> } | null {
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
  }
}

/** What {@link notesWithHistory} has after all. */
export const HISTORY = sorted(changes({ old: note('1'), changed: note('new'), second: note('2b'), third: note('3') }));

/** The part of it that lies in no snapshot but the two. */
export const HISTORY_IN_JOURNALS = HISTORY.filter(([key]) => key !== 'old');

/** What {@link notesWithHistory} consists of. */
export const HISTORY_FILES = ['', '.1.journal', '.2.journal', '.previous'];

/**
 * A folder after a crash in which each record lies elsewhere: `old` in the snapshots alone, the changes of one
 * generation in journal 1 and in the snapshot, those of another in journal 2 alone.
 */
export async function notesWithHistory(): Promise<Notes> {
  history ??= await makeHistory();
  return Notes.inMemory(history);
}

/** The files of {@link notesWithHistory}: made once, by the store itself. */
let history: ReadonlyMap<string, Buffer> | null = null;

async function makeHistory(): Promise<ReadonlyMap<string, Buffer>> {
  const notes = new Notes();
  const sessions = [
    { old: note('1'), changed: note('old'), deleted: note('x') },
    { changed: note('new'), second: note('2'), deleted: null },
  ];
  for (const session of sessions) {
    const { store } = await notes.open();
    await store.commit(changes(session));
    await store.close();
  }
  const { store } = await notes.open();
  await store.commit(changes({ third: note('3') }));
  await store.commit(changes({ second: note('2b') }));
  return new Map(readdirSync(notes.folder).map((name) => [name, readFileSync(join(notes.folder, name))]));
}

/** `file` with other bytes from now on: those that `damage` makes of the present ones. */
export function rewrite(file: string, damage: (bytes: Buffer) => Buffer | string): Buffer {
  const damaged = Buffer.from(damage(readFileSync(file)) as Buffer);
  writeFileSync(file, damaged);
  return damaged;
}

/** The names that a store gives to what it keeps aside, with what lies there. */
export function keptAside(notes: Notes): [string, Buffer][] {
  return notes
    .names()
    .filter((name) => name.includes('.damaged-'))
    .map((name) => [name, readFileSync(`${notes.file}${name}`)]);
}

function folderIn(parent: string): string {
  const folder = mkdtempSync(join(parent, 'p2pchat-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function isUsable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
