import { describe, expect, it } from 'vitest';
import { inRoom, type PeerProgram, TrackerProgram } from '../helpers/programs.ts';

const lines = (count: number): string[] => Array.from({ length: count }, (_, index) => `line ${index + 1}`);

describe('real processes', () => {
  it('carry 2,000 lines written back to back to two members: all there, in order, once, all acknowledged', async () => {
    const tracker = await TrackerProgram.start();
    const [ana, bob, eva] = (await inRoom(tracker, 'ana', 'bob', 'eva')) as [PeerProgram, PeerProgram, PeerProgram];
    ana.type(...lines(2_000));
    await ana.until(() => ana.all('delivered').length >= 4_000, 'every acknowledgement');
    for (const peer of [bob, eva]) await peer.until(() => peer.heard.length >= 2_000, 'every line');
    expect(bob.heard).toEqual(lines(2_000));
    expect(eva.heard).toEqual(lines(2_000));
    expect(ana.all('delivered')).toHaveLength(4_000);
    expect(ana.all('failed')).toEqual([]);
  });
});
