// Hides what opens a room in text that is shown or saved: the key at the end of an invitation. Invitations are found however
// they are spelled or wrapped, since what a peer reads as one opens the room: in any case, percent-encoded, cut by line breaks
// and frames, with quotes or a full stop right behind them, several in a row. Where one is damaged, more is hidden than need
// be. Everything takes time linear in the text, which a stranger may have written.

/** What stands in the place of a secret. */
export const HIDDEN = '********';

/** A fingerprint, a full stop, and the key behind it. */
const FINGERPRINT_LENGTH = 43;
const KEY_LENGTH = 22;
/** The last character of 128 bits in base64url. */
const KEY_ENDS = new Set('AQgw');

const SCHEME = /p2pchat(?::|%3a)/i;

/** A damaged invitation: up to the next space, or to the next invitation. */
const DAMAGED = /p2pchat(?::|%3a)(?:(?!p2pchat)\S)*/gi;

/** Escapes that stand for one character: percent-encoding, and those of JSON. */
const ESCAPE = /%([\da-f]{2})|\\u([\da-f]{4})|\\./iy;

/** Of each ASCII character: whether an invitation may have it. */
const IN_INVITATION = Uint8Array.from({ length: 128 }, (_, code) => (/[\w.-]/.test(String.fromCharCode(code)) ? 1 : 0));

const PERCENT = 0x25;
const BACKSLASH = 0x5c;

/** A text in which invitations open nothing any more. */
export function withoutInvitationKeys(text: string): string {
  const { characters, places } = skeletonOf(text);
  let shown = '';
  let from = 0;
  for (const key of keysIn(characters)) {
    for (let at = key; at < key + KEY_LENGTH; at += 1) {
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

/** Where keys begin. From one full stop to the next: to try a pattern at each place takes 43 times as long. */
function keysIn(characters: string): number[] {
  const keys: number[] = [];
  for (let [before, dot] = [-1, characters.indexOf('.')]; dot >= 0; ) {
    const next = characters.indexOf('.', dot + 1);
    const end = next < 0 ? characters.length : next;
    const isKey = dot - before > FINGERPRINT_LENGTH && end - dot > KEY_LENGTH;
    if (isKey && KEY_ENDS.has(characters.charAt(dot + KEY_LENGTH))) keys.push(dot + 1);
    [before, dot] = [dot, next];
  }
  return keys;
}

/** Behind the `#` stand a name, a fingerprint and the key; what has another form is hidden from the name on. */
function withoutTail(damaged: string): string {
  const mark = /#|%23/.exec(damaged);
  if (!mark) return damaged.replace(/\.[\w-]+/g, `.${HIDDEN}`);
  const end = mark.index + mark[0].length;
  const before = damaged.slice(0, end);
  const [name = '', fingerprint = '', ...others] = damaged.slice(end).split('.');
  return others.length === 1 ? `${before}${name}.${fingerprint}.${HIDDEN}` : `${before}${HIDDEN}`;
}

/** Of a full-width character, the one of ASCII. */
function narrow(code: number): number {
  return code >= 0xff01 && code <= 0xff5e ? code - 0xfee0 : code;
}

/** The characters of the text that an invitation may have, and where each begins and ends in the text. */
function skeletonOf(text: string): { characters: string; places: Uint32Array } {
  const places = new Uint32Array(2 * text.length);
  const codes = Buffer.allocUnsafe(text.length);
  let count = 0;
  for (let at = 0; at < text.length; ) {
    let code = narrow(text.charCodeAt(at));
    let end = at + 1;
    if (code === PERCENT || code === BACKSLASH) {
      ESCAPE.lastIndex = at;
      const [whole, percent, unicode] = ESCAPE.exec(text) ?? [];
      if (whole !== undefined) {
        end = at + whole.length;
        code = Number.parseInt(percent ?? unicode ?? '0', 16);
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
