// A packet taken apart, with its checksums computed as the RFCs describe them: by whole numbers, not as the code does.

export interface ReadSegment {
  readonly source: string;
  readonly destination: string;
  readonly sequence: number;
  readonly acknowledged: number;
  readonly flags: string;
  readonly payload: Buffer;
  /**
   * Those of the IP header (if it has one) and of TCP, over what they cover, as received: all ones if they are right.
   */
  readonly sums: readonly bigint[];
}

const FLAGS = ['FIN', 'SYN', 'RST', 'PSH', 'ACK'];

export function readPacket(ip: Buffer): ReadSegment {
  const isV4 = ip[0] === 0x45;
  const headerLength = isV4 ? 20 : 40;
  const [source, destination] = isV4
    ? [ip.subarray(12, 16), ip.subarray(16, 20)]
    : [ip.subarray(8, 24), ip.subarray(24, 40)];
  const tcp = ip.subarray(headerLength);
  if (isV4 ? ip.readUInt16BE(2) !== ip.length : ip.readUInt16BE(4) !== tcp.length) throw new Error('a wrong length');
  if ((isV4 ? ip[9] : ip[6]) !== 6) throw new Error('not TCP');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(tcp.length);
  const covered = Buffer.concat([source, destination, length, Buffer.from([0, 0, 0, 6]), tcp]);
  const bits = tcp.readUInt8(13);
  return {
    source: `${source.toString('hex')}:${tcp.readUInt16BE(0)}`,
    destination: `${destination.toString('hex')}:${tcp.readUInt16BE(2)}`,
    sequence: tcp.readUInt32BE(4),
    acknowledged: tcp.readUInt32BE(8),
    flags: FLAGS.filter((_flag, bit) => bits & (1 << bit)).join(' '),
    payload: tcp.subarray((tcp.readUInt8(12) >> 4) * 4),
    sums: [...(isV4 ? [onesSum(ip.subarray(0, 20))] : []), onesSum(covered)],
  };
}

/** The sum of 16-bit words in ones' complement is the whole number that the bytes are, modulo 65,535. */
function onesSum(bytes: Buffer): bigint {
  const even = bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(1)]);
  return BigInt(`0x${even.toString('hex')}`) % 0xffffn;
}
