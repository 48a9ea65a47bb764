// A TCP connection as packets, made up from what a program knows: which side opened it, the bytes, which side ended it.
// The bytes are real. The headers are those of a network without delay or loss: every segment is acknowledged at once,
// nothing is repeated, no window is ever full.

import type { Endpoint } from '../net/endpoint.ts';
import { addressBytes, asIpv6 } from '../net/ip-address.ts';
import { type Direction, opposite } from '../wire/seen-object.ts';
import { checksum } from './checksum.ts';

/** One IP packet, and which way it went. */
export interface Segment {
  readonly direction: Direction;
  /** The headers of IP and TCP. */
  readonly bytes: Buffer;
  /** The payload: a part of the sent bytes, not copied. */
  readonly payload: Buffer;
}

export interface Ends {
  readonly local: Endpoint;
  readonly remote: Endpoint;
}

/** What a packet of either IP version can carry after its headers; a loopback interface allows about as much. */
export const MAX_SEGMENT_BYTES = 65_475;

const FIN = 0x01;
const SYN = 0x02;
const RST = 0x04;
const PSH = 0x08;
const ACK = 0x10;
const TCP_HEADER_BYTES = 20;
const WINDOW = 65_535;
const NOTHING = Buffer.alloc(0);

/** One end of the conversation. */
interface End {
  readonly address: Buffer;
  readonly port: number;
  /** The number of the next byte that it sends. */
  sequence: number;
  hasEnded: boolean;
}

export class TcpConversation {
  readonly #isDialled: boolean;
  readonly #isV6: boolean;
  readonly #ends: { readonly sent: End; readonly received: End };
  #isReset = false;

  /**
   * `isDialled`: whether it was the local end that opened it. Conversations of one capture that may have the same
   * addresses and ports need different `firstSequence` numbers (32 bits), or one looks like a repetition of the other.
   * Throws a RangeError if an address is no IP address.
   */
  constructor({ local, remote }: Ends, isDialled: boolean, firstSequence = 1_000) {
    this.#isDialled = isDialled;
    const [ours, theirs] = [local, remote].map(({ address }) => {
      const bytes = addressBytes(address);
      if (!bytes) throw new RangeError(`${address} is not an IP address`);
      return bytes;
    }) as [Buffer, Buffer];
    this.#isV6 = ours.length === 16 || theirs.length === 16;
    const endOf = (address: Buffer, port: number, sequence: number): End => ({
      address: this.#isV6 ? asIpv6(address) : address,
      port,
      sequence: sequence >>> 0,
      hasEnded: false,
    });
    this.#ends = {
      sent: endOf(ours, local.port, firstSequence),
      received: endOf(theirs, remote.port, firstSequence + 500_000_000),
    };
  }

  /** The handshake; must be called first. */
  open(): Segment[] {
    const first: Direction = this.#isDialled ? 'sent' : 'received';
    return [this.#segment(first, SYN), this.#segment(opposite(first), SYN | ACK), this.#segment(first, ACK)];
  }

  /**
   * `bytes` in as many segments as they need, each followed by its acknowledgement; nothing once that side has ended.
   */
  data(direction: Direction, bytes: Buffer): Segment[] {
    const segments: Segment[] = [];
    if (this.#isReset || this.#ends[direction].hasEnded) return segments;
    for (let at = 0; at < bytes.length; at += MAX_SEGMENT_BYTES) {
      segments.push(this.#segment(direction, PSH | ACK, bytes.subarray(at, at + MAX_SEGMENT_BYTES)));
      segments.push(this.#segment(opposite(direction), ACK));
    }
    return segments;
  }

  /** That side sends no more; the other one still may. */
  end(direction: Direction): Segment[] {
    if (this.#isReset || this.#ends[direction].hasEnded) return [];
    this.#ends[direction].hasEnded = true;
    return [this.#segment(direction, FIN | ACK), this.#segment(opposite(direction), ACK)];
  }

  /** Both sides end, `first` before the other, as far as they have not yet. */
  close(first: Direction): Segment[] {
    return [...this.end(first), ...this.end(opposite(first))];
  }

  /** That side aborts the connection (RST); nothing follows. */
  reset(direction: Direction): Segment[] {
    if (this.isOver) return [];
    this.#isReset = true;
    return [this.#segment(direction, RST | ACK)];
  }

  get isOver(): boolean {
    return this.#isReset || (this.#ends.sent.hasEnded && this.#ends.received.hasEnded);
  }

  #segment(direction: Direction, flags: number, payload: Buffer = NOTHING): Segment {
    const from = this.#ends[direction];
    const to = this.#ends[opposite(direction)];
    const ipHeaderBytes = this.#isV6 ? 40 : 20;
    const header = Buffer.allocUnsafe(ipHeaderBytes + TCP_HEADER_BYTES);
    const tcpBytes = TCP_HEADER_BYTES + payload.length;
    if (this.#isV6) writeIpv6(header, tcpBytes, from.address, to.address);
    else writeIpv4(header, tcpBytes, from.address, to.address);
    writeTcp(header.subarray(ipHeaderBytes), payload, from, to, flags);
    const counted = payload.length + (flags & (SYN | FIN) ? 1 : 0); // A SYN and a FIN count as one byte.
    from.sequence = (from.sequence + counted) >>> 0;
    return { direction, bytes: header, payload };
  }
}

/** RFC 791, without options; never to be cut in pieces. */
function writeIpv4(packet: Buffer, tcpBytes: number, source: Buffer, destination: Buffer): void {
  packet.fill(0, 0, 20);
  packet[0] = 0x45;
  packet.writeUInt16BE(20 + tcpBytes, 2);
  packet[6] = 0x40;
  packet[8] = 64;
  packet[9] = 6;
  source.copy(packet, 12);
  destination.copy(packet, 16);
  packet.writeUInt16BE(checksum(packet.subarray(0, 20)), 10);
}

/** RFC 8200. */
function writeIpv6(packet: Buffer, tcpBytes: number, source: Buffer, destination: Buffer): void {
  packet.fill(0, 0, 8);
  packet[0] = 0x60;
  packet.writeUInt16BE(tcpBytes, 4);
  packet[6] = 6;
  packet[7] = 64;
  source.copy(packet, 8);
  destination.copy(packet, 24);
}

/** RFC 9293, without options. */
function writeTcp(segment: Buffer, payload: Buffer, from: End, to: End, flags: number): void {
  segment.writeUInt16BE(from.port, 0);
  segment.writeUInt16BE(to.port, 2);
  segment.writeUInt32BE(from.sequence, 4);
  segment.writeUInt32BE(flags & ACK ? to.sequence : 0, 8);
  segment[12] = (TCP_HEADER_BYTES / 4) << 4;
  segment[13] = flags;
  segment.writeUInt16BE(WINDOW, 14);
  segment.writeUInt32BE(0, 16);
  // What the checksum covers beside the segment: the addresses, the protocol and the length (its upper half is 0).
  const length = segment.length + payload.length;
  const pseudo = Buffer.from([0, 6, length >> 8, length & 0xff]);
  segment.writeUInt16BE(checksum(from.address, to.address, pseudo, segment, payload), 16);
}
