// The blocks of a capture file (draft-ietf-opsawg-pcapng), as bytes. A file is one section header, one interface, and
// then packets, keys and names in any order, except that keys have to come before the packets that they decrypt.
//
// All numbers are little-endian, as the section header says. The file knows no file, no time and no protocol.

import { addressBytes } from '../net/ip-address.ts';
import type { Direction } from '../wire/seen-object.ts';

export interface Packet {
  /** Begins with the IP header. */
  readonly bytes: Buffer;
  /** The rest of the packet, if it is kept apart so that it need not be copied twice. */
  readonly payload?: Buffer;
  /** Wall-clock time in ms since 1970; fractions count, down to a microsecond. */
  readonly atMs: number;
  readonly direction: Direction;
  /** A comment that Wireshark shows beside the packet. */
  readonly comment?: string | null;
}

// Types of blocks.
export const SECTION_HEADER = 0x0a0d0d0a;
export const INTERFACE_DESCRIPTION = 1;
export const NAME_RESOLUTION = 4;
export const ENHANCED_PACKET = 6;
export const DECRYPTION_SECRETS = 10;

/** A reader derives the byte order of the section from the bytes of this number. */
export const BYTE_ORDER = 0x1a2b3c4d;

// Options: of any block, of a section, of an interface.
export const COMMENT = 1;
export const APPLICATION = 4;
const INTERFACE_NAME = 2;
export const TIME_RESOLUTION = 9;

const END_OF_OPTIONS = Buffer.alloc(4);
const NOTHING = Buffer.alloc(0);

/** Packets begin with the IP header. */
export const LINKTYPE_RAW = 101;

/** "TLSK": the keys are lines of an NSS key log. */
export const TLS_KEY_LOG = 0x544c534b;

/** Size of a packet's block, without the packet and a comment. */
const ENHANCED_PACKET_BYTES = 44;

/** The length of a comment has 16 bits; nobody reads one that long. */
const MAX_COMMENT_BYTES = 1_000;

/** The first block: the program that wrote the file, and the byte order. */
export function sectionHeader(application: string, comment: string): Buffer {
  const body = Buffer.alloc(16);
  body.writeUInt32LE(BYTE_ORDER, 0);
  body.writeUInt16LE(1, 4);
  body.writeBigInt64LE(-1n, 8); // The length of the section is not known.
  return block(SECTION_HEADER, [body, option(COMMENT, comment), option(APPLICATION, application), END_OF_OPTIONS]);
}

/** The second block: the interface of the packets. It sets the unit of their times to nanoseconds. */
export function interfaceDescription(name: string): Buffer {
  const body = Buffer.alloc(8);
  body.writeUInt16LE(LINKTYPE_RAW, 0);
  return block(INTERFACE_DESCRIPTION, [
    body,
    option(INTERFACE_NAME, name),
    option(TIME_RESOLUTION, Buffer.from([9])),
    END_OF_OPTIONS,
  ]);
}

/**
 * The block of one packet. Only its comment is encoded so far: the rest is written straight to the target, for speed.
 */
export interface PacketBlock {
  readonly packet: Packet;
  /** The option, or empty. */
  readonly comment: Buffer;
  /** Size of the whole block. */
  readonly length: number;
}

export function packetBlock(packet: Packet): PacketBlock {
  const { bytes, payload = NOTHING } = packet;
  const comment = packet.comment ? option(COMMENT, packet.comment) : NOTHING;
  const length = bytes.length + payload.length;
  return { packet, comment, length: ENHANCED_PACKET_BYTES + length + padding(length) + comment.length };
}

/** One packet. */
export function enhancedPacket(packet: Packet): Buffer {
  return writtenPacketBlock(packetBlock(packet));
}

export function writtenPacketBlock(block: PacketBlock): Buffer {
  const written = Buffer.allocUnsafe(block.length);
  writePacketBlock(written, 0, block);
  return written;
}

