// What happened in a capture that our programs wrote (`--capture`), packet by packet and object by object, without any
// other program. Encrypted connections are read with the keys that are in the file.

import { isUtf8 } from 'node:buffer';
import { LINKTYPE_RAW } from '../../commons/capture/pcapng.ts';
import { forgetOldest } from '../../commons/limits/forget-oldest.ts';
import type { Endpoint } from '../../commons/net/endpoint.ts';
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

/** The types of TLS records: a change of ciphers, an alert, a handshake, application data. */
const TLS_HANDSHAKE = 22;
const TLS_RECORDS = [20, 21, TLS_HANDSHAKE, 23];
/** What all versions of TLS have in the second byte of a record. */
const TLS_MAJOR = 3;

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
    if (placed.bytes.length > 0) yield* reader.read({ place, placed, comment: block.comment });
  }
  for (const reader of readers.values()) yield* reader.end();
}

function placeOf({ frame, atMs }: CapturedPacket, { from, to }: TcpPacket, { stream }: Placed): Place {
  return { frame, stream: stream.number, atMs, from, to };
}

/**
 * Whether the first bytes of a connection that are in the capture are TLS. It may have begun before the capture, in the
 * middle of a record then: what is not text is taken for encrypted, and never for something that anybody can read.
 */
function isEncrypted(bytes: Buffer): boolean {
  const isRecord = TLS_RECORDS.includes(bytes[0] ?? 0) && (bytes.length < 2 || bytes[1] === TLS_MAJOR);
  return isRecord || !isText(bytes);
}

/** A record with a ClientHello or a ServerHello (RFC 8446, sections 5.1 and 4). */
function isHello(bytes: Buffer): boolean {
  return bytes[0] === TLS_HANDSHAKE && bytes[1] === TLS_MAJOR && HELLOS.includes(bytes[HELLO_TYPE_AT] ?? 0);
}

/** UTF-8 without control characters; a character may be cut at both ends. */
function isText(bytes: Buffer): boolean {
  const isControl = (byte: number): boolean => (byte < 0x20 && ![0x09, 0x0a, 0x0d].includes(byte)) || byte === 0x7f;
  if (bytes.some(isControl)) return false;
  return [0, 1, 2, 3].some((from) => [0, 1, 2, 3].some((cut) => isUtf8(bytes.subarray(from, bytes.length - cut))));
}

/** Behind the header of the record. */
const HELLO_TYPE_AT = 5;
const HELLOS: readonly number[] = [1, 2];

/** The beginning of an object. */
const OBJECT = /^\s*\{\s*["}]/;
/** So many bytes of a cipher are text once in a million times. */
const ENOUGH_BYTES = 16;

interface Piece {
  readonly place: Place;
  readonly placed: Placed;
  readonly comment: string | null;
}

/** One connection: what it carries is known by its first bytes, which may come in very small pieces. */
class StreamReader {
  readonly #keys: KeyLog;
  readonly #framers = { opener: new JsonFramer(), other: new JsonFramer() };
  #tls: TlsTraffic | null = null;
  /** Pieces that do not tell yet what the connection carries; null once that is known. */
  #held: Piece[] | null = [];
  #isUnreadable = false;
  #isUnreadSaid = false;

  constructor(keys: KeyLog) {
    this.#keys = keys;
  }

  *read(piece: Piece): Generator<ObjectSeen | UnreadSeen> {
    if (!this.#held) return yield* this.#read(piece);
    this.#held.push(piece);
    const bytes = Buffer.concat(this.#held.map(({ placed }) => placed.bytes));
    const isTold = bytes.length > HELLO_TYPE_AT && (isEncrypted(bytes) || OBJECT.test(bytes.toString('latin1')));
    if (isTold || bytes.length >= ENOUGH_BYTES) yield* this.end();
  }

  /** No more pieces are waited for. */
  *end(): Generator<ObjectSeen | UnreadSeen> {
    const held = this.#held ?? [];
    this.#held = null;
    if (held.length > 0) this.#begin(Buffer.concat(held.map(({ placed }) => placed.bytes)));
    for (const piece of held) yield* this.#read(piece);
  }

  *#read({ place, placed, comment }: Piece): Generator<ObjectSeen | UnreadSeen> {
    const isSecret = this.#tls !== null;
    const objects = placed.hasGap ? this.#giveUp() : this.#objectsIn(placed);
    for (const object of objects) yield { kind: 'object', ...place, isEncrypted: isSecret, object };
    if (!this.#isUnreadable) return;
    if (comment !== null || !this.#isUnreadSaid) yield { kind: 'unread', ...place, isEncrypted: isSecret, comment };
    this.#isUnreadSaid = true;
  }

  #begin(bytes: Buffer): void {
    if (!isEncrypted(bytes)) return;
    this.#tls = new TlsTraffic(this.#keys);
    // Without the handshake nothing shows which keys are meant. What is left of a record may begin with its number,
    // too.
    this.#isUnreadable = !isHello(bytes);
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
