// U9: after signing in, the list of conversations is as it was; a room that is another one by now is asked about.
import { describe, expect, it } from 'vitest';
import type { NotEntered, Report } from '../../../peer/reports.ts';
import { english } from '../../../peer/ui/tui/phrases/en.ts';
import { portuguese } from '../../../peer/ui/tui/phrases/pt.ts';
import type { FullScreenInTest } from '../../helpers/full-screen.ts';
import { atHome, entering } from './scenes.ts';

const RETURNING: Report = { event: 'returning', rooms: ['dev', 'club'], people: ['bob'] };

const notEntered = (room: string, reason: NotEntered): Report => ({
  event: 'room_not_entered',
  room,
  reason,
  owner: 'mallory',
});

const QUESTION = english.forgetRoom.label;

const texts = (screen: FullScreenInTest): string[] => screen.lines.map(({ text }) => text);

/** ana, who has been told about these rooms, and sees the first question. */
async function asked(...reports: readonly Report[]): Promise<FullScreenInTest> {
  const screen = await atHome();
  await screen.report(RETURNING, ...reports);
  return screen;
}

it('rooms and private chats are in the list, in the order in which they were, and nothing counts as new', async () => {
  const screen = await atHome();
  await screen.report(RETURNING, ...entering('dev', 'ana', 'eva'));
  const list = screen.emulator.lines.map((row) => row.slice(0, 16)).join('\n');
  expect(list).toMatch(/1.*#dev.*2.*#club.*3.*@bob/s);
  await screen.press('alt+3');
  expect(screen.title).toContain('@bob');
  await screen.type('hi\r');
  expect(screen.lines).toEqual([{ text: 'hi', from: { kind: 'private', to: 'bob' } }]);
});

describe('a room that was not entered', () => {
  const reasons = ['other_owner', 'other_key', 'not_by_invitation', 'not_by_password', 'full', 'locked', 'refused'];

  it.each(reasons as NotEntered[])('is asked about, and entered with a letter: %s (S15)', async (reason) => {
    const screen = await asked(notEntered('club', reason));
    screen.shows(english.askRoom('#club', reason, 'mallory').slice(0, 30), 'e: enter it', 'f: forget it');
    await screen.press('enter', 'enter', ' ', 'y', 'tab', 'down');
    expect(texts(screen)).toEqual([]);
    await screen.press('e');
    expect(texts(screen)).toEqual([reason === 'not_by_invitation' ? '/join #club --open' : '/join #club']);
    screen.hides(QUESTION);
    await screen.report(...entering('club', 'mallory', 'mallory', 'ana'));
    await screen.type('now\r');
    expect(screen.lines.at(-1)).toMatchObject({ text: 'now', from: { kind: 'room', room: 'club' } });
  });

  it('is forgotten with a letter', async () => {
    const screen = await asked(notEntered('club', 'other_owner'));
    await screen.press('f');
    expect(texts(screen)).toEqual(['/leave #club']);
    screen.hides(QUESTION, '#club');
  });

  it.each(['other_owner', 'other_key', 'not_by_password'] as const)(
    'is listed, marked, and told of in it when the question is closed: %s',
    async (reason) => {
      const screen = await asked(notEntered('club', reason));
      await screen.press('escape');
      screen.hides(QUESTION);
      expect(texts(screen)).toEqual([]);
      await screen.press('alt+2');
      screen.shows('#club', '/join #club', '/leave #club');
      await screen.type('a secret\r');
      expect(texts(screen)).toEqual([]);
      await screen.press('ctrl+u');
      await screen.type('/join #club\r');
      expect(texts(screen)).toEqual(['/join #club']);
    },
  );

  it('is asked about after another one, each once', async () => {
    const screen = await asked(notEntered('dev', 'other_key'), notEntered('club', 'other_owner'));
    screen.shows('who owns #dev');
    await screen.press('escape');
    screen.shows('#club belongs to mallory');
    await screen.press('escape');
    screen.hides(QUESTION);
    await screen.report(...entering('ops', 'ana', 'eva'));
    screen.hides(QUESTION);
  });

  it('is asked about no more when it has been entered meanwhile', async () => {
    const screen = await asked(notEntered('dev', 'full'), notEntered('club', 'full'));
    await screen.report(...entering('dev', 'mallory', 'mallory', 'ana'));
    screen.shows('│ #club is full');
    screen.hides('│ #dev is full');
  });

  it.each(['e', 'f', 'every', '\r'])('takes nothing that was typed before it was shown: %j (U6)', async (ahead) => {
    const screen = await atHome();
    await screen.type('hel');
    screen.tell(RETURNING, notEntered('club', 'other_owner'));
    screen.emulator.type(ahead);
    await screen.emulator.settle();
    await screen.pass();
    screen.shows(QUESTION, '#club');
    expect(texts(screen)).toEqual([]);
    expect(screen.line).toContain(`hel${ahead.trim()}`);
  });

  it('is asked about in Portuguese', async () => {
    const screen = await atHome({ surroundings: { language: 'pt' } });
    await screen.report(RETURNING, notEntered('club', 'other_owner'));
    screen.shows('agora é de mallory', 'e: entrar', 'r: remover da lista', portuguese.questionCancel);
    await screen.press('R');
    expect(texts(screen)).toEqual(['/leave #club']);
  });

  it('is forgotten with /leave, by its name, whatever the current room is', async () => {
    const screen = await atHome();
    await screen.report(RETURNING, ...entering('dev', 'ana', 'eva'), notEntered('club', 'other_owner'));
    await screen.press('escape', 'alt+2');
    await screen.type('/leave\r');
    expect(texts(screen)).toEqual(['/leave #club']);
    screen.hides('#club');
  });

  it('and is gone says so, and can only be closed', async () => {
    const screen = await asked(notEntered('club', 'gone'));
    screen.hides(QUESTION);
    await screen.press('alt+2');
    screen.shows('#club no longer exists');
    await screen.type('/leave\r');
    expect(screen.lines).toEqual([]);
    screen.hides('2 #club');
  });

  it('because the user never entered it is neither listed nor asked about', async () => {
    const screen = await asked(notEntered('trap', 'not_asked'));
    screen.hides(QUESTION, '3 #trap', '4 #trap');
    screen.shows('#trap');
  });
});
