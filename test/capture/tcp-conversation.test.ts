import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checksum } from '../../commons/capture/checksum.ts';
import { type Ends, MAX_SEGMENT_BYTES, type Segment, TcpConversation } from '../../commons/capture/tcp-conversation.ts';
import type { Direction } from '../../commons/wire/seen-object.ts';
import { type ReadSegment, readPacket } from './read-packet.ts';

const ALL_ONES = 0n; // 65,535 modulo 65,535: a sum over bytes that hold their own checksum.

const V4: Ends = { local: { address: '127.0.0.2', port: 40_000 }, remote: { address: '127.0.0.1', port: 6060 } };
const V6: Ends = { local: { address: '::1', port: 40_000 }, remote: { address: 'fe80::2', port: 6060 } };
const MIXED: Ends = { local: { address: '10.0.0.1', port: 1 }, remote: { address: '::1', port: 2 } };

const read = (segments: readonly Segment[]): ReadSegment[] =>
  segments.map(({ bytes, payload }) => readPacket(Buffer.concat([bytes, payload])));

const flagsOf = (segments: readonly Segment[]): string[] =>
  segments.map((segment) => `${segment.direction} ${read([segment])[0]?.flags}`);

/** Follows both sequences as a receiver does: each segment has to begin where the last one of its side ended. */
class Receiver {
  readonly arrived: { [Side in Direction]: Buffer[] } = { sent: [], received: [] };
  readonly #next: { [Side in Direction]?: number } = {};

  take({ direction, bytes, payload }: Segment): void {
    const segment = readPacket(Buffer.concat([bytes, payload]));
    const other = direction === 'sent' ? 'received' : 'sent';
    expect(segment.sums).toEqual(segment.sums.map(() => ALL_ONES));
    expect(segment.sequence).toBe(this.#next[direction] ?? segment.sequence);
    if (segment.flags.includes('ACK')) expect(segment.acknowledged).toBe(this.#next[other]);
    const counted = segment.payload.length + (/FIN|SYN/.test(segment.flags) ? 1 : 0);
    this.#next[direction] = (segment.sequence + counted) % 2 ** 32;
    this.arrived[direction].push(segment.payload);
  }
}

describe('a conversation', () => {
  it('is opened by the side that dialled', () => {
    expect(flagsOf(new TcpConversation(V4, true).open())).toEqual(['sent SYN', 'received SYN ACK', 'sent ACK']);
    expect(flagsOf(new TcpConversation(V4, false).open())).toEqual(['received SYN', 'sent SYN ACK', 'received ACK']);
  });

  it('says who sends to whom', () => {
    const [first, second] = read(new TcpConversation(V4, true).open());
    expect(first).toMatchObject({ source: '7f000002:40000', destination: '7f000001:6060' });
    expect(second).toMatchObject({ source: '7f000001:6060', destination: '7f000002:40000' });
  });

  it('acknowledges what was sent', () => {
    const conversation = new TcpConversation(V4, true);
    conversation.open();
    expect(flagsOf(conversation.data('received', Buffer.from('{}')))).toEqual(['received PSH ACK', 'sent ACK']);
  });

  it('splits what does not fit into one segment', () => {
    const conversation = new TcpConversation(V6, true);
    const segments = read(conversation.data('sent', Buffer.alloc(2 * MAX_SEGMENT_BYTES + 1)));
    const lengths = segments.map(({ payload }) => payload.length);
    expect(lengths).toEqual([MAX_SEGMENT_BYTES, 0, MAX_SEGMENT_BYTES, 0, 1, 0]);
  });

  it('sends nothing for no bytes', () => {
    expect(new TcpConversation(V4, true).data('sent', Buffer.alloc(0))).toEqual([]);
  });

  it('ends a side at a time, and each once', () => {
    const conversation = new TcpConversation(V4, true);
    conversation.open();
    expect(flagsOf(conversation.end('received'))).toEqual(['received FIN ACK', 'sent ACK']);
    expect(conversation.isOver).toBe(false);
    expect(conversation.data('received', Buffer.from('late'))).toEqual([]);
    expect(flagsOf(conversation.data('sent', Buffer.from('still')))).toEqual(['sent PSH ACK', 'received ACK']);
    expect(flagsOf(conversation.close('received'))).toEqual(['sent FIN ACK', 'received ACK']);
    expect(conversation.isOver).toBe(true);
    expect(conversation.close('sent')).toEqual([]);
    expect(conversation.reset('sent')).toEqual([]);
  });

  it('can be broken off, and then nothing follows', () => {
    const conversation = new TcpConversation(V4, true);
    conversation.open();
    expect(flagsOf(conversation.reset('received'))).toEqual(['received RST ACK']);
    expect(conversation.isOver).toBe(true);
    expect([...conversation.data('sent', Buffer.from('x')), ...conversation.close('sent')]).toEqual([]);
  });

  it('is not possible between names', () => {
    const ends = { local: V4.local, remote: { address: 'localhost', port: 6060 } };
    expect(() => new TcpConversation(ends, true)).toThrow(RangeError);
  });

  it.each([
    ['IPv4', V4],
    ['IPv6', V6],
    ['both', MIXED],
  ])('has right checksums, sequence numbers and bytes over %s, whatever is said', (_name, ends) => {
    const said = fc.array(
      fc.record({
        direction: fc.constantFrom<Direction>('sent', 'received'),
        bytes: fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.from(bytes)),
      }),
      { maxLength: 8 },
    );
    const first = fc.constantFrom(0, 2 ** 32 - 20, 3_794_967_290, 1_000);
    fc.assert(
      fc.property(said, first, fc.boolean(), (pieces, firstSequence, isDialled) => {
        const conversation = new TcpConversation(ends, isDialled, firstSequence);
        const receiver = new Receiver();
        const segments = [
          ...conversation.open(),
          ...pieces.flatMap(({ direction, bytes }) => conversation.data(direction, bytes)),
          ...conversation.close('sent'),
        ];
        for (const segment of segments) receiver.take(segment);
        for (const side of ['sent', 'received'] as const) {
          const meant = pieces.filter(({ direction }) => direction === side).map(({ bytes }) => bytes);
          expect(Buffer.concat(receiver.arrived[side])).toEqual(Buffer.concat(meant));
        }
      }),
    );
  });
});

describe('the checksum', () => {
  it('is that of the example in RFC 1071', () => {
    expect(checksum(Buffer.from('0001f203f4f5f6f7', 'hex'))).toBe(0xffff - 0xddf2);
  });

  it('is the same wherever in memory the bytes are', () => {
    const bytes = Buffer.from(Array.from({ length: 301 }, (_, index) => (index * 37) % 256));
    for (const offset of [7, 8, 9]) {
      const elsewhere = Buffer.alloc(310).subarray(offset, offset + bytes.length);
      bytes.copy(elsewhere);
      expect(checksum(elsewhere)).toBe(checksum(bytes));
    }
    expect(checksum(bytes)).not.toBe(checksum(bytes.subarray(1)));
  });

  it('counts a byte too many as the upper half of a word', () => {
    expect(checksum(Buffer.from('01', 'hex'))).toBe(0xffff - 0x0100);
  });
});
