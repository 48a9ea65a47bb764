// Situations that tests begin from: who is there, and what was said.

import type { MessageReport, Report } from '../../../peer/reports.ts';
import { FullScreenInTest, type FullScreenOptions } from '../../helpers/full-screen.ts';
import { joined, link, message, ready } from '../phrases/sample-reports.ts';

/** ana is signed in, and nothing has happened yet. */
export async function atHome(options: FullScreenOptions = {}): Promise<FullScreenInTest> {
  return shown(signedIn(options));
}

/** ana sits in #dev with bob and eva, whom she reaches, and sees it. */
export async function inRoom(options: FullScreenOptions = {}): Promise<FullScreenInTest> {
  return shown(seated(options));
}

/** Besides, she sits in #ops and talks with bob alone; #dev is shown: conversations 1, 2 and 3. */
export async function inThree(options: FullScreenOptions = {}): Promise<FullScreenInTest> {
  const screen = seated(options);
  screen.tell(...entering('ops', 'eva', 'ana', 'eva'), showing({ to: 'bob' }), showing({ room: 'dev' }));
  return shown(screen);
}

function signedIn(options: FullScreenOptions): FullScreenInTest {
  const screen = new FullScreenInTest(options);
  screen.connect();
  screen.tell(ready(), { event: 'tracker', state: 'connected' });
  return screen;
}

function seated(options: FullScreenOptions): FullScreenInTest {
  const screen = signedIn(options);
  screen.tell(...entering('dev', 'ana', 'bob', 'eva'), link('bob', { verified: true }), link('eva'));
  screen.tell(said('bob', 'hello ana'));
  return screen;
}

async function shown(screen: FullScreenInTest): Promise<FullScreenInTest> {
  await screen.pass();
  return screen;
}

/** A room is entered and shown. */
export function entering(room: string, owner: string, ...members: readonly string[]): Report[] {
  return [joined({ room, owner, members: owner === 'ana' ? ['ana', ...members] : members }), showing({ room })];
}

export function showing({ room = null, to = null }: { room?: string; to?: string } | Record<string, null>): Report {
  return { event: 'conversation', room, to, back: false };
}

let count = 0;

/** In #dev, or privately for `room` null; just written. */
export function said(
  from: string,
  content: string,
  room: string | null = 'dev',
  more: Partial<MessageReport> = {},
): Report {
  count += 1;
  return message({ from, content, room, id: `said${count}`, sent_at: '2999-01-01T00:00:00.000Z', ...more });
}
