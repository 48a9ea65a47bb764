// U6: questions are answered by a letter, by somebody who sees them, and by nothing that was typed before.
import { describe, expect, it } from 'vitest';
import type { Report } from '../../../peer/reports.ts';
import { english } from '../../../peer/ui/tui/phrases/en.ts';
import { portuguese } from '../../../peer/ui/tui/phrases/pt.ts';
import type { FullScreenInTest } from '../../helpers/full-screen.ts';
import { INVITE, numberOf, peer, queued, room } from '../phrases/sample-reports.ts';
import { entering, inRoom } from './scenes.ts';

const texts = (screen: FullScreenInTest): string[] => screen.lines.splice(0).map(({ text }) => text);

const LONG = 'a\nb\nc\nd\ne\nf';

describe('a question', () => {
  const ask: { readonly [what: string]: (screen: FullScreenInTest) => Promise<void> } = {
    'whether a room is deleted': (screen) => screen.type('/delete-room\r'),
    async 'whether a long paste is sent'(screen) {
      await screen.paste(LONG);
      await screen.press('enter');
    },
    async 'whether an invitation is sent'(screen) {
      await screen.paste(INVITE);
      await screen.press('enter');
    },
    async 'whether a new key is accepted'(screen) {
      await screen.report({ event: 'trust', peer: 'bob', state: 'changed', fingerprint: 'x' }, peersOnline());
      await screen.press('f3');
      await screen.type('bob\r');
      await screen.press('end', 'enter');
    },
    'whether a new key is accepted, by command': async (screen) => {
      await screen.report({ event: 'trust', peer: 'bob', state: 'changed', fingerprint: 'x' });
      await screen.type('/trust Bob\r');
    },
    'whether a room is left where lines did not arrive': (screen) => leaving('/leave')(screen),
    'whether another room is left where lines did not arrive': (screen) => leaving('/sair #dev')(screen),
  };
  const leaving = (command: string) => async (screen: FullScreenInTest) => {
    await screen.report(queued(['bob']));
    await screen.type(`${command}\r`);
  };
  const peersOnline = () => ({ event: 'peers', room: null, peers: [peer('bob')] }) as const;

  it.each(Object.keys(ask))('%s is not answered by Enter, Space, or other keys', async (what) => {
    const screen = await inRoom();
    await ask[what]?.(screen);
    texts(screen);
    screen.shows(english.questionCancel);
    await screen.press('enter', 'enter', ' ', 'n', 'x', 'tab', 'down', 'delete');
    expect(texts(screen)).toEqual([]);
    await screen.press('escape');
    screen.hides(english.questionCancel);
    expect(texts(screen)).toEqual([]);
  });

  it.each([
    ['/leave', 'whether a room is left where lines did not arrive'],
    ['/leave #dev', 'whether another room is left where lines did not arrive'],
    ['/trust Bob', 'whether a new key is accepted, by command'],
  ])('before %s is answered by a letter', async (command, what) => {
    const screen = await inRoom();
    await ask[what]?.(screen);
    expect(texts(screen)).toEqual([]);
    await screen.press('y');
    expect(texts(screen)).toEqual([command]);
  });

  it('is not asked where nothing would be lost', async () => {
    const screen = await inRoom();
    await screen.report(queued(['bob']), { event: 'delivered', id: 'q1', to: 'bob' });
    await screen.type('/trust bob\r');
    await screen.type('/leave\r');
    expect(texts(screen)).toEqual(['/trust bob', '/leave']);
  });

  it('is answered by the letter of the language', async () => {
    const screen = await inRoom({ surroundings: { language: 'pt' } });
    await screen.type('/delete-room\r');
    screen.shows(portuguese.confirmDelete('dev'), 's: sim');
    await screen.press('y');
    expect(texts(screen)).toEqual([]);
    await screen.press('S');
    expect(texts(screen)).toEqual(['/delete-room #dev']);
  });

  it.each(['y', 'Y', 'yes'])(
    'is not answered by %s typed before it was shown: that stays in the line',
    async (ahead) => {
      const screen = await inRoom();
      screen.emulator.type('/delete-room');
      await screen.pass();
      screen.emulator.type('\r');
      await screen.emulator.settle();
      screen.emulator.type(ahead);
      await screen.pass();
      screen.shows(english.confirmDelete('dev'));
      expect(texts(screen)).toEqual([]);
      await screen.press('escape');
      expect(screen.line).toBe(` #dev> ${ahead}`);
    },
  );

  it('about what would be lost is not answered by what was typed before it', async () => {
    const screen = await inRoom();
    await screen.report(queued(['bob']));
    await screen.type('/quit');
    screen.emulator.type('\r');
    await screen.pass(10);
    screen.emulator.type('y');
    await screen.pass();
    expect(screen.happened).toEqual([]);
    await screen.pass(200);
    await screen.press('y');
    expect(screen.happened).toEqual(['quit']);
  });

  it('that comes up below another is answered only after it was seen on top', async () => {
    const screen = await inRoom();
    await screen.type('/delete-room\r');
    await screen.report({ event: 'password_wanted', room: 'tea', for: 'join', number: 1 });
    screen.emulator.type('\x1b[200~hunter2\x1b[201~');
    await screen.emulator.settle();
    await screen.press('enter');
    expect(screen.happened).toEqual(['password 1: hunter2']);
    expect(texts(screen)).toEqual([]);
  });

  it('for a password takes nothing that was typed for the line', async () => {
    const screen = await inRoom();
    screen.tell({ event: 'password_wanted', room: 'tea', for: 'join', number: 1 });
    screen.emulator.type('hel');
    await screen.emulator.settle();
    await screen.pass(200);
    await screen.press('enter');
    expect(screen.happened).toEqual(['password 1: ']);
    expect(screen.line).toBe(' #dev> hel');
  });

  it.each([
    ['a password', { event: 'password_wanted', room: 'tea', for: 'join', number: 1 }, 'enter'],
    ['a safety number', numberOf('bob', { verified: false }), 'y'],
  ] as const)('that comes up while a sentence is typed takes nothing of it: %s', async (_, report, answer) => {
    const screen = await inRoom();
    const sentence = 'you may say yes'; // Nearly all of it comes after the question was on the screen.
    for (const [index, letter] of [...sentence].entries()) {
      if (index === 2) screen.tell(report);
      screen.emulator.type(letter);
      await screen.pass(120);
    }
    await screen.press('enter');
    expect(screen.happened).toEqual([]);
    expect(texts(screen)).toEqual([]);
    expect(screen.line).toBe(` #dev> ${sentence}`);
    await screen.pass(200);
    await screen.press(answer);
    expect([...screen.happened, ...texts(screen)]).toHaveLength(1);
  });
});

