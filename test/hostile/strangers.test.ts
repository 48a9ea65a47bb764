// Who has not logged in: other protocols, and requests out of turn.

import { describe, expect, it } from 'vitest';
import { HANDSHAKE_MS } from '../../commons/protocol/limits.ts';
import { type Command, requestSchemas } from '../../commons/protocol/tracker-messages.ts';
import { settle } from '../helpers/fake-clock.ts';
import { login, register } from './honest.ts';
import { REQUESTS } from './hostile-fields.ts';
import { attacked, type HostileWorld } from './hostile-world.ts';
import type { RawClient } from './raw-client.ts';

const HTTP_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH', 'PRI'];

const OTHER_PROTOCOLS: [string, string | Buffer][] = [
  ...HTTP_METHODS.map((method): [string, string] => [
    `HTTP ${method}`,
    `${method} / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 27\r\n\r\n{"cmd":"LIST_ROOMS","a":1}\n`,
  ]),
  ['an SSH banner', 'SSH-2.0-OpenSSH_9.6\r\n'],
  ['an old SSL hello', Buffer.from([0x80, 0x2e, 0x01, 0x00, 0x02])],
  ['binary', Buffer.from(Array.from({ length: 1_024 }, (_, index) => (index * 89 + 200) % 256))],
  ['a NUL byte', Buffer.from([0])],
  ['a NUL byte before an object', '\0{"cmd":"LIST_ROOMS"}'],
  ['a byte order mark', '\ufeff{"cmd":"LIST_ROOMS"}'],
  ['UTF-16', Buffer.from('{"cmd":"LIST_ROOMS"}', 'utf16le').swap16()],
  ['white space before an object', ' {"cmd":"LIST_ROOMS"}'],
  ['a newline', '\n'],
  ['an array', '[{"cmd":"LIST_ROOMS"}]'],
  ['a number', '7'],
  ['a negative number', '-7'],
  ['null', 'null'],
  ['true', 'true'],
  ['a string', '"LIST_ROOMS"'],
  ['a closing brace', '}'],
  ['lower-case HTTP', 'get / http/1.1\r\n\r\n'],
  ['SOCKS 5', Buffer.from([5, 1, 0])],
  ['nesting of a hundred thousand arrays', '['.repeat(100_000)],
];

describe('a connection that begins with something else than an object', () => {
  it.each(OTHER_PROTOCOLS)('is cut off at once, without a word: %s', (_what, bytes) =>
    attacked(async (world) => {
      const stranger = await world.connect();
      stranger.send(bytes);
      await world.expectDestroyed(stranger, 'the first byte is not one that we understand');
    }),
  );

  it('is judged by the first byte alone, whatever follows', () =>
    attacked(async (world) => {
      for (let byte = 0; byte < 256; byte += 1) {
        const stranger = await world.connect();
        stranger.send(Buffer.from([byte]));
        await arrived(world, stranger);
        const { end, isOver } = world.seen(stranger);
        expect([byte, end === null && !isOver]).toEqual([byte, byte === 0x7b || byte === 0x16]);
      }
    }));
});

const RECORD = [0x16, 0x03, 0x01];
/** The first 11 bytes of a ClientHello of 512. */
const HELLO_FRAGMENT = Buffer.from([...RECORD, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03]);

const NO_HANDSHAKES: [string, Buffer][] = [
  ['0xff', Buffer.from([...RECORD, ...Array(64).fill(0xff)])],
  ['zeros', Buffer.from([...RECORD, ...Array(64).fill(0)])],
  ['0x16', Buffer.alloc(64, 0x16)],
  ['noise', Buffer.from([...RECORD, ...Array.from({ length: 1_024 }, (_, index) => (index * 89 + 200) % 256)])],
  ['a request', Buffer.from([...RECORD, ...Buffer.from('{"cmd":"LIST_ROOMS"}\n'.repeat(20))])],
  ['a record of another message than a ClientHello', Buffer.from([...RECORD, 0, 64, ...Array(64).fill(7)])],
  ['a ClientHello of 16 MiB', Buffer.from([...RECORD, 0x40, 0, 1, 0xff, 0xff, 0xff, ...Array(16_380).fill(1)])],
  ['an empty ClientHello', Buffer.from([...RECORD, 0, 4, 1, 0, 0, 0])],
];

