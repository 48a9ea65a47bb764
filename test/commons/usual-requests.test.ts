// A request in the usual form is read without its schema. What comes of it must be what comes of the schema.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRoomName, isUsername } from '../../commons/model/names.ts';
import { parseRequest, requestSchemas } from '../../commons/protocol/tracker-messages.ts';

const command = fc.constantFrom('JOIN_ROOM', 'LEAVE_ROOM', 'LIST_PEERS');
const text = fc.oneof(
  fc.string({ maxLength: 70, unit: 'binary' }),
  fc.string({ minLength: 254, maxLength: 258 }),
  fc.string({ minLength: 62, maxLength: 66 }),
);
const value = fc.oneof(text, fc.double(), fc.maxSafeInteger(), fc.constant(null), fc.boolean(), fc.jsonValue());
const field = fc.constantFrom('room', 'request_id', 'username', 'after', 'limit', 'peer', 'secret', 'x', '__proto__');
const usualFields = fc.tuple(text, value).map(([room, id]): [string, unknown][] => [
  ['room', room],
  ['request_id', id],
]);
const anyFields = fc.uniqueArray(fc.tuple(field, value), { selector: ([name]) => name, maxLength: 4 });

/** As it comes from a socket: `__proto__` is then a field of its own, and -0 and NaN are what JSON makes of them. */
function received(cmd: string, fields: readonly (readonly [string, unknown])[]): { readonly [key: string]: unknown } {
  const members = [['cmd', cmd] as const, ...fields];
  const texts = members.map(([name, each]) => `${JSON.stringify(name)}:${JSON.stringify(each) ?? 'null'}`);
  return JSON.parse(`{${texts.join(',')}}`);
}

describe('a request in the usual form', () => {
  test('is accepted, and read, or refused as its schema says', () => {
    let usual = 0;
    fc.assert(
      fc.property(command, fc.oneof(usualFields, anyFields), (cmd, fields) => {
        const object = received(cmd, fields);
        const parsed = parseRequest(cmd, object);
        const wanted = requestSchemas[cmd].safeParse(object);
        if ('request' in parsed && parsed.request === object) usual += 1;
        if (wanted.success) expect(parsed).toEqual({ request: wanted.data });
        else expect(parsed).toHaveProperty('problem');
      }),
      { numRuns: 20_000 },
    );
    expect(usual).toBeGreaterThan(1_000);
  });

  test('may name a room in any spelling, as its schema says: what the tracker keeps of it is a valid name', () => {
    const spelled = received('JOIN_ROOM', [
      ['room', 'Cafe\u0301'],
      ['request_id', 1],
    ]);
    expect(requestSchemas.JOIN_ROOM.safeParse(spelled).success).toBe(true);
    expect(parseRequest('JOIN_ROOM', spelled)).toEqual({ request: spelled });
    expect(isRoomName('Cafe\u0301') || isUsername('Cafe\u0301')).toBe(false);
  });
});
