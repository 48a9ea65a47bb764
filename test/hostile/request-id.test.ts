// `request_id` comes back exactly where it is a number or a string of at most 64 units, and does no harm elsewhere.

import { describe, expect, it } from 'vitest';
import { MAX_REFERENCE_OBJECT_BYTES } from '../../commons/protocol/limits.ts';
import { login, register } from './honest.ts';
import { attacked } from './hostile-world.ts';

const GOOD: [string, string, unknown][] = [
  ['an integer', '7', 7],
  ['zero', '0', 0],
  ['a negative number', '-7', -7],
  ['a fraction', '0.5', 0.5],
  ['a huge number', '1e308', 1e308],
  ['a tiny number', '5e-324', 5e-324],
  ['an empty string', '""', ''],
  ['64 units', JSON.stringify('x'.repeat(64)), 'x'.repeat(64)],
  ['64 units in 32 characters', JSON.stringify('🎉'.repeat(32)), '🎉'.repeat(32)],
  ['control characters', '"\\u0000\\u001b\\n"', '\0\x1b\n'],
  ['a lone surrogate', '"\\ud800"', '\ud800'],
  ['quotes and brackets', '"\\"}{\\\\"', '"}{\\'],
  ['a name that objects inherit', '"__proto__"', '__proto__'],
];

const BAD: [string, string][] = [
  ['null', 'null'],
  ['true', 'true'],
  ['false', 'false'],
  ['an object', '{}'],
  ['an object that cannot be a string', '{"toString":null,"toJSON":null}'],
  ['an array', '[]'],
  ['an array of one', '[7]'],
  ['65 units', JSON.stringify('x'.repeat(65))],
  // Regression 3: zod counts code points, the documents (and the echo) UTF-16 units.
  ['65 units in 33 characters', JSON.stringify(`${'🎉'.repeat(32)}x`)],
  ['60,000 units', JSON.stringify('x'.repeat(60_000))],
  ['an array of 30,000', JSON.stringify(Array(30_000).fill(0))],
  ['nesting of 15', `${'['.repeat(15)}${']'.repeat(15)}`],
  // Regression 2: these two came back as null, since JSON has no Infinity.
  ['a number without an end', '1e999'],
  ['a negative number without an end', '-1e999'],
];

const rest = '"room":"nowhere"';

describe('a request_id', () => {
  it.each(GOOD)('of %s comes back, in success and in every kind of refusal', (_what, json, id) =>
    attacked(async (world) => {
      const stranger = await world.connect();
      expect(await stranger.ask(`{"cmd":"LIST_ROOMS","request_id":${json}}`)).toMatchObject({
        code: 'LOGIN_REQUIRED',
        request_id: id,
      });
      const client = await world.connect();
      const asJson = (request: object): string => `${JSON.stringify(request).slice(0, -1)},"request_id":${json}}`;
      const ask = async (request: string): Promise<unknown> => {
        const reply = await client.ask(request);
        expect(reply).toHaveProperty('request_id', id);
        return reply['code'] ?? reply['status'];
      };
      expect(await ask(asJson(register('ana')))).toBe('OK');
      expect(await ask(asJson({ cmd: 'CREATE_ROOM', room: 'dev' }))).toBe('OK');
      expect(await ask(asJson({ cmd: 'CREATE_ROOM', room: 'dev' }))).toBe('ROOM_EXISTS');
      expect(await ask(asJson({ cmd: 'LIST_ROOMS' }))).toBe('OK');
      expect(await ask(asJson({ cmd: 'LIST_ROOMS', limit: 0 }))).toBe('BAD_REQUEST');
      expect(await ask(asJson({ cmd: 'LIST_ROOMS', username: 'bob' }))).toBe('NOT_YOU');
      expect(await ask(asJson({ cmd: 'X' }))).toBe('UNKNOWN_COMMAND');
      expect(await ask(asJson(login('ana')))).toBe('BAD_REQUEST');
      expect(await ask(asJson({ cmd: 'LOGOUT' }))).toBe('OK');
    }),
  );

  it.each(BAD)('of %s does not come back, and makes a request BAD_REQUEST', (_what, json) =>
    attacked(async (world) => {
      const ana = await world.member('ana');
      for (const cmd of ['LIST_ROOMS', 'JOIN_ROOM', 'LOGOUT', 'LOGIN']) {
        const reply = await ana.ask(`{"cmd":"${cmd}",${rest},"request_id":${json}}`);
        expect(reply).toMatchObject({ status: 'ERROR', code: 'BAD_REQUEST' });
        expect(Object.keys(reply)).not.toContain('request_id');
      }
      expect(Object.keys(await ana.ask(`{"cmd":"X","request_id":${json}}`))).not.toContain('request_id');
      await world.expectStays(ana);
      const stranger = await world.connect();
      stranger.send(`${JSON.stringify(login('ana')).slice(0, -1)},"request_id":${json}}`);
      expect(Object.keys(await world.expectClosesWith(stranger, 'BAD_REQUEST'))).not.toContain('request_id');
    }),
  );

  // Regression 4: 64 control characters take 384 bytes of JSON, and a name in `next` up to 194: more than an envelope
  // of 512.
  it('as long as can be does not make a reply of more than 4,096 bytes for a reference session', () =>
    attacked(async (world) => {
      for (const username of ['rich', 'wealthy']) {
        const owner = await world.member(username);
        for (let number = 10; number < 42; number += 1) {
          const room = `${number}${'𠮷'.repeat(45 - (number % 11))}${username.length}`;
          expect(await owner.ask({ cmd: 'CREATE_ROOM', room })).toMatchObject({ status: 'OK' });
        }
      }
      const reference = await world.connect();
      const { features: _none, ...plain } = register('ref') as { features: unknown };
      expect(await reference.ask(plain)).toMatchObject({ status: 'OK' });
      const sizes: number[] = [];
      for (let number = 9; number < 40; number += 1) {
        const before = reference.heard;
        reference.send({ cmd: 'LIST_ROOMS', after: `${number}z`, request_id: '\0'.repeat(64) });
        await world.took(reference);
        await world.clock.advance(40);
        expect(await reference.next('a list')).toMatchObject({ status: 'OK' });
        sizes.push(reference.heard - before);
      }
      expect(Math.max(...sizes)).toBeGreaterThan(3_000);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(MAX_REFERENCE_OBJECT_BYTES);
    }));
});
