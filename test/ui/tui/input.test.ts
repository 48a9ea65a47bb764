import { describe, expect, it } from 'vitest';
import { english } from '../../../peer/ui/tui/phrases/en.ts';
import { MAX_PASTE } from '../../../peer/ui/tui/screen/paste.ts';
import { INVITE, peer, room } from '../phrases/sample-reports.ts';
import { inRoom, inThree, said } from './scenes.ts';

describe('what is pasted', () => {
  it('is never sent by itself, however many lines it has', async () => {
    const screen = await inRoom();
    await screen.paste('one\r\ntwo\n/quit\n');
    expect(screen.line).toBe(' #dev> one\n       two\n       /quit');
    expect([...screen.lines, ...screen.happened]).toEqual([]);
    await screen.press('enter');
    expect(screen.lines.map(({ text }) => text)).toEqual(['one\ntwo\n/quit']);
  });

  it('is asked about before it is sent, if it is long', async () => {
    const screen = await inRoom();
    await screen.paste('a\nb\nc\nd\ne\nf');
    await screen.press('enter');
    screen.shows(english.confirmSend(6));
    await screen.press('escape');
    expect(screen.lines).toEqual([]);
    await screen.press('enter', 'y');
    expect(screen.lines.map(({ text }) => text)).toEqual(['a\nb\nc\nd\ne\nf']);
    await screen.paste('x'.repeat(2_001));
    await screen.press('enter');
    screen.shows(english.confirmSend(1));
  });

  it('may be huge: what a line cannot hold is refused in words, and keys work on', async () => {
    const screen = await inRoom();
    await screen.paste('x'.repeat(60 * 1024));
    await screen.paste('word '.repeat(MAX_PASTE / 4));
    screen.shows(english.lineTooLong);
    await screen.press('ctrl+u');
    await screen.type('ok\r');
    expect(screen.lines.map(({ text }) => text)).toEqual(['ok']);
  });

  it('is text alone, whatever is in it', async () => {
    const screen = await inRoom();
    await screen.paste('a\x1b[2J\x03\x07b\tc\u202ed');
    await screen.press('enter');
    expect(screen.lines.map(({ text }) => text)).toEqual(['ab\tc\u202ed']);
    expect(screen.happened).toEqual([]);
  });

  it('goes into what takes text, as one line, and nowhere if nothing does', async () => {
    const screen = await inRoom();
    await screen.report({ event: 'rooms', rooms: [room('ops')] });
    await screen.press('f2');
    await screen.paste('new\nroom');
    screen.shows('> new room');
    await screen.press('escape', 'f1');
    await screen.paste('lost');
    await screen.press('escape', 'ctrl+r');
    await screen.paste('found\nhere');
    screen.shows(`${english.historySearch}found here`);
    await screen.press('escape', 'tab');
    await screen.paste('typed');
    expect(screen.line).toBe(' #dev> typed');
  });

  it('may share a read with keys and the mouse, and be split over several', async () => {
    const screen = await inThree();
    await screen.send('ab\x1b[200~one\ntwo\x1b[201~c\x1b[<64;40;10M\x1b[Dd\x1b[<0;5;5M\x1b[<0;5;5mto ops\r');
    expect(screen.lines).toEqual([{ text: 'to ops', from: { kind: 'room', room: 'ops' } }]);
    await screen.press('alt+1');
    expect(screen.line).toBe(' #dev> abone\n       twodc');
    const e = Buffer.from('é');
    const parts = ['\x1b[200~th', 'ree\x1b[20', '1~', '\x1b', '[D', e.subarray(0, 1), e.subarray(1)];
    for (const part of parts) screen.emulator.type(part);
    await screen.pass();
    expect(screen.line).toBe(' #dev> abone\n       twodthreéec');
  });
});

describe('the mouse', () => {
  it('chooses conversations and people, and returns to the line', async () => {
    const screen = await inThree({ columns: 120, rows: 40 });
    await screen.clickOn('#ops');
    expect(screen.title).toContain('#ops');
    await screen.clickOn('@bob');
    expect(screen.title).toContain('@bob');
    await screen.clickOn('home');
    expect(screen.title).toContain('P2P Chat');
    await screen.clickOn('ROOMS');
    await screen.clickOn('#dev');
    await screen.clickOn('● eva');
    screen.shows('┌─ eva');
    await screen.clickOn(english.showKey);
    expect(screen.lines.at(-1)?.text).toBe('/fingerprint eva');
    await screen.press('tab');
    await screen.clickOn(' #dev>');
    await screen.type('x');
    expect(screen.line).toBe(' #dev> x');
  });

  it('finds people under the rooms, where they have no column', async () => {
    const screen = await inThree();
    await screen.clickOn('● eva');
    screen.shows('┌─ eva');
  });

  it('chooses in lists, and closes them beside them', async () => {
    const screen = await inRoom();
    await screen.press('f2');
    await screen.report({ event: 'rooms', rooms: [room('ops'), room('tea')] });
    await screen.clickOn('#tea');
    expect(screen.lines.at(-1)?.text).toBe('/join #tea');
    await screen.press('f3');
    await screen.report({ event: 'peers', room: null, peers: [peer('rui')] });
    await screen.clickOn('rui');
    screen.shows('┌─ rui');
    await screen.click(1, 1);
    screen.hides('┌─ rui');
    await screen.click(40, 20);
    expect(screen.title).toContain('#dev');
  });

  it('scrolls with its wheel, in the log and in what lies over it', async () => {
    const screen = await inRoom();
    await screen.report(...Array.from({ length: 40 }, (_, index) => said('bob', `<${index}>`)));
    await screen.wheel('up', 30, 10);
    screen.hides('<39>', '<37>');
    screen.shows('<36>');
    await screen.wheel('down', 2, 2);
    screen.shows('<39>');
    await screen.press('f1');
    screen.shows(' 20/');
    await screen.wheel('down', 30, 10);
    screen.shows(' 23/');
    await screen.press('escape', 'ctrl+g');
    await screen.wheel('down', 30, 10);
    await screen.press('enter');
    expect(screen.title).toContain('#dev');
  });

  it('opens an address that was said, after it was shown whole', async () => {
    const screen = await inRoom();
    await screen.report(
      said('bob', `https://example.org/${'a'.repeat(60)} and http://b.org/x`),
      said('eva', 'no link'),
    );
    await screen.clickOn('http://b.org');
    screen.shows(english.confirmOpen('http://b.org/x'));
    await screen.press('y');
    await screen.clickOn('aaaaaaa');
    await screen.press('y');
    await screen.press('escape');
    await screen.clickOn('no link');
    await screen.press('enter');
    expect(screen.addresses).toEqual(['http://b.org/x', `https://example.org/${'a'.repeat(60)}`]);
  });
});

describe('a code for a camera', () => {
  it('is whole, or not there', async () => {
    const screen = await inRoom({ columns: 40, rows: 60 });
    await screen.report({ event: 'invite', room: 'dev', invite: INVITE });
    screen.hides('█');
    await screen.resize(60, 60);
    const rows = screen.emulator.lines.filter((line) => /[█▀▄]{2}/.test(line));
    expect(new Set(rows.map((line) => line.trimEnd().length)).size).toBe(1);
    expect(rows.length).toBeGreaterThan(13);
  });
});
