// IP addresses as text. The file uses no module of Node, so that the core and a web page can use it, too.

/** An address in one spelling: an IPv4 address that arrived over an IPv6 socket is written as IPv4. */
export function plainAddress(address: string): string {
  return /^::ffff:\d+\.\d+\.\d+\.\d+$/i.test(address) ? address.slice(7) : address;
}

/** The version of the IP address in `text`, with or without a zone; 0: not an IP address. Like `isIP` of Node. */
export function ipVersion(text: string): 0 | 4 | 6 {
  if (fourBytes(text)) return 4;
  const [address = '', zone] = text.split(/%(.*)/s, 2);
  return (zone === undefined || /^[a-z0-9.:-]+$/i.test(zone)) && sixteenBytes(address) ? 6 : 0;
}

/** The address without its zone (RFC 4007), which has no meaning on another machine. */
export function withoutZone(address: string): string {
  return address.split('%', 1)[0] ?? address;
}

/** The 4 bytes of an IPv4 address, or the 16 of an IPv6 one (without its zone); null if `text` is neither. */
export function addressBytes(text: string): Buffer | null {
  const address = plainAddress(text).split('%', 1)[0] ?? '';
  return address.includes(':') ? sixteenBytes(address) : fourBytes(address);
}

/** An IPv4 address as an IPv6 packet carries it (RFC 4291, section 2.5.5.2); an IPv6 one as it is. */
export function asIpv6(bytes: Buffer): Buffer {
  return bytes.length === 16 ? bytes : Buffer.concat([Buffer.from('00000000000000000000ffff', 'hex'), bytes]);
}

function fourBytes(address: string): Buffer | null {
  const parts = address.split('.').map((part) => (/^(0|[1-9]\d{0,2})$/.test(part) ? Number(part) : 256));
  return parts.length === 4 && parts.every((part) => part < 256) ? Buffer.from(parts) : null;
}

function sixteenBytes(address: string): Buffer | null {
  const halves = address.split('::');
  if (halves.length > 2) return null;
  const [head = [], tail = []] = halves.map((half, index) => groupsOf(half, index === halves.length - 1));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  const groups = [...head, ...new Array<string>(missing).fill('0'), ...tail];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return Buffer.from(groups.map((group) => group.padStart(4, '0')).join(''), 'hex');
}

/**
 * The groups of an IPv6 address, four digits each; an IPv4 address at the end of the whole address makes two groups.
 */
function groupsOf(half: string, isLast: boolean): string[] {
  if (half === '') return [];
  const groups = half.split(':');
  const last = groups.at(-1) ?? '';
  const ipv4 = isLast && last.includes('.') ? fourBytes(last)?.toString('hex') : undefined;
  return ipv4 === undefined ? groups : [...groups.slice(0, -1), ipv4.slice(0, 4), ipv4.slice(4)];
}
