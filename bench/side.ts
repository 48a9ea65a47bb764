// The other side of a measured pair, in a process of its own: a bare socket, or one of our peers. It hears, counts, and
// answers what it is asked to; the measuring side is in messages.ts.

import { createServer } from 'node:net';
import { BARE, type BareObject, countLines, ECHO, LAST } from './bare.ts';
import { startPeer } from './peer.ts';

const [, , kind, trackerPort = '0'] = process.argv;

if (kind === 'bare') {
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => {});
    countLines(socket, (object: BareObject) => {
      if (object.room === ECHO || object.room === LAST) socket.write(`${JSON.stringify(object)}\n`);
    });
  });
  server.listen(0, BARE, () => {
    const address = server.address();
    process.send?.({ port: typeof address === 'object' ? address?.port : 0 });
  });
} else if (kind === 'peer') {
  const peer = await startPeer('bob', Number(trackerPort), (report) => {
    if (report.event === 'message' && report.content.startsWith(ECHO)) peer.enter(`/msg ana ${report.content}`);
  });
  process.send?.({ isReady: true });
}
process.on('disconnect', () => process.exit());
