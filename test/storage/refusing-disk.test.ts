// A disk that refuses, at every single call that a commit, a renewal, a start or an end makes. Whatever it was: what
// was acknowledged is there after a crash at that moment, and when the disk works again everything goes on without a
// restart.
import { describe, expect, it, vi } from 'vitest';
import { StorageError } from '../../commons/storage/storage-error.ts';
import type { Store } from '../../commons/storage/store.ts';
import { settle } from '../helpers/fake-clock.ts';
import { ask, breakAfter, disk, mend, type Refusal, refuseCalls } from './disk.ts';
import { Ledger } from './ledger.ts';
import { changes, HISTORY, type Notes, note, notesWithHistory, rewrite, sorted } from './notes.ts';

vi.mock('node:fs/promises', async (importOriginal) => (await import('./disk.ts')).disk.guard(await importOriginal()));

/** The path, words and the code. */
const SENTENCE =
  /^\/.*\/notes_db\.json[.\w]* (could not be written|could not be closed|could not be renewed) \((the disk failed, EIO|the disk is full, ENOSPC|the disk is read-only, EROFS)\)$/;

const WARNING = /^\/.* (could not|cannot) be \w+ \((the disk .*), E[A-Z]+\): nothing is lost/;

const REFUSALS: readonly [string, Refusal, number][] = [
  ['fails once, after it has done what it was told', { code: 'EIO', done: 'all' }, 1],
  ['is full from then on, in the middle of what it writes', { code: 'ENOSPC', done: 'part' }, Number.POSITIVE_INFINITY],
  ['is read-only for two calls', { code: 'EROFS' }, 2],
];

interface Scene {
  readonly notes: Notes;
  readonly store: Store<ReturnType<typeof note>>;
  readonly ledger: Ledger;
}

async function scene(prepare: (scene: Scene) => Promise<unknown>): Promise<Scene> {
  const notes = await notesWithHistory();
  const { store, records } = await notes.open();
  const scene = { notes, store, ledger: new Ledger(records) };
  await prepare(scene);
  return scene;
}

async function renewal({ notes }: Scene): Promise<void> {
  await notes.clock.advance(1_000);
  await disk.rest();
}

/** What is wrong after a crash now. */
async function problemsAfterCrash({ notes, ledger }: Scene): Promise<string[]> {
  const crashed = notes.crashed();
  const { store, records } = await crashed.open();
  const found = [...ledger.problems(records), ...crashed.warnings];
  await store.close();
  return found;
}

const commitOne = ({ ledger, store }: Scene): Promise<unknown> => ledger.commit(store, changes({ third: note('3b') }));
const commitSeveral = ({ ledger, store }: Scene): Promise<unknown> =>
  ledger.commit(store, changes({ fourth: note('4'), old: null, changed: note('newer') }));
const commitsAtOnce = ({ ledger, store }: Scene): Promise<unknown> =>
  Promise.all(['x', 'y', 'x'].map((key, index) => ledger.commit(store, changes({ [key]: note(`${index}`) }))));
const nothing = async (): Promise<void> => {};

const SCENES: readonly [string, (scene: Scene) => Promise<unknown>, (scene: Scene) => Promise<unknown>][] = [
  ['the first commit after a start', nothing, commitOne],
  ['a commit of several changes', commitOne, commitSeveral],
  ['the first commit after a renewal', renewal, commitOne],
  ['commits at the same time', renewal, commitsAtOnce],
  [
    'a commit, and another one after it',
    nothing,
    async (scene) => [await commitOne(scene), await commitSeveral(scene)],
  ],
  ['a renewal, and a commit after it', commitOne, async (scene) => [await renewal(scene), await commitOne(scene)]],
  ['commits during a renewal', commitOne, async (scene) => [await Promise.all([renewal(scene), commitsAtOnce(scene)])]],
];

/** Calls `attempt` with 0, 1, 2 ... calls that work before the first refused one, until none is refused any more. */
async function atEveryCall(attempt: (works: number) => Promise<() => number>): Promise<void> {
  for (let works = 0; ; works += 1) {
    const calls = await attempt(works);
    if (calls() > works) continue;
    expect(works, 'calls that could be refused').toBeGreaterThan(1);
    return;
  }
}

