// Who speaks something else on a peer's port: left at the first byte, without a word.
import { connect } from 'node:tls';
import { expect, it, onTestFinished } from 'vitest';
import { scene } from './scene.ts';
import { stillServes } from './still-serves.ts';
import { LOOPBACK, Stranger } from './stranger.ts';

it.each([
  ['an HTTP request', 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'],
  ['an HTTP request with a body that is a HELLO', 'POST / HTTP/1.1\r\n\r\n{"cmd":"HELLO","username":"bob"}'],
  ['the one letter G', 'G'],
  ['an SSH client', 'SSH-2.0-OpenSSH_9.6\r\n'],
  ['the first byte of a TLS handshake', Buffer.from([0x16])],
  ['a line in lower case', 'hello\n'],
  ['white space before an object', ' {"cmd":"PING"}'],
  ['a newline before an object', '\n{"cmd":"PING"}'],
  ['NUL', Buffer.from([0])],
  ['the byte 255', Buffer.from([255])],
])('%s', async (_what, bytes) => {
  const on = await scene();
  const stranger = await Stranger.dial(on.ana.port);
  stranger.write(bytes);
  await stranger.isLeft();
  expect(stranger.received).toBe('');
  await stillServes(on.ana, on.bob);
});

it('a real TLS client', async () => {
  const on = await scene();
  const socket = connect({ port: on.ana.port, host: LOOPBACK, rejectUnauthorized: false });
  onTestFinished(() => {
    socket.destroy();
  });
  const failure = await new Promise<Error>((resolve) => socket.once('error', resolve));
  expect(failure.message).toMatch(/disconnected|ECONNRESET/);
  await stillServes(on.ana, on.bob);
});
