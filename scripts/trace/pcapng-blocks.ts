// Parses a capture file (pcapng) one block at a time: no more than one block is held, however long the file is. A file
// whose last block is incomplete, since its program was killed, is read up to that block.

import {
  APPLICATION,
  BYTE_ORDER,
  COMMENT,
  DECRYPTION_SECRETS,
  ENHANCED_PACKET,
  INTERFACE_DESCRIPTION,
  NAME_RESOLUTION,
  padding,
  SECTION_HEADER,
  TIME_RESOLUTION,
  TLS_KEY_LOG,
} from '../../commons/capture/pcapng.ts';
import { ScriptFailed } from '../script-failed.ts';

export interface CapturedPacket {
  readonly kind: 'packet';
  /** Counted from 1, as Wireshark does. */
  readonly frame: number;
  /** Wall-clock time in ms since 1970. */
  readonly atMs: number;
  readonly linkType: number;
  readonly bytes: Buffer;
  readonly comment: string | null;
}

export type CaptureBlock =
  | CapturedPacket
  /** The beginning of the file, and of each part that comes from another source. */
  | { readonly kind: 'section'; readonly application: string }
  | { readonly kind: 'name'; readonly address: Buffer; readonly name: string }
  /** Lines of a key log in the NSS format. */
  | { readonly kind: 'keys'; readonly text: string };

/** The file is not a capture, or one that this parser cannot read. The message is a sentence for a person. */
export class UnreadableCapture extends ScriptFailed {
  override readonly name = 'UnreadableCapture';
}

const MICROSECONDS = 6;

/** A packet has at most 256 KiB; a longer block than this is invalid. */
const MAX_BLOCK_BYTES = 16 * 1024 * 1024;

/** An interface of a section, from which packets were captured. */
interface Interface {
  readonly linkType: number;
  /** Converts the ticks of its clock to ms. */
  readonly milliseconds: (ticks: bigint) => number;
}

/** Throws {@link UnreadableCapture}. */
export function* blocksOf(chunks: Iterable<Buffer>): Generator<CaptureBlock> {
  const section = { interfaces: [] as Interface[], frames: 0, hasBegun: false };
  let rest: Buffer = Buffer.alloc(0);
  for (const chunk of chunks) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    while (rest.length - at >= 12) {
      const type = rest.readUInt32LE(at);
      if (!section.hasBegun) checkBeginning(type, rest.readUInt32LE(at + 8));
      section.hasBegun = true;
      const length = rest.readUInt32LE(at + 4);
      if (length < 12 || length % 4 !== 0 || length > MAX_BLOCK_BYTES) throw damaged();
      if (rest.length - at < length) break;
      const body = rest.subarray(at + 8, at + length - 4);
      if (type === INTERFACE_DESCRIPTION) section.interfaces.push(interfaceOf(body));
      else if (type === SECTION_HEADER) section.interfaces = [];
      if (type === ENHANCED_PACKET) section.frames += 1;
      yield* read(type, body, section);
      at += length;
    }
    rest = rest.subarray(at);
  }
  if (!section.hasBegun) throw new UnreadableCapture('That is no capture file (pcapng).');
}

function checkBeginning(type: number, order: number): void {
  if (type !== SECTION_HEADER) throw new UnreadableCapture('That is no capture file (pcapng).');
  if (order !== BYTE_ORDER)
    throw new UnreadableCapture('That capture was written by a machine with another order of bytes.');
}

function damaged(): UnreadableCapture {
  return new UnreadableCapture('The capture is damaged: a block has a length that cannot be.');
}

function* read(
  type: number,
  body: Buffer,
  section: { interfaces: Interface[]; frames: number },
): Generator<CaptureBlock> {
  try {
    if (type === SECTION_HEADER)
      yield { kind: 'section', application: optionsOf(body, 16).get(APPLICATION)?.toString() ?? '' };
    if (type === NAME_RESOLUTION) yield* namesOf(body);
    if (type === ENHANCED_PACKET) yield packetOf(body, section.interfaces, section.frames);
    if (type === DECRYPTION_SECRETS && body.readUInt32LE(0) === TLS_KEY_LOG) {
      yield { kind: 'keys', text: body.toString('latin1', 8, 8 + body.readUInt32LE(4)) };
    }
  } catch (error) {
    if (error instanceof RangeError) throw damaged();
    throw error;
  }
}

function interfaceOf(body: Buffer): Interface {
  const resolution = optionsOf(body, 8).get(TIME_RESOLUTION)?.[0] ?? MICROSECONDS;
  const exponent = BigInt(resolution & 0x7f);
  const perSecond = (resolution & 0x80 ? 2n : 10n) ** exponent;
  // Rounded down to a microsecond: a number cannot hold a time of today in ns exactly.
  return { linkType: body.readUInt16LE(0), milliseconds: (ticks) => Number((ticks * 1_000_000n) / perSecond) / 1_000 };
}

function packetOf(body: Buffer, interfaces: readonly Interface[], frame: number): CapturedPacket {
  const from = interfaces[body.readUInt32LE(0)];
  if (!from) throw damaged();
  const ticks = (BigInt(body.readUInt32LE(4)) << 32n) | BigInt(body.readUInt32LE(8));
  const end = 20 + body.readUInt32LE(12);
  if (end > body.length) throw damaged();
  const comment =
    optionsOf(body, end + padding(end))
      .get(COMMENT)
      ?.toString() ?? null;
  const { linkType } = from;
  return { kind: 'packet', frame, atMs: from.milliseconds(ticks), linkType, bytes: body.subarray(20, end), comment };
}

/** Records of 4 (IPv4) or 16 (IPv6) bytes, each with one name or more. */
function* namesOf(body: Buffer): Generator<CaptureBlock> {
  for (const [type, value] of entriesOf(body, 0)) {
    const addressBytes = type === 1 ? 4 : 16;
    const [name = ''] = value.toString('utf8', addressBytes).split('\0');
    yield { kind: 'name', address: value.subarray(0, addressBytes), name };
  }
}

function optionsOf(body: Buffer, from: number): Map<number, Buffer> {
  return new Map(entriesOf(body, from));
}

/** Parses options or names, which have one form: a code, a length and a value each, and a code of 0 at the end. */
function* entriesOf(body: Buffer, from: number): Generator<[code: number, value: Buffer]> {
  let at = from;
  while (at + 4 <= body.length) {
    const code = body.readUInt16LE(at);
    const length = body.readUInt16LE(at + 2);
    if (code === 0) return;
    yield [code, body.subarray(at + 4, at + 4 + length)];
    at += 4 + length + padding(length);
  }
}
