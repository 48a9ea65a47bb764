// Bytes in, JSON objects out (protocol 2.1.3). Objects may be separated by newlines, by any JSON white space or by
// nothing at all, and arrive in any pieces. Invariant: an object is returned with its last byte, never later, and never
// more than the bytes of one object are held. The file knows neither sockets nor the meaning of objects.

import { isUtf8 } from 'node:buffer';
import { Violation } from './errors.ts';
import { MAX_DEPTH, MAX_OBJECT_BYTES } from './limits.ts';
import { noteRequestId } from './request-id.ts';

export type JsonObject = { readonly [key: string]: unknown };

const NEWLINE = 0x0a;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/**
 * Splits one direction of a connection into objects.
 *
 * After `push` has thrown, the stream is beyond repair and the framer must not be used again.
 */
export class JsonFramer {
  #held: Buffer | null = null;
  #heldBytes = 0;
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  /** Whether the sender has so far written one object a line; such lines are parsed without a scan of each byte. */
  #writesLines = true;

  /** Whether the first bytes of an object have arrived and its last have not. */
  get isUnfinished(): boolean {
    return this.#depth > 0;
  }

  /** Bytes of the incomplete object. */
  get heldBytes(): number {
    return this.#held?.length ?? 0;
  }

  /**
   * Calls `emit` for each object that `chunk` completes, with its size in bytes, for at most `most` objects. Returns
   * the number of bytes taken: the whole chunk, or up to the end of the last object. Throws {@link Violation}
   * `BAD_JSON` or `TOO_LARGE`.
   */
  push(chunk: Buffer, emit: (object: JsonObject, bytes: number) => void, most = Number.POSITIVE_INFINITY): number {
    let position = 0;
    let emitted = 0;
    let newline = -2; // -2: not searched for yet, -1: none left in this chunk
    // Objects begin and end with ASCII, so the objects of a chunk in valid UTF-8 are valid, too. A chunk that cuts a
    // character is not: then each object is checked.
    const isValid = isUtf8(chunk);
    while (true) {
      if (this.#depth === 0) {
        position = skipWhiteSpace(chunk, position);
        if (position === chunk.length || emitted === most) return position;
        if (chunk[position] !== OPEN_BRACE) throw new Violation('BAD_JSON', 'Only JSON objects are understood here.');
        if (this.#writesLines) {
          if (newline !== -1 && newline < position) newline = chunk.indexOf(NEWLINE, position);
          if (newline !== -1 && newline - position <= MAX_OBJECT_BYTES) {
            const line = decode(chunk, position, newline, isValid);
            const isSimple = line === null || !mayBeTooDeep(line);
            const object = line !== null && isSimple ? tryParse(line) : null;
            if (object) {
              emitted += 1;
              emit(object, newline + 1 - position);
              position = newline + 1;
              continue;
            }
            if (isSimple) this.#writesLines = false;
          }
        }
      }
      const end = this.#scan(chunk, position);
      if (end === -1) {
        this.#hold(chunk, position, chunk.length);
        return chunk.length;
      }
      const bytes = this.#heldBytes + end - position;
      emitted += 1;
      emit(this.#take(chunk, position, end, isValid), bytes);
      position = end;
    }
  }

  /** The index after the closing brace of the object that is being read, or -1 if it is not in `chunk`. */
  #scan(chunk: Buffer, from: number): number {
    const limit = from + MAX_OBJECT_BYTES - this.#heldBytes;
    const end = Math.min(chunk.length, limit);
    let depth = this.#depth;
    let isInString = this.#isInString;
    let isEscaped = this.#isEscaped;
    for (let index = from; index < end; index += 1) {
      const byte = chunk[index];
      if (isInString) {
        if (isEscaped) isEscaped = false;
        else if (byte === QUOTE) isInString = false;
        else if (byte === BACKSLASH) isEscaped = true;
      } else if (byte === QUOTE) {
        isInString = true;
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        depth += 1;
        if (depth > MAX_DEPTH) throw new Violation('BAD_JSON', `Objects may nest at most ${MAX_DEPTH} deep.`);
      } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        depth -= 1;
        if (depth === 0) {
          this.#depth = 0;
          this.#isInString = false;
          this.#isEscaped = false;
          return index + 1;
        }
      }
    }
    if (chunk.length > limit) throw new Violation('TOO_LARGE', `An object is larger than ${MAX_OBJECT_BYTES} bytes.`);
    this.#depth = depth;
    this.#isInString = isInString;
    this.#isEscaped = isEscaped;
    return -1;
  }

  #hold(chunk: Buffer, from: number, to: number): void {
    const needed = this.#heldBytes + to - from;
    if (this.#held === null || needed > this.#held.length) {
      const capacity = Math.min(MAX_OBJECT_BYTES, Math.max(256, needed, this.#heldBytes * 2));
      const larger = Buffer.allocUnsafe(capacity);
      this.#held?.copy(larger, 0, 0, this.#heldBytes);
      this.#held = larger;
    }
    chunk.copy(this.#held, this.#heldBytes, from, to);
    this.#heldBytes = needed;
  }

  #take(chunk: Buffer, from: number, to: number, isValid: boolean): JsonObject {
    if (this.#heldBytes === 0) return parse(chunk, from, to, isValid);
    this.#hold(chunk, from, to);
    const object = parse(this.#held as Buffer, 0, this.#heldBytes, false);
    this.#held = null;
    this.#heldBytes = 0;
    return object;
  }
}

function skipWhiteSpace(chunk: Buffer, from: number): number {
  let position = from;
  while (position < chunk.length) {
    const byte = chunk[position];
    if (byte !== NEWLINE && byte !== 0x20 && byte !== 0x0d && byte !== 0x09) break;
    position += 1;
  }
  return position;
}

function parse(bytes: Buffer, from: number, to: number, isValid: boolean): JsonObject {
  const text = decode(bytes, from, to, isValid);
  const object = text === null ? null : tryParse(text);
  if (!object) throw new Violation('BAD_JSON', 'That is not valid JSON in UTF-8.');
  return object;
}

/** Decodes UTF-8; null if the bytes are not UTF-8. `isValid`: the bytes are known to be UTF-8. */
function decode(bytes: Buffer, from: number, to: number, isValid: boolean): string | null {
  return isValid || isUtf8(bytes.subarray(from, to)) ? bytes.toString('utf8', from, to) : null;
}

function tryParse(text: string): JsonObject | null {
  try {
    const object = JSON.parse(text) as JsonObject;
    if (typeof object['request_id'] === 'number') noteRequestId(object, text);
    return object;
  } catch {
    return null; // A SyntaxError; the callers say what it means.
  }
}

/** Whether a line has more opening brackets than may nest. Only the scan distinguishes brackets in strings. */
function mayBeTooDeep(line: string): boolean {
  let opened = 0;
  for (const bracket of '{[') {
    for (let at = line.indexOf(bracket); at !== -1; at = line.indexOf(bracket, at + 1)) {
      opened += 1;
      if (opened > MAX_DEPTH) return true;
    }
  }
  return false;
}
