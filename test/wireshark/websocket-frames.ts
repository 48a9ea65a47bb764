// WebSocket by hand (RFC 6455), as the relay is to speak it.

import { createHash } from 'node:crypto';
import type { Talk } from './composed-capture.ts';

const BINARY = 0x82;
const MASKED = 0x80;
const MASK = Buffer.from([0x37, 0xfa, 0x21, 0x3d]);
const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';

/** The request and the answer that make a WebSocket of a connection. */
export function upgrade(talk: Talk, path: string): Talk {
  const accept = createHash('sha1').update(`${KEY}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  const head = (...lines: string[]): string => `${lines.join('\r\n')}\r\n\r\n`;
  return talk
    .sent(
      head(
        `GET ${path} HTTP/1.1`,
        'Host: 10.0.0.1:6060',
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        `Sec-WebSocket-Key: ${KEY}`,
        'Sec-WebSocket-Protocol: p2pchat.v1',
      ),
    )
    .received(
      head(
        'HTTP/1.1 101 Switching Protocols',
        'Connection: Upgrade',
        'Upgrade: websocket',
        `Sec-WebSocket-Accept: ${accept}`,
        'Sec-WebSocket-Protocol: p2pchat.v1',
      ),
    );
}

/** One binary frame; what a client sends is masked. At most 65,535 bytes. */
export function webSocketFrame(payload: Buffer, isMasked: boolean): Buffer {
  const mask = isMasked ? MASKED : 0;
  const length = Buffer.from(
    payload.length < 126 ? [mask | payload.length] : [mask | 126, payload.length >> 8, payload.length & 0xff],
  );
  const masked = isMasked ? payload.map((byte, index) => byte ^ (MASK[index % 4] ?? 0)) : payload;
  return Buffer.concat([Buffer.from([BINARY]), length, isMasked ? MASK : Buffer.alloc(0), masked]);
}
