// A request in the usual form is read without its schema. What comes of it must be what comes of the schema.

import fc from 'fast-check';
import { expect } from 'vitest';
import { parseRequest, requestSchemas } from '../../commons/protocol/tracker-messages.ts';
import { anyText } from './any-text.ts';

const command = fc.constantFrom('JOIN_ROOM', 'LEAVE_ROOM', 'LIST_PEERS');
const text = fc.oneof(
  anyText(70),
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
export function received(
  cmd: string,
  fields: readonly (readonly [string, unknown])[],
): { readonly [key: string]: unknown } {
  const members = [['cmd', cmd] as const, ...fields];
  const texts = members.map(([name, each]) => `${JSON.stringify(name)}:${JSON.stringify(each) ?? 'null'}`);
  return JSON.parse(`{${texts.join(',')}}`);
}

/** Tries `runs` requests; how many of them had the usual form. */
export function usualRequestsAgree(runs: number): number {
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
    { numRuns: runs },
  );
  return usual;
}
