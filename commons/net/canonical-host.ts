/**
 * One spelling for a host, so that it is the same wherever it names something: an IPv6 address as short as can be (RFC 5952),
 * one that holds an IPv4 address as that, with its zone if it has one; a name in lower case, international letters as they
 * are looked up (RFC 5891), and without the dot of the root. What is neither stays as it is.
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

/** As the URL standard spells it; null: it could be in no URL. */
export function urlHost(text: string): string | null {
  const url = `http://${text}`;
  return URL.canParse(url) ? new URL(url).hostname : null;
}

function isAscii(text: string): boolean {
  for (const character of text) if (character > '\x7f') return false;
  return true;
}
