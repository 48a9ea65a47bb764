// S4: what others write takes bounded memory in each conversation, and in all together.

import { describe, expect, it } from 'vitest';
import { type Entry, weightOf } from '../../../peer/ui/tui/model/entry.ts';
import { MAX_LOG_BYTES, Model } from '../../../peer/ui/tui/model/model.ts';
import { type ReportContext, reported } from '../../../peer/ui/tui/model/reported.ts';
import { Scrollback } from '../../../peer/ui/tui/model/scrollback.ts';
import { said } from './scenes.ts';

const LONG = 'x'.repeat(61_000);

function contextOf(model: Model): ReportContext {
  return { model, now: 0, echo: () => '', describe: () => [] };
}

function hears(model: Model, from: string, content: string, room: string | null = null): void {
  reported(contextOf(model), said(from, content, room));
}

const bytesOf = (model: Model): number =>
  model.session.conversations.reduce((sum, each) => sum + model.logOf(each).entries.bytes, 0);

describe('a log', () => {
  const log = (bytes: number) =>
    new Scrollback<string>(() => [], { entries: 100, bytes, weigh: (entry) => entry.length });

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

  it('weighs text in two bytes where it is not Latin', () => {
    const note = (text: string): Entry => ({ kind: 'note', at: 0, tone: 'quiet', text });
    expect(weightOf(note('日'.repeat(1_000))) - weightOf(note('é'.repeat(1_000)))).toBe(1_000);
  });
});

describe('all conversations together', () => {
  it('keep within their bytes, and what others wrote is not pushed out', () => {
    const model = new Model(() => []);
    hears(model, 'bob', 'hello from bob');
    for (let index = 0; index < 2_500; index += 1) hears(model, `mallory${index % 3}`, LONG);
    expect(bytesOf(model)).toBeLessThanOrEqual(MAX_LOG_BYTES);
    expect(bytesOf(model)).toBeGreaterThan(MAX_LOG_BYTES / 2);
    const bob = model.session.conversation({ kind: 'private', to: 'bob' });
    expect([...model.logOf(bob).entries.entries()].at(-1)).toMatchObject({ text: 'hello from bob' });
  });

  it('keep the usual lines of a long day', () => {
    const model = new Model(() => []);
    for (let index = 0; index < 100_000; index += 1)
      hears(model, 'bob', `line ${index} of the usual fifty characters or so`);
    const bob = model.session.conversation({ kind: 'private', to: 'bob' });
    expect([...model.logOf(bob).entries.entries()].length).toBeGreaterThan(99_000);
  });

  it('take nothing when they were closed', () => {
    const model = new Model(() => []);
    hears(model, 'mallory', LONG);
    model.close(model.session.conversation({ kind: 'private', to: 'mallory' }));
    expect(bytesOf(model)).toBe(0);
  });
});
