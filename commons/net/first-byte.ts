/** What a new connection carries, told by its first byte alone. */
export type Carried = 'json' | 'tls' | 'http' | 'unknown';

/** Reads the first byte: `{` is JSON, 0x16 a TLS handshake record, a capital letter the method of an HTTP request. */
export function carriedBy(firstByte: number | undefined): Carried {
  if (firstByte === 0x7b) return 'json';
  if (firstByte === 0x16) return 'tls';
  if (firstByte !== undefined && firstByte >= 0x41 && firstByte <= 0x5a) return 'http';
  return 'unknown';
}
