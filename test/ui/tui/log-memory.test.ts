// S4: the screen shows what the session keeps, and drops what the session drops.

import { describe, expect, it } from 'vitest';
import type { Report } from '../../../peer/reports.ts';
import { Describer } from '../../../peer/ui/describe.ts';
import { withoutPaint } from '../../../peer/ui/paint.ts';
import { phrasesFor } from '../../../peer/ui/phrases/phrases-for.ts';
import type { Entry } from '../../../peer/ui/tui/model/entry.ts';
import { Model } from '../../../peer/ui/tui/model/model.ts';
import { reported } from '../../../peer/ui/tui/model/reported.ts';
import { failed, joined, link, queued, ready } from '../phrases/sample-reports.ts';
import { said } from './scenes.ts';

const LONG = 'x'.repeat(61_000);

function shows(model: Model, ...reports: readonly Report[]): void {
  const describer = new Describer(phrasesFor('en'), model.session, withoutPaint);
  for (const report of reports) {
    reported({ model, now: 0, echo: () => '', describe: (fact) => describer.describe(fact) }, report);
  }
}

const shownIn = (model: Model): Entry[][] =>
  model.session.conversations.map((each) => [...model.logOf(each).entries.entries()]);

describe('the logs of the screen', () => {
  it('are as long as those of the session, for every writer', () => {
    const model = new Model(() => []);
    shows(model, said('bob', 'hello from bob', null));
    for (let index = 0; index < 1_300; index += 1) shows(model, said(`mallory${index % 3}`, LONG, null));
    for (const conversation of model.session.conversations) {
      const shown = [...model.logOf(conversation).entries.entries()];
      const texts = shown.flatMap((entry) => (entry.kind === 'message' ? [entry.text] : [])).join('');
      const kept = [...conversation.entries.entries()].map((entry) => (entry.kind === 'message' ? entry.text : ''));
      expect(texts.length).toBe(kept.join('').length);
    }
  });

  it('take nothing when they were closed', () => {
    const model = new Model(() => []);
    shows(model, said('mallory', LONG, null));
    model.close(model.session.conversation({ kind: 'private', to: 'mallory' }));
    expect(shownIn(model)).toEqual([[]]);
  });

  it('are the same for a screen that comes later', () => {
    const always = new Model(() => []);
    shows(
      always,
      ready({ keylog: '/tmp/keys' }),
      joined({ members: ['ana', 'bob'] }),
      link('bob', { records_keys: true }),
      said('bob', 'hello', 'dev'),
      said('bob', LONG, 'dev'),
      queued(['bob']),
      failed('bob'),
      { event: 'member_left', room: 'dev', username: 'bob', reason: 'left' },
      said('bob', 'and in private', null),
    );
    const late = new Model(() => [], always.session);
    shows(late, said('bob', 'more', 'dev'));
    always.follow(
      () => [],
      () => false,
    );
    expect(shownIn(late)).toEqual(shownIn(always));
  });
});
