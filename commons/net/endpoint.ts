import type { Endpoint } from './connection.ts';

/** An address in one spelling: an IPv4 address that arrived over an IPv6 socket is written as IPv4. */
export function plainAddress(address: string): string {
  return /^::ffff:\d+\.\d+\.\d+\.\d+$/i.test(address) ? address.slice(7) : address;
}

export function isLoopback(address: string): boolean {
  const plain = plainAddress(address);
  return plain === '::1' || plain === 'localhost' || /^127\.\d+\.\d+\.\d+$/.test(plain);
}

/** `host:port` as people write it; an IPv6 address gets its brackets. */
export function formatEndpoint({ address, port }: Endpoint): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/**
 * Reads `host:port`, `[v6]:port`, a bare port, or a bare host with `defaultPort`. Returns null for anything else.
 * `minPort` is 0 where a port of 0 (any free one) makes sense.
 */
export function parseEndpoint(text: string, fallback: Endpoint, minPort = 1): Endpoint | null {
  const match = /^(?:(?:\[([^\]]+)\]|([^:\s]+)):)?(\d{1,5})$/.exec(text);
  if (match) {
    const port = Number(match[3]);
    const address = match[1] ?? match[2] ?? fallback.address;
    return port >= minPort && port <= 65_535 && isHost(address) ? { address, port } : null;
  }
  const bare = text.replace(/^\[(.*)\]$/, '$1');
  return isHost(bare) ? { address: bare, port: fallback.port } : null;
}

function isHost(text: string): boolean {
  return (
    /^[0-9a-f:]*:[0-9a-f:.]*$/i.test(text) ||
    /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\.?$/i.test(text)
  );
}
