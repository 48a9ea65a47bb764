import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interfaceDescription } from '../../commons/capture/pcapng.ts';
import { eventsOf } from '../../scripts/trace/capture-events.ts';
import { blocksOf, UnreadableCapture } from '../../scripts/trace/pcapng-blocks.ts';
import {
  ANA,
  BEGINNING_MS,
  captureOf,
  encrypted,
  eventsIn,
  objectsIn,
  type Piece,
  received,
  sent,
  TRACKER,
  unreadIn,
} from './recorded.ts';

const login = { cmd: 'LOGIN', username: 'ana', port: 41_001 };
const welcome = { status: 'OK', msg: 'Welcome, ana.' };
const long = { cmd: 'MESSAGE', room: 'dev', content: 'Uma conversa comprida. '.repeat(2_000) };
const SAID: readonly Piece[] = [sent(login), received(welcome), sent(long), received({ cmd: 'ACK', id: '1' })];
const OBJECTS = [login, welcome, long, { cmd: 'ACK', id: '1' }];

describe('what happened in a capture', () => {
  it('is each object, with its time, its packet and its ends', () => {
    const [first, second] = objectsIn(captureOf({ pieces: SAID }));
    expect(first).toEqual({
      ...{ kind: 'object', frame: 4, stream: 0, atMs: BEGINNING_MS + 3, from: ANA, to: TRACKER },
      ...{ isEncrypted: false, object: login },
    });
    expect(second).toMatchObject({ from: TRACKER, to: ANA, object: welcome });
  });

  it('is each packet, and the names of addresses', () => {
    const events = eventsIn(
      captureOf({
        pieces: [],
        names: [
          ['127.0.0.11', 'ana'],
          ['fe80::1', 'eva'],
        ],
      }),
    );
    expect(events.slice(0, 2)).toEqual([
      { kind: 'name', address: '127.0.0.11', name: 'ana' },
      { kind: 'name', address: 'fe80::1', name: 'eva' },
    ]);
    const packets = events.filter((event) => event.kind === 'packet');
    expect(packets).toHaveLength(7);
    expect(packets[0]?.packet).toMatchObject({ isOpening: true, isEnding: false });
    expect(packets[1]?.packet).toMatchObject({ isAnswering: true, isOpening: false });
    expect(packets.filter(({ packet }) => packet.isEnding)).toHaveLength(2);
  });

  it.each([undefined, 'TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'])(
    'is read with the keys in the file (%s)',
    async (ciphers) => {
      const objects = objectsIn(captureOf(await encrypted(SAID, ciphers)));
      expect(objects.map(({ object }) => object)).toEqual(OBJECTS);
      expect(objects.every(({ isEncrypted }) => isEncrypted)).toBe(true);
    },
  );

  it('is not made up where there is no key: it is said once, and then what the program noted', async () => {
    const { pieces } = await encrypted(SAID);
    const noted = pieces.map((one, index) =>
      index < pieces.length - 2 ? one : { ...one, comment: `ana sends ${index}` },
    );
    expect(objectsIn(captureOf({ pieces: noted }))).toEqual([]);
    const comments = unreadIn(captureOf({ pieces: noted })).map(({ comment }) => comment);
    expect(comments).toEqual([null, `ana sends ${pieces.length - 2}`, `ana sends ${pieces.length - 1}`]);
  });

  it('is encrypted and unread where the handshake is not in the capture (N16)', async () => {
    const { pieces, keys } = await encrypted(SAID);
    const records = pieces.filter(({ bytes }) => bytes[0] === 23).slice(-3);
    expect(records.length).toBe(3);
    for (const cut of [0, 1, 2, 5, 9]) {
      const late = records.map((one, index) => (index === 0 ? { ...one, bytes: one.bytes.subarray(cut) } : one));
      const capture = captureOf({ pieces: late, keys });
      expect(objectsIn(capture)).toEqual([]);
      const unread = unreadIn(capture);
      expect(unread.length).toBeGreaterThan(0);
      expect(unread.every(({ isEncrypted }) => isEncrypted)).toBe(true);
    }
  });

  it('is encrypted and unread where what is left of a record begins like a handshake (N16)', async () => {
    const { pieces, keys } = await encrypted(SAID);
    const [record] = pieces.filter(({ bytes }) => bytes[0] === 23).slice(-1);
    if (!record) throw new Error('there is no record');
    for (const size of [1, 2, 5, 40]) {
      const left = Buffer.concat([
        Buffer.from([22, 3, 3, 0x20, 0, 9]),
        createHash('sha512').update('a cipher').digest(),
      ]);
      const late = [left.subarray(0, size), left.subarray(size), record.bytes].filter(({ length }) => length > 0);
      const capture = captureOf({ pieces: late.map((bytes) => ({ ...record, bytes })), keys });
      expect([objectsIn(capture), unreadIn(capture).length > 0], `${size}`).toEqual([[], true]);
    }
  });

  it.each([1, 2, 7, 15])('is encrypted and unread in segments of %i bytes, too, wherever they begin (N16)', (size) => {
    // As a record looks: application data, of 64 bytes that are the same each time.
    const record = Buffer.concat([Buffer.from([23, 3, 3, 0, 64]), createHash('sha512').update('a cipher').digest()]);
    for (let cut = 0; cut < record.length; cut += 1) {
      // What is left of a record, and a whole one behind it.
      const late = Buffer.concat([record.subarray(cut), record]);
      const inPieces = Array.from(
        { length: Math.ceil(late.length / size) },
        (_, at): Piece => ({ direction: 'sent', bytes: late.subarray(at * size, (at + 1) * size) }),
      );
      const capture = captureOf({ pieces: inPieces });
      expect(objectsIn(capture)).toEqual([]);
      expect(unreadIn(capture)).toMatchObject([{ isEncrypted: true }]);
    }
  });

  it('is encrypted and unread where only a part of the keys is in the file (N16)', async () => {
    const { pieces, keys } = await encrypted(SAID);
    const lines = Buffer.concat(keys ?? [])
      .toString()
      .trim()
      .split('\n');
    for (const missing of lines) {
      const some = lines.filter((line) => line !== missing).map((line) => Buffer.from(`${line}\n`));
      const capture = captureOf({ pieces, keys: some });
      if (missing.startsWith('EXPORTER')) continue;
      expect(unreadIn(capture)).toMatchObject([{ isEncrypted: true }]);
      expect(objectsIn(capture).every(({ isEncrypted }) => isEncrypted)).toBe(true);
    }
  });

  it('is an object as soon as it is there, in segments of a byte', () => {
    const pieces = [...sent({ cmd: 'PING' }).bytes].map(
      (byte): Piece => ({ direction: 'sent', bytes: Buffer.from([byte]) }),
    );
    expect(objectsIn(captureOf({ pieces })).map(({ object }) => object)).toEqual([{ cmd: 'PING' }]);
    expect(unreadIn(captureOf({ pieces: pieces.slice(3, 9) }))).toMatchObject([{ isEncrypted: false }]);
  });

  it('is plaintext and unread where it begins in the middle of an object that anybody can read', () => {
    const whole = sent({ cmd: 'MESSAGE', room: 'dev', content: 'até amanhã, olá' });
    for (const cut of [1, 20, whole.bytes.indexOf(0xa3)]) {
      const [unread] = unreadIn(captureOf({ pieces: [{ ...whole, bytes: whole.bytes.subarray(cut) }] }));
      expect(unread).toMatchObject({ isEncrypted: false });
    }
  });

  it('ends for a connection where a byte was changed', async () => {
    const { pieces, keys } = await encrypted(SAID);
    const changed = pieces.map((one, index) => {
      const bytes = Buffer.from(one.bytes);
      if (index === pieces.length - 1) bytes.writeUInt8(bytes.readUInt8(20) ^ 1, 20);
      return { ...one, bytes };
    });
    const file = captureOf({ pieces: changed, keys });
    expect(objectsIn(file).map(({ object }) => object)).toEqual(OBJECTS.slice(0, 3));
    expect(unreadIn(file)).toHaveLength(1);
  });

  it('is the same however what was said was cut into segments', () => {
    const all = Buffer.concat(SAID.filter(({ direction }) => direction === 'sent').map(({ bytes }) => bytes));
    fc.assert(
      fc.property(fc.array(fc.nat({ max: all.length }), { maxLength: 6 }), (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), all.length];
        const pieces = places
          .slice(1)
          .map((end, index): Piece => ({ direction: 'sent', bytes: all.subarray(places[index], end) }));
        expect(objectsIn(captureOf({ pieces })).map(({ object }) => object)).toEqual([login, long]);
      }),
      { numRuns: 40 },
    );
  });

  it('is nothing where there was no object', () => {
    const file = captureOf({ pieces: [{ direction: 'sent', bytes: Buffer.from('GET / HTTP/1.1\r\n') }] });
    expect(objectsIn(file)).toEqual([]);
    expect(unreadIn(file)).toHaveLength(1);
  });
});

