// The only importer of ipaddr.js, which knows the ranges of the IANA registries. The library parses addresses as C does
// (`127.1`, `0x7f.1`, and `::127.0.0.1` as if it were mapped), so it is given bytes that were parsed strictly. It is
// CommonJS and takes milliseconds to load: neither a web page nor the first picture of the full screen may load this
// file.

import ipaddr from 'ipaddr.js';
import { addressBytes } from './ip-address.ts';

/** Ranges whose addresses do not stand for one machine on the internet. */
export type SpecialRange =
  | 'unspecified'
  | 'loopback'
  | 'linkLocal'
  /** RFC 1918. */
  | 'private'
  /** RFC 6598. */
  | 'carrierGradeNat'
  /** RFC 4193: the counterpart of `private` in IPv6. */
  | 'uniqueLocal';

const SPECIAL: readonly string[] = [
  'unspecified',
  'loopback',
  'linkLocal',
  'private',
  'carrierGradeNat',
  'uniqueLocal',
] satisfies SpecialRange[];

/** The special range of an IP address, or null. A zone is ignored; an IPv4 address mapped into IPv6 counts as IPv4. */
export function specialRangeOf(address: string): SpecialRange | null {
  const bytes = addressBytes(address);
  if (!bytes) return null;
  const parsed = ipaddr.fromByteArray([...bytes]);
  const range =
    'isIPv4MappedAddress' in parsed && parsed.isIPv4MappedAddress() ? parsed.toIPv4Address().range() : parsed.range();
  return SPECIAL.includes(range) ? (range as SpecialRange) : null;
}
