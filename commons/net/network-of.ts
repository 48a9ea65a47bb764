import { addressBytes } from './ip-address.ts';

/** Bytes of an IPv6 address that its holder cannot choose: a customer gets a /64 at least (RFC 6177), and all of it. */
const PREFIX_BYTES = 8;

/**
 * What limits count in the place of an address: an IPv4 address as it is (in IPv6 spelling, too), an IPv6 address by its
 * /64. Text that is no address stands for itself.
 */
export function networkOf(address: string): string {
  const bytes = addressBytes(address);
  if (!bytes) return address;
  const ipv4 = bytes.length === 4 ? bytes : mappedIpv4(bytes);
  return ipv4 ? ipv4.join('.') : `${bytes.toString('hex', 0, PREFIX_BYTES)}::/64`;
}

/** The IPv4 address inside an IPv4-mapped one (RFC 4291, section 2.5.5.2), however it is spelled. */
function mappedIpv4(bytes: Buffer): Buffer | null {
  const isMapped = bytes.readUIntBE(0, 6) === 0 && bytes.readUInt32BE(6) === 0 && bytes.readUInt16BE(10) === 0xffff;
  return isMapped ? bytes.subarray(12) : null;
}
