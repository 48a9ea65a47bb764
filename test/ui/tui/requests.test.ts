// S4: who writes for the first time is one quiet line and a row of a list, until the user answers.
import { describe, expect, it } from 'vitest';
import { MAX_REQUESTS } from '../../../peer/core/messages/requests.ts';
import type { Report, ReportOf } from '../../../peer/reports.ts';
import { english } from '../../../peer/ui/tui/phrases/en.ts';
import { portuguese } from '../../../peer/ui/tui/phrases/pt.ts';
import { atHome, inRoom, said, showing } from './scenes.ts';

const BLUR = '\x1b[O';

const request = (from: string, more: Partial<ReportOf<'request'>> = {}): Report => ({
  event: 'request',
  from,
  lines: 1,
  refused: 0,
  ...more,
});

const ended = (from: string, more: Partial<ReportOf<'request_ended'>> = {}): Report => ({
  event: 'request_ended',
  from,
  how: 'accepted',
  lines: 1,
  refused: 0,
  ...more,
});

describe('somebody who writes for the first time', () => {
  it('is one quiet line and a number, opens no conversation, and calls nobody', async () => {
    const screen = await inRoom({ hasDesktop: true, settings: { bell: 'all', notify: 'all' } });
    await screen.send(BLUR);
    await screen.report(request('rui'), request('rui', { lines: 2 }), request('rui', { lines: 3 }));
    screen.shows('rui wants to talk to you: /accept rui, or /block rui', `[${english.waitingCount(0, 1)}]`);
    screen.hides('@rui', 'new 0');
    expect(screen.text.split('wants to talk').length).toBe(2);
    expect([screen.emulator.bells, screen.told, screen.emulator.notifications]).toEqual([0, [], []]);
  });

  it('is said in Portuguese, with the commands as they are called there', async () => {
    const screen = await inRoom({ columns: 120, surroundings: { language: 'pt' } });
    await screen.report(request('rui'));
    screen.shows('rui quer falar com você: /aceitar rui, ou /bloquear rui', `[${portuguese.waitingCount(0, 1)}]`);
  });

  it('is said at home where others wait already, so that a flood of names fills no conversation', async () => {
    const screen = await inRoom();
    await screen.report(...Array.from({ length: MAX_REQUESTS }, (_, index) => request(`rui${index}`)));
    screen.shows('rui0 wants');
    screen.hides('rui1 wants', 'rui9 wants');
    await screen.press('alt+0');
    screen.shows('rui31 wants');
  });

  it.each([
    ['Enter', ['enter'], '/accept rui (request)'],
    ['the second row', ['down', 'enter'], '/decline rui (request)'],
    ['the third row', ['down', 'down', 'enter'], '/block rui'],
  ])('is answered from the list that F7 opens: %s', async (_what, keys, command) => {
    const screen = await atHome();
    await screen.report(request('rui', { lines: 3 }));
    await screen.press('f7');
    screen.shows(english.acceptRequest('rui'), english.requestLines(3));
    await screen.press(...keys);
    expect(screen.lines.map(({ text }) => text)).toEqual([command]);
  });

  it('stays in the list until the client says that it is answered, however that is done', async () => {
    const screen = await inRoom();
    await screen.report(request('rui'));
    await screen.type('/accept\r');
    screen.shows(`[${english.waitingCount(0, 1)}]`);
    await screen.report(showing({ to: 'rui' }), ended('rui'), said('rui', 'hello', null));
    screen.hides(': F7]');
    screen.shows('@rui', 'rui hello');
  });

  it('is asked for with /requests as with F7', async () => {
    const screen = await inRoom();
    await screen.type('/requests\r');
    screen.shows(english.invitationsTitle, english.noInvitations);
    expect(screen.lines).toEqual([]);
  });

  it('who also asks into a room is answered about what was chosen', async () => {
    const screen = await inRoom();
    await screen.report(
      { event: 'invitation', from: 'rui', room: 'tea', private: false, stranger: true },
      request('rui'),
    );
    screen.shows(`[${english.waitingCount(1, 1)}]`);
    await screen.type('/accept rui\r'); // The client asks which of the two is meant.
    screen.shows(`[${english.waitingCount(1, 1)}]`);
    await screen.press('f7', 'enter', 'f7', 'enter');
    expect(screen.lines.map(({ text }) => text)).toEqual([
      '/accept rui',
      '/accept rui (invitation)',
      '/accept rui (request)',
    ]);
  });

  it('who had to make room is said once, and counted in the list', async () => {
    const screen = await inRoom({ columns: 160 });
    await screen.report(request('rui'), ended('rui', { how: 'dropped', dropped: 1 }));
    await screen.report(request('zoé'), ended('zoé', { how: 'dropped', dropped: 2 }));
    screen.shows("rui's messages were discarded");
    screen.hides("zoé's messages were discarded");
    await screen.press('f7');
    screen.shows(english.requestsDropped(2));
  });

  it('before a restart is said to have written what was not kept', async () => {
    const screen = await inRoom({ columns: 120 });
    await screen.report(request('rui', { lines: 0, from_before: true }));
    screen.shows('rui wrote to you before you last quit');
    await screen.press('f7');
    screen.shows(english.requestFromBefore);
    await screen.press('escape');
    await screen.report(showing({ to: 'rui' }), ended('rui', { lines: 0, from_before: true }));
    screen.shows('was not kept');
  });
});

describe('an invitation of a stranger', () => {
  it('calls nobody, as any stranger could', async () => {
    const screen = await inRoom({ settings: { bell: 'all' } });
    await screen.send(BLUR);
    await screen.report({ event: 'invitation', from: 'rui', room: 'tea', private: false, stranger: true });
    expect([screen.emulator.bells, screen.emulator.notifications]).toEqual([0, []]);
    screen.shows(`[${english.waitingCount(1, 0)}]`);
  });
});
