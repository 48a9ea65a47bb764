import { isIP, isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';
import { canonicalHost } from './canonical-host.ts';

/** A host as dialled or seen (an IP address, or a name when dialling) and a port. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** The default address of a tracker. */
export const DEFAULT_TRACKER: Endpoint = { address: '127.0.0.1', port: 6060 };

/** An address in one spelling: an IPv4 address that arrived over an IPv6 socket is written as IPv4. */
export function plainAddress(address: string): string {
  return /^::ffff:\d+\.\d+\.\d+\.\d+$/i.test(address) ? address.slice(7) : address;
}

export function isLoopback(address: string): boolean {
  const [plain = ''] = canonicalHost(address).split('%', 1);
  return plain === '::1' || plain === 'localhost' || /^127\.\d+\.\d+\.\d+$/.test(plain);
}

/** `host:port`; an IPv6 address in brackets. */
export function formatEndpoint({ address, port }: Endpoint): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** The same for each spelling of a host: two endpoints with the same key are one. */
export function endpointKey({ address, port }: Endpoint): string {
  return formatEndpoint({ address: canonicalHost(address), port });
}

/**
 * Reads `host:port`, `[v6]:port`, a bare port, or a bare host with `defaultPort`. Returns null for anything else.
 * `minPort` is 0 where a port of 0 (any free one) makes sense.
 */
export function parseEndpoint(text: string, fallback: Endpoint, minPort = 1): Endpoint | null {
  const [, bracketed, name, digits] = /^(?:(?:\[([^\]]+)\]|([^:\s]+)):)?(\d{1,5})$/.exec(text) ?? [];
  if (digits !== undefined) {
    const port = Number(digits);
    const address = bracketed ?? name ?? fallback.address;
    const isRightHost = bracketed === undefined ? isHost(address) || name === undefined : isIPv6(bracketed);
    return isRightHost && port >= minPort && port <= 65_535 ? { address, port } : null;
  }
  const [, alone] = /^\[([^\]]+)\]$/.exec(text) ?? [];
  if (alone !== undefined) return isIPv6(alone) ? { address: alone, port: fallback.port } : null;
  return isHost(text) ? { address: text, port: fallback.port } : null;
}

/**
 * An IP address, or a name that a resolver may know: those of RFC 1123, and beyond them names with `_` or with a hyphen at
 * an end, which hosts files and DNS have, and names in international letters (IDNA).
 */
export function isHost(text: string): boolean {
  if (isIP(text) !== 0) return true;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what is not ASCII
  const name = /^[\x00-\x7f]*$/.test(text) ? text : hasNameCharacters(text) ? domainToASCII(text) : '';
  if (/(^|\.)\d+\.?$/.test(name)) return false; // No name ends in a number: this is a mistyped address.
  return /^(?=.{1,254}$)[a-z0-9_][a-z0-9_-]{0,62}(\.[a-z0-9_-]{1,63})*\.?$/i.test(name) && !name.endsWith('\n');
}

/** IDNA maps many characters to others: an address must not have invisible ones, or ones that only look like a dot. */
function hasNameCharacters(text: string): boolean {
  return /^[\p{L}\p{M}\p{N}._-]+$/u.test(text) && !/\p{Default_Ignorable_Code_Point}/u.test(text);
}
