// Bursts between an existing Python peer and our peers, by themselves: what arrives together is lost for such a peer,
// so that one that other tests keep from reading at once would lose lines.
import { expect } from 'vitest';
import { PeerProgram, TrackerProgram } from '../helpers/programs.ts';
import { heardBy, reference } from '../reference/reference-program.ts';

const lines = (who: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${who} ${index + 1}`);

/** A reference peer and two of ours say `count` lines each at once: all of them are heard, once. */
export async function talkInBursts(whoJoins: 'ours' | 'theirs', count: number): Promise<void> {
  const tracker = await TrackerProgram.start();
  const theirs = await reference(tracker, 'rui');
  const ours = await PeerProgram.start('ana', tracker.endpoint, ['--register', '--encryption', 'prefer']);
  if (whoJoins === 'ours') {
    await theirs.createRoom('dev');
    await theirs.joinRoom('dev');
    ours.type('/join dev');
    await ours.event('room_joined');
  } else {
    ours.type('/create dev');
    await ours.event('room_created');
    await theirs.joinRoom('dev');
  }
  const third = await PeerProgram.start('bob', tracker.endpoint, ['--register', '--encryption', 'prefer']);
  third.type('/join dev');
  await third.event('room_joined');
  for (const peer of [ours, third]) await peer.event('link', { peer: 'rui', state: 'open' });
  await theirs.waitFor((peer) => peer.connectedTo.length === 2, 'both connections');
  // The stand-in reads in this process: it must be as free to read at once as a program of its own is.
  await ours.unheard(() =>
    third.unheard(async () => {
      ours.type(...lines('ana', count));
      third.type(...lines('bob', count));
      await theirs.waitFor((peer) => peer.received.length >= 2 * count, 'all of ours');
    }),
  );
  expect(heardBy(theirs).filter((text) => text.startsWith('ana'))).toEqual(lines('ana', count));
  expect(heardBy(theirs).filter((text) => text.startsWith('bob'))).toEqual(lines('bob', count));
  for (const line of lines('rui', count)) expect(theirs.say(line)).toEqual([]);
  for (const peer of [ours, third]) {
    const ofHis = (): unknown[] => peer.heard.filter((text) => String(text).startsWith('rui'));
    await peer.until(() => ofHis().length >= count, 'all of his');
    expect(ofHis()).toEqual(lines('rui', count));
  }
  await ours.until(
    () => ours.all('sent').filter((line) => line['to'] === 'rui').length === count,
    'sent to the reference',
  );
  expect(ours.all('delivered').filter((line) => line['to'] === 'rui')).toEqual([]);
  expect(ours.all('failed')).toEqual([]);
  expect(theirs.problems).toEqual([]);
}