describe.each(REFUSALS)('a disk that %s', (_how, refusal, most) => {
  it.each(SCENES)(
    'at any call of %s: what was acknowledged is there, the rest says why not',
    async (_what, prepare, act) => {
      await atEveryCall(async (works) => {
        const where = `refused after ${works} calls`;
        const now = await scene(prepare);
        const calls = breakAfter(works, refusal, most);
        const outcomes = [await act(now)].flat(4).filter((outcome) => outcome instanceof StorageError);
        disk.before = null;
        for (const { message } of outcomes) expect(message).toMatch(SENTENCE);
        for (const message of now.notes.warnings) expect(message).toMatch(WARNING);
        expect(await problemsAfterCrash(now), `${where}, then crashed`).toEqual([]);
        expect(await now.ledger.commit(now.store, changes({ later: note('after') })), where).toBeNull();
        expect(await problemsAfterCrash(now), `${where}, then went on and crashed`).toEqual([]);
        await now.store.close();
        expect(await now.notes.recovered(), `${where}, then went on and was closed`).toEqual(now.ledger.state);
        expect(now.notes.names().join(), where).not.toMatch(/tmp|damaged/);
        return calls;
      });
    },
  );

  it('at any call of an end: nothing is lost, and the store is closed or says why not', async () => {
    await atEveryCall(async (works) => {
      const now = await scene(commitSeveral);
      const calls = breakAfter(works, refusal, most);
      const outcome = await now.store.close().then(
        () => null,
        (error: unknown) => error,
      );
      disk.before = null;
      if (outcome !== null) expect(outcome, `refused after ${works} calls`).toBeInstanceOf(StorageError);
      expect(await problemsAfterCrash(now), `refused after ${works} calls`).toEqual([]);
      return calls;
    });
  });

  it.each([
    ['a damaged snapshot', async (notes: Notes) => rewrite(notes.file, () => 'garbage')],
    [
      'a torn journal',
      async (notes: Notes) => rewrite(notes.journal(2), (bytes) => Buffer.concat([bytes, Buffer.from('ab')])),
    ],
    [
      'a damaged journal',
      async (notes: Notes) => rewrite(notes.journal(2), (bytes) => Buffer.concat([Buffer.from('garbage\n'), bytes])),
    ],
  ])('at any call of a start on %s: it starts or says why not, and the next start has all', async (_what, damage) => {
    await atEveryCall(async (works) => {
      const notes = await notesWithHistory();
      await damage(notes);
      const calls = breakAfter(works, refusal, most);
      const outcome = await notes.open().then(
        ({ records }) => sorted(records),
        (error: unknown) => error,
      );
      disk.before = null;
      if (outcome instanceof StorageError) expect(outcome.message).toMatch(/\((the disk .*, )?E[A-Z]+\)$/);
      else expect(outcome, `refused after ${works} calls`).toEqual(HISTORY);
      expect(await notes.crashed().recovered(), `refused after ${works} calls`).toEqual(HISTORY);
      return calls;
    });
  });
});

// One that fails only once gives back at once what it has half written.
describe.each(REFUSALS.filter(([, , most]) => most > 1))('a disk that %s, and works again', (_how, refusal, most) => {
  it.each(SCENES)('at any call of %s: closed in order, nothing refused comes back', async (_what, prepare, act) => {
    await atEveryCall(async (works) => {
      const now = await scene(prepare);
      const calls = breakAfter(works, refusal, most);
      await act(now);
      disk.before = null;
      await now.store.close();
      now.ledger.closed();
      expect(await now.notes.recovered(), `refused after ${works} calls`).toEqual(now.ledger.state);
      return calls;
    });
  });
});

