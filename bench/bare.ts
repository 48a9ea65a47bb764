// The baseline: a pair of node:net sockets that write and parse the same objects, one write a message, and do nothing
// else: no names, no acknowledgements, no order to keep beyond TCP's.

import type { Socket } from 'node:net';

export const BARE = '127.0.0.1';

/** How the measuring side wants a message to be answered. */
export const ECHO = 'echo';
export const LAST = 'last';

export interface BareObject {
  readonly room: string | null;
}

/** Calls `heard` for each line, parsed. */
export function countLines(socket: Socket, heard: (object: BareObject) => void): void {
  let rest: Buffer | null = null;
  socket.on('data', (chunk: Buffer) => {
    const bytes = rest ? Buffer.concat([rest, chunk]) : chunk;
    let start = 0;
    for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
      heard(JSON.parse(bytes.toString('utf8', start, end)) as BareObject);
      start = end + 1;
    }
    rest = start < bytes.length ? bytes.subarray(start) : null;
  });
}
