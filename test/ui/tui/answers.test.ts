// U12: answers to commands are shown, and are no part of what was said.
import { describe, expect, it } from 'vitest';
import type { Report } from '../../../peer/reports.ts';
import { peer, room, status } from '../phrases/sample-reports.ts';
import { inRoom, inThree, said, showing } from './scenes.ts';

const ANSWERS: readonly (readonly [string, Report, string])[] = [
  ['a typo', { event: 'error', problem: { code: 'UNKNOWN_COMMAND', typed: 'jion', guess: 'join' } }, '/jion'],
  [
    'wrong arguments',
    { event: 'error', problem: { code: 'BAD_ARGUMENTS', why: 'usage', command: 'add' } },
    '/add <user>',
  ],
  ['/users', { event: 'peers', room: 'dev', peers: [peer('bob', { rooms: ['dev'] })] }, 'bob is'],
  ['/status', status(), 'listening on'],
  ['/block', { event: 'blocked', peer: 'zed', blocked: true }, 'zed'],
  ['/add', { event: 'invite_sent', room: 'dev', to: 'rui' }, 'rui'],
  ['/password', { event: 'password_changed' }, 'password'],
  ['/fingerprint --rotate', { event: 'key_rotation', state: 'prepared', fingerprint: 'NEWKEY' }, 'NEWKEY'],
  ['/fingerprint', { event: 'fingerprint', username: 'bob', fingerprint: 'FINGER', trust: 'verified' }, 'FINGER'],
];

describe.each(ANSWERS)('the answer to %s', (_, report, text) => {
  it('is shown, and not exported', async () => {
    const screen = await inRoom();
    await screen.report(report, said('bob', 'kept'));
    screen.shows(text);
    await screen.type('/export a.txt\r');
    expect(screen.files.get('a.txt')).toContain('bob: kept');
    expect(screen.files.get('a.txt')).not.toContain(text);
  });

  it('is neither found nor counted as unread', async () => {
    const screen = await inThree();
    await screen.report(showing({ room: 'ops' }), report, showing({ room: 'dev' }));
    screen.hides('[new');
    await screen.press('f5');
    await screen.type(text);
    screen.shows('not found');
  });
});

it('a day on which nothing but commands were answered is not exported', async () => {
  const screen = await inRoom();
  await screen.pass(24 * 3_600_000);
  await screen.report(...ANSWERS.map(([, report]) => report));
  await screen.type('/export a.txt\r');
  expect(screen.files.get('a.txt')?.match(/^---/gm)).toHaveLength(1);
});

it('what comes by itself is exported: an alarm is a part of what happened', async () => {
  const screen = await inRoom();
  await screen.report({
    event: 'error',
    problem: { code: 'NOT_INVITED', username: 'eva', room: 'dev' },
  });
  await screen.type('/export a.txt\r');
  expect(screen.files.get('a.txt')).toContain("couldn't prove");
  await screen.report({ event: 'rooms', rooms: [room('x')] });
});