describe('a connection that begins a TLS handshake', () => {
  it('and does not go on with it is cut off, without a word, when the time for it is over', () =>
    attacked(async (world) => {
      const stranger = await world.connect();
      stranger.send(HELLO_FRAGMENT);
      await arrived(world, stranger);
      await world.clock.advance(HANDSHAKE_MS - 1);
      expect([world.seen(stranger).isOver, stranger.isClosed]).toEqual([false, false]);
      await world.clock.advance(1);
      await stranger.closed('the handshake took too long');
      await world.forgot([stranger]);
      expect(stranger.heard).toBe(0);
    }));

  it('and hangs up is forgotten', () =>
    attacked(async (world) => {
      const stranger = await world.connect();
      stranger.send(HELLO_FRAGMENT);
      await arrived(world, stranger);
      stranger.socket.destroy();
      await world.forgot([stranger]);
    }));

  it.each(NO_HANDSHAKES)(
    'and goes on with what is none is cut off at once, with an alert at most: %s',
    (_what, bytes) =>
      attacked(async (world) => {
        const witness = await world.member('ana');
        const stranger = await world.connect();
        const heard = hexOf(stranger);
        stranger.send(bytes);
        await stranger.closed('that is no handshake');
        await world.forgot([stranger]);
        expect(heard()).toMatch(/^(?:150303000202[0-9a-f]{2})?$/); // RFC 8446, section 6: fatal.
        await world.expectStays(witness);
      }),
  );

  it('many at once, does not keep anybody else from being served', () =>
    attacked(async (world) => {
      const strangers = await Promise.all(Array.from({ length: 50 }, () => world.connect()));
      for (const [index, stranger] of strangers.entries()) {
        hexOf(stranger);
        stranger.send(index % 2 === 0 ? HELLO_FRAGMENT : (NO_HANDSHAKES[index % NO_HANDSHAKES.length]?.[1] ?? ''));
      }
      await world.expectStays(await world.member('ana'));
      for (const stranger of strangers) await arrived(world, stranger);
      await world.clock.advance(HANDSHAKE_MS);
      await world.forgot(strangers);
    }));
});

/** What was sent has reached the tracker, even if it goes no further than the handshake. */
async function arrived(world: HostileWorld, client: RawClient): Promise<void> {
  await expect.poll(() => world.seen(client).transferredBytes, { interval: 1 }).toBeGreaterThanOrEqual(client.sent);
  await settle();
}

/** From now on what comes back is not read as objects: a function that says what it was. */
function hexOf({ socket }: RawClient): () => string {
  let heard = '';
  socket.removeAllListeners('data');
  socket.setEncoding('hex');
  socket.on('data', (hex: string) => {
    heard += hex;
  });
  return () => heard;
}

