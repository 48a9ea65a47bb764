// T11: text that looks like an action, and is none.

import { expect, it } from 'vitest';
import { escapeAction, spoken, unescapeAction } from '../../peer/commands/spoken.ts';
import type { MessageReport } from '../../peer/reports.ts';
import { phrasesFor } from '../../peer/ui/phrases/phrases-for.ts';
import { PlainLines } from '../../peer/ui/plain-lines.ts';
import { roomOf } from '../helpers/peer-world.ts';
import { inRoom, said } from '../ui/tui/scenes.ts';

it.each([
  '/me waves',
  '/me',
  '//me waves',
  '/me\twaves',
  '/me \nwaves',
  '/meow',
  '/etc/passwd',
  'me waves',
  '// me',
  '',
])('%j is shown as it was meant', (text) => {
  const { content, literal } = unescapeAction(escapeAction(text));
  expect(spoken(content, literal)).toEqual({ text, isAction: false });
});

it.each([
  ['/me waves', 'waves'],
  ['/me   waves', 'waves'],
])('%j is an action', (content, text) => expect(spoken(content)).toEqual({ text, isAction: true }));

it('typed with two slashes it arrives as text, and with one as an action', async () => {
  const { world, peers } = await roomOf('ana', 'bob');
  const [ana, bob] = peers;
  for (const line of ['//me waves', '///me waves', '//help me', '/say /me waves', '/me waves']) await ana?.types(line);
  await world.clock.advance(100);
  expect(bob?.all('message').map(({ content, literal }) => spoken(content, literal))).toEqual([
    { text: '/me waves', isAction: false },
    { text: '//me waves', isAction: false },
    { text: '/help me', isAction: false },
    { text: '/me waves', isAction: false },
    { text: 'waves', isAction: true },
  ]);
});

it.each(['/me\twaves', '/me\u00a0waves', '/m\u200be waves', '/\u00adme waves', '\ufeff/me waves', ' /me waves'])(
  '%j is text on the full screen and in plain lines, whatever is shown of it',
  async (content) => {
    const screen = await inRoom();
    await screen.report(said('eva', content));
    expect(screen.text).toMatch(/eva .*waves/);
    screen.hides('* eva');
    const [line] = new PlainLines(phrasesFor('en'), { showsOwnLines: true }).linesFor(said('eva', content));
    expect(line?.text).not.toContain('(action)');
  },
);

it('is shown so on the full screen', async () => {
  const screen = await inRoom();
  await screen.report({ ...(said('bob', '/me waves') as MessageReport), literal: true }, said('bob', '/me laughs'));
  screen.shows('/me waves', '* bob laughs');
});
