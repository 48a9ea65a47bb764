// Valid objects in hostile pieces: every one of them is answered, once.

import { describe, expect, it } from 'vitest';
import { MAX_DEPTH, MAX_OBJECT_BYTES } from '../../commons/protocol/limits.ts';
import { register } from './honest.ts';
import { attacked } from './hostile-world.ts';

/** An object of exactly `bytes` bytes that asks for a list. */
function listOf(bytes: number): string {
  const empty = '{"cmd":"LIST_ROOMS","padding":""}';
  return `${empty.slice(0, -2)}${'x'.repeat(bytes - empty.length)}"}`;
}

/** An object that nests `depth` deep, itself counted. */
function nested(depth: number, open = '[', close = ']'): string {
  return `{"cmd":"LIST_ROOMS","a":${open.repeat(depth - 1)}${close.repeat(depth - 1)}}`;
}

/** Every way to cut `text` in two. */
function cuts(text: string): [Buffer, Buffer][] {
  const bytes = Buffer.from(text);
  return Array.from({ length: bytes.length - 1 }, (_, at) => [bytes.subarray(0, at + 1), bytes.subarray(at + 1)]);
}

describe('valid objects', () => {
  it('are answered when each byte comes by itself, before a login and after it', () =>
    attacked(async (world) => {
      const client = await world.connect();
      await world.sendPieces(
        client,
        [...Buffer.from(JSON.stringify(register('joão')))].map((byte) => Buffer.from([byte])),
      );
      expect(await client.next('the welcome')).toMatchObject({ status: 'OK' });
      const question = '{"cmd":"JOIN_ROOM","room":"sala é 🎉","request_id":"\\u00e9\\"}{"}\r\n';
      await world.sendPieces(
        client,
        [...Buffer.from(question)].map((byte) => Buffer.from([byte])),
      );
      expect(await client.next('an answer')).toMatchObject({ code: 'NO_SUCH_ROOM', request_id: 'é"}{' });
      await world.expectStays(client);
    }));

  it('are answered when they are cut anywhere, inside a character and inside an escape too', () =>
    attacked(async (world) => {
      const ana = await world.member('ana');
      const request = '{"cmd":"JOIN_ROOM","room":"ã山🎉\\u00e3\\\\","request_id":"ã山🎉\\ud83c\\udf89\\\\"}';
      for (const pieces of cuts(request)) {
        await world.sendPieces(ana, pieces);
        expect(await ana.next('an answer')).toMatchObject({ code: 'NO_SUCH_ROOM', request_id: 'ã山🎉🎉\\' });
      }
      await world.expectStays(ana);
    }));

  it.each([
    ['nothing', ''],
    ['a newline', '\n'],
    ['all white space of JSON', ' \t\r\n\n'],
  ])('are answered each by itself when they come together, separated by %s', (_what, separator) =>
    attacked(async (world) => {
      const client = await world.connect();
      const requests = Array.from({ length: 200 }, (_, request_id) =>
        JSON.stringify({ cmd: 'LIST_ROOMS', request_id }),
      );
      client.send([JSON.stringify(register('ana')), ...requests].join(separator));
      expect(await client.next('the welcome')).toMatchObject({ status: 'OK' });
      for (let id = 0; id < 200; id += 1) {
        expect(await client.next(`reply ${id}`)).toMatchObject({ status: 'OK', request_id: id });
      }
      await world.expectStays(client);
    }),
  );

  it.each([
    ['as a line', '\n'],
    ['as a line that ends as on Windows', '\r\n'],
    ['without a terminator', ''],
  ])('may have exactly 65,536 bytes, %s', (_what, terminator) =>
    attacked(async (world) => {
      const ana = await world.member('ana');
      const whole = listOf(MAX_OBJECT_BYTES);
      expect(Buffer.byteLength(whole)).toBe(65_536);
      expect(await ana.ask(whole + terminator)).toMatchObject({ status: 'OK' });
      await world.sendPieces(ana, [whole.slice(0, 65_535), whole.slice(65_535) + terminator]);
      expect(await ana.next('an answer')).toMatchObject({ status: 'OK' });
      await world.expectStays(ana);
    }),
  );

  it.each([
    ['arrays', nested(MAX_DEPTH)],
    ['objects', nested(MAX_DEPTH, '{"a":', '}').replaceAll(':}', ':0}')],
    ['brackets in a string, a hundred of them', `{"cmd":"LIST_ROOMS","a":"${'{['.repeat(100)}"}`],
    ['siblings, a thousand of them', `{"cmd":"LIST_ROOMS","a":[${'[],{},'.repeat(1_000)}0]}`],
  ])('may nest 16 deep: %s', (_what, object) =>
    attacked(async (world) => {
      const ana = await world.member('ana');
      for (const bytes of [`${object}\n`, object]) expect(await ana.ask(bytes)).toMatchObject({ status: 'OK' });
      await world.expectStays(ana);
    }),
  );

  it.each([
    ['the last of two equal keys counts', '{"cmd":"LOGOUT","cmd":"LIST_ROOMS"}', { status: 'OK', rooms: {} }],
    ['also when it is escaped', '{"cmd":"LOGOUT","\\u0063md":"LIST_ROOMS"}', { status: 'OK', rooms: {} }],
    ['and when it is wrong', '{"room":"dev","cmd":"JOIN_ROOM","room":7}', { code: 'BAD_REQUEST' }],
    ['__proto__ is a field like any other', '{"__proto__":{"room":"dev"},"cmd":"JOIN_ROOM"}', { code: 'BAD_REQUEST' }],
    ['so is constructor', '{"constructor":{"prototype":7},"cmd":"LIST_ROOMS"}', { status: 'OK' }],
    ['and toJSON', '{"toJSON":"x","toString":null,"valueOf":null,"then":1,"cmd":"LIST_ROOMS"}', { status: 'OK' }],
    ['an escaped lone surrogate is a character', '{"cmd":"JOIN_ROOM","room":"\\ud800"}', { code: 'NO_SUCH_ROOM' }],
    ['an escaped NUL too', '{"cmd":"JOIN_ROOM","room":"\\u0000"}', { code: 'NO_SUCH_ROOM' }],
    ['and a byte order mark', '{"cmd":"JOIN_ROOM","room":"\ufeff"}', { code: 'NO_SUCH_ROOM' }],
    ['a number without an end is not one', '{"cmd":"LIST_ROOMS","limit":1e999}', { code: 'BAD_REQUEST' }],
    ['nor one of 60,000 digits', `{"cmd":"LIST_ROOMS","limit":${'9'.repeat(60_000)}}`, { code: 'BAD_REQUEST' }],
    ['any number of other fields is ignored', `{"cmd":"LIST_ROOMS"${manyFields(5_000)}}`, { status: 'OK' }],
  ])('%s', (_what, bytes, answer) =>
    attacked(async (world) => {
      const ana = await world.member('ana');
      expect(await ana.ask(bytes)).toMatchObject(answer);
      await world.expectStays(ana);
    }),
  );
});

function manyFields(count: number): string {
  return Array.from({ length: count }, (_, number) => `,"f${number}":${number}`).join('');
}
