// N16: a request_id that is a number comes back as it was written, whatever JavaScript makes of it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonFramer, type JsonObject } from '../../commons/protocol/json-framer.ts';
import { requestIdText } from '../../commons/protocol/request-id.ts';
import { register } from '../hostile/honest.ts';
import { attacked } from '../hostile/hostile-world.ts';

/** As a program reads it, in two pieces. */
function idIn(json: string, cut = 3): string | undefined {
  const objects: JsonObject[] = [];
  const framer = new JsonFramer();
  for (const piece of [json.slice(0, cut), `${json.slice(cut)}\n`]) {
    framer.push(Buffer.from(piece), (object) => objects.push(object));
  }
  return requestIdText(objects[0] ?? {});
}

const ODD = [
  '9007199254740993',
  '1.0',
  '1e2',
  '-0',
  '1E+2',
  '0.10',
  '-9007199254740993.50',
  '123456789012345678901234567890',
  '18446744073709551616',
  '1.50',
  '0.1e1',
  '-0.0',
  '0e0',
  '1e-400',
];
const PLAIN = ['7', '0', '-7', '0.5', '1e+308', '5e-324'];

describe('the text of a request_id', () => {
  it.each([...ODD, ...PLAIN])('is %s as it was written, wherever it stands', (id) => {
    for (const json of [
      `{"cmd":"X","request_id":${id}}`,
      `{"request_id" : ${id} ,"cmd":"X"}`,
      `{"request_id":1,"a":"\\"request_id\\":2","request_id":${id}}`,
      `{"a":{"request_id":3},"b":["request_id",4,{"request_id":5}],"request_id":${id},"c":{"request_id":6}}`,
      `{"request\\u005fid":${id},"a":{"request_id":${Number(id)}}}`,
    ]) {
      expect([json, idIn(json), idIn(json, 9)]).toEqual([json, id, id]);
    }
  });

  it('is none where it is too long, without an end, or no number', () => {
    expect(idIn(`{"request_id":0.${'1'.repeat(62)}}`)).toBe(`0.${'1'.repeat(62)}`);
    expect(idIn(`{"request_id":0.${'1'.repeat(63)}}`)).toBeUndefined();
    for (const id of ['1e999', 'null', '[1.0]', '{"request_id":1.0}', JSON.stringify('x'.repeat(65))]) {
      expect(idIn(`{"request_id":${id}}`)).toBeUndefined();
    }
    expect(idIn('{"a":{"request_id":1.0}}')).toBeUndefined();
  });

  it('is found in any object', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })), fc.constantFrom(...ODD), (object, id) => {
        const { request_id: _, ...rest } = object;
        const members = Object.entries(rest).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
        expect(idIn(`{${[...members.slice(1), `"request_id":${id}`, ...members.slice(0, 1)].join(',')}}`)).toBe(id);
      }),
    );
  });
});

it('a tracker sends it back so', () =>
  attacked(async (world) => {
    const client = await world.connect();
    let heard = '';
    client.socket.on('data', (text) => {
      heard += text;
    });
    await client.ask(`${JSON.stringify(register('ana')).slice(0, -1)},"request_id":1.0}`);
    for (const id of ODD) {
      await client.ask(`{"cmd":"JOIN_ROOM","room":"nowhere","request_id":${id}}`);
      expect(heard).toContain(`"request_id":${id}}`);
    }
    expect(heard).toContain('"request_id":1.0}');
  }));