describe('before a login', () => {
  const forStrangers = ['SCRAM', 'LOGIN', 'REGISTER'];
  const member = Object.keys(requestSchemas).filter((cmd) => !forStrangers.includes(cmd));
  const others = [
    ...[...member, 'NONSENSE', 'login', ' LOGIN', 'LOGIN\0', '__proto__', 'constructor', 'toString', ''].map((cmd) => ({
      cmd,
      username: 'ana',
      room: 'dev',
    })),
    ...[null, 7, true, [], ['LOGIN'], {}, { cmd: 'LOGIN' }].map((cmd) => ({ cmd })),
    {},
    { CMD: 'LOGIN' },
  ];

  it.each(others.map((request) => [JSON.stringify(request)]))('%s is LOGIN_REQUIRED, and closes', (request) =>
    attacked(async (world) => {
      const stranger = await world.connect();
      stranger.send(request);
      await world.expectClosesWith(stranger, 'LOGIN_REQUIRED');
    }),
  );

  it.each([
    ['a wrong password', login('ana', { password: 'b'.repeat(64) }), 'LOGIN_FAILED'],
    ['a wrong token', login('ana', { token: 'x' }), 'LOGIN_FAILED'],
    ['an empty token', login('ana', { token: '' }), 'LOGIN_FAILED'],
    ['an unknown user', login('nobody'), 'LOGIN_FAILED'],
    ['another spelling', login('ANA'), 'LOGIN_FAILED'],
    ['an inherited name', login('__proto__'), 'LOGIN_FAILED'],
    ['a name that is taken', register('Ana'), 'USERNAME_TAKEN'],
  ])('%s closes', (_what, request, code) =>
    attacked(async (world) => {
      await world.member('ana');
      const stranger = await world.connect();
      stranger.send(request);
      await world.expectClosesWith(stranger, code);
    }),
  );

  it('a second guess in the same segment is not even looked at', () =>
    attacked(async (world) => {
      await world.member('ana');
      const guesser = await world.connect();
      const guesses = ['b', 'c', 'a', 'a'].map((digit) => login('ana', { password: digit.repeat(64) }));
      guesser.send(guesses.map((guess) => JSON.stringify(guess)).join(''));
      await world.expectClosesWith(guesser, 'LOGIN_FAILED');
    }));

  it.each([
    ['a request that is refused at once', '{"cmd":"LIST_ROOMS"}', 'LOGIN_REQUIRED'],
    ['one that is wrong', '{"cmd":"LOGIN"}', 'BAD_REQUEST'],
    ['one that waits for a hash', JSON.stringify(login('nobody')), 'LOGIN_FAILED'],
    ['what cannot be read', '{nonsense}', 'BAD_JSON'],
  ])('nothing happens of what comes behind %s, in the same segment or later', (_what, refused, code) =>
    attacked(async (world) => {
      const stranger = await world.connect({ staysHalfOpen: true });
      stranger.send(refused + JSON.stringify(register('eve')));
      expect(await stranger.next('a refusal')).toMatchObject({ code });
      await stranger.heardTheEnd('it was refused');
      await world.sendPieces(stranger, [JSON.stringify(register('eva'))]);
      await world.clock.advance(5_000);
      await world.forgot([stranger]);
      expect(stranger.untaken).toEqual([]);
      expect(world.repositories.users.isTaken('eve') || world.repositories.users.isTaken('eva')).toBe(false);
    }),
  );

  it('nobody gets in by what an object inherits', () =>
    attacked(async (world) => {
      const stranger = await world.connect();
      stranger.send(`{"__proto__":${JSON.stringify(register('eve'))},"constructor":{"prototype":{"cmd":"LOGIN"}}}`);
      await world.expectClosesWith(stranger, 'LOGIN_REQUIRED');
    }));
});

describe('the username of somebody else', () => {
  it('is NOT_YOU in every request that has one, and the connection stays', () =>
    attacked(async (world) => {
      await world.member('bob');
      const ana = await world.member('ana');
      const others = ['bob', 'Ana', 'ana ', 'anа', '', 'nobody', '__proto__', 'ana\0', '\ud800'];
      for (const [cmd, { shape }] of Object.entries(requestSchemas)) {
        if (cmd === 'REGISTER' || cmd === 'LOGIN') continue;
        expect(Object.keys(shape)).toContain('username');
        for (const username of others) {
          const fields = { ...REQUESTS[cmd as Command].sample, username };
          expect(await ana.ask({ cmd, ...fields, request_id: cmd })).toMatchObject({
            code: 'NOT_YOU',
            request_id: cmd,
          });
        }
      }
      await world.expectStays(ana);
      expect(world.repositories.peers.isOnline('bob')).toBe(true);
    }));

  it('is one’s own in any composition', () =>
    attacked(async (world) => {
      const joao = await world.member('joão');
      expect(await joao.ask({ cmd: 'LIST_ROOMS', username: 'joa\u0303o' })).toMatchObject({ status: 'OK' });
    }));
});
