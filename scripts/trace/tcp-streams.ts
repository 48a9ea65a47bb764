import { forgetOldest } from '../../commons/limits/forget-oldest.ts';
import type { TcpPacket } from './tcp-packet.ts';

/** One connection, numbered from 0 as Wireshark does (`tcp.stream`). */
export interface TcpStream {
  readonly number: number;
  /** `address:port` of the side that opened it. */
  readonly opener: string;
}

/** A segment in its place: the bytes that it adds to what its side has said. */
export interface Placed {
  readonly stream: TcpStream;
  readonly isFromOpener: boolean;
  readonly bytes: Buffer;
  /** Bytes before these are not in the capture: what follows cannot be read. */
  readonly hasGap: boolean;
}

interface Open extends TcpStream {
  /** The next byte of each side: of the opener, of the other. */
  readonly next: [number | null, number | null];
  endings: number;
}

/** More connections at a time than anybody looks at; the oldest are forgotten. */
const MAX_OPEN = 10_000;

const key = (from: TcpPacket['from'], to: TcpPacket['to']): string =>
  `${from.address} ${from.port} ${to.address} ${to.port}`;

/**
 * Puts segments into connections, as they come. Made for captures that were written in the order in which things
 * happened: what is repeated is left out, what comes too early is a gap.
 */
export class TcpStreams {
  readonly #open = new Map<string, Open>();
  #count = 0;

  place(packet: TcpPacket): Placed {
    const stream = this.#streamOf(packet);
    const isFromOpener = stream.opener === `${packet.from.address}:${packet.from.port}`;
    const side = isFromOpener ? 0 : 1;
    const counted = packet.isOpening || packet.isAnswering ? 1 : 0;
    const first = packet.sequence + counted;
    const next = stream.next[side] ?? first;
    const ahead = (first - next) | 0; // Sequence numbers wrap at 2^32.
    const fresh = packet.payload.subarray(Math.min(packet.payload.length, Math.max(0, -ahead)));
    if (ahead >= 0 || fresh.length > 0)
      stream.next[side] = (first + packet.payload.length + (packet.isEnding ? 1 : 0)) >>> 0;
    stream.endings += packet.isBreaking ? 2 : packet.isEnding ? 1 : 0;
    return { stream, isFromOpener, bytes: fresh, hasGap: ahead > 0 };
  }

  #streamOf(packet: TcpPacket): Open {
    const { from, to } = packet;
    const there = key(from, to);
    const back = key(to, from);
    const known = this.#open.get(there) ?? this.#open.get(back);
    if (known && !(packet.isOpening && known.endings > 0)) return known;
    this.#open.delete(there);
    this.#open.delete(back);
    const opener = packet.isAnswering ? to : from;
    const stream: Open = {
      number: this.#count,
      opener: `${opener.address}:${opener.port}`,
      next: [null, null],
      endings: 0,
    };
    this.#count += 1;
    this.#open.set(there, stream);
    forgetOldest(this.#open, MAX_OPEN);
    return stream;
  }
}
