// Bytes from a terminal as text. node's decoder would make U+FFFD of an 8-bit control (0x9b is CSI), whose rest would
// then be typed; here such a control becomes its 7-bit form, `ESC [`, so that whatever reads the text knows one form
// only.

/** C1 controls that begin or end a sequence, and the character that follows ESC in their 7-bit form (ECMA-48, 5.3). */
const SEVEN_BIT: ReadonlyMap<number, string> = new Map(
  [0x8f, 0x90, 0x98, 0x9b, 0x9c, 0x9d, 0x9e, 0x9f].map((code) => [code, `\x1b${String.fromCharCode(code - 0x40)}`]),
);

const EIGHT_BIT_CONTROLS = /[\x8f\x90\x98\x9b-\x9f]/g;

const REPLACEMENT = '\ufffd';

/** A mouse report of the old kind, `ESC [ M` and three bytes for button, column and row: nothing of it is UTF-8. */
const REPORT_BEGINS = [0x1b, 0x5b, 0x4d];
const REPORT_BYTES = REPORT_BEGINS.length + 3;

/** Stands for such a byte, of which nobody needs to know more than that it is there. */
const REPORT_BYTE = '!';

/** Decodes UTF-8 over any number of reads. */
export class InputDecoder {
  /** The code point whose continuation bytes are still to come. */
  #codePoint = 0;
  #missing = 0;
  #least = 0;
  /** How many bytes of a mouse report of the old kind have come. */
  #reported = 0;

  /** Text that holds no 8-bit form of a sequence any more; a character that is not complete waits for the next read. */
  decode(bytes: Buffer | string): string {
    if (typeof bytes === 'string')
      return bytes.replace(EIGHT_BIT_CONTROLS, (c) => SEVEN_BIT.get(c.charCodeAt(0)) ?? '');
    if (this.#missing === 0 && bytes.every((byte) => byte < 0x80)) {
      for (const byte of bytes) this.#isInReport(byte);
      return bytes.toString('latin1');
    }
    let text = '';
    for (const byte of bytes) text += this.#isInReport(byte) && byte > 0x7e ? REPORT_BYTE : this.#take(byte);
    return text;
  }

  /** Whether the byte is one of the last three of a mouse report, in which there are no controls. */
  #isInReport(byte: number): boolean {
    const at = this.#reported;
    const isIn = at >= REPORT_BEGINS.length && byte >= 0x20;
    if (isIn) this.#reported = (at + 1) % REPORT_BYTES;
    else if (byte === REPORT_BEGINS[at]) this.#reported = at + 1;
    else this.#reported = byte === REPORT_BEGINS[0] ? 1 : 0;
    return isIn;
  }

  #take(byte: number): string {
    if (this.#missing > 0) {
      if ((byte & 0xc0) === 0x80) return this.#continue(byte);
      this.#missing = 0;
      return REPLACEMENT + this.#take(byte);
    }
    if (byte < 0x80) return String.fromCharCode(byte);
    if (byte < 0xc0) return SEVEN_BIT.get(byte) ?? REPLACEMENT;
    if (byte >= 0xf8) return REPLACEMENT;
    this.#missing = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    this.#least = [0x80, 0x800, 0x10000][this.#missing - 1] ?? 0;
    this.#codePoint = byte & (0x3f >> this.#missing);
    return '';
  }

  #continue(byte: number): string {
    this.#codePoint = (this.#codePoint << 6) | (byte & 0x3f);
    this.#missing -= 1;
    if (this.#missing > 0) return '';
    const code = this.#codePoint;
    const isValid = code >= this.#least && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    if (!isValid) return REPLACEMENT;
    return SEVEN_BIT.get(code) ?? String.fromCodePoint(code);
  }
}
