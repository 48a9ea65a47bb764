import type { JsonObject } from '../protocol/json-framer.ts';

/** The direction of an object, as seen by this program. */
export type Direction = 'sent' | 'received';

export function opposite(direction: Direction): Direction {
  return direction === 'sent' ? 'received' : 'sent';
}

/** The beginnings of nearly all objects that p2pchat sends; after one of them, the word is found without parsing. */
const BEGINNINGS = ['{"cmd":"', '{"status":"'];

/** An object on the wire, as text or as a value; the missing form is computed on demand. */
export class SeenObject {
  readonly direction: Direction;
  #text: string | null;
  #object: JsonObject | null;

  constructor(direction: Direction, written: string | JsonObject) {
    this.direction = direction;
    this.#text = typeof written === 'string' ? written : null;
    this.#object = typeof written === 'string' ? null : written;
  }

  /** JSON on one line, without a newline. A received object may have had another form. */
  get text(): string {
    this.#text ??= JSON.stringify(this.#object);
    return this.#text;
  }

  get object(): JsonObject {
    this.#object ??= JSON.parse(this.text) as JsonObject;
    return this.#object;
  }

  /** The object's `cmd`, or the `status` of an answer, unchanged; null: it has neither. */
  get word(): string | null {
    const beginning = this.#object === null ? BEGINNINGS.find((one) => this.#text?.startsWith(one)) : undefined;
    if (beginning !== undefined) {
      const word = this.text.slice(beginning.length, this.text.indexOf('"', beginning.length));
      if (!word.includes('\\')) return word;
    }
    const { cmd, status } = this.object;
    if (typeof cmd === 'string') return cmd;
    return typeof status === 'string' ? status : null;
  }
}
