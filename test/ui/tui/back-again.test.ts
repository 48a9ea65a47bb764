// U9: after signing in, the list of conversations is as it was; a room that is another one by now is asked about.
import { expect, it } from 'vitest';
import type { Report } from '../../../peer/reports.ts';
import { atHome, entering } from './scenes.ts';

const RETURNING: Report = { event: 'returning', rooms: ['dev', 'club'], people: ['bob'] };

const notEntered = (room: string, reason: 'other_owner' | 'other_key' | 'gone'): Report => ({
  event: 'room_not_entered',
  room,
  reason,
  owner: 'mallory',
});

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

it.each(['other_owner', 'other_key'] as const)(
  'a room with %s is listed, marked, and asked about in it',
  async (reason) => {
    const screen = await atHome();
    await screen.report(RETURNING, notEntered('club', reason));
    await screen.press('alt+2');
    screen.shows('#club', 'mallory', '/join #club', '/leave #club');
    await screen.type('a secret\r');
    expect(screen.lines).toEqual([]);
    await screen.press('ctrl+u');
    await screen.type('/join #club\r');
    expect(screen.lines.map(({ text }) => text)).toEqual(['/join #club']);
    await screen.report(...entering('club', 'mallory', 'mallory', 'ana'));
    await screen.type('now\r');
    expect(screen.lines.at(-1)).toMatchObject({ text: 'now', from: { kind: 'room', room: 'club' } });
  },
);

it('such a room is forgotten with /leave, by its name, whatever the current room is', async () => {
  const screen = await atHome();
  await screen.report(RETURNING, ...entering('dev', 'ana', 'eva'), notEntered('club', 'other_owner'));
  await screen.press('alt+2');
  await screen.type('/leave\r');
  expect(screen.lines.map(({ text }) => text)).toEqual(['/leave #club']);
  screen.hides('#club');
});

it('a room that is gone says so, and can only be closed', async () => {
  const screen = await atHome();
  await screen.report(RETURNING, notEntered('club', 'gone'));
  await screen.press('alt+2');
  screen.shows('#club is gone');
  await screen.type('/leave\r');
  expect(screen.lines).toEqual([]);
  screen.hides('2 #club');
});
