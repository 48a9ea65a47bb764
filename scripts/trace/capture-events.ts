// What happened in a capture that our programs wrote (`--capture`), packet by packet and object by object, without any
// other program. Encrypted connections are read with the keys that are in the file.

import { LINKTYPE_RAW } from '../../commons/capture/pcapng.ts';
import { forgetOldest } from '../../commons/forget-oldest.ts';
import type { Endpoint } from '../../commons/net/connection.ts';
import { Violation } from '../../commons/protocol/errors.ts';
import { JsonFramer, type JsonObject } from '../../commons/protocol/json-framer.ts';
import { KeyLog } from './key-log.ts';
import { type CaptureBlock, type CapturedPacket, UnreadableCapture } from './pcapng-blocks.ts';
import { addressText, type TcpPacket, tcpPacketOf } from './tcp-packet.ts';
import { type Placed, TcpStreams } from './tcp-streams.ts';
import { TlsTraffic } from './tls-traffic.ts';

interface Place {
  /** The packet, counted from 1 (`frame.number`). */
  readonly frame: number;
  /** The connection, counted from 0 (`tcp.stream`). */
  readonly stream: number;
  readonly atMs: number;
  readonly from: Endpoint;
  readonly to: Endpoint;
}

export interface PacketSeen extends Place {
  readonly kind: 'packet';
  readonly packet: TcpPacket;
  readonly comment: string | null;
}

export interface ObjectSeen extends Place {
  readonly kind: 'object';
  readonly isEncrypted: boolean;
  readonly object: JsonObject;
}

/** Something was said that could not be read: `comment` is what the program noted beside it, if it did. */
export interface UnreadSeen extends Place {
  readonly kind: 'unread';
  readonly isEncrypted: boolean;
  readonly comment: string | null;
}

export type CaptureEvent =
  | PacketSeen
  | ObjectSeen
  | UnreadSeen
  | { readonly kind: 'name'; readonly address: string; readonly name: string };

const TLS_HANDSHAKE = 22;

/** Connections whose rest is kept for a while after they are over. */
const MAX_READERS = 10_000;

/** Throws {@link UnreadableCapture}. */
export function* eventsOf(blocks: Iterable<CaptureBlock>): Generator<CaptureEvent> {
  const streams = new TcpStreams();
  const keys = new KeyLog();
  const readers = new Map<number, StreamReader>();
  for (const block of blocks) {
    if (block.kind === 'keys') keys.add(block.text);
    if (block.kind === 'name') yield { kind: 'name', address: addressText(block.address), name: block.name };
    if (block.kind !== 'packet') continue;
    if (block.linkType !== LINKTYPE_RAW) throw new UnreadableCapture('That capture was not written by this program.');
    const packet = tcpPacketOf(block.bytes);
    if (!packet) continue;
    const placed = streams.place(packet);
    const place = placeOf(block, packet, placed);
    yield { kind: 'packet', ...place, packet, comment: block.comment };
    const reader = readers.get(place.stream) ?? new StreamReader(keys);
    readers.set(place.stream, reader);
    forgetOldest(readers, MAX_READERS);
    if (placed.bytes.length > 0) yield* reader.read(place, placed, block.comment);
  }
}

function placeOf({ frame, atMs }: CapturedPacket, { from, to }: TcpPacket, { stream }: Placed): Place {
  return { frame, stream: stream.number, atMs, from, to };
}

/** One connection: what it carries is known by its first byte. */
class StreamReader {
  readonly #keys: KeyLog;
  readonly #framers = { opener: new JsonFramer(), other: new JsonFramer() };
  #tls: TlsTraffic | null = null;
  #hasBegun = false;
  #isUnreadable = false;

  constructor(keys: KeyLog) {
    this.#keys = keys;
  }

  *read(place: Place, placed: Placed, comment: string | null): Generator<ObjectSeen | UnreadSeen> {
    if (!this.#hasBegun && placed.bytes[0] === TLS_HANDSHAKE) this.#tls = new TlsTraffic(this.#keys);
    this.#hasBegun = true;
    const isEncrypted = this.#tls !== null;
    const wasReadable = !this.#isUnreadable;
    const objects = placed.hasGap ? this.#giveUp() : this.#objectsIn(placed);
    for (const object of objects) yield { kind: 'object', ...place, isEncrypted, object };
    if (!this.#isUnreadable) return;
    if (comment !== null || wasReadable) yield { kind: 'unread', ...place, isEncrypted, comment };
  }

  #giveUp(): JsonObject[] {
    this.#isUnreadable = true;
    return [];
  }

  #objectsIn({ isFromOpener, bytes }: Placed): JsonObject[] {
    const objects: JsonObject[] = [];
    if (this.#isUnreadable) return objects;
    const framer = isFromOpener ? this.#framers.opener : this.#framers.other;
    try {
      for (const said of this.#tls?.push(isFromOpener, bytes) ?? [bytes])
        framer.push(said, (object) => objects.push(object));
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      this.#isUnreadable = true;
    }
    if (this.#tls?.isLost) this.#isUnreadable = true;
    return objects;
  }
}
