import { readUrl } from '../text/read-url.ts';

/**
 * The canonical spelling of a host, so that it can serve as a key. An IPv6 address takes its shortest form (RFC 5952)
 * and keeps its zone; one that holds an IPv4 address becomes that address. A name is in lower case, without the dot of
 * the root, its international letters as they are looked up (RFC 5891). Any other text stays unchanged.
 */
export function canonicalHost(host: string): string {
  if (host.includes(':')) return canonicalIpv6(host);
  const ascii = isAscii(host) ? host : (urlHost(host) ?? host);
  return ascii.toLowerCase().replace(/\.$/, '');
}

function canonicalIpv6(host: string): string {
  const [address = '', zone] = host.split('%', 2);
  const short = urlHost(`[${address}]`)?.slice(1, -1) ?? address;
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(short) ?? [];
  if (high === undefined || low === undefined) return zone === undefined ? short : `${short}%${zone}`;
  const bits = Number.parseInt(high, 16) * 65_536 + Number.parseInt(low, 16);
  return [24, 16, 8, 0].map((shift) => Math.floor(bits / 2 ** shift) % 256).join('.');
}

/** The host as the URL standard spells it; null: no URL can contain it. */
export function urlHost(text: string): string | null {
  return readUrl(`http://${text}`)?.hostname ?? null;
}

function isAscii(text: string): boolean {
  for (const character of text) if (character > '\x7f') return false;
  return true;
}
