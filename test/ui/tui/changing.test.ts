import { describe, expect, it } from 'vitest';
import { english } from '../../../peer/ui/tui/phrases/en.ts';
import { portuguese } from '../../../peer/ui/tui/phrases/pt.ts';
import { atHome, inRoom, inThree, said } from './scenes.ts';

describe('a setting', () => {
  it('that cannot be is refused in a sentence that says what can, and nothing is kept', async () => {
    const screen = await inRoom({ columns: 160 });
    for (const [typed, answer] of [
      ['/set time 25', `time can't be "25": use 24, 12 or off.`],
      ['/set tiem 24', 'Did you mean time?'],
      ['/theme pink', 'There is no theme pink'],
      ['/set tracker nowhere:99999', 'tracker'],
    ] as const) {
      await screen.type(`${typed}\r`);
      screen.shows(answer);
    }
    expect(screen.kept).toEqual([]);
    expect(screen.preferences.settings.time).toBe('24');
  });

  it('counts even if it cannot be kept, which is said', async () => {
    const screen = await inRoom({ columns: 120, keepSetting: () => Promise.reject(new Error('the disk is full')) });
    await screen.type('/time off\r');
    screen.shows(english.settingNotKept('the disk is full'));
    screen.hides('12:00');
  });

  it('changes what is on the screen already', async () => {
    const screen = await inRoom({ columns: 120 });
    screen.shows('12:00       bob hello ana');
    await screen.type('/time 12\r');
    screen.shows('12:00pm       bob hello ana');
    await screen.type('/set people off\r/set rooms off\r/set hints off\r');
    screen.hides('PEOPLE', 'ROOMS', 'Ctrl+G');
    await screen.type('/set ascii on\r');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: everything that is not ASCII
    expect(screen.text).not.toMatch(/[^\x00-\x7f]/);
    await screen.resize(60, 20);
    await screen.type('/set people on\r/set rooms on\r');
    screen.shows('PEOPLE', 'ROOMS');
  });

  it('is Portuguese from one moment to the next, for what is said from then on', async () => {
    const screen = await inRoom({ columns: 120 });
    await screen.type('/lang pt\r');
    screen.shows(portuguese.rooms, portuguese.peopleCount(2), `[${portuguese.reachedCount(2, 2)}]`);
    screen.shows(portuguese.set('lang', 'pt'), 'you are in #dev');
    await screen.report({ event: 'member_left', room: 'dev', username: 'eva', reason: 'left' });
    screen.shows('eva saiu');
    await screen.press('f1');
    screen.shows(portuguese.helpTitle);
    await screen.press('escape', 'f8');
    screen.shows(portuguese.explainTitle);
  });

  it('is a theme of one’s own, from the file', async () => {
    const themes = new Map([['mine', { base: 'dark', looks: { bar: 'white on red' } }]] as const);
    const screen = await inRoom({ themes });
    await screen.type('/theme mine\r');
    expect(screen.emulator.cell(79, 0).background).toBe(1);
  });

  it('gives the mouse back to the terminal', async () => {
    const screen = await inThree({ settings: { mouse: 'off' } });
    expect(screen.emulator.modes.mouse).toBe('none');
    await screen.type('/mouse on\r');
    expect(screen.emulator.modes.mouse).toBe('drag');
  });
});

describe('what was said, written to a file', () => {
  it('is text, with the days and times, and keeps its lines', async () => {
    const screen = await inRoom();
    await screen.report(
      said('eva', 'two\nlines'),
      said('bob', '/me waves'),
      said('bob', 'open', 'dev', { security: 'plaintext' }),
    );
    await screen.type('/export log.txt\r');
    expect(screen.files.get('log.txt')?.split('\n')).toEqual([
      `--- ${english.day(screen.clock.now())} ---`,
      '12:00 - you are in #dev (your room), with bob, eva',
      '12:00 - connected to bob directly, encrypted and verified',
      '12:00 - connected to eva directly, encrypted',
      '12:00 bob: hello ana',
      '12:00 eva: two',
      '        lines',
      '12:00 * bob waves',
      '12:00 P bob: open',
      '',
    ]);
  });

  it('is not written over anything, and that is said', async () => {
    const exists = Object.assign(new Error('EEXIST: file already exists'), { code: 'EEXIST' });
    const screen = await inRoom({ writeFile: () => Promise.reject(exists) });
    await screen.type('/export log.txt\r');
    screen.shows('Not saved (the file already exists)', 'log.txt');
    await screen.type('/lang pt\r/export log.txt\r');
    screen.shows('Não foi salvo (o arquivo já existe)', 'log.txt');
  });
});

describe('the clock in the status', () => {
  it('goes on by itself', async () => {
    const screen = await atHome();
    await screen.pass(60_000);
    screen.shows('[12:01]');
  });

  it('is as the user wants it', async () => {
    const screen = await atHome({ settings: { time: '12' } });
    screen.shows('[12:00pm]');
    screen.clock.setBack(11 * 60 * 60_000);
    await screen.report({ event: 'tracker', state: 'connected' });
    screen.shows('[ 1:00am]');
  });
});
