import { describe, expect, it } from 'vitest';
import { english } from '../../../peer/ui/tui/phrases/en.ts';
import { expectNothingButCells, expectTalkInItsPlace } from './hostile-screen.ts';
import { inRoom } from './scenes.ts';

describe('hostile names, rooms, reasons and contents', () => {
  it('put nothing but cells on the screen, whatever is open', () => expectNothingButCells(14, 1));

  it('stay between the columns', () => expectTalkInItsPlace(500, 1));
});

describe('a command of several lines', () => {
  it('is asked about, and answered, on one', async () => {
    const screen = await inRoom();
    for (const [command, shown] of [
      ['/search one\ntwo', english.notFound('one two')],
      ['/delete-room one\ntwo', english.confirmDelete('one two')],
      ['/set one\ntwo three', 'There is no setting'],
    ] as const) {
      await screen.paste(command);
      await screen.press('enter');
      screen.shows(shown);
      await screen.press('escape', 'escape');
    }
    expect(screen.lines).toEqual([]);
  });
});
