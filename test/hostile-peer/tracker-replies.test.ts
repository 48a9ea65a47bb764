// A tracker that answers with what cannot be read, is no answer, or never ends: the peer says so with a code, comes
// back if the connection ended, and goes on talking meanwhile.
import { describe, expect, it } from 'vitest';
import { OBJECT_MS } from '../../commons/protocol/limits.ts';
import type { TestPeer } from '../helpers/peer-world.ts';
import { stillServes } from './still-serves.ts';
import { lied, type TrackerInTheMiddle } from './tracker-in-the-middle.ts';

/** The most that an object may have, said a second time. */
const KIB_64 = 65_536;

const REQUEST_MS = 10_000;

/** The next reply to a list of rooms becomes `answer`; what comes later is honest again. */
function spoilNextList(middle: TrackerInTheMiddle, answer: (id: unknown) => string | Buffer | null): void {
  const honest = middle.instead;
  middle.instead = (object, to) => {
    if (to?.['cmd'] !== 'LIST_ROOMS') return honest(object, to);
    middle.instead = honest;
    return answer(to['request_id']);
  };
}

const trackerStates = (peer: TestPeer): string[] => peer.all('tracker').map(({ state }) => state);

describe('an answer that cannot be read ends the connection, and the peer reconnects:', () => {
  const bytes = (...values: number[]): Buffer => Buffer.concat([Buffer.from('{"status":"'), Buffer.from(values)]);
  it.each([
    ['garbage', 'garbage\n'],
    ['an HTTP answer', 'HTTP/1.1 200 OK\r\n\r\n'],
    ['an array', '[{"status":"OK"}]'],
    ['null', 'null\n'],
    ['half an object and garbage', '{"status":"OK","msg":}'],
    ['an object of 64 KiB and a byte', `{"status":"OK","msg":"${'x'.repeat(KIB_64)}"}`],
    ['an object that never ends', `{"status":"OK","msg":"${'x'.repeat(1024 * 1024)}`],
    ['objects that nest 17 deep', `{"a":${'['.repeat(16)}${']'.repeat(16)}}`],
    ['100,000 open braces', '{"a":'.repeat(100_000)],
    ['bytes that are no UTF-8', Buffer.concat([bytes(0xc3, 0x28), Buffer.from('"}')])],
  ])('%s', async (_what, answer) => {
    const { ana, bob, middle } = await lied();
    spoilNextList(middle, () => answer);
    await ana.types('/rooms');
    expect(trackerStates(ana)).toContain('lost'); // At once, not when the answer is overdue.
    expect(ana.last('error')).toMatchObject({ code: 'TRACKER_AWAY' });
    await ana.until(() => trackerStates(ana).length === 4, 'the way back to the tracker');
    expect(trackerStates(ana)).toEqual(['connected', 'lost', 'reconnecting', 'connected']);
    await ana.types('/rooms');
    expect(ana.all('rooms')).toHaveLength(1);
    await stillServes(ana, bob);
  });

  it('half an object and then silence, after 10 s', async () => {
    const { ana, bob, middle, world } = await lied();
    spoilNextList(middle, () => '{"status":"OK","rooms":{');
    await ana.types('/rooms');
    await world.clock.advance(OBJECT_MS - 100);
    expect(trackerStates(ana)).toEqual(['connected']);
    await ana.until(() => trackerStates(ana).length === 4, 'the way back to the tracker');
    expect(ana.last('error')).toMatchObject({ code: 'TRACKER_AWAY' });
    await stillServes(ana, bob);
  });

  it('half an object and then the end', async () => {
    const { ana, bob, middle } = await lied();
    spoilNextList(middle, () => '{"status":"OK","rooms":{');
    await ana.types('/rooms');
    middle.hangUp();
    await ana.until(() => trackerStates(ana).length === 4, 'the way back to the tracker');
    expect(ana.last('error')).toMatchObject({ code: 'TRACKER_AWAY' });
    await stillServes(ana, bob);
  });
});

