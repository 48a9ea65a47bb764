import { describe, expect, it } from 'vitest';
import { wireCapture } from '../../../peer/wire/save-wire.ts';
import { packetsOf, readCapture } from '../../capture/read-capture.ts';
import { onWire } from '../../ui/phrases/sample-reports.ts';

describe('a capture of what was seen', () => {
  it('holds each object with a word on it, each connection with its handshake', () => {
    const bytes = wireCapture([
      onWire({ number: 1 }),
      onWire({ number: 2, direction: 'received', object: { cmd: 'ACK', id: 'x' } }),
      onWire({ number: 3, connection: 7, peer: 'tracker', remote: '127.0.0.1:6060', object: { cmd: 'LIST_ROOMS' } }),
    ]);
    const packets = packetsOf(readCapture(bytes));
    const comments = packets.flatMap(({ comment }) => (comment ? [comment] : []));
    expect(comments).toEqual([
      'sent to bob: MESSAGE, to #dev: "hello"',
      'received from bob: ACK, confirms which messages arrived',
      'sent to tracker: LIST_ROOMS, asks which rooms there are',
    ]);
    expect(packets).toHaveLength(2 * 3 + 3 * 2);
  });

  it('brings no escape sequence of a name to a terminal', () => {
    const bytes = wireCapture([
      onWire({ peer: 'bob\u001b[2J\u202e', object: { cmd: 'MESSAGE', content: '\u001b]0;x\u0007' } }),
    ]);
    const comments = packetsOf(readCapture(bytes)).flatMap(({ comment }) => (comment ? [comment] : []));
    expect(comments).toEqual(['sent to bob: MESSAGE, privately: ""']);
  });
});
