// Who speaks something else on a peer's port: left at the first byte, without a word.
import { once } from 'node:events';
import { connect } from 'node:tls';
import { expect, it, onTestFinished } from 'vitest';
import { PEER_PROTOCOL } from '../../commons/net/security.ts';
import { scene } from './scene.ts';
import { stillServes } from './still-serves.ts';
import { LOOPBACK, Stranger } from './stranger.ts';

it.each([
  ['an HTTP request', 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'],
  ['an HTTP request with a body that is a HELLO', 'POST / HTTP/1.1\r\n\r\n{"cmd":"HELLO","username":"bob"}'],
  ['the one letter G', 'G'],
  ['an SSH client', 'SSH-2.0-OpenSSH_9.6\r\n'],
  ['a line in lower case', 'hello\n'],
  ['white space before an object', ' {"cmd":"PING"}'],
  ['a newline before an object', '\n{"cmd":"PING"}'],
  ['NUL', Buffer.from([0])],
  ['the byte 255', Buffer.from([255])],
])('%s', async (_what, bytes) => {
  const on = await scene('prefer');
  const stranger = await Stranger.dial(on.ana.port);
  stranger.write(bytes);
  await stranger.isLeft();
  expect(stranger.received).toBe('');
  await stillServes(on.ana, on.bob);
});

it('a TLS handshake that is none: all that comes back is the alert that says so', async () => {
  const on = await scene('prefer');
  const stranger = await Stranger.dial(on.ana.port);
  const answer = once(stranger.socket, 'data');
  stranger.write(Buffer.from('\x16\x03\x01\x00\x04nono', 'latin1'));
  const [alert] = (await answer) as [Buffer];
  expect(alert.subarray(0, 6)).toEqual(Buffer.from([21, 3, 3, 0, 2, 2])); // A fatal one, of two bytes; the last says why.
  await stranger.isLeft();
  expect(stranger.received).toHaveLength(7);
  await stillServes(on.ana, on.bob);
});

it('a TLS client that shows no key, or speaks another protocol', async () => {
  const on = await scene('prefer');
  for (const protocol of [PEER_PROTOCOL, 'http/1.1']) {
    const options = { port: on.ana.port, host: LOOPBACK, rejectUnauthorized: false, ALPNProtocols: [protocol] };
    const socket = connect(options);
    onTestFinished(() => {
      socket.destroy();
    });
    socket.on('error', () => {});
    socket.write('{"cmd":"PING"}\n'); // It would be answered, if anybody had heard it.
    let received = '';
    socket.on('data', (bytes) => {
      received += bytes;
    });
    await new Promise<void>((resolve) => socket.once('close', () => resolve()));
    expect(received).toBe('');
  }
  await stillServes(on.ana, on.bob);
});
