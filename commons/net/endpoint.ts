import { isIP, isIPv6 } from 'node:net';
import { canonicalHost } from './canonical-host.ts';
import type { Endpoint } from './connection.ts';

/** Where people expect a tracker. */
export const DEFAULT_TRACKER: Endpoint = { address: '127.0.0.1', port: 6060 };

/** An address in one spelling: an IPv4 address that arrived over an IPv6 socket is written as IPv4. */
export function plainAddress(address: string): string {
  return /^::ffff:\d+\.\d+\.\d+\.\d+$/i.test(address) ? address.slice(7) : address;
}

export function isLoopback(address: string): boolean {
  const [plain = ''] = canonicalHost(address).split('%', 1);
  return plain === '::1' || plain === 'localhost' || /^127\.\d+\.\d+\.\d+$/.test(plain);
}

/** `host:port` as people write it; an IPv6 address gets its brackets. */
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

/** An IP address, or a name that could be looked up (RFC 1123, section 2.1). */
export function isHost(text: string): boolean {
  if (isIP(text) !== 0) return true;
  if (/(^|\.)\d+\.?$/.test(text)) return false; // No name ends in a number: this is a mistyped address.
  return (
    /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\.?$/i.test(text) &&
    !text.endsWith('\n')
  );
}