describe('a list that changes', () => {
  const asks = (from: string, room: string) => ({ event: 'invitation', from, room, private: false }) as const;
  const rooms = (...names: readonly string[]) =>
    ({ event: 'rooms', rooms: names.map((name) => room(name, { seats: 1 })) }) as const;

  it('keeps the selection on what was chosen, wherever that is now', async () => {
    const screen = await inRoom();
    await screen.press('f2');
    await screen.report(rooms('apple', 'bread'));
    await screen.press('down');
    await screen.report(rooms('ale', 'apple', 'avocado', 'bread'));
    expect(screen.text).toMatch(/> #bread/);
    await screen.press('enter');
    expect(texts(screen)).toEqual(['/rooms', '/join #bread']);
  });

  it('selects nothing when what was selected has gone', async () => {
    const screen = await inRoom();
    await screen.report(asks('rui', 'tea'), asks('zoe', 'wine'));
    await screen.press('f7');
    expect(screen.text).toMatch(/> .*#tea/);
    await screen.report(entering('tea', 'rui', 'ana')[0] as Report);
    screen.hides('> Accept', '> Go');
    await screen.press('enter');
    expect(texts(screen)).toEqual([]);
    await screen.press('down', 'enter');
    expect(texts(screen)).toEqual(['/accept zoe (invitation)']);
  });

  it('takes no other question for the one that was shown', async () => {
    const screen = await inRoom();
    await screen.report(asks('rui', 'tea'), asks('zoe', 'wine'));
    await screen.press('f7');
    await screen.report(asks('rui', 'trap'));
    await screen.press('enter');
    expect(texts(screen)).toEqual([]);
  });

  it('takes no Enter that was pressed before it was shown', async () => {
    const screen = await inRoom();
    await screen.report(asks('rui', 'tea'));
    screen.emulator.type('\x1b[18~'); // F7
    screen.emulator.type('\r');
    await screen.pass();
    screen.shows(english.invitationsTitle);
    expect(texts(screen)).toEqual([]);
  });
});

describe('a safety number', () => {
  it('takes no answer that was typed before it was shown', async () => {
    const screen = await inRoom();
    screen.tell(numberOf('bob', { verified: false }));
    screen.emulator.type('y');
    await screen.emulator.settle();
    await screen.pass();
    screen.shows('12345  67890');
    expect(texts(screen)).toEqual([]);
    expect(screen.line).toBe(' #dev> y');
  });

  it.each([
    [40, 12],
    [40, 7],
    [30, 6],
  ])('marks nobody before all of it was on the screen, in %s columns and %s rows', async (columns, rows) => {
    const screen = await inRoom({ columns, rows });
    await screen.report(numberOf('bob', { verified: false }));
    const seen = new Set(screen.text.match(/\b\d{5}\b/g) ?? []);
    for (let press = 0; press < 20 && screen.lines.length === 0; press += 1) {
      const before = seen.size;
      await screen.press('y');
      if (screen.lines.length > 0) expect(before).toBe(12);
      for (const group of screen.text.match(/\b\d{5}\b/g) ?? []) seen.add(group);
    }
    expect(texts(screen)).toEqual([`/verify bob ${numberOf('bob').number}`]);
  });
});

describe('the menu of a person whose key has changed', () => {
  it('has Verify where it is for others, and accepts the key only after a question', async () => {
    const screen = await inRoom();
    const places = async (): Promise<string[]> => {
      await screen.press('f3');
      await screen.type('bob\r');
      const rows = screen.emulator.lines.map((line) => /│ [> ] (.*?)\s{2}/.exec(line)?.[1] ?? '').filter(Boolean);
      await screen.press('escape');
      return rows;
    };
    await screen.report({ event: 'peers', room: null, peers: [peer('bob')] });
    const before = await places();
    await screen.report({ event: 'trust', peer: 'bob', state: 'changed', fingerprint: 'x', was: 'y' });
    const after = await places();
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.slice(before.length)).toEqual([english.acceptKey]);
    texts(screen);
    await screen.press('f3');
    await screen.type('bob\r');
    await screen.press('end', 'enter');
    screen.shows(english.confirmAcceptKey('bob').slice(0, 40));
    expect(texts(screen)).toEqual(['/peers']);
    await screen.press('y');
    expect(texts(screen)).toEqual(['/trust bob']);
  });
});
