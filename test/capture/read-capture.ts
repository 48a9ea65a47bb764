// Reads capture files back, to the letter and independently of what writes them.

import { expect } from 'vitest';

export interface ReadPacket {
  readonly ip: Buffer;
  readonly atNs: bigint;
  /** 1: received, 2: sent. */
  readonly flags: number;
  readonly comment: string | null;
}

/** What a capture holds, in its order. */
export type ReadBlock =
  | { readonly kind: 'section'; readonly comment: string | null; readonly application: string | null }
  | { readonly kind: 'interface'; readonly linkType: number; readonly timeResolution: number }
  | ({ readonly kind: 'packet' } & ReadPacket)
  | { readonly kind: 'name'; readonly address: Buffer; readonly name: string }
  | { readonly kind: 'keys'; readonly text: string };

/** Every block of `file`; with `isCut`, its last one may not be whole. */
export function readCapture(file: Buffer, isCut = false): ReadBlock[] {
  const blocks: ReadBlock[] = [];
  let at = 0;
  while (at < file.length) {
    const length = at + 8 <= file.length ? file.readUInt32LE(at + 4) : 0;
    if (isCut && (length === 0 || at + length > file.length)) break;
    expect(length % 4).toBe(0);
    expect(file.readUInt32LE(at + length - 4)).toBe(length);
    blocks.push(readBlock(file.readUInt32LE(at), file.subarray(at + 8, at + length - 4)));
    at += length;
  }
  return blocks;
}

export const packetsOf = (blocks: readonly ReadBlock[]): ReadPacket[] =>
  blocks.filter((block) => block.kind === 'packet');

function readBlock(type: number, body: Buffer): ReadBlock {
  switch (type) {
    case 0x0a0d0d0a: {
      expect(body.readUInt32LE(0)).toBe(0x1a2b3c4d);
      const options = readOptions(body.subarray(16));
      return { kind: 'section', comment: textOf(options, 1), application: textOf(options, 4) };
    }
    case 1: {
      const timeResolution = readOptions(body.subarray(8)).get(9)?.[0] ?? 6;
      return { kind: 'interface', linkType: body.readUInt16LE(0), timeResolution };
    }
    case 4: {
      const length = body.readUInt16LE(2);
      const addressLength = body.readUInt16LE(0) === 1 ? 4 : 16;
      const name = body.toString('utf8', 4 + addressLength, 4 + length - 1);
      return { kind: 'name', address: body.subarray(4, 4 + addressLength), name };
    }
    case 6: {
      const length = body.readUInt32LE(12);
      expect(body.readUInt32LE(16)).toBe(length);
      const padded = length + ((4 - (length % 4)) % 4);
      expect(body.subarray(20 + length, 20 + padded)).toEqual(Buffer.alloc(padded - length));
      const options = readOptions(body.subarray(20 + padded));
      const atNs = (BigInt(body.readUInt32LE(4)) << 32n) | BigInt(body.readUInt32LE(8));
      const ip = body.subarray(20, 20 + length);
      return { kind: 'packet', ip, atNs, flags: options.get(2)?.readUInt32LE(0) ?? 0, comment: textOf(options, 1) };
    }
    case 10:
      expect(body.toString('latin1', 0, 4)).toBe('KSLT');
      return { kind: 'keys', text: body.toString('utf8', 8, 8 + body.readUInt32LE(4)) };
    default:
      throw new Error(`an unknown block: ${type}`);
  }
}

function readOptions(bytes: Buffer): Map<number, Buffer> {
  const options = new Map<number, Buffer>();
  let at = 0;
  while (bytes.readUInt16LE(at) !== 0) {
    const length = bytes.readUInt16LE(at + 2);
    options.set(bytes.readUInt16LE(at), bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length + ((4 - (length % 4)) % 4);
  }
  expect(bytes.length).toBe(at + 4);
  return options;
}

function textOf(options: Map<number, Buffer>, code: number): string | null {
  return options.get(code)?.toString('utf8') ?? null;
}
