// U11: while the tracker is away, lists say how old they are, and nothing about them is written into the conversation.

import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../peer/problems.ts';
import type { Report } from '../../../peer/reports.ts';
import { problemInEnglish } from '../../../peer/ui/phrases/problems-en.ts';
import { english } from '../../../peer/ui/tui/phrases/en.ts';
import { portuguese } from '../../../peer/ui/tui/phrases/pt.ts';
import { because } from '../../helpers/because.ts';
import { refusal } from '../../helpers/refusal.ts';
import { peer, room } from '../phrases/sample-reports.ts';
import { inRoom } from './scenes.ts';

const LOST = { event: 'tracker', state: 'lost', reason: because('it is gone') } as const;
const BACK = { event: 'tracker', state: 'connected' } as const;

const LISTS: readonly {
  readonly key: string;
  readonly title: string;
  readonly list: Report;
  readonly name: string;
  readonly asks: string;
}[] = [
  {
    key: 'f2',
    title: english.roomsTitle,
    list: { event: 'rooms', rooms: [room('tea')] },
    name: '#tea',
    asks: '/rooms',
  },
  {
    key: 'f3',
    title: english.peopleTitle,
    list: { event: 'peers', room: null, peers: [peer('zoe')] },
    name: 'zoe',
    asks: '/peers',
  },
];

describe.each(LISTS)('the list of $key', ({ key, title, list, name, asks }) => {
  it('is not asked for, and shows the old one with its time', async () => {
    const screen = await inRoom();
    await screen.report(list);
    await screen.pass(5 * 60_000);
    await screen.report(LOST);
    await screen.press(key);
    screen.shows(`┌─ ${english.listAsOf(title, '12:00')}`, name);
    expect(screen.lines).toEqual([]);
  });

  it('says that the tracker is away if there was none', async () => {
    const screen = await inRoom();
    await screen.report({ event: 'tracker', state: 'reconnecting', reason: because('nobody listens there') });
    await screen.press(key);
    screen.shows(english.listUnknown(title));
    if (key === 'f2') screen.shows(english.trackerIsAway);
  });

  it('is asked for when the tracker is back', async () => {
    const screen = await inRoom();
    await screen.report(LOST);
    await screen.press(key);
    await screen.report(BACK);
    expect(screen.lines.map(({ text }) => text)).toEqual([asks]);
    screen.shows(`┌─ ${title} ─`);
  });

  it('that fails leaves nothing in the conversation', async () => {
    const screen = await inRoom();
    await screen.press(key);
    const about = key === 'f2' ? 'rooms' : 'peers';
    const asked = { to: 'list', what: about } as const;
    const away = { code: 'TRACKER_AWAY', why: 'no_answer', asked } as const;
    const problems: readonly Problem[] = [away, { code: 'BAD_REPLY' }, refusal('RATE_LIMITED', 'Too much.', asked)];
    for (const problem of problems) await screen.report({ event: 'error', problem, about });
    await screen.press('escape', 'escape');
    for (const problem of problems) screen.hides(problemInEnglish(problem));
  });
});

describe('the list to go to', () => {
  it('says how old its rooms are', async () => {
    const screen = await inRoom();
    await screen.report({ event: 'rooms', rooms: [room('tea')] }, LOST);
    await screen.press('ctrl+g');
    screen.shows(english.listAsOf(english.goToTitle, '12:00'));
  });
});

it('is said in Portuguese, too', async () => {
  const screen = await inRoom({ surroundings: { language: 'pt' } });
  await screen.report(LOST);
  await screen.press('f2');
  screen.shows(portuguese.listUnknown(portuguese.roomsTitle), portuguese.trackerIsAway);
});
