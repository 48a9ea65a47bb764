import { describe, expect, it } from 'vitest';
import { english } from '../../../peer/ui/tui/phrases/en.ts';
import { dark } from '../../../peer/ui/tui/theme/built-in.ts';
import type { FullScreenInTest } from '../../helpers/full-screen.ts';
import { INVITE, joined, numberOf, peer, room } from '../phrases/sample-reports.ts';
import { atHome, inRoom, inThree, said, showing } from './scenes.ts';

const entered = (screen: FullScreenInTest): string[] => screen.lines.splice(0).map(({ text }) => text);

const ROOMS = [room('dev', { seats: 3 }), room('café', { owner: 'rui' }), room('tea', { owner: 'rui', seats: 3 })];

// T14: a screen reader follows the cursor.
describe('the cursor', () => {
  const rowWithCursor = ({ emulator }: FullScreenInTest): string => {
    expect(emulator.isCursorVisible).toBe(true);
    return emulator.lines[emulator.cursor.y] ?? '';
  };

  it.each(['f2', 'ctrl+g'])(
    'is on the selected row of the list of %s, and in the query while one types',
    async (key) => {
      const screen = await inThree();
      await screen.press(key);
      await screen.report({ event: 'rooms', rooms: ROOMS });
      await screen.press('down', 'down');
      expect(rowWithCursor(screen)).toMatch(/│ > \S/);
      const selected = rowWithCursor(screen);
      await screen.press('up');
      expect(rowWithCursor(screen)).not.toBe(selected);
      await screen.type('e');
      expect(rowWithCursor(screen)).toContain('│ > e ');
      await screen.press('down', 'backspace');
      expect(rowWithCursor(screen)).toMatch(/│ > {2}/);
    },
  );

  it.each(['f1', 'f8', 'f3'])('is in the box of %s', async (key) => {
    const screen = await inRoom();
    await screen.press(key);
    expect(rowWithCursor(screen)).toContain('│ ');
    expect(rowWithCursor(screen)).not.toContain('#dev>');
  });

  it('is on the question that waits for a letter', async () => {
    const screen = await inRoom();
    await screen.report(said('bob', 'https://x.org/a'));
    await screen.press('ctrl+o', 'enter');
    expect(rowWithCursor(screen)).toContain('https://x.org/a');
  });
});

