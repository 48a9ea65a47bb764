import { canonicalHost, urlHost } from './canonical-host.ts';
import { ipVersion } from './ip-address.ts';

/** A host as dialled or seen (an IP address, or a name when dialling) and a port. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** The default address of a tracker. */
export const DEFAULT_TRACKER: Endpoint = { address: '127.0.0.1', port: 6060 };

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
    const isRightHost = bracketed === undefined ? isHost(address) || name === undefined : ipVersion(bracketed) === 6;
    return isRightHost && port >= minPort && port <= 65_535 ? { address, port } : null;
  }
  const [, alone] = /^\[([^\]]+)\]$/.exec(text) ?? [];
  if (alone !== undefined) return ipVersion(alone) === 6 ? { address: alone, port: fallback.port } : null;
  return isHost(text) ? { address: text, port: fallback.port } : null;
}

/**
 * An IP address, or a name that a resolver may know: those of RFC 1123, and beyond them names with `_` or with a hyphen
 * at an end, which hosts files and DNS have, and names in international letters (IDNA).
 */
export function isHost(text: string): boolean {
  if (ipVersion(text) !== 0) return true;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what is not ASCII
  const name = /^[\x00-\x7f]*$/.test(text) ? text : hasNameCharacters(text) ? (urlHost(text) ?? '') : '';
  if (/(^|\.)\d+\.?$/.test(name)) return false; // No name ends in a number: this is a mistyped address.
  return /^(?=.{1,254}$)[a-z0-9_][a-z0-9_-]{0,62}(\.[a-z0-9_-]{1,63})*\.?$/i.test(name) && !name.endsWith('\n');
}

/** IDNA maps many characters to others: an address must not have invisible ones, or ones that only look like a dot. */
function hasNameCharacters(text: string): boolean {
  return /^[\p{L}\p{M}\p{N}._-]+$/u.test(text) && !/\p{Default_Ignorable_Code_Point}/u.test(text);
}
