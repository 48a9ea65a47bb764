import { describe, expect, it } from 'vitest';
import { english } from '../../../peer/ui/tui/phrases/en.ts';
import { because } from '../../helpers/because.ts';
import { FullScreenInTest } from '../../helpers/full-screen.ts';
import { link, queued } from '../phrases/sample-reports.ts';
import { inRoom } from './scenes.ts';

describe('a user who leaves', () => {
  it('is asked first, as long as lines of theirs have not arrived', async () => {
    const screen = await inRoom();
    await screen.report(queued(['bob', 'eva'], { id: 'a' }), queued(['bob'], { id: 'b' }));
    await screen.report({ event: 'delivered', id: 'a', to: 'bob' }, { event: 'delivered', id: 'b', to: 'bob' });
    await screen.press('f10');
    screen.shows("Quit? 1 of your messages hasn't been delivered yet");
    await screen.press('escape');
    expect(screen.happened).toEqual([]);
    await screen.press('ctrl+q', 'y');
    expect(screen.happened).toEqual(['quit']);
    screen.shows(english.leaving.text, english.leaving.hint);
  });

  it('is not asked when everything has arrived, or never will', async () => {
    const screen = await inRoom();
    await screen.report(
      queued(['bob', 'eva'], { id: 'a' }),
      { event: 'sent', id: 'a', to: 'bob' },
      { event: 'failed', id: 'a', to: 'eva', reason: because('no') },
    );
    await screen.press('f10');
    expect(screen.happened).toEqual(['quit']);
  });

  it('is not asked for what somebody never confirms, even after they have gone', async () => {
    const screen = await inRoom();
    await screen.report(
      link('bob', { confirms: false }),
      queued(['bob'], { id: 'a' }),
      { event: 'sent', id: 'a', to: 'bob' },
      link('bob', { state: 'closed', reason: because('gone') }),
    );
    await screen.press('f10');
    expect(screen.happened).toEqual(['quit']);
  });

  it('is asked for what was sent to somebody who confirms, and has not before the link broke', async () => {
    const screen = await inRoom();
    const broken = link('bob', { state: 'closed', reason: because('gone') });
    await screen.report(queued(['bob'], { id: 'a' }), { event: 'sent', id: 'a', to: 'bob' }, broken);
    await screen.press('f10');
    expect(screen.happened).toEqual([]);
  });

  it('is asked for what was sent to somebody who has not confirmed it and is away, though the link seems to be open', async () => {
    const screen = await inRoom();
    await screen.report(
      queued(['bob'], { id: 'a' }),
      { event: 'sent', id: 'a', to: 'bob' },
      { event: 'member_away', room: 'dev', username: 'bob' },
    );
    await screen.press('f10');
    expect(screen.happened).toEqual([]);
    screen.shows("1 of your messages hasn't been delivered yet");
  });

  it('needs not wait for the goodbye', async () => {
    const screen = await inRoom();
    await screen.press('f10', 'escape');
    expect(screen.happened).toEqual(['quit', 'interrupted']);
    const another = await inRoom();
    await another.press('f10', 'ctrl+c');
    expect(another.happened).toEqual(['quit', 'interrupted']);
  });

  it('presses Ctrl+C twice, and soon: other keys and time take the first one back', async () => {
    const screen = await inRoom();
    await screen.press('ctrl+c', 'left', 'ctrl+c');
    await screen.pass(2_100);
    await screen.press('ctrl+c');
    expect(screen.happened).toEqual([]);
    await screen.press('ctrl+c');
    expect(screen.happened).toEqual(['interrupted']);
  });

  it('closes with Ctrl+C first what is open, and what takes the place of the line', async () => {
    const screen = await inRoom();
    await screen.press('f1', 'ctrl+c');
    screen.hides(english.helpTitle);
    await screen.press('ctrl+r', 'ctrl+c');
    expect(screen.line).toBe(' #dev>');
    await screen.press('ctrl+c');
    expect(screen.happened).toEqual([]);
  });

  it('tells the client if there is one, and else the program', async () => {
    const screen = new FullScreenInTest();
    screen.begin({ username: 'ana' });
    await screen.pass();
    await screen.press('escape');
    expect(screen.happened).toEqual(['left: interrupted']);
    screen.emulator.input.end();
    await screen.pass();
    expect(screen.happened).toEqual(['left: interrupted', 'hung up without a client']);
    const connected = await inRoom();
    connected.emulator.input.end();
    await connected.pass();
    expect(connected.happened).toEqual(['hung up']);
  });

  it('gets the terminal back as it was', async () => {
    const screen = await inRoom();
    screen.fullScreen.close();
    screen.fullScreen.close();
    screen.tell({ event: 'tracker', state: 'lost' });
    await screen.pass();
    const { emulator } = screen;
    expect([emulator.isAlternate, emulator.isCursorVisible, emulator.input.isRaw]).toEqual([false, true, false]);
    expect(emulator.text.trim()).toBe('');
  });
});
