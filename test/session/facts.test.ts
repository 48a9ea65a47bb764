// What the session says of a report: whether it is news, where it belongs, and whether it must not be missed.

import { describe, expect, it } from 'vitest';
import type { Report } from '../../peer/reports.ts';
import { isFact } from '../../peer/session/fact-report.ts';
import { factOf } from '../../peer/session/facts.ts';
import { foldReport } from '../../peer/session/fold-report.ts';
import { labelOf } from '../../peer/session/place.ts';
import { Session } from '../../peer/session/session.ts';
import { Describer } from '../../peer/ui/describe.ts';
import { withoutPaint } from '../../peer/ui/paint.ts';
import { phrasesFor } from '../../peer/ui/phrases/phrases-for.ts';
import { because } from '../helpers/because.ts';
import { failed, joined, link, queued, ready, SAMPLE_KINDS, samplesOf } from '../ui/phrases/sample-reports.ts';

/** The facts of the last report, as `event where`. */
function factsAfter(...reports: readonly Report[]): string[] {
  const session = new Session();
  const changes = reports.map((report) => foldReport(session, report, 0));
  return (changes.at(-1)?.facts ?? []).map(({ report, conversations }) =>
    [report.event, ...conversations.map(({ place }) => labelOf(place))].join(' '),
  );
}

const closed = link('bob', { state: 'closed', reason: because('no answer') });
const refused = link('bob', { state: 'closed', refused: true });
const inDev = joined({ members: ['ana', 'bob'] });
const away: Report = { event: 'member_away', room: 'dev', username: 'bob' };
const back: Report = { event: 'member_back', room: 'dev', username: 'bob' };
const changedKey = samplesOf('trust', 'bob').find((report) => report.event === 'trust' && report.state === 'changed');
const tracker = (state: 'connected' | 'lost' | 'reconnecting'): Report => ({ event: 'tracker', state });

describe('news', () => {
  it.each<[string, readonly Report[], readonly string[]]>([
    ['somebody who is reached', [link('bob')], ['link']],
    ['them again in the same way: none', [link('bob'), closed, link('bob')], []],
    ['them again in another way', [link('bob'), closed, link('bob', { security: 'plaintext' })], ['link']],
    ['a link that breaks: none', [link('bob'), closed], []],
    ['a link that breaks and cannot be made again', [link('bob'), closed, closed], ['link']],
    ['each further failure: none', [closed, closed], []],
    ['an attempt: none', [link('bob', { state: 'connecting' })], []],
    ['a refusal', [refused], ['link']],
    ['a member who is away', [inDev, away], ['member_away #dev']],
    ['one who is away for the tracker alone: none', [inDev, link('bob'), away], []],
    ['and back: none', [inDev, link('bob'), away, back], []],
    ['and lost to us, too', [inDev, link('bob'), away, closed], ['member_away #dev']],
    ['and that is said once', [inDev, link('bob'), away, closed, back], ['member_back #dev']],
    ['the tracker that is lost', [tracker('lost')], ['tracker ~']],
    ['each attempt after that: none', [tracker('lost'), tracker('reconnecting')], []],
    ['its return', [tracker('lost'), tracker('connected')], ['tracker ~']],
    ['the first message of a stranger', [{ event: 'request', from: 'eva', lines: 1, refused: 0 }], ['request']],
    ['the next one: none', [{ event: 'request', from: 'eva', lines: 2, refused: 0 }], []],
    ['an own message: none', [queued(['bob'])], []],
    ['one that has failed', [inDev, queued(['bob']), failed('bob')], ['failed #dev']],
  ])('%s', (_what, reports, facts) => {
    expect(factsAfter(...reports)).toEqual(facts);
  });

  it('is not that somebody is refused whose key was said to have changed', () => {
    expect(changedKey).toBeDefined();
    const peer = changedKey?.event === 'trust' ? changedKey.peer : '';
    const theirs = link(peer, { state: 'closed', refused: true });
    expect(factsAfter(theirs)).toEqual(['link']);
    expect(factsAfter(changedKey as Report, theirs)).toEqual([]);
  });
});

describe('a fact', () => {
  it('about a person is said wherever they are met', () => {
    const ops = joined({ room: 'ops', members: ['ana', 'bob'] });
    const alike: Report = { event: 'look_alike', peer: 'bob', like: 'b0b' };
    expect(factsAfter(inDev, ops, alike)).toEqual(['look_alike #dev #ops']);
    expect(factsAfter(inDev, { ...alike, peer: 'eva' })).toEqual(['look_alike']);
  });

  it('is an alarm if its words are loud, in each language', () => {
    const session = new Session();
    for (const language of ['en', 'pt'] as const) {
      const describer = new Describer(phrasesFor(language), session, withoutPaint);
      for (const report of SAMPLE_KINDS.flatMap((event) => samplesOf(event, 'eva'))) {
        if (!isFact(report)) continue;
        const isLoud = describer.describe(report).some(({ kind }) => kind === 'loud');
        expect([report, factOf(session, report).isAlarm]).toEqual([report, isLoud]);
      }
    }
  });

  it('that is an alarm is unread where nobody looks, and an answer never is', () => {
    const session = new Session();
    for (const report of [ready(), inDev]) foldReport(session, report, 0);
    const alike: Report = { event: 'look_alike', peer: 'bob', like: 'b0b' };
    foldReport(session, alike, 0);
    expect(session.room('dev')?.highlights).toBe(1);
    session.reading = {
      conversation: session.conversation({ kind: 'room', room: 'dev' }),
      isWatched: true,
      isAtEnd: true,
    };
    foldReport(session, alike, 0);
    foldReport(session, ready({ keylog: '/tmp/keys' }), 0);
    expect([session.room('dev')?.highlights, session.home.highlights]).toEqual([1, 1]);
  });
});
