// Help and the way out are where the row of keys promises them: whatever is open, and before anybody is signed in.

import { describe, expect, it } from 'vitest';
import { english } from '../../../peer/ui/tui/phrases/en.ts';
import { portuguese } from '../../../peer/ui/tui/phrases/pt.ts';
import { FullScreenInTest } from '../../helpers/full-screen.ts';
import { numberOf, queued } from '../phrases/sample-reports.ts';
import { atHome, inRoom } from './scenes.ts';

const TRACKER = { address: '127.0.0.1', port: 6060 };

describe('help and the way out', () => {
  it('are on the form to sign in, which stays as it is, and takes letters as letters', async () => {
    const screen = new FullScreenInTest();
    screen.begin();
    await screen.type('quim');
    await screen.press('f1');
    screen.shows(`┌─ ${english.helpTitle}`);
    await screen.press('escape');
    screen.shows('> Your name        quim');
    const answer = screen.fullScreen.dialogue
      .signIn({ username: null, digest: null, register: true, tracker: TRACKER }, null, async () => false)
      .catch((error: Error) => error.constructor.name);
    await screen.press('f1', 'f10');
    expect(await answer).toBe('Cancelled');
  });

  it('are there while something takes a while', async () => {
    const screen = new FullScreenInTest();
    screen.begin({ username: 'ana' });
    await screen.press('f1');
    screen.shows(`┌─ ${english.helpTitle}`);
    await screen.press('f1');
    screen.hides(`┌─ ${english.helpTitle}`);
    screen.shows(english.preparing.text);
    await screen.press('f10');
    expect(screen.happened).toEqual(['left: quit']);
  });

  it.each([['f2'], ['f6'], ['f8'], ['ctrl+r']])(
    'are there over what %s opens, which is still there afterwards',
    async (key) => {
      const screen = await inRoom();
      await screen.press(key);
      const before = screen.text;
      await screen.press('f1');
      screen.shows(`┌─ ${english.helpTitle}`);
      await screen.press('escape');
      expect(screen.text).toBe(before);
      await screen.press('f10');
      expect(screen.happened).toEqual(['quit']);
    },
  );

  it('are there over a question, which asks in its turn what would be lost', async () => {
    const screen = await inRoom();
    await screen.report(queued(['bob']), numberOf('bob', { verified: false }));
    await screen.press('f10');
    screen.shows(english.confirmQuitUnsent(1).slice(0, 40));
    expect(screen.happened).toEqual([]);
    await screen.press('y');
    expect(screen.happened).toEqual(['quit']);
    await screen.press('f10'); // The goodbye takes too long: it is not asked again.
    expect(screen.happened).toEqual(['quit', 'quit']);
  });

  it('are always in the row of keys', async () => {
    for (const [language, { hints }] of [
      ['en', english],
      ['pt', portuguese],
    ] as const) {
      const screen = await atHome({ surroundings: { language }, columns: 80, rows: 24 });
      for (const columns of [80, 44]) {
        await screen.resize(columns, 24);
        for (const key of ['F1', 'F10']) {
          screen.shows(` ${key} ${hints.find(([each]) => each === key)?.[1] ?? 'nothing'} `);
        }
      }
    }
  });
});

describe('the help', () => {
  it('says where letters go that are typed in a list', async () => {
    const screen = await inRoom({ columns: 120, rows: 200 });
    await screen.press('f1');
    screen.shows('In the lists, letters that you type go to the input line.', 'the previous list');
    await screen.press('escape', 'tab', 'x');
    expect(screen.line).toBe(' #dev> x');
  });
});
