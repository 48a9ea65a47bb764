import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decryptionSecrets,
  enhancedPacket,
  interfaceDescription,
  nameResolution,
  type Packet,
  sectionHeader,
} from '../../commons/capture/pcapng.ts';
import { readCapture } from './read-capture.ts';

const TODAY_MS = Date.parse('2026-03-04T05:06:07.089Z');

const packet = (more: Partial<Packet> = {}): Packet => ({
  bytes: Buffer.from('E'),
  atMs: TODAY_MS,
  direction: 'sent',
  ...more,
});

describe('the blocks of a capture', () => {
  it('begin with what wrote it, and where the packets come from', () => {
    const file = Buffer.concat([sectionHeader('p2pchat', 'headers are made up'), interfaceDescription('peer')]);
    expect(readCapture(file)).toEqual([
      { kind: 'section', application: 'p2pchat', comment: 'headers are made up' },
      { kind: 'interface', linkType: 101, timeResolution: 9 },
    ]);
  });

  it.each([
    [TODAY_MS, 1_772_600_767_089_000_000n],
    [TODAY_MS + 0.25, 1_772_600_767_089_250_000n],
    [0, 0n],
    [0.001, 1_000n],
    [2 ** 32 / 1e6, 4_294_967_000n],
  ])('say the time of a packet exactly: %d ms', (atMs, atNs) => {
    expect(readCapture(enhancedPacket(packet({ atMs })))).toMatchObject([{ atNs }]);
  });

  it('say the time of any packet to a microsecond', () => {
    fc.assert(
      fc.property(fc.nat({ max: 4_000_000_000_000_000 }), (microseconds) => {
        const [read] = readCapture(enhancedPacket(packet({ atMs: microseconds / 1_000 })));
        expect(read).toMatchObject({ atNs: BigInt(microseconds) * 1_000n });
      }),
    );
  });

  it('give back any packet with its direction and comment', () => {
    const some = fc.uint8Array({ maxLength: 40 }).map((numbers) => Buffer.from(numbers));
    const packets = fc.record({
      bytes: some,
      payload: some,
      direction: fc.constantFrom('sent' as const, 'received' as const),
      comment: fc.option(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })),
    });
    fc.assert(
      fc.property(packets, ({ bytes, payload, direction, comment }) => {
        const [read] = readCapture(enhancedPacket(packet({ bytes, payload, direction, comment })));
        expect(read).toMatchObject({
          ip: Buffer.concat([bytes, payload]),
          comment,
          flags: direction === 'sent' ? 2 : 1,
        });
      }),
    );
  });

  it('cut a comment that is too long between two characters', () => {
    const [read] = readCapture(enhancedPacket(packet({ comment: `x${'é'.repeat(40_000)}` })));
    expect(read).toMatchObject({ comment: `x${'é'.repeat(499)}` });
  });

  it.each([
    ['127.0.0.1', '7f000001'],
    ['::ffff:10.0.0.7', '0a000007'],
    ['::1', `${'0'.repeat(31)}1`],
    ['2001:db8::a:0:b', '20010db8000000000000000a0000000b'],
    ['fe80::1%eth0', `fe80${'0'.repeat(27)}1`],
    ['64:ff9b::10.0.0.1', '0064ff9b00000000000000000a000001'],
  ])('name the address %s', (address, hex) => {
    expect(readCapture(nameResolution(address, 'ana') ?? Buffer.alloc(0))).toEqual([
      { kind: 'name', address: Buffer.from(hex, 'hex'), name: 'ana' },
    ]);
  });

  it.each(['localhost', '', '1.2.3', '1.2.3.256', '1:2', '1::2::3', ':::', '1:2:3:4:5:6:7:8:9', '::12345', 'x::'])(
    'name nothing at %o, which is no address',
    (text) => {
      expect(nameResolution(text, 'ana')).toBeNull();
    },
  );

  it('hold keys as they are', () => {
    const line = 'CLIENT_TRAFFIC_SECRET_0 aa bb\n';
    expect(readCapture(decryptionSecrets(Buffer.from(line)))).toEqual([{ kind: 'keys', text: line }]);
  });
});
