// Hides the key at the end of an invitation in text that is shown or saved, since it opens a room. Every spelling that
// a peer reads as an invitation is found: in any case, percent-encoded, cut by line breaks and frames, with quotes or a
// full stop behind it, several in a row. Of a damaged one more is hidden than necessary. Everything takes time linear
// in the text, which a stranger may have written.

/** The replacement of a secret. */
export const HIDDEN = '********';

/** A fingerprint, a full stop, and the key behind it. */
const FINGERPRINT_LENGTH = 43;
const KEY_LENGTH = 22;
/** Of a key that is wrapped, in the place of what would be read from it. */
const MAX_HYPHENS = 8;
/** The last character of 128 bits in base64url. */
const KEY_ENDS = new Set('AQgw');

const SCHEME = /p2pchat(?::|%3a)/i;

/** A damaged invitation: up to the next space, or to the next invitation. */
const DAMAGED = /p2pchat(?::|%3a)(?:(?!p2pchat)\S)*/gi;

/** Escapes of one character, by their first character. */
const ESCAPES = new Map<number, RegExp>([
  // Percent-encoding, also of what was encoded before.
  [0x25, /%(?:25)*(?<hex>[\da-f]{2})/iy],
  // HTML.
  [0x26, /&(?:amp;)?#(?:(?<decimal>\d{1,7})|x(?<hex>[\da-f]{1,6}));?/iy],
  // JSON and JavaScript, also in a text that is quoted again; Markdown, where a backslash stands before punctuation.
  [0x5c, /\\{1,8}(?:u(?<unit>[\da-f]{4})|x(?<byte>[\da-f]{2})|u\{(?<hex>[\da-f]{1,6})\}|[nrt])|\\(?<mark>[\s\S])/iy],
]);

/** For each ASCII character: whether an invitation may have it. */
const IN_INVITATION = Uint8Array.from({ length: 128 }, (_, code) => (/[\w.-]/.test(String.fromCharCode(code)) ? 1 : 0));

/**
 * Shapes of ASCII that are the same after normalising (NFKC): superscripts, circled letters, full-width ones,
 * mathematical ones.
 */
const SHAPES = [
  [0xaa, 0xba],
  [0x2024, 0x2024],
  [0x2070, 0x214f],
  [0x2460, 0x24ff],
  [0xfe50, 0xfe6f],
  [0xff01, 0xff5e],
  [0x1d400, 0x1d7ff],
  [0x1fbf0, 0x1fbf9],
] as const;

/** The text with the keys of all invitations hidden. */
export function withoutInvitationKeys(text: string): string {
  const { characters, places } = skeletonOf(text);
  const hasScheme = /p2pchat/i.test(characters);
  let shown = '';
  let from = 0;
  for (const { key, end } of keysIn(characters)) {
    if (!hasScheme && !isSecretPart(characters, places, key)) continue;
    for (let at = key; at < end; at += 1) {
      const [start, after] = [places[2 * at] ?? 0, places[2 * at + 1] ?? 0];
      shown += text.slice(from, start) + (at === key ? HIDDEN : '');
      from = after;
    }
  }
  shown += text.slice(from);
  return SCHEME.test(shown)
    ? shown.replace(DAMAGED, (found) => (found.includes(HIDDEN) ? found : withoutTail(found)))
    : shown;
}

/**
 * The ranges of keys, searched from one full stop to the next, since a pattern tried at each place takes 43 times as
 * long. Text that does not end as a key does may have been wrapped with hyphens, and is hidden with the text after it.
 */
function keysIn(characters: string): { key: number; end: number }[] {
  const keys: { key: number; end: number }[] = [];
  for (let [before, dot] = [-1, characters.indexOf('.')]; dot >= 0; ) {
    const next = characters.indexOf('.', dot + 1);
    const end = next < 0 ? characters.length : next;
    if (dot - before > FINGERPRINT_LENGTH && end - dot > KEY_LENGTH) {
      const isWhole = KEY_ENDS.has(characters.charAt(dot + KEY_LENGTH));
      keys.push({
        key: dot + 1,
        end: isWhole ? dot + 1 + KEY_LENGTH : Math.min(end, dot + 1 + KEY_LENGTH + MAX_HYPHENS),
      });
    }
    [before, dot] = [dot, next];
  }
  return keys;
}

/**
 * Whether the text is a fingerprint and a key without the rest of an invitation, rather than two sentences: it is in
 * one piece, or as mixed as only random text is (two in ten thousand random keys are not).
 */
function isSecretPart(characters: string, places: Uint32Array, key: number): boolean {
  const [first, last] = [key - 1 - FINGERPRINT_LENGTH, key + KEY_LENGTH - 1];
  if ((places[2 * last] ?? 0) - (places[2 * first] ?? 0) === last - first) return true;
  const part = characters.slice(first, last + 1);
  const count = (kind: RegExp): number => part.match(kind)?.length ?? 0;
  return count(/[A-Z]/g) >= 6 && count(/[a-z]/g) >= 6 && count(/\d/g) >= 2;
}

/** The `#` is followed by a name, a fingerprint and the key; text of another form is hidden from the name on. */
function withoutTail(damaged: string): string {
  const mark = /#|%23/.exec(damaged);
  if (!mark) return damaged.replace(/\.[\w-]+/g, `.${HIDDEN}`);
  const end = mark.index + mark[0].length;
  const before = damaged.slice(0, end);
  const [name = '', fingerprint = '', ...others] = damaged.slice(end).split('.');
  return others.length === 1 ? `${before}${name}.${fingerprint}.${HIDDEN}` : `${before}${HIDDEN}`;
}

let plainOf: Map<number, number> | null = null;

/** Of a character in another shape, the one of ASCII. */
function narrow(code: number): number {
  if (code < 0x80) return code;
  plainOf ??= new Map(SHAPES.flatMap(([first, last]) => shapesBetween(first, last)));
  return plainOf.get(code) ?? code;
}

function shapesBetween(first: number, last: number): [number, number][] {
  const shapes: [number, number][] = [];
  for (let code = first; code <= last; code += 1) {
    const plain = String.fromCodePoint(code).normalize('NFKC');
    if (plain.length === 1 && plain < '\u0080') shapes.push([code, plain.charCodeAt(0)]);
  }
  return shapes;
}

function codeOf({ hex, decimal, unit, byte, mark }: Record<string, string | undefined>): number {
  if (mark !== undefined) return mark.charCodeAt(0);
  return decimal === undefined ? Number.parseInt(hex ?? unit ?? byte ?? '0', 16) : Number(decimal);
}

/** The characters of the text that an invitation may have, and where each begins and ends in the text. */
function skeletonOf(text: string): { characters: string; places: Uint32Array } {
  const places = new Uint32Array(2 * text.length);
  const codes = Buffer.allocUnsafe(text.length);
  let count = 0;
  for (let at = 0; at < text.length; ) {
    const point = text.codePointAt(at) ?? 0;
    let code = narrow(point);
    let end = at + (point > 0xffff ? 2 : 1);
    const escapes = ESCAPES.get(code);
    if (escapes) {
      escapes.lastIndex = at;
      const found = escapes.exec(text);
      if (found) {
        end = at + found[0].length;
        code = codeOf(found.groups ?? {});
      }
    }
    if (IN_INVITATION[code] === 1) {
      places[2 * count] = at;
      places[2 * count + 1] = end;
      codes[count] = code;
      count += 1;
    }
    at = end;
  }
  return { characters: codes.toString('latin1', 0, count), places };
}
