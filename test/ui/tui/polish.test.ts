// U15
import { describe, expect, it } from 'vitest';
import { english } from '../../../peer/ui/tui/phrases/en.ts';
import { portuguese } from '../../../peer/ui/tui/phrases/pt.ts';
import { type Client, TrackerWorld } from '../../helpers/tracker-world.ts';
import { room } from '../phrases/sample-reports.ts';
import { atHome, entering, inRoom, inThree, said } from './scenes.ts';

describe('a user who is called like the word for oneself (U15)', () => {
  it.each([
    ['en', 'you'],
    ['en', 'You'],
    ['pt', 'você'],
  ] as const)('is not taken for oneself: %s %s', async (lang, name) => {
    const screen = await inRoom({ settings: { lang } });
    await screen.report(said(name, 'hello'), said('você2', 'no'));
    screen.shows(`"${name}" hello`);
    await screen.report(...entering('theirs', name, 'ana'));
    expect(screen.title).toContain(`"${name}"`);
  });
});

describe('home (U15)', () => {
  it('is called home in the list, in the title and where one goes to it', async () => {
    const screen = await inThree();
    screen.shows(` 0 ${english.home}`);
    await screen.press('ctrl+g');
    screen.shows(`> ${english.home}`);
    await screen.type('home\r');
    expect(screen.title).toContain(english.home);
    const portugueseScreen = await atHome({ settings: { lang: 'pt' } });
    expect(portugueseScreen.title).toContain(portuguese.home);
  });
});

describe('a room that one has deleted oneself (U15)', () => {
  it('goes from the list, whether it is shown or not, and that it was deleted is said where one is', async () => {
    const screen = await inThree();
    await screen.report({ event: 'room_deleted', room: 'dev', by: 'ana' });
    screen.hides('1 #dev', '✗');
    screen.shows('#dev was deleted');
    await screen.report({ event: 'room_deleted', room: 'OPS', by: 'ana' });
    screen.hides('#ops ', '✗');
  });

  it('stays to be read if somebody else deleted it, or it has expired', async () => {
    for (const by of ['eva', null]) {
      const screen = await inThree();
      await screen.report({ event: 'room_deleted', room: 'dev', by });
      screen.shows('#dev', '✗', english.ended);
    }
  });
});

describe('boxes (U15)', () => {
  it('do not lie over each other: the one on top is shown alone, and the one below comes back', async () => {
    const screen = await inRoom({ columns: 120, rows: 40 });
    const boxes = (): number => screen.text.split('┌─').length - 1;
    await screen.press('f3');
    await screen.type('bob');
    expect(boxes()).toBe(1);
    await screen.press('ctrl+g');
    await screen.press('f1');
    expect(boxes()).toBe(1);
    screen.shows(`┌─ ${english.helpTitle}`);
    await screen.press('escape');
    expect(boxes()).toBe(1);
    screen.hides(`┌─ ${english.helpTitle}`);
  });

  it('show the room browser again after a question about one of its rooms', async () => {
    const screen = await inRoom({ columns: 120, rows: 40 });
    await screen.report({ event: 'rooms', rooms: [room('mine', { owner: 'ana' })] });
    await screen.press('f2', 'delete');
    screen.shows(english.confirmDelete('mine'));
    screen.hides('> #mine');
    await screen.press('escape');
    screen.shows('> #mine');
  });
});

describe('the row of hints (U15)', () => {
  it.each([
    ['F1', `┌─ ${english.helpTitle}`],
    ['F2', '┌─ '],
    ['F8', `┌─ ${english.explainTitle}`],
    ['rooms', '┌─ '],
    ['marks', `┌─ ${english.explainTitle}`],
  ])('takes a click on %s as that key', async (hint, expected) => {
    const screen = await inThree({ columns: 120, rows: 40 });
    const y = screen.emulator.lines.findLastIndex((line) => line.includes('F1 '));
    await screen.click((screen.emulator.lines[y] ?? '').indexOf(hint), y);
    screen.shows(expected);
  });

  it('does nothing beside its hints, or while it says something else', async () => {
    const screen = await inThree({ columns: 120, rows: 40 });
    const before = screen.text;
    await screen.click(118, 39);
    expect(screen.text).toBe(before);
    await screen.press('alt+a');
    screen.shows(english.nothingUnread);
    await screen.click(2, 39);
    screen.hides('┌─');
    await screen.press('f5');
    await screen.click(2, 39);
    screen.hides('┌─');
  });
});

describe('the help (U15)', () => {
  it('is narrowed by typing, without case and accents, to the rows that hold all words', async () => {
    const screen = await inRoom({ columns: 120, rows: 40 });
    await screen.press('f1');
    screen.shows(english.helpSearchHint);
    await screen.type('ALT+U');
    screen.shows('Alt+U', english.helpFound('ALT+U'));
    screen.hides('/create', 'Ctrl+K');
    await screen.press('ctrl+u');
    await screen.type('room password');
    screen.shows('/create', '/join');
    screen.hides('/peers', 'Alt+U');
    await screen.type(' xyz');
    screen.shows(english.nothingFound);
    await screen.press(...Array.from({ length: 4 }, () => 'backspace'));
    screen.shows('/create');
    await screen.press('escape');
    screen.hides('┌─');
    expect(screen.line).toBe(' #dev>');
  });

  it('is found in Portuguese by words without accents, and commands by their other names', async () => {
    const screen = await inRoom({ columns: 120, rows: 40, settings: { lang: 'pt' } });
    await screen.press('f1');
    await screen.type('acao');
    screen.shows('ação');
    await screen.press('ctrl+u');
    await screen.type('join');
    screen.shows('/entrar');
  });

  it('still scrolls with the space bar and the page keys', async () => {
    const screen = await inRoom();
    await screen.press('f1');
    const first = screen.text;
    await screen.press('space');
    expect(screen.text).not.toBe(first);
    await screen.press('pageup');
    expect(screen.text).toBe(first);
  });
});

describe('an error about a room (U15)', () => {
  it('names it as people write it, with its #', async () => {
    const world = await TrackerWorld.start();
    const [ana, bob, eva, rui] = await Promise.all(['ana', 'bob', 'eva', 'rui'].map((name) => world.member(name)));
    const msgs: unknown[] = [];
    const ask = async (client: Client | undefined, cmd: string, room: string, more: object = {}): Promise<void> => {
      const { status, msg } = (await client?.ask({ cmd, username: client.username, room, ...more })) ?? {};
      if (status === 'ERROR') msgs.push(msg);
    };
    const secret = 'a'.repeat(43);
    await ask(ana, 'CREATE_ROOM', 'dev');
    for (const each of [bob, eva, rui]) await ask(each, 'JOIN_ROOM', 'dev');
    await ask(rui, 'CREATE_ROOM', 'dev');
    await ask(rui, 'LEAVE_ROOM', 'dev');
    await ask(bob, 'DELETE_ROOM', 'dev');
    await ask(rui, 'JOIN_ROOM', 'nowhere');
    for (const access of ['password', 'invite']) {
      await ask(ana, 'CREATE_ROOM', access, { access, secret });
      await ask(rui, 'JOIN_ROOM', access);
      await ask(rui, 'JOIN_ROOM', access, { secret: 'b'.repeat(43) });
    }
    expect(msgs).toHaveLength(9);
    for (const msg of msgs) expect(msg).toMatch(/#(dev|nowhere|password|invite)/);
  });
});
