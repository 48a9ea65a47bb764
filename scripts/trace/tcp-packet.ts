import type { Endpoint } from '../../commons/net/endpoint.ts';
import { plainAddress } from '../../commons/net/ip-address.ts';

/** A TCP segment, and between whom it went. */
export interface TcpPacket {
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly sequence: number;
  readonly isOpening: boolean;
  readonly isAnswering: boolean;
  readonly isEnding: boolean;
  readonly isBreaking: boolean;
  readonly payload: Buffer;
}

const TCP = 6;
const FIN = 0x01;
const SYN = 0x02;
const RST = 0x04;
const ACK = 0x10;

/**
 * `ip`: a whole packet that begins with the header of IPv4 or IPv6, without extensions. null: it is nothing of that
 * kind.
 */
export function tcpPacketOf(ip: Buffer): TcpPacket | null {
  const version = (ip[0] ?? 0) >> 4;
  if (version === 4 && ip.length >= 20) {
    const headerBytes = ((ip[0] ?? 0) & 0x0f) * 4;
    if (ip[9] !== TCP) return null;
    return segmentOf(ip.subarray(headerBytes, ip.readUInt16BE(2)), ip.subarray(12, 16), ip.subarray(16, 20));
  }
  if (version === 6 && ip.length >= 40) {
    if (ip[6] !== TCP) return null;
    return segmentOf(ip.subarray(40, 40 + ip.readUInt16BE(4)), ip.subarray(8, 24), ip.subarray(24, 40));
  }
  return null;
}

function segmentOf(segment: Buffer, source: Buffer, destination: Buffer): TcpPacket | null {
  if (segment.length < 20) return null;
  const flags = segment.readUInt8(13);
  return {
    from: { address: addressText(source), port: segment.readUInt16BE(0) },
    to: { address: addressText(destination), port: segment.readUInt16BE(2) },
    sequence: segment.readUInt32BE(4),
    isOpening: (flags & SYN) !== 0 && (flags & ACK) === 0,
    isAnswering: (flags & SYN) !== 0 && (flags & ACK) !== 0,
    isEnding: (flags & FIN) !== 0,
    isBreaking: (flags & RST) !== 0,
    payload: segment.subarray((segment.readUInt8(12) >> 4) * 4),
  };
}

/** An address as people write it (RFC 5952). */
export function addressText(bytes: Buffer): string {
  if (bytes.length === 4) return [...bytes].join('.');
  if (bytes.length !== 16) return '?';
  if (bytes.readUInt16BE(10) === 0xffff && bytes.subarray(0, 10).every((byte) => byte === 0)) {
    return plainAddress(`::ffff:${[...bytes.subarray(12)].join('.')}`);
  }
  const groups = bytes.toString('hex').match(/.{4}/g) ?? [];
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}
