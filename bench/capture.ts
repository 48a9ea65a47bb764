// What it costs to record all traffic in a capture file, and what it costs that one could watch: encrypted messages of
// peers that do, beside one that cannot.

import { join } from 'node:path';
import { CaptureFile } from '../commons/capture/capture-file.ts';
import { systemClock } from '../commons/clock.ts';
import { tcpNetwork } from '../commons/net/tcp.ts';
import { WireTap } from '../commons/wire/wire-tap.ts';
import type { Measured } from './figures.ts';
import { inFolder } from './folders.ts';
import { Contender, type Counts, compare, peerPair, WIRE_BYTES } from './pairs.ts';
import { startTracker } from './tracker.ts';

export async function measureCapture(counts: Counts): Promise<Measured> {
  return inFolder(async (folder) => {
    const trackers = [await startTracker(), await startTracker(), await startTracker()];
    const [recordedPort = 0, unwatchedPort = 0, otherPort = 0] = trackers.map(({ port }) => port);
    const tap = new WireTap();
    const failed = (error: Error): never => {
      throw error;
    };
    const file = join(folder, 'bench.pcapng');
    const capture = new CaptureFile(file, { tap, clock: systemClock, application: 'bench', failed });
    const ours = new Contender(await peerPair(recordedPort, 'require', tcpNetwork(systemClock, { tap })));
    const idle = { tap: new WireTap() };
    const unwatched = new Contender(await peerPair(unwatchedPort, 'require', tcpNetwork(systemClock, idle)));
    const other = new Contender(await peerPair(otherPort, 'require'));
    await compare('capture', [other, unwatched, ours], counts);
    capture.close();
    for (const tracker of trackers) await tracker.stop();
    return {
      figures: [
        {
          what: `encrypted messages of ${WIRE_BYTES} bytes a second with --capture, beside none`,
          unit: '/s',
          ours: ours.perSecond,
          baseline: other.perSecond,
          goal: { atLeast: 0.75 },
        },
        {
          what: '  of a peer whose traffic could be watched, and is not',
          unit: '/s',
          ours: unwatched.perSecond,
          baseline: other.perSecond,
          goal: null,
        },
        {
          what: 'one-way p50 of an encrypted message with --capture, beside none',
          unit: 'us',
          ours: ours.p50Us,
          baseline: other.p50Us,
          goal: null,
        },
      ],
      remarks: [],
    };
  });
}