describe('an answer that makes no sense is an error with a code, and the connection stays:', () => {
  const withId = (id: unknown, fields: string): string => `{"request_id":${JSON.stringify(id)},${fields}}`;
  const badRoom = '{"name":"","peer_owner":1}';
  it.each([
    ['a status that is a number', '"status":1', 'TRACKER_AWAY'],
    ['a status that nobody knows', '"status":"FINE"', 'TRACKER_AWAY'],
    ['no status', '"rooms":{}', 'TRACKER_AWAY'],
    ['a notice with the number of a request', '"status":"ROOM_UPDATE"', 'TRACKER_AWAY'],
    ['a sentence that is a number', '"status":"OK","msg":1,"rooms":{}', 'TRACKER_AWAY'],
    ['a sentence without end', `"status":"OK","msg":"${'x'.repeat(5_000)}","rooms":{}`, 'TRACKER_AWAY'],
    ['a next that is a number', '"status":"OK","rooms":{},"next":1', 'TRACKER_AWAY'],
    ['a room that is none', `"status":"OK","room":${badRoom}`, 'TRACKER_AWAY'],
    ['a refusal that wants less than nothing', '"status":"ERROR","code":"BUSY","retry_after":-1', 'TRACKER_AWAY'],
    ['rooms of which one is none', `"status":"OK","rooms":{"a":${badRoom}}`, 'BAD_REPLY'],
    ['rooms that are numbers', '"status":"OK","rooms":{"a":1}', 'BAD_REPLY'],
    ['a refusal without a code', '"status":"ERROR"', 'INTERNAL'],
    ['a refusal with a code that nobody knows', '"status":"ERROR","code":"WAT"', 'INTERNAL'],
    ['a refusal with a code that is a number', '"status":"ERROR","code":1', 'INTERNAL'],
    ['a refusal with the code of another request', '"status":"ERROR","code":"ROOM_FULL"', 'ROOM_FULL'],
  ])('%s', async (_what, fields, code) => {
    const { ana, bob, middle } = await lied();
    spoilNextList(middle, (id) => withId(id, fields));
    await ana.types('/rooms');
    expect(ana.all('error').map((error) => error.code)).toEqual([code]);
    await ana.types('/rooms');
    expect(ana.all('rooms')).toHaveLength(1);
    expect(trackerStates(ana)).toEqual(['connected']);
    await stillServes(ana, bob);
  });

  it.each(['[]', '"x"', '7', 'null'])('rooms that are %s are no rooms', async (rooms) => {
    const { ana, bob, middle } = await lied();
    spoilNextList(middle, (id) => withId(id, `"status":"OK","rooms":${rooms}`));
    await ana.types('/rooms');
    expect(ana.all('rooms')).toEqual([{ event: 'rooms', rooms: [] }]);
    await stillServes(ana, bob);
  });

  it.each([
    ['whose text cannot be made of it', '{"toString":null}'],
    ['whose text cannot be made of what is in it', '[[{"toString":1,"valueOf":1}]]'],
  ])('a status %s', async (_what, status) => {
    const { ana, bob, middle } = await lied();
    spoilNextList(middle, (id) => withId(id, `"status":${status}`));
    await ana.types('/rooms');
    expect(ana.all('error').map((error) => error.code)).toEqual(['TRACKER_AWAY']);
    await stillServes(ana, bob);
  });
});

describe('an answer to something else', () => {
  it.each([
    ['has the number of no request', '{"status":"OK","request_id":4711,"rooms":{}}'],
    ['has a name for a number', '{"status":"OK","request_id":"2","rooms":{}}'],
    ['has no number', '{"status":"OK","rooms":{}}'],
    ['is that to a login, long after it', '{"status":"OK","request_id":"login","rooms":["dev"],"token":"t"}'],
    ['is a refusal without a number', '{"status":"ERROR","code":"ROOM_FULL","msg":"no"}'],
  ])('that %s does not count: the request is given up after 10 s, and the peer reconnects', async (_what, answer) => {
    const { ana, bob, middle, world } = await lied();
    spoilNextList(middle, () => answer);
    await ana.types('/rooms');
    await world.clock.advance(REQUEST_MS - 100);
    expect(ana.all('error')).toEqual([]);
    await world.clock.advance(200);
    expect(ana.all('error').map((error) => error.code)).toEqual(['TRACKER_AWAY']);
    await ana.until(() => trackerStates(ana).length === 4, 'the way back to the tracker');
    expect(ana.all('rooms')).toEqual([]);
    await stillServes(ana, bob);
  });

  it('and all answers twice: the second one does not count', async () => {
    const { ana, bob, middle } = await lied();
    middle.instead = (object) => `${JSON.stringify(object)}${JSON.stringify(object)}`;
    await ana.types('/rooms');
    await ana.types('/peers');
    await ana.types('/create other');
    expect([ana.all('rooms').length, ana.all('peers').length, ana.all('room_created').length]).toEqual([1, 1, 1]);
    expect(ana.all('error')).toEqual([]);
    await stillServes(ana, bob);
  });
});

it('a list whose pages are empty and never end is asked for only so often', async () => {
  const { ana, bob, middle } = await lied();
  const asked = (): number => middle.requests.filter(({ cmd }) => cmd === 'LIST_ROOMS').length;
  const honest = middle.instead;
  middle.instead = (object, to) => {
    if (to?.['cmd'] !== 'LIST_ROOMS' || asked() > 1_000) return honest(object, to);
    return `{"request_id":${to['request_id']},"status":"OK","rooms":{},"next":"more"}`;
  };
  await ana.types('/rooms');
  expect(asked()).toBeLessThanOrEqual(100);
  expect(ana.all('rooms').length + ana.all('error').length).toBe(1);
  await stillServes(ana, bob);
});
