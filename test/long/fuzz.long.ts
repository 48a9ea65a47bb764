// A million cases: as many kinds of them as in the ordinary tests, spread by what they cost. Each stream and each
// message counts as one, and each step of a session.
import { describe, expect, it } from 'vitest';
import * as codec from '../fuzz/codec.ts';
import { objectsSurvive, piecesDoNotMatter } from '../fuzz/framing.ts';
import { linksAreServed } from '../fuzz/link-session.ts';
import { heldMiB } from '../fuzz/memory.ts';
import { trackersAreSurvived } from '../fuzz/reply-session.ts';
import { sessionsAreServed } from '../fuzz/tracker-session.ts';

const MILLION = 1_000_000;

/** What may be held after all those cases that was not before: code that was compiled, not what was heard. */
const FLAT_MIB = 48;

let cases = 0;

describe('a million cases', () => {
  it.each<[string, () => number | Promise<number>]>([
    ['objects in any pieces', () => objectsSurvive(90_000)],
    ['bytes in any pieces', () => piecesDoNotMatter(160_000)],
    ['messages between peers', () => codec.peerMessagesSurvive(130_000)],
    ['messages to the tracker', () => codec.requestsSurvive(110_000)],
    ['messages from the tracker', () => codec.trackerMessagesSurvive(80_000)],
    ['objects that are read or refused', () => codec.anythingIsReadOrRefused(110_000)],
    ['names', () => codec.anyTextIsANameOrNone(30_000)],
    ['sessions at the tracker', () => sessionsAreServed(3_600)],
    ['links of a peer', () => linksAreServed(3_600)],
    ['trackers of a peer', () => trackersAreSurvived(2_500)],
  ])('of %s', async (_what, fuzzed) => {
    const before = heldMiB();
    const count = await fuzzed();
    process.stderr.write(`${count.toLocaleString('en')} cases of ${_what}\n`);
    cases += count;
    expect(heldMiB() - before).toBeLessThan(FLAT_MIB);
  });

  it('and no less', () => {
    expect(cases).toBeGreaterThanOrEqual(MILLION);
  });
});