describe('the rooms', () => {
  it('are waited for, then listed, found by a few letters, and entered', async () => {
    const screen = await inRoom();
    await screen.press('f2');
    screen.shows(english.waitingForTracker);
    await screen.report({ event: 'rooms', rooms: [] });
    screen.shows(english.noRooms);
    await screen.report({ event: 'rooms', rooms: ROOMS });
    await screen.type('caf');
    screen.shows('> #café');
    screen.hides('#tea');
    await screen.press('enter');
    expect(entered(screen)).toEqual(['/rooms', '/join #café']);
  });

  it('show by which letters they were found', async () => {
    const screen = await inRoom();
    await screen.press('f2');
    await screen.report({ event: 'rooms', rooms: ROOMS });
    await screen.type('cfe');
    const row = screen.emulator.lines.findIndex((line) => line.includes('> #café'));
    const x = screen.emulator.lines[row]?.indexOf('#') ?? 0;
    const [hash, c, a, f, e] = [0, 1, 2, 3, 4].map((offset) => screen.emulator.cell(x + offset, row).background);
    expect([f, e]).toEqual([c, c]);
    expect(a).toBe(hash);
    expect(c).not.toBe(hash);
  });

  it('in which one sits are only shown', async () => {
    const screen = await inThree();
    await screen.report({ event: 'rooms', rooms: [room('ops')] });
    await screen.press('f2', 'enter');
    expect(screen.title).toContain('#ops');
    expect(entered(screen)).toEqual(['/rooms']);
  });

  it.each([
    [[], '/create #new one'],
    [['down'], '/create #new one --invite-only'],
    [['down', 'down'], '/create #new one --password'],
  ])('are made by a name that none has, and %j', async (keys, command) => {
    const screen = await inRoom();
    await screen.report({ event: 'rooms', rooms: ROOMS });
    await screen.press('f2');
    await screen.type('new one');
    await screen.press(...keys, 'enter');
    expect(entered(screen)).toEqual(['/rooms', command]);
  });

  it('are not made of an invitation, which is used, nor of a name that looks like an option', async () => {
    const screen = await inRoom();
    await screen.report({ event: 'rooms', rooms: ROOMS });
    await screen.press('f2');
    await screen.paste('new --password x');
    await screen.press('enter', 'ctrl+u');
    expect(entered(screen)).toEqual(['/rooms']);
    await screen.paste(INVITE);
    await screen.press('enter');
    expect(entered(screen)).toEqual([`/join ${INVITE}`]);
  });

  it('are deleted by their owner alone, after a question', async () => {
    const screen = await inRoom();
    await screen.report({ event: 'rooms', rooms: ROOMS });
    await screen.press('f2', 'down', 'delete');
    screen.hides('Delete #');
    await screen.press('up', 'delete');
    screen.shows(english.confirmDelete('dev'));
    await screen.press('x', 'escape');
    expect(entered(screen)).toEqual(['/rooms']);
    await screen.press('delete', 'enter');
    expect(entered(screen)).toEqual([]);
    await screen.press('y');
    expect(entered(screen)).toEqual(['/delete-room #dev', '/rooms']);
    screen.shows('┌─ Rooms');
  });

  it('are chosen with all the keys of a list, and stay in view', async () => {
    const screen = await atHome({ rows: 12 });
    const many = Array.from({ length: 30 }, (_, index) => room(`r${index}`));
    await screen.report({ event: 'rooms', rooms: many });
    await screen.press('f2', 'end');
    screen.shows('> #r29');
    await screen.press('up', 'ctrl+p', 'shift+tab');
    screen.shows('> #r26');
    await screen.press('home', 'down', 'ctrl+n', 'tab');
    screen.shows('> #r3');
    await screen.press('pagedown', 'pageup', 'pageup');
    screen.shows('> #r0');
    await screen.report({ event: 'rooms', rooms: [] });
    await screen.press('enter', 'delete', 'down');
    expect(entered(screen)).toEqual(['/rooms']);
  });
});

describe('people', () => {
  it('are those who are here, who are online, and who were met; never oneself', async () => {
    const screen = await inRoom();
    await screen.report(said('zoé', 'hello', null));
    await screen.press('f3');
    await screen.report({ event: 'peers', room: null, peers: [peer('ana'), peer('rui', { rooms: ['tea'] })] });
    screen.shows('> bob', '  eva', '  rui', '  zoé', '#tea');
    screen.hides('  ana ');
    screen.hides('rui is');
  });

  it.each([
    [english.writeTo, '/msg bob'],
    [english.verifyPerson, '/safety-number bob'],
    [english.showKey, '/fingerprint bob'],
    [english.block, '/block bob'],
  ])('can be chosen to: %s', async (label, command) => {
    const screen = await inRoom();
    await screen.press('f3', 'enter');
    await screen.clickOn(label.slice(0, 15));
    expect(entered(screen)).toEqual(['/peers', command]);
    screen.hides('┌─ bob');
  });

  it('can be asked in, unblocked, and trusted again, if that makes sense', async () => {
    const screen = await inRoom();
    await screen.press('f3', 'enter');
    screen.hides(english.acceptKey, english.unblock, english.askInto('#dev'));
    await screen.press('escape');
    await screen.report(
      { event: 'blocked', peer: 'rui', blocked: true },
      { event: 'trust', peer: 'rui', state: 'changed', fingerprint: 'A'.repeat(43) },
    );
    await screen.press('f3');
    await screen.type('rui\r');
    screen.shows(english.acceptKey, english.unblock, english.askInto('#dev'));
    await screen.clickOn(english.askInto('#dev'));
    expect(entered(screen).at(-1)).toBe('/add rui');
  });
});

const { number: NUMBER } = numberOf('bob');