describe('a capture file', () => {
  const file = captureOf({ pieces: [sent(login), received(welcome)], names: [['127.0.0.11', 'ana']] });
  const linkTypeAt = file.indexOf(interfaceDescription('test')) + 8;

  it('is the same in any pieces', () => {
    const whole = eventsIn(file);
    for (const size of [3, 64]) {
      const chunks = Array.from({ length: Math.ceil(file.length / size) }, (_, at) =>
        file.subarray(at * size, (at + 1) * size),
      );
      expect([...eventsOf(blocksOf(chunks))]).toEqual(whole);
    }
  });

  it('is read as far as it was written', () => {
    const whole = eventsIn(file);
    for (let length = 12; length < file.length; length += 13) {
      const events = eventsIn(file.subarray(0, length));
      expect(events).toEqual(whole.slice(0, events.length));
    }
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('this is no capture at all')],
    ['an old capture', Buffer.from('d4c3b2a1020004000000000000000000ffff000065000000', 'hex')],
    [
      'one of a machine with another order of bytes',
      Buffer.from('0a0d0d0a0000001c1a2b3c4d00010000ffffffffffffffff', 'hex'),
    ],
    ['one of Ethernet', Buffer.concat([file]).fill(1, linkTypeAt, linkTypeAt + 1)],
  ])('that is %s is refused in a sentence', (_what, bytes) => {
    expect(() => eventsIn(Buffer.from(bytes))).toThrow(UnreadableCapture);
  });

  it.each(['in the clear', 'encrypted'])(
    'that is damaged anywhere is read, or refused in a sentence (%s)',
    async (how) => {
      const whole = how === 'encrypted' ? captureOf(await encrypted([sent(login), received(welcome)])) : file;
      const place = fc.tuple(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 }));
      fc.assert(
        fc.property(fc.array(place, { minLength: 1, maxLength: 5 }), (places) => {
          const damaged = Buffer.from(whole);
          for (const [at, byte] of places) damaged[at] = byte;
          try {
            eventsIn(damaged);
          } catch (error) {
            expect(error).toBeInstanceOf(UnreadableCapture);
          }
        }),
        { numRuns: 100 },
      );
    },
  );
});
