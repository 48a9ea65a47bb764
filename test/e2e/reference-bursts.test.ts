// Bursts between an existing Python peer and our peers, by themselves: what arrives together is lost for such a peer, so
// that one that other tests keep from reading at once would lose lines.
import { describe, expect, it } from 'vitest';
import { PeerProgram, TrackerProgram } from '../helpers/programs.ts';
import { heardBy, reference } from '../reference/reference-program.ts';

/** Far more than a reference peer reads with one recv. */
const LINES = 40;

const lines = (who: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${who} ${index + 1}`);

describe.each(['ours joins theirs', 'theirs joins ours'])('a room shared with our peers: %s', (order) => {
  it('carries every message in both directions, none lost, none twice, also in bursts', async () => {
    const tracker = await TrackerProgram.start();
    const theirs = await reference(tracker, 'rui');
    const ours = await PeerProgram.start('ana', tracker.endpoint, ['--register', '--encryption', 'prefer']);
    if (order === 'ours joins theirs') {
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
        ours.type(...lines('ana', LINES));
        third.type(...lines('bob', LINES));
        await theirs.waitFor((peer) => peer.received.length >= 2 * LINES, 'all of ours', 12_000);
      }),
    );
    expect(heardBy(theirs).filter((text) => text.startsWith('ana'))).toEqual(lines('ana', LINES));
    expect(heardBy(theirs).filter((text) => text.startsWith('bob'))).toEqual(lines('bob', LINES));
    for (const line of lines('rui', LINES)) expect(theirs.say(line)).toEqual([]);
    for (const peer of [ours, third]) {
      const ofHis = (): unknown[] => peer.heard.filter((text) => String(text).startsWith('rui'));
      await peer.until(() => ofHis().length >= LINES, 'all of his');
      expect(ofHis()).toEqual(lines('rui', LINES));
    }
    await ours.until(
      () => ours.all('sent').filter((line) => line['to'] === 'rui').length === LINES,
      'sent to the reference',
    );
    expect(ours.all('delivered').filter((line) => line['to'] === 'rui')).toEqual([]);
    expect(ours.all('failed')).toEqual([]);
    expect(theirs.problems).toEqual([]);
  });
});
