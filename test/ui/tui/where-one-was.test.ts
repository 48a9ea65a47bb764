// T10: who reads further up stays there, and is told of what is said to them meanwhile.
import { describe, expect, it } from 'vitest';
import { Model } from '../../../peer/ui/tui/model/model.ts';
import { Scrollback } from '../../../peer/ui/tui/model/scrollback.ts';
import { english } from '../../../peer/ui/tui/phrases/en.ts';
import type { FullScreenInTest } from '../../helpers/full-screen.ts';
import { atHome, inRoom, inThree, said } from './scenes.ts';

const lines = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => said('bob', `<${from + index}>`));

const shownLines = ({ text }: FullScreenInTest): string[] => text.match(/<\d+>/g) ?? [];

describe('the place where one reads (T10)', () => {
  it('is the same after the window has grown so large that the end came into view, and back', async () => {
    const screen = await inRoom({ columns: 100, rows: 30 });
    await screen.report(...lines(60));
    await screen.press('pageup');
    const before = screen.emulator.lines;
    await screen.resize(100, 60);
    screen.shows('<59>');
    await screen.resize(100, 30);
    expect(screen.emulator.lines).toEqual(before);
  });

  it('is the same after any sizes on the way, and with messages that came meanwhile', async () => {
    const screen = await inRoom({ columns: 100, rows: 30 });
    await screen.report(...lines(60));
    await screen.press('pageup', 'pageup');
    const [first] = shownLines(screen);
    for (const [columns, rows] of [
      [40, 12],
      [100, 90],
      [200, 60],
      [20, 5],
      [60, 100],
      [100, 30],
    ] as const) {
      await screen.resize(columns, rows);
      await screen.report(said('bob', 'meanwhile'));
    }
    expect(shownLines(screen)[0]).toBe(first);
  });

  it('is the same after a narrower window, in the middle of a long message', async () => {
    const screen = await inRoom({ columns: 100, rows: 30 });
    await screen.report(...lines(40), said('bob', Array.from({ length: 900 }, (_, word) => `w${word}`).join(' ')));
    await screen.press('pageup', 'up');
    await screen.wheel('up', 50, 10);
    const before = screen.emulator.lines;
    await screen.resize(60, 30);
    await screen.resize(100, 30);
    expect(screen.emulator.lines).toEqual(before);
  });

  it('is the end, once the end was chosen, and while nothing but messages fill the window', async () => {
    const screen = await inRoom({ columns: 100, rows: 30 });
    await screen.report(...lines(60));
    await screen.press('pageup');
    await screen.resize(100, 60);
    await screen.report(...lines(40, 60));
    screen.shows('<99>');
    await screen.press('end');
    await screen.resize(100, 30);
    screen.shows('<99>');
  });

  it('is the oldest there is when what was read is dropped', () => {
    const log = new Scrollback<string>((entry) => [[{ text: entry, style: 'text' }]], {
      entries: 1_000,
      bytes: Number.POSITIVE_INFINITY,
      weigh: () => 1,
    });
    for (let index = 0; index < 1_000; index += 1) log.push(`${index}`);
    log.toEntry(600);
    const row = (): string => log.view(20, 10)[0]?.[0]?.text ?? '';
    expect(row()).toBe('600');
    for (let index = 1_000; index < 1_520; index += 1) log.push(`${index}`);
    expect(row()).toBe('600');
    log.firstUnread = 1_100;
    for (let index = 1_520; index < 3_000; index += 1) log.push(`${index}`);
    expect(row()).toBe(`${log.firstId}`);
    expect(log.isAtBottom).toBe(false);
    expect(log.firstUnread).toBe(log.firstId);
    log.clear();
    expect(log.firstUnread).toBe(null);
  });
});

describe('what is said while one reads further up (T10)', () => {
  async function readingUp(): Promise<FullScreenInTest> {
    const screen = await inRoom();
    await screen.report(...lines(60));
    await screen.press('pageup');
    return screen;
  }

  it('counts as unread where one is named, and Alt+U goes to it', async () => {
    const screen = await readingUp();
    await screen.report(said('bob', 'ana, look'), ...lines(30, 60));
    screen.hides('ana, look');
    screen.shows(`[${english.activity('1:@1')}]`, '>1 #dev       @1');
    expect(screen.emulator.bells).toBe(1);
    await screen.press('alt+u');
    screen.shows('ana, look', '─ new ─');
    await screen.press('end');
    screen.hides(`[${english.activity('')}`, '@1');
  });

  it('is where Alt+U goes, even if nobody was named', async () => {
    const screen = await readingUp();
    await screen.report(...lines(40, 60));
    screen.hides(`[${english.activity('')}`);
    expect(screen.emulator.bells).toBe(0);
    await screen.press('alt+u');
    screen.hides(english.nothingUnread);
    screen.shows('─ new ─', '<60>');
  });

  it('is not what was said before, once that was seen at the end', async () => {
    const screen = await readingUp();
    await screen.report(...lines(5, 60));
    await screen.press('end', 'pageup');
    await screen.report(said('bob', 'the newest'), ...lines(30, 65));
    await screen.press('alt+u');
    screen.shows('the newest');
    const { lines: rows } = screen.emulator;
    expect(rows[rows.findIndex((row) => row.includes('─ new ─')) + 1]).toContain('the newest');
  });

  it('is counted until it was seen, also if one turns away and comes back', async () => {
    const screen = await inThree();
    await screen.report(...lines(60));
    await screen.press('pageup');
    await screen.report(said('bob', 'ana, look'), ...lines(30, 60));
    await screen.press('alt+2', 'alt+1');
    screen.shows(`[${english.activity('1:@1')}]`);
    await screen.press('alt+a');
    screen.shows('ana, look', '─ new ─');
    await screen.press('end');
    screen.hides(`[${english.activity('')}`);
    await screen.press('alt+a');
    screen.shows(english.nothingUnread);
  });

  it('is counted when the window grows and shows it', async () => {
    const screen = await readingUp();
    await screen.report(said('bob', 'ana, look'));
    screen.shows(`[${english.activity('1:@1')}]`);
    await screen.resize(80, 90);
    screen.shows('ana, look');
    screen.hides(`[${english.activity('')}`);
  });

  it('is as before where nobody has scrolled', async () => {
    const screen = await atHome();
    expect(screen.text).not.toContain('MORE');
    const model = new Model(() => []);
    model.shown.missed(true);
    model.seen();
    expect([model.shown.unread, model.shown.highlights]).toEqual([0, 0]);
  });
});
