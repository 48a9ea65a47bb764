// U2: invitations are pasted into the line, and copied from the screen.

import { describe, expect, it } from 'vitest';
import { findInvitation } from '../../../commons/model/pasted-invitation.ts';
import { english } from '../../../peer/ui/tui/phrases/en.ts';
import { because } from '../../helpers/because.ts';
import { spellingsOf } from '../../helpers/invitation-spellings.ts';
import { INVITE } from '../phrases/sample-reports.ts';
import { atHome, entering, inRoom } from './scenes.ts';

const INVITATION = { event: 'invite', room: 'dev', invite: INVITE } as const;

describe('an invitation in the line', () => {
  it.each(Object.entries(spellingsOf(INVITE)))('is asked about, %s, and followed by its letter', async (_, text) => {
    const screen = await inRoom();
    await screen.paste(text);
    await screen.press('enter');
    screen.shows(english.askInvitation('dev').slice(0, 40));
    await screen.press('enter');
    expect(screen.lines).toEqual([]);
    await screen.press('j');
    expect(screen.lines.map((line) => line.text)).toEqual([`/join ${INVITE}`]);
    await screen.press('up');
    expect(screen.line).toBe(' #dev>');
  });

  it.each([
    ['text', `for you: ${INVITE}`],
    ['a private line', `/msg bob ${INVITE}`],
    ['an action', `/me has ${INVITE}`],
    ['a part of one', INVITE.slice(0, 50)],
  ])('is sent as it is after its letter: %s', async (_, text) => {
    const screen = await inRoom();
    await screen.paste(text);
    await screen.press('enter', 'y', 'enter');
    expect(screen.lines).toEqual([]);
    await screen.press('s');
    expect(screen.lines).toMatchObject([{ text }]);
  });

  it('is asked about at home and in an empty room, too; sent as text it stays in the line there', async () => {
    const screens = { home: await atHome(), empty: await atHome() };
    await screens.empty.report(...entering('quiet', 'ana'));
    for (const [where, screen] of Object.entries(screens)) {
      await screen.paste(INVITE);
      await screen.press('enter');
      screen.shows(english.askInvitation('dev').slice(0, 40));
      await screen.press('s');
      screen.shows(where === 'home' ? english.notSentNowhere : english.notSentAlone('#quiet').slice(0, 30));
      expect(screen.lines).toEqual([]);
      await screen.press('enter', 'j');
      expect(screen.lines.map(({ text }) => text)).toEqual([`/join ${INVITE}`]);
    }
  });

  it('stays in the line if neither is wanted', async () => {
    const screen = await inRoom();
    await screen.paste(INVITE);
    await screen.press('enter', 'escape');
    expect(screen.lines).toEqual([]);
    expect(screen.text).toContain('p2pchat://');
  });
});

describe('an invitation on the screen', () => {
  it.each([40, 80, 120])('can be read from the frame as it stands there, in %s columns', async (columns) => {
    const screen = await inRoom({ columns, rows: 40 });
    await screen.report(INVITATION);
    expect(findInvitation(screen.text)).toEqual(findInvitation(INVITE));
  });

  it('is copied with a key, which says what was done', async () => {
    const screen = await inRoom();
    await screen.report(INVITATION);
    await screen.press('c');
    expect(screen.emulator.clipboard).toEqual([INVITE]);
    screen.shows(english.inviteCopied.slice(0, 50));
  });

  it.each([40, 80])(
    'stands without a frame and without line breaks until the next key, in %s columns',
    async (columns) => {
      const screen = await inRoom({ columns, rows: 12 });
      await screen.report(INVITATION);
      await screen.press('v');
      expect(screen.emulator.selected.split('\n').at(-1)).toBe(INVITE);
      expect(screen.emulator.modes).toMatchObject({ mouse: 'none', isWrapping: true });
      await screen.report({ event: 'tracker', state: 'lost', reason: because('x') });
      expect(screen.emulator.selected.split('\n').at(-1)).toBe(INVITE);
      await screen.type('x');
      screen.shows(`┌─ ${english.inviteTitle('dev')}`.slice(0, 30));
      expect(screen.emulator.modes).toMatchObject({ mouse: 'drag', isWrapping: false });
      await screen.press('escape');
      expect(screen.line).toBe(' #dev>');
    },
  );
});
