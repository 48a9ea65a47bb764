// Bytes that are no object: one refusal, where there is somebody to read it, and the connection closes.

import { describe, expect, it } from 'vitest';
import { MAX_BUFFERED_BYTES } from '../../commons/protocol/limits.ts';
import { register } from './honest.ts';
import { attacked, type HostileWorld } from './hostile-world.ts';
import type { RawClient } from './raw-client.ts';

const inString = (...bytes: number[]): Buffer =>
  Buffer.concat([Buffer.from('{"cmd":"LIST_ROOMS","a":"'), Buffer.from(bytes), Buffer.from('"}')]);

const BAD_UTF8: [string, Buffer][] = [
  ['a byte that never occurs', inString(0xff)],
  ['a continuation by itself', inString(0x80)],
  ['a character that is cut off', inString(0xe5, 0xb1)],
  ['an overlong slash', inString(0xc0, 0xaf)],
  ['an overlong NUL', inString(0xe0, 0x80, 0x80)],
  ['an overlong quote', inString(0xc0, 0xa2)],
  ['a surrogate', inString(0xed, 0xa0, 0x80)],
  ['a pair of surrogates (CESU-8)', inString(0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80)],
  ['a character beyond Unicode', inString(0xf4, 0x90, 0x80, 0x80)],
  ['five bytes for one character', inString(0xf8, 0x88, 0x80, 0x80, 0x80)],
  ['Latin-1', Buffer.from('{"cmd":"LIST_ROOMS","a":"joão"}', 'latin1')],
  ['bad bytes in a key', Buffer.from('{"cmd":"LIST_ROOMS","\xc3":1}', 'latin1')],
];

