// S4: the screen shows what the session keeps, and drops what the session drops.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../../peer/reports.ts';
import type { Conversation } from '../../../peer/session/conversation.ts';
import { Describer } from '../../../peer/ui/describe.ts';
import { withoutPaint } from '../../../peer/ui/paint.ts';
import { phrasesFor } from '../../../peer/ui/phrases/phrases-for.ts';
import type { Entry } from '../../../peer/ui/tui/model/entry.ts';
import { Model } from '../../../peer/ui/tui/model/model.ts';
import { reported } from '../../../peer/ui/tui/model/reported.ts';
import { failed, joined, link, queued, ready, SAMPLE_KINDS, samplesOf } from '../phrases/sample-reports.ts';
import { said } from './scenes.ts';

const LONG = 'x'.repeat(61_000);

function shows(model: Model, ...reports: readonly Report[]): void {
  const describer = new Describer(phrasesFor('en'), model.session, withoutPaint);
  for (const report of reports) {
    reported({ model, now: 0, echo: () => '', describe: (fact) => describer.describe(fact) }, report);
  }
}

function follow(model: Model): void {
  const describer = new Describer(phrasesFor('en'), model.session, withoutPaint);
  model.follow(
    (fact) => (fact.event === 'ready' ? [] : describer.describe(fact)),
    () => false,
  );
}

const textsIn = (model: Model, conversation: Conversation): string[] =>
  [...model.logOf(conversation).entries.entries()].flatMap((entry) => (entry.kind === 'day' ? [] : [entry.text]));

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

  it('show in any case what the session has kept, in its order, to a screen that comes later', () => {
    // A client is of one user from its first report on.
    const afterReady = SAMPLE_KINDS.filter((event) => event !== 'ready');
    const kinds = fc.array(fc.constantFrom(...afterReady), { maxLength: 12 });
    fc.assert(
      fc.property(kinds, (events) => {
        const always = new Model(() => []);
        shows(always, ready(), joined({ members: ['ana', 'bob'] }));
        shows(always, ...events.flatMap((event) => samplesOf(event, 'bob')));
        const late = new Model(() => [], always.session);
        follow(late);
        const shown = new Map(always.session.conversations.map((each) => [each, textsIn(always, each)]));
        for (const conversation of late.session.conversations) {
          const rest = shown.get(conversation) ?? [];
          for (const text of textsIn(late, conversation)) {
            const at = rest.indexOf(text);
            expect(at, `${text} in ${conversation.label}`).toBeGreaterThanOrEqual(0);
            rest.splice(0, at + 1);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