describe('a safety number', () => {
  it.each([
    [{ verified: false }, 'y', [`/verify bob ${NUMBER}`]],
    [{ verified: false }, 'enter', []],
    [{ verified: false, is_new_key: true }, 'y', ['/trust bob']],
    [{ verified: false, is_new_key: true }, 'enter', []],
    [{ verified: true }, 'enter', []],
    [{ verified: true }, 'u', ['/unverify bob']],
    [{ verified: false }, 'u', []],
    [{ verified: false }, 'escape', []],
  ])('that is %j answers %s with %j', async (more, key, commands) => {
    const screen = await inRoom();
    await screen.report(numberOf('bob', more));
    screen.shows('12345  67890');
    await screen.press(key);
    expect(entered(screen)).toEqual(commands);
  });
});

describe('a new password of our own (S13)', () => {
  const wanted = { event: 'new_password_wanted', number: 1 } as const;

  it('is asked for after the one so far, twice, until it is the same, and never shown', async () => {
    const screen = await inRoom();
    await screen.report(wanted);
    screen.shows(english.currentPassword);
    await screen.type('hunter22\r');
    screen.shows(english.newPassword.first);
    await screen.type('hunter33\rhunter34\r');
    screen.shows(english.newPassword.differ);
    await screen.type('hunter33\r');
    screen.shows(english.newPassword.again);
    await screen.type('hunter33\r');
    expect(screen.happened).toEqual(['new password 1: {"current":"hunter22","next":"hunter33"}']);
    expect(screen.lines).toEqual([]);
    expect(screen.emulator.raw).not.toContain('hunter');
    await screen.report({ event: 'password_changed' });
    screen.shows('your password was changed');
  });

  it.each([['escape'], ['enter'], ['x', 'enter', 'escape']])('need not be given: %s', async (...keys) => {
    const screen = await inRoom();
    await screen.report(wanted);
    await screen.press(...keys);
    expect(screen.happened).toEqual(['new password 1: null']);
  });
});

describe('the password of a room', () => {
  it('is typed unseen, and goes where it was asked for', async () => {
    const screen = await inThree();
    await screen.report({ event: 'password_wanted', room: 'tea', for: 'join', number: 1 }, showing({ room: 'ops' }));
    await screen.type('hunter2\r');
    expect(screen.lines).toEqual([]);
    expect(screen.happened).toEqual(['password 1: hunter2']);
    expect(screen.emulator.raw).not.toContain('hunter');
    await screen.press('alt+1', 'up');
    expect(screen.line).toBe(' #dev>');
  });

  it('of a new room is typed twice, until it is the same (U10)', async () => {
    const screen = await inRoom();
    await screen.report({ event: 'password_wanted', room: 'tea', for: 'create', number: 1 });
    screen.shows(english.newRoomPassword('tea', false));
    await screen.type('hunter2\r');
    screen.shows(english.newRoomPassword('tea', true));
    screen.hides('****');
    await screen.type('hunter3\r');
    screen.shows(english.roomPasswordsDiffer);
    expect(screen.happened).toEqual([]);
    await screen.type('hunter2\r');
    await screen.paste('hunter2');
    await screen.press('enter');
    expect(screen.happened).toEqual(['password 1: hunter2']);
    screen.hides(english.newRoomPassword('tea', true));
  });

  it.each([[''], ['half', 'escape']])('of a new room need not be typed: %j', async (typed, key = 'enter') => {
    const screen = await inRoom();
    await screen.report({ event: 'password_wanted', room: 'tea', for: 'create', number: 1 });
    if (typed !== '') await screen.type(`${typed}\r`);
    await screen.press(key);
    expect(screen.happened).toEqual([`password 1: ${typed === '' ? '' : null}`]);
  });

  it('need not be typed', async () => {
    const screen = await inRoom();
    await screen.report({ event: 'password_wanted', room: 'tea', for: 'create', number: 1 });
    await screen.press('escape');
    expect(screen.happened).toEqual(['password 1: null']);
  });
});

