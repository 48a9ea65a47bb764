// U13: nothing that is typed or said disappears without a word.
import { describe, expect, it } from 'vitest';
import { english } from '../../../peer/ui/tui/phrases/en.ts';
import { queued } from '../phrases/sample-reports.ts';
import { atHome, entering, inRoom, inThree, said } from './scenes.ts';

describe('a line that nobody would get', () => {
  it.each(['hello', '/me waves', '/say hello', '//slash'])('%s stays in the line of an empty room', async (text) => {
    const screen = await atHome();
    await screen.report(...entering('quiet', 'ana'));
    await screen.type(`${text}\r`);
    screen.shows(english.notSentAlone('#quiet').slice(0, 30));
    expect(screen.line.split('\n')[0]).toBe(` #quiet> ${text}`);
    expect(screen.lines).toEqual([]);
  });

  it('stays in the line at home, and in a room that was deleted', async () => {
    const screen = await atHome();
    await screen.type('hello\r');
    screen.shows(english.notSentNowhere);
    expect(screen.line.split('\n')[0]).toBe(' > hello');
    await screen.report(...entering('gone', 'rui'), { event: 'room_deleted', room: 'gone', by: 'rui' });
    await screen.type('too late\r');
    screen.shows(english.ended);
    expect(screen.line.split('\n')[0]).toBe(' #gone> too late');
  });

  it('stays in the line of a room in which everybody else is blocked', async () => {
    const screen = await atHome();
    await screen.report(...entering('dev', 'ana', 'bob'), { event: 'blocked', peer: 'bob', blocked: true });
    await screen.type('hello\r');
    screen.shows(english.notSentBlocked('#dev'));
    expect(screen.line.split('\n')[0]).toBe(' #dev> hello');
    await screen.report({ event: 'blocked', peer: 'bob', blocked: false });
    await screen.press('enter');
    expect(screen.lines.map(({ text }) => text)).toEqual(['hello']);
  });

  it('is sent when somebody has come', async () => {
    const screen = await atHome();
    await screen.report(...entering('quiet', 'ana'));
    await screen.type('hello\r');
    await screen.report({ event: 'member_joined', room: 'quiet', username: 'bob' });
    await screen.press('enter');
    expect(screen.lines.map(({ text }) => text)).toEqual(['hello']);
  });
});

describe('a private line', () => {
  it('that is written from a room is shown there, and kept in its own conversation', async () => {
    const screen = await inRoom();
    await screen.report({ event: 'queued', id: 'p1', to: 'bob', content: 'psst', people: ['bob'] });
    screen.shows(english.echoPrivate('bob', 'psst'));
    await screen.type('/export a.txt\r');
    expect(screen.files.get('a.txt')).not.toContain('psst');
    await screen.press('alt+2');
    expect(screen.title).toContain('@bob');
    screen.shows('you psst');
  });

  it('is not shown twice where it is seen', async () => {
    const screen = await inThree();
    await screen.press('alt+3');
    await screen.report({ event: 'queued', id: 'p1', to: 'bob', content: 'psst', people: ['bob'] });
    expect(screen.text.match(/psst/g)).toHaveLength(1);
  });
});

describe('the top of the log', () => {
  it.each([60, 80, 120])('says who speaks and when in a long run by one person, in %s columns', async (columns) => {
    const screen = await inRoom({ columns, rows: 24 });
    await screen.report(...Array.from({ length: 40 }, (_, index) => said('bob', `line ${index}`)));
    const top = () => screen.emulator.lines[1] ?? '';
    expect(top()).toMatch(/12:00 +bob line \d+/);
    await screen.press('pageup');
    expect(top()).toMatch(/12:00 +bob line \d+/);
    await screen.press('shift+down');
    expect(top()).toMatch(/12:00 +bob line \d+/);
  });

  it('says it in the middle of one long message, and of our own', async () => {
    const screen = await inRoom();
    const long = Array.from({ length: 60 }, (_, index) => `row ${index}`).join('\n');
    await screen.report(said('eva', long));
    expect(screen.emulator.lines[1]).toMatch(/12:00 +eva row \d+/);
    await screen.report(queued(['bob'], { content: long }));
    expect(screen.emulator.lines[1]).toMatch(/12:00 +you row \d+/);
  });
});

describe('a search', () => {
  it('says how many there are, and which one is shown', async () => {
    const screen = await inRoom();
    await screen.report(...['one apple', 'two pears', 'an apple pie', 'apples'].map((text) => said('bob', text)));
    await screen.press('f5');
    await screen.type('apple');
    screen.shows(english.searchCount(1, 3));
    await screen.press('up');
    screen.shows(english.searchCount(2, 3));
    await screen.press('down');
    screen.shows(english.searchCount(1, 3));
    await screen.type('z');
    screen.shows(english.searchCount(null, 0));
  });
});
