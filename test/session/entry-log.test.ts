// S4: what others write takes bounded memory in each conversation, and in all together.

import { describe, expect, it } from 'vitest';
import type { Entry } from '../../peer/session/entry.ts';
import { weightOf } from '../../peer/session/entry.ts';
import { EntryLog } from '../../peer/session/entry-log.ts';
import { foldReport } from '../../peer/session/fold-report.ts';
import { LONG_DAY, NO_ENTRIES, Session } from '../../peer/session/session.ts';
import { message } from '../ui/phrases/sample-reports.ts';

const LONG = 'x'.repeat(61_000);

const hears = (session: Session, from: string, content: string): void =>
  void foldReport(session, message({ room: null, from, content }), 0);

const textsOf = (session: Session, name: string): string[] =>
  [...session.conversation({ kind: 'private', to: name }).entries.entries()].map((entry) =>
    entry.kind === 'message' ? entry.text : entry.kind,
  );

describe('a log', () => {
  const log = (bytes: number, entries = 100) =>
    new EntryLog<string>({ entries, bytes, weigh: (entry) => entry.length });

  it('drops the oldest until it keeps within its bytes, and never the newest', () => {
    const kept = log(1_000);
    for (let index = 0; index < 50; index += 1) kept.push(`${index}`.padEnd(100, '.'));
    expect(kept.bytes).toBeLessThanOrEqual(1_000);
    expect(kept.get(kept.firstId)).toMatch(/^4\d/);
    expect(kept.last).toMatch(/^49/);
    kept.push('z'.repeat(5_000));
    expect([kept.bytes, [...kept.entries()].length]).toEqual([5_000, 1]);
    kept.clear();
    expect(kept.bytes).toBe(0);
  });

  it('counts as many bytes as its entries have, whatever is dropped', () => {
    const kept = log(700);
    for (let index = 0; index < 1_000; index += 1) {
      kept.push('y'.repeat((index * 37) % 90));
      expect(kept.bytes).toBe([...kept.entries()].join('').length);
    }
  });

  it('drops what is before an entry, and counts ids on', () => {
    const kept = log(1_000);
    for (const entry of ['a', 'b', 'c']) kept.push(entry);
    kept.dropBefore(2);
    expect([kept.firstId, kept.nextId, [...kept.entries()]]).toEqual([2, 3, ['c']]);
    kept.dropBefore(1);
    kept.dropBefore(9);
    expect([kept.firstId, kept.nextId, kept.push('d')]).toEqual([3, 3, 3]);
  });

  it('of no entries keeps none', () => {
    const kept = log(0, 0);
    expect([kept.push('a'), kept.push('b'), kept.bytes, kept.last]).toEqual([0, 1, 0, undefined]);
  });

  it('weighs text in two bytes where it is not Latin', () => {
    const said = (text: string): Entry => {
      const flags = { isOwn: false, isAction: false, isHighlight: false, isPlaintext: false };
      return { kind: 'message', at: 0, writtenAt: null, from: 'bob', text, ...flags, delivery: null };
    };
    expect(weightOf(said('日'.repeat(1_000))) - weightOf(said('é'.repeat(1_000)))).toBe(1_000);
  });
});

describe('all conversations together', () => {
  const bytesOf = ({ conversations }: Session): number =>
    conversations.reduce((sum, each) => sum + each.entries.bytes, 0);

  it('keep within their bytes, and what others wrote is not pushed out', () => {
    const session = new Session();
    hears(session, 'bob', 'hello from bob');
    for (let index = 0; index < 1_300; index += 1) hears(session, `mallory${index % 3}`, LONG);
    expect(bytesOf(session)).toBeLessThanOrEqual(LONG_DAY.allBytes);
    expect(bytesOf(session)).toBeGreaterThan(LONG_DAY.allBytes / 2);
    expect(textsOf(session, 'bob')).toEqual(['hello from bob']);
  });

  it('keep the usual lines of a long day', () => {
    const session = new Session();
    for (let index = 0; index < 100_000; index += 1) {
      hears(session, 'bob', `line ${index} of the usual fifty characters or so`);
    }
    expect(textsOf(session, 'bob').length).toBeGreaterThan(99_000);
  });

  it('keep nothing for a front end that never looks back', () => {
    const session = new Session(NO_ENTRIES);
    for (let index = 0; index < 100; index += 1) hears(session, 'bob', LONG);
    expect(bytesOf(session)).toBe(0);
    expect(session.find({ kind: 'private', to: 'bob' })?.unread).toBe(100);
  });
});