const BAD_JSON: [string, string | Buffer][] = [
  ['nonsense', '{nonsense}'],
  ['single quotes', "{'cmd':'LIST_ROOMS'}"],
  ['a comma too many', '{"cmd":"LIST_ROOMS",}'],
  ['a comment', '{"cmd":"LIST_ROOMS"/* */}'],
  ['NaN', '{"cmd":"LIST_ROOMS","limit":NaN}'],
  ['Infinity', '{"cmd":"LIST_ROOMS","limit":-Infinity}'],
  ['a hexadecimal number', '{"cmd":"LIST_ROOMS","limit":0x10}'],
  ['a leading zero', '{"cmd":"LIST_ROOMS","limit":01}'],
  ['undefined', '{"cmd":"LIST_ROOMS","limit":undefined}'],
  ['crossed brackets', '{"cmd":"LIST_ROOMS","a":[}]'],
  ['a bracket that closes nothing', '{"cmd":"LIST_ROOMS"]'],
  ['a raw newline in a string', '{"cmd":"LIST_ROOMS","a":"\n"}'],
  ['a raw NUL in a string', '{"cmd":"LIST_ROOMS","a":"\0"}'],
  ['a raw escape sequence', '{"cmd":"LIST_ROOMS","a":"\x1b[2J"}'],
  ['a NUL between the tokens', '{"cmd":\0"LIST_ROOMS"}'],
  ['a byte order mark inside', '{\ufeff"cmd":"LIST_ROOMS"}'],
  ['a no-break space inside', '{\u00a0"cmd":"LIST_ROOMS"}'],
  ['half an escape', '{"cmd":"LIST_ROOMS","a":"\\u12"}'],
  ['an unknown escape', '{"cmd":"LIST_ROOMS","a":"\\x41"}'],
  ['nesting of 17', `{"cmd":"LIST_ROOMS","a":${'['.repeat(16)}${']'.repeat(16)}}`],
  ['nesting of a hundred thousand arrays', `{"a":${'['.repeat(100_000)}`],
  ['nesting of a hundred thousand objects', '{"a":'.repeat(100_000)],
  ['nesting of a hundred thousand that is well-formed', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ...BAD_UTF8,
];

/** Only behind an object: as the first thing on a connection these are another protocol. */
const NO_OBJECT: [string, string][] = [
  ['an array', '[]'],
  ['a number', '7'],
  ['null', 'null'],
  ['true', 'true'],
  ['a string', '"LIST_ROOMS"'],
  ['a comma', ','],
  ['a NUL byte', '\0'],
  ['a byte order mark', '\ufeff{"cmd":"LIST_ROOMS"}'],
  ['a no-break space', '\u00a0{"cmd":"LIST_ROOMS"}'],
  ['HTTP', 'GET / HTTP/1.1\r\n\r\n'],
];

const TOO_LARGE: [string, string][] = [
  ['65,537 bytes', `{"a":"${'x'.repeat(65_529)}"}`],
  ['65,537 bytes as a line', `{"a":"${'x'.repeat(65_529)}"}\n`],
  ['white space inside an object', `{${' '.repeat(65_535)}}`],
  ['65,536 bytes in 21,900 characters', `{"a":"${'山'.repeat(21_900)}"}`],
  ['digits without an end', `{"a":${'7'.repeat(100_000)}`],
];

const WHEN: [string, (world: HostileWorld) => Promise<RawClient>][] = [
  ['before a login', (world) => world.connect()],
  ['after it', (world) => world.member('ana')],
];

describe.each(WHEN)('what cannot be read, %s,', (when, enter) => {
  const rows: [string, string, string | Buffer][] = [
    ...BAD_JSON.map(([what, bytes]): [string, string, string | Buffer] => ['BAD_JSON', what, bytes]),
    ...TOO_LARGE.map(([what, bytes]): [string, string, string] => ['TOO_LARGE', what, bytes]),
    ...(when === 'after it' ? NO_OBJECT : []).map(([what, bytes]): [string, string, string] => [
      'BAD_JSON',
      what,
      bytes,
    ]),
  ];

  it.each(rows)('is %s and closes: %s', (code, _what, bytes) =>
    attacked(async (world) => {
      const client = await enter(world);
      client.send(bytes);
      expect(await world.expectClosesWith(client, code)).not.toHaveProperty('request_id');
    }),
  );

  it.each(BAD_UTF8)('is BAD_JSON also when it is cut at any byte: %s', (_what, bytes) =>
    attacked(async (world) => {
      for (let at = 26; at < bytes.length; at += 1) {
        const client = at === 26 ? await enter(world) : await world.connect();
        await world.sendPieces(client, [bytes.subarray(0, at)]);
        client.send(bytes.subarray(at));
        await world.expectClosesWith(client, 'BAD_JSON');
      }
    }),
  );

  it('is refused in the middle of some MiB without an end, most of which nobody keeps', () =>
    attacked(async (world) => {
      const client = await enter(world);
      client.send('{"a":"');
      for (let piece = 0; piece < 64; piece += 1) client.send('x'.repeat(65_536));
      await world.expectClosesWith(client, 'TOO_LARGE');
      expect(world.seen(client).mostBuffered).toBeLessThan(1_024);
      expect(client.sent).toBeGreaterThanOrEqual(MAX_BUFFERED_BYTES);
    }));
});

describe('what was asked before the garbage', () => {
  it('is answered if it was done, and what came after it is not', () =>
    attacked(async (world) => {
      const ana = await world.member('ana');
      ana.send('{"cmd":"LIST_ROOMS","request_id":1}{"cmd":"LIST_PEERS","request_id":2}x{"cmd":"LIST_ROOMS"}');
      expect(await ana.next('the first answer')).toMatchObject({ status: 'OK', request_id: 1 });
      expect(await ana.next('the second answer')).toMatchObject({ status: 'OK', request_id: 2 });
      await world.expectClosesWith(ana, 'BAD_JSON');
    }));

  it('is dropped if it waited: a registration with garbage behind it logs nobody in', () =>
    attacked(async (world) => {
      const client = await world.connect();
      client.send(`${JSON.stringify(register('ana'))}{"cmd":"CREATE_ROOM","room":"dev"}]`);
      await world.expectClosesWith(client, 'BAD_JSON');
      expect(world.repositories.peers.isOnline('ana')).toBe(false);
      expect(world.repositories.rooms.find('dev')).toBeUndefined();
    }));
});

// N17: a connection that was refused was read for five seconds, at full speed.
describe('who sends on after a refusal', () => {
  const MIB = 1024 * 1024;

  it.each([
    ['in one object that was too large', '{"a":"', 'x'],
    ['in objects, after one that cannot be read', '{]', '{"cmd":"LIST_ROOMS"}\n'],
    ['in objects, after one that was refused before a login', '{"cmd":"LIST_ROOMS"}', '{"cmd":"LIST_ROOMS"}\n'],
  ])('%s, is cut off after 1 MiB', (_how, first, more) =>
    attacked(async (world) => {
      const client = await world.connect({ staysHalfOpen: true });
      const piece = more.repeat(65_536 / more.length);
      client.send(first);
      for (let sent = 0; sent < 32 * MIB; sent += 65_536) client.send(piece);
      await client.closed('it sent on');
      await world.forgot([client]);
      expect(world.seen(client).end).toMatch(/^(closed|destroyed)/);
      expect(world.seen(client).taken).toBeLessThan(1.5 * MIB);
    }),
  );
});
