// S18: on the screen, a name that only looks like a known one carries a mark, or says so, wherever it stands.
import { expect, it } from 'vitest';
import type { Report } from '../../../peer/reports.ts';
import { joined, link, peer, room } from '../phrases/sample-reports.ts';
import { atHome, entering, inRoom } from './scenes.ts';

const FAKE = 'ev\u0251';
const LOOK_ALIKE: Report = { event: 'look_alike', peer: FAKE, like: 'eva' };

it('a member is marked in the list, and F8 says what the mark means', async () => {
  const screen = await inRoom();
  await screen.report(joined({ room: 'dev', owner: 'ana', members: ['ana', 'eva', FAKE] }), link(FAKE), LOOK_ALIKE);
  screen.shows(`${FAKE} only looks like eva`);
  expect(screen.emulator.lines.some((line) => line.includes(FAKE) && line.includes('~?'))).toBe(true);
  await screen.press('f8');
  screen.shows(`${FAKE} ONLY LOOKS like eva`);
});

it('a person in F3 and a room in F2 say whom and what they look like', async () => {
  const screen = await atHome();
  await screen.press('f3');
  await screen.report({ event: 'peers', room: null, peers: [peer('eva'), peer(FAKE, { looks_like: 'eva' })] });
  screen.shows('ONLY LOOKS like eva');
  await screen.press('escape', 'f2');
  await screen.report({ event: 'rooms', rooms: [room('dev'), room('d\u0435v', { looks_like: 'dev' })] });
  screen.shows('ONLY LOOKS like #dev');
});

it('so does an invitation', async () => {
  const screen = await atHome();
  const like = { looks_like: 'eva', room_looks_like: 'dev' };
  await screen.report({ event: 'invitation', from: FAKE, room: 'd\u0435v', private: false, ...like });
  screen.shows(`${FAKE} only looks like eva`);
  await screen.press('f7');
  screen.shows('ONLY LOOKS like eva');
});

it('so does the page on which numbers are compared', async () => {
  const screen = await atHome();
  await screen.report(...entering('dev', 'ana', FAKE));
  const number = Array.from({ length: 12 }, () => '12345').join(' ');
  await screen.report({
    event: 'safety_number',
    peer: FAKE,
    number,
    fingerprint: 'f'.repeat(43),
    verified: false,
    is_new_key: true,
    looks_like: 'eva',
  });
  screen.shows(`${FAKE} only looks like eva`);
});