describe('a refused commit', () => {
  it('is said in words, with the path and the code', async () => {
    for (const [code, words] of Object.entries({
      ENOSPC: 'the disk is full, ENOSPC',
      EDQUOT: 'the quota is used up, EDQUOT',
      EROFS: 'the disk is read-only, EROFS',
      EIO: 'the disk failed, EIO',
      EACCES: 'permission denied for this user, EACCES',
      EFBIG: 'EFBIG',
    })) {
      const { notes, store, ledger } = await scene(nothing);
      refuseCalls(code, ['appendFile']);
      const refusal = await ledger.commit(store, changes({ a: note() }));
      expect(refusal?.message).toBe(`${notes.journal(2)} could not be written (${words})`);
      mend();
    }
  });

  it('is refused as often as the disk refuses, and is kept as soon as it does not', async () => {
    const now = await scene(commitOne);
    refuseCalls('ENOSPC', ['appendFile']);
    for (let time = 0; time < 5; time += 1) expect(await commitSeveral(now)).toBeInstanceOf(StorageError);
    mend();
    expect(await commitSeveral(now)).toBeNull();
    expect(await problemsAfterCrash(now)).toEqual([]);
  });

  it.each([
    ['datasync', 'truncate'],
    ['appendFile', 'truncate'],
    ['appendFile', 'datasync'],
  ])('by %s, with %s refused too, once each, leaves nothing behind what comes later', async (...names) => {
    const now = await scene(commitOne);
    const still = new Set<string>(names);
    ask(({ name }) => (still.delete(name) ? { code: 'EIO', done: 'part' } : null));
    expect(await commitSeveral(now)).toBeInstanceOf(StorageError);
    expect(still.size).toBe(0);
    mend();
    expect(await now.ledger.commit(now.store, changes({ later: note() }))).toBeNull();
    expect(await problemsAfterCrash(now)).toEqual([]);
  });

  it('is not found by a start that has to go back to the snapshot before', async () => {
    const now = await scene(commitOne);
    ask(({ name }) => (['datasync', 'truncate'].includes(name) ? { code: 'EIO' } : null));
    expect(await now.ledger.commit(now.store, changes({ refused: note() }))).toBeInstanceOf(StorageError);
    mend();
    await renewal(now);
    expect(now.notes.snapshot()?.generation).toBe(3);
    rewrite(now.notes.file, () => 'garbage');
    expect(await now.notes.crashed().recovered()).toEqual(now.ledger.state);
  });

  it('does not take with it those that wait for the next write', async () => {
    const { notes, store, ledger } = await scene(nothing);
    let waiting: Promise<unknown> | null = null;
    ask(async ({ name }) => {
      if (waiting || name !== 'datasync') return null;
      waiting = ledger.commit(store, changes({ waiting: note('kept') }));
      await settle();
      return { code: 'EIO' };
    });
    expect(await ledger.commit(store, changes({ failed: note('lost') }))).toBeInstanceOf(StorageError);
    expect(await waiting).toBeNull();
    await store.close();
    expect(await notes.recovered()).toEqual([...HISTORY, ['waiting', note('kept')]].sort());
  });

  it('is never acknowledged before the disk has said that it is there', async () => {
    const { notes, store } = await scene(nothing);
    const order: string[] = [];
    disk.after = ({ name }) => void order.push(name);
    await store.commit(changes({ a: note() })).then(() => order.push('acknowledged'));
    await store.commit(changes({ b: note() })).then(() => order.push('acknowledged'));
    mend();
    const steps = order.filter((step) => ['appendFile', 'datasync', 'acknowledged'].includes(step));
    expect(steps.slice(-6)).toEqual([
      'appendFile',
      'datasync',
      'acknowledged',
      'appendFile',
      'datasync',
      'acknowledged',
    ]);
    expect(notes.warnings).toEqual([]);
  });

  it('shares its fate with all that were handed over at the same time, as it shares their write', async () => {
    const { store } = await scene(commitOne);
    const calls: string[] = [];
    ask(({ name }) => void calls.push(name));
    await Promise.all(Array.from({ length: 50 }, (_, number) => store.commit(changes({ [number]: note() }))));
    expect(calls).toEqual(['appendFile', 'datasync']);
    mend();
    refuseCalls('ENOSPC', ['datasync']);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, number) => store.commit(changes({ [number]: null }))),
    );
    expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['rejected']));
  });

  it('does not keep the store from being closed', async () => {
    const { store } = await scene(nothing);
    refuseCalls('EIO', ['appendFile', 'datasync', 'sync', 'truncate']);
    const failing = store.commit(changes({ failed: note() })).catch((error: unknown) => error);
    await store.close();
    expect(await failing).toBeInstanceOf(StorageError);
  });
});