describe('invitations', () => {
  it('are answered once, however that is done', async () => {
    const screen = await inRoom();
    const invitation = (from: string, into: string) =>
      ({ event: 'invitation', from, room: into, private: false }) as const;
    await screen.report(invitation('rui', 'tea'), invitation('zoé', 'sea'), invitation('eva', 'ops'));
    screen.shows(`[${english.waitingCount(3, 0)}]`);
    await screen.press('f7', 'enter');
    expect(entered(screen)).toEqual(['/accept rui (invitation)']);
    await screen.type('/decline zoé\r');
    await screen.report(joined({ room: 'ops' }));
    screen.hides(': F7]');
    await screen.press('f7');
    screen.shows(english.noInvitations);
  });
});

describe('"go to"', () => {
  it('finds conversations, rooms, people and commands, and does what each is for', async () => {
    const screen = await inThree();
    await screen.report({ event: 'rooms', rooms: ROOMS });
    for (const [typed, command] of [
      ['café', '/join #café'],
      ['status', '/status'],
    ] as const) {
      await screen.press('ctrl+g');
      await screen.type(`${typed}\r`);
      expect(entered(screen)).toEqual([command]);
    }
    await screen.press('ctrl+g');
    await screen.type('eva\r');
    screen.shows('┌─ eva');
    await screen.press('escape', 'ctrl+g');
    await screen.type('marks\r');
    screen.shows(english.explainTitle);
    await screen.press('escape', 'ctrl+g');
    await screen.type('qqqq');
    screen.shows(english.nothingFound);
  });
});

describe('what was typed before', () => {
  it('is shown with what matches in it, as far as there is room', async () => {
    const screen = await inRoom({ columns: 60 });
    await screen.type(`${'before '.repeat(10)}needle${' after'.repeat(10)}\r`);
    await screen.press('ctrl+r');
    await screen.type('needle');
    expect(screen.line.split('\n')[0]).toMatch(/^history: needle → before .*…needle…$/);
    await screen.press('enter');
    expect(screen.line).toContain('needle after');
  });
});

describe('a search', () => {
  const isMarked = (screen: FullScreenInTest, text: string): boolean => {
    const y = screen.emulator.lines.findIndex((line) => line.includes(text));
    const x = (screen.emulator.lines[y] ?? '').indexOf(text);
    return screen.emulator.cell(x, y).background === 3;
  };

  it('marks what it finds, goes to older and newer, and says when there is no more', async () => {
    expect(dark.match.background).toBe('yellow');
    const screen = await inRoom();
    const more = Array.from({ length: 30 }, (_, index) => said('eva', `<${index}>`));
    await screen.report(said('bob', 'needle one'), ...more, said('eva', 'Needle two'));
    await screen.press('f5');
    await screen.type('needle');
    expect(isMarked(screen, 'Needle two')).toBe(true);
    await screen.press('up');
    expect(isMarked(screen, 'needle one')).toBe(true);
    await screen.press('up');
    screen.shows('not found');
    await screen.press('down', 'escape');
    expect(isMarked(screen, 'Needle two')).toBe(false);
  });

  it('leaves no mark behind, even if another conversation is shown meanwhile', async () => {
    const screen = await inThree();
    await screen.press('f5');
    await screen.type('hello');
    expect(isMarked(screen, 'hello ana')).toBe(true);
    await screen.report(showing({ room: 'ops' }));
    expect(screen.line).toBe(' #ops>');
    await screen.press('alt+1');
    expect(isMarked(screen, 'hello ana')).toBe(false);
  });
});

describe('many conversations', () => {
  it('are kept within bounds: a stranger’s that nobody looks at makes room', async () => {
    const screen = await inRoom();
    await screen.report(...Array.from({ length: 250 }, (_, index) => said(`stranger${index}`, 'hello', null)));
    await screen.press('alt+up');
    expect(screen.title).toContain('P2P Chat');
    await screen.press('alt+up');
    expect(screen.title).toContain('@stranger249');
    await screen.press('ctrl+g');
    await screen.type('stranger0');
    screen.hides('@stranger0 ');
    await screen.press('escape', 'tab', 'end');
    screen.shows('>  @stranger249');
    await screen.press('home');
    screen.shows(' 0 home');
  });
});
