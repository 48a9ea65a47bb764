import { describe, expect, it } from 'vitest';
import { talkInBursts } from '../e2e/bursts.ts';
import { PeerProgram, TrackerProgram } from '../helpers/programs.ts';
import { heardBy, reference } from '../reference/reference-program.ts';

/** Far more than a reference peer reads with one recv. */
const LINES = 40;

describe('a room shared with a reference peer', () => {
  it.each(['ours', 'theirs'] as const)('carries bursts both ways, none lost, none twice (%s join)', (whoJoins) =>
    talkInBursts(whoJoins, LINES),
  );
});

it('a long line for a reference peer is split so that each piece can be read', async () => {
  const tracker = await TrackerProgram.start();
  const theirs = await reference(tracker, 'rui');
  const ours = await PeerProgram.start('ana', tracker.endpoint, ['--register', '--encryption', 'prefer']);
  ours.type('/create dev');
  await ours.event('room_created');
  await theirs.joinRoom('dev');
  await ours.event('link', { peer: 'rui', state: 'open' });
  const long = 'ação "quoted" 山田 👩‍👩‍👧 '.repeat(700);
  ours.type(long);
  await theirs.waitFor((peer) => heardBy(peer).join('').length >= long.length, 'all pieces');
  expect(heardBy(theirs).join('')).toBe(long);
  expect(theirs.problems).toEqual([]);
});