/** Writes the block to `target` at `offset`, which must have room for it. Returns the offset of its end. */
export function writePacketBlock(target: Buffer, offset: number, block: PacketBlock): number {
  const { comment, length: blockLength } = block;
  const { bytes, payload = NOTHING, atMs, direction } = block.packet;
  const length = bytes.length + payload.length;
  target.writeUInt32LE(ENHANCED_PACKET, offset);
  target.writeUInt32LE(blockLength, offset + 4);
  target.writeUInt32LE(0, offset + 8); // The only interface.
  writeNanoseconds(target, atMs, offset + 12);
  target.writeUInt32LE(length, offset + 20); // The captured length equals the original length.
  target.writeUInt32LE(length, offset + 24);
  let at = offset + 28;
  at += bytes.copy(target, at);
  at += payload.copy(target, at);
  target.fill(0, at, at + padding(length));
  at += padding(length);
  at += comment.copy(target, at);
  target.writeUInt16LE(2, at); // The option that holds the direction: 1 received, 2 sent.
  target.writeUInt16LE(4, at + 2);
  target.writeUInt32LE(direction === 'sent' ? 2 : 1, at + 4);
  target.writeUInt32LE(0, at + 8);
  target.writeUInt32LE(blockLength, at + 12);
  return at + 16;
}

/** A name for an address; null if `address` is no IP address. */
export function nameResolution(address: string, name: string): Buffer | null {
  const bytes = addressBytes(address);
  if (!bytes) return null;
  const value = Buffer.concat([bytes, Buffer.from(`${name}\0`)]);
  const record = option(bytes.length === 4 ? 1 : 2, value);
  return block(NAME_RESOLUTION, [record, END_OF_OPTIONS, END_OF_OPTIONS]); // The end of the records, and of the options.
}

/** Keys of TLS connections, as lines of the NSS key log format. Must come before the packets that they decrypt. */
export function decryptionSecrets(keyLog: Buffer): Buffer {
  const body = Buffer.alloc(8);
  body.writeUInt32LE(TLS_KEY_LOG, 0);
  body.writeUInt32LE(keyLog.length, 4);
  return block(DECRYPTION_SECRETS, [body, keyLog, Buffer.alloc(padding(keyLog.length))]);
}

function block(type: number, parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const written = Buffer.alloc(body.length + 12);
  written.writeUInt32LE(type, 0);
  written.writeUInt32LE(written.length, 4);
  body.copy(written, 8);
  written.writeUInt32LE(written.length, written.length - 4);
  return written;
}

function option(code: number, value: Buffer | string): Buffer {
  const bytes = typeof value === 'string' ? textOf(value) : value;
  const written = Buffer.alloc(4 + bytes.length + padding(bytes.length));
  written.writeUInt16LE(code, 0);
  written.writeUInt16LE(bytes.length, 2);
  bytes.copy(written, 4);
  return written;
}

/** The text in UTF-8, cut to {@link MAX_COMMENT_BYTES} between characters. */
function textOf(text: string): Buffer {
  const bytes = Buffer.from(text);
  if (bytes.length <= MAX_COMMENT_BYTES) return bytes;
  let end = MAX_COMMENT_BYTES;
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end);
}

/** The number of padding bytes after `length` bytes: blocks, options and their contents end on a multiple of four. */
export function padding(length: number): number {
  return (4 - (length % 4)) % 4;
}

/** Two halves of 32 bits, the upper first. A number cannot hold a time of today in ns exactly; it can in µs. */
function writeNanoseconds(target: Buffer, atMs: number, offset: number): void {
  const microseconds = Math.round(atMs * 1_000);
  const upper = Math.floor(microseconds / 2 ** 32);
  const lower = (microseconds % 2 ** 32) * 1_000;
  target.writeUInt32LE((upper * 1_000 + Math.floor(lower / 2 ** 32)) % 2 ** 32, offset);
  target.writeUInt32LE(lower % 2 ** 32, offset + 4);
}
