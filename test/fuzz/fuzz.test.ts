import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonFramer } from '../../commons/protocol/json-framer.ts';
import { peerMessageSchemas } from '../../commons/protocol/peer-messages.ts';
import {
  errorReply,
  okReply,
  peerOnline,
  requestSchemas,
  roomUpdate,
} from '../../commons/protocol/tracker-messages.ts';
import * as codec from './codec.ts';
import { objectsSurvive, piecesDoNotMatter } from './framing.ts';
import { SEED } from './fuzz.ts';
import { linksAreServed } from './link-session.ts';
import { heldMiB } from './memory.ts';
import { trackersAreSurvived } from './reply-session.ts';
import { sessionsAreServed } from './tracker-session.ts';

const trackerSchemas = { OK: okReply, ERROR: errorReply, ROOM_UPDATE: roomUpdate, PEER_ONLINE: peerOnline };

describe('the messages that are made up here', () => {
  it.each([
    ['between peers', peerMessageSchemas, codec.PEER],
    ['to the tracker', requestSchemas, codec.REQUESTS],
    ['from the tracker', trackerSchemas, codec.TRACKER],
  ])('%s are of every kind, valid, and have every field', (_which, schemas, arbitraries) => {
    expect(Object.keys(arbitraries).sort()).toEqual(Object.keys(schemas).sort());
    for (const [kind, schema] of Object.entries(schemas)) {
      const arbitrary = (arbitraries as Readonly<Record<string, fc.Arbitrary<object>>>)[kind];
      const samples = fc.sample(arbitrary as fc.Arbitrary<object>, { numRuns: 200, seed: SEED });
      expect(samples.filter((sample) => !schema.safeParse(sample).success)).toEqual([]);
      const fields = new Set(samples.flatMap((sample) => Object.keys(sample)));
      expect([...fields].sort(), kind).toEqual(Object.keys(schema.shape).sort());
    }
  });
});

describe('the framer', () => {
  it('hands on any objects, in any pieces, with anything between them that may be', () => objectsSurvive(200));

  it('makes the same of any bytes, in whatever pieces they come', () => piecesDoNotMatter(200));

  it('holds no more than one object, however large the stream and small the pieces', () => {
    const before = heldMiB();
    const framers = Array.from({ length: 300 }, () => new JsonFramer());
    for (const framer of framers) {
      for (let turn = 0; turn < 3; turn += 1) framer.push(Buffer.from(`{"a":"${'x'.repeat(60_000)}"}`), () => {});
      for (let piece = 0; piece < 60; piece += 1)
        framer.push(Buffer.from(piece === 0 ? '{"a":"' : 'x'.repeat(1_000)), () => {});
    }
    const held = heldMiB() - before;
    expect(framers.every(({ isUnfinished }) => isUnfinished)).toBe(true);
    expect(held).toBeLessThan(300 / 16 + 4); // 64 KiB each, and what the test itself takes.
  });
});

describe('messages', () => {
  it('between peers are read as they were written', () => codec.peerMessagesSurvive(300));

  it('to the tracker are read as they were written', () => codec.requestsSurvive(300));

  it('from the tracker are read as they were written', () => codec.trackerMessagesSurvive(200));

  it('are read or refused, whatever else is said', () => codec.anythingIsReadOrRefused(400));

  it('have names, or not, whatever text stands for one', () => codec.anyTextIsANameOrNone(200));
});

describe('the tracker', () => {
  it('answers whatever several sessions ask, and never breaks a rule', () => sessionsAreServed(15));
});

describe('a peer', () => {
  it('serves its friend whatever is said on its links', () => linksAreServed(10));

  it('serves its friend whatever its tracker says', () => trackersAreSurvived(8));
});
