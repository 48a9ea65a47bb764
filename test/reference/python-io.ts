/*
 * Bytes as the original's Python handles them. There is no framing: what one `recv` returns is parsed as one object,
 * so an object that is cut, glued to another or longer than the recv is an error. Nothing here knows what is said.
 */
import type { Socket } from 'node:net';

export type JsonObject = Record<string, unknown>;

/** The first recv on an accepted connection, in bytes. */
export const FIRST_RECV_BYTES = 1024;
/** Every other recv, in bytes. */
export const RECV_BYTES = 4096;

/** A JSON object: not null, and not an array (Python's `isinstance(value, dict)`). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Writes a flat object as `json.dumps` does: a space after `:` and `,`, ASCII only, and no newline at the end. */
export function dumps(fields: JsonObject): string {
  const ascii = (value: unknown): string =>
    JSON.stringify(value).replace(/[\x7f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const pairs = Object.entries(fields).map(([name, value]) => `${ascii(name)}: ${ascii(value)}`);
  return `{${pairs.join(', ')}}`;
}

/** Reads one piece as `json.loads` does: white space around the object is fine, anything else around it throws. */
export function loads(piece: Uint8Array): JsonObject {
  const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(piece));
  if (!isObject(value)) throw new Error('not an object');
  return value;
}

/**
 * What successive calls of `recv` return, the last one empty when the other side has closed. Throws when the
 * connection is reset or destroyed. The caller closes the socket; what it did not take stays unread in it.
 */
export async function* recvs(socket: Socket, firstSize: number): AsyncGenerator<Buffer, void, undefined> {
  let size = firstSize;
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    let rest: Buffer = chunk;
    try {
      while (rest.length > 0) {
        const piece = rest.subarray(0, size);
        rest = rest.subarray(size);
        size = RECV_BYTES;
        yield piece;
      }
    } finally {
      if (rest.length > 0) socket.unshift(rest);
    }
  }
  yield Buffer.alloc(0);
}

/** Closes as a kernel does: after what was written, or with a reset where received bytes were left unread. */
export function closeSocket(socket: Socket): void {
  if (socket.readableLength > 0) socket.resetAndDestroy();
  else socket.destroySoon();
}
