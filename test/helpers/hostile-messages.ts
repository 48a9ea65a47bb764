// Messages that take long to read, to search or to wrap: those that were found, and others of their grammar.

import fc from 'fast-check';

/** An object on the wire has at most 64 KiB; this leaves room for the rest of the message. */
const MAX_JSON_BYTES = 61_000;

const KEY = `${'k'.repeat(21)}A`;
const INVITATION = `p2pchat://127.0.0.1:6060/dev#ana.${'f'.repeat(43)}.${KEY}`;

const ADDRESSES = [
  'http://',
  'https://a.b/',
  'http://a.b/)',
  ').',
  '.,;:!?)]',
  'www.',
  '://',
  'http://[',
  'https://x/ana/y ',
];

const INVITATIONS = [
  ...['p2pchat:', 'p2pchat%3a', 'P2PCHAT://', 'p2pchat', 'p', INVITATION, `${INVITATION}.Bye`, `${'f'.repeat(43)}.`],
  ...[`.${KEY}`, '%70', '%', '#', '%23', 'a.', '|', '\u2502', '+--+', '> ', '"', '\\', '\\u0070'],
];

/** A letter or a cluster of each of forty scripts, and of emoji. */
const GRAPHEMES = [
  ...['a', 'ю', 'λ', 'ա', 'א', 'ب', 'ܐ', 'ދި', 'ߊ', 'क्षि', 'ক্ষ', 'ਕ੍ਰ', 'ક્ષ', 'କ୍ଷ', 'க்ஷ', 'క్ష', 'ಕ್ಷ', 'ക്ഷ', 'ක්‍ෂ', 'กำ'],
  ...[
    'ກຳ',
    'ཀྵ',
    'က္ခ',
    'ᄀ',
    '각',
    'ᎣᏏ',
    'ᐊ',
    'ᚠ',
    'ខ្មែ',
    'ᠮᠣ',
    'あ゙',
    'ｶﾞ',
    'ー',
    'ㄅ',
    '山',
    '𠀀',
    '𫝀',
    'ꀀ',
    'ꦏꦾ',
    'ᬓ᭄',
  ],
  ...['አ', 'ⵣ', 'ꯀ', 'ꤊ', '🇧🇷', '🇦', '👨‍👩‍👧', '👍🏽', '❤️', '1️⃣', '😀', '🏴\u{e0067}\u{e0062}\u{e007f}'],
];

const MARKS = [
  '\u0301',
  'e\u0301\u0323',
  `z${'\u0351'.repeat(60)}`,
  '\u200d',
  '\u200d\u0301',
  '\u200c\u093f',
  '\u1160',
  '\ufe0f',
  '\u034f',
  '\u0e33',
  '\u3099',
  '\u20e3',
];

const ESCAPES = [
  ...[
    '\x1b[',
    '\x1b]',
    '\x1b]0;',
    '\x07',
    '\x1b\\',
    '\x1bP',
    '\x9b',
    '\x9d',
    '\x1b[0',
    ';',
    '\x1b',
    '\x00',
    '\x7f',
    '\t',
  ],
  ...['\r', '\n', '\r\n', '\u202e', '\u2066', '\ufeff', '\u{e0041}', '\ud83d', '\udc00'],
];

const WORDS = [' ', '  ', 'word ', 'ana', 'ana_', '@ana ', '/me ', 'a\n', 'x', '-', '_'];

const PIECES = [ADDRESSES, INVITATIONS, GRAPHEMES, MARKS, ESCAPES, WORDS];

/** As often as there is room for in a message. */
function filledWith(piece: string, from = ''): string {
  const room = MAX_JSON_BYTES - jsonBytes(from);
  return from + piece.repeat(Math.max(0, Math.floor(room / jsonBytes(piece))));
}

/** Those that blocked a peer for seconds, and each piece of the grammar as often as a message can hold it. */
export const KNOWN_HOSTILE: readonly string[] = [
  filledWith(')', 'http://'),
  filledWith('p2pchat:'),
  filledWith('!', 'http://a.b/'),
  filledWith('a', `${INVITATION}.`),
  filledWith('0', '\x1b['),
  filledWith(Array.from({ length: 5_000 }, (_, index) => String.fromCodePoint(0x20000 + index)).join('')),
  filledWith(
    Array.from({ length: 676 }, (_, at) =>
      String.fromCodePoint(0x1f1e6 + (at % 26), 0x1f1e6 + Math.floor(at / 26)),
    ).join(''),
  ),
  ...PIECES.flat().map((piece) => filledWith(piece)),
];

/** The same for the same seed; half of them are as long as a message can be. */
export function hostileMessages(count: number, seed: number): string[] {
  const piece = fc.oneof(...PIECES.map((pieces) => fc.constantFrom(...pieces)));
  const part = fc.tuple(piece, fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 3_000 })));
  const parts = fc.tuple(fc.array(part, { minLength: 1, maxLength: 12 }), fc.boolean());
  return fc.sample(parts, { seed, numRuns: count }).map(([chosen, isFull]) => {
    const unit = chosen.map(([each]) => each).join('');
    const mixed = chosen.map(([each, times]) => each.repeat(times)).join('');
    return fitting(isFull ? filledWith(unit) + mixed : mixed);
  });
}

function fitting(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to) {
    const middle = (from + to + 1) >> 1;
    if (jsonBytes(text.slice(0, middle)) <= MAX_JSON_BYTES) from = middle;
    else to = middle - 1;
  }
  return text.slice(0, from);
}

function jsonBytes(text: string): number {
  return Buffer.byteLength(JSON.stringify(text)) - 2;
}
