import { addressBytes } from './ip-address.ts';

/** Bytes of an IPv6 address that its holder cannot choose: a customer has at least a whole /64 (RFC 6177). */
const PREFIX_BYTES = 8;

/**
 * IPv6 addresses that are made from an IPv4 address: by how they begin, and where the four bytes stand. Some leave the
 * rest to be chosen: the owner of one IPv4 address has 65,536 networks of 6to4.
 */
const MADE_FROM_IPV4: readonly { readonly prefix: string; readonly at: number; readonly isInverted?: true }[] = [
  { prefix: '00000000000000000000ffff', at: 12 }, // IPv4-mapped (RFC 4291, section 2.5.5.2)
  { prefix: '0000000000000000ffff0000', at: 12 }, // IPv4-translated (RFC 2765, section 2.1)
  { prefix: '0064ff9b0000000000000000', at: 12 }, // NAT64 (RFC 6052, section 2.1)
  { prefix: '2002', at: 2 }, // 6to4 (RFC 3056, section 2)
  { prefix: '20010000', at: 12, isInverted: true }, // Teredo (RFC 4380, section 4)
];

/**
 * The network of an address, which limits count (protocol 2.3): an IPv4 address itself, also if an IPv6 address is made
 * from it; the /64 of any other IPv6 address. Text that is no address stands for itself.
 */
export function networkOf(address: string): string {
  const bytes = addressBytes(address);
  if (!bytes) return address;
  const ipv4 = bytes.length === 4 ? bytes : ipv4In(bytes);
  return ipv4 ? ipv4.join('.') : `${bytes.toString('hex', 0, PREFIX_BYTES)}::/64`;
}

/** The IPv4 address from which an IPv6 one is made, however it is spelled; null: it is not. */
function ipv4In(bytes: Buffer): Buffer | null {
  const hex = bytes.toString('hex');
  const found = MADE_FROM_IPV4.find(({ prefix }) => hex.startsWith(prefix));
  if (!found) return null;
  const ipv4 = bytes.subarray(found.at, found.at + 4);
  return found.isInverted ? Buffer.from(ipv4.map((byte) => byte ^ 0xff)) : ipv4;
}
