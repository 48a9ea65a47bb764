// What terminals send for keys, by the names that the key map has for them.

/** The first is xterm's; the others are those of further terminals. */
const SEQUENCES: { readonly [key: string]: readonly string[] } = {
  f1: ['\x1bOP', '\x1b[11~', '\x1b[[A'],
  f2: ['\x1bOQ', '\x1b[12~', '\x1b[[B'],
  f3: ['\x1bOR', '\x1b[13~', '\x1b[[C'],
  f4: ['\x1bOS', '\x1b[14~', '\x1b[[D'],
  f5: ['\x1b[15~', '\x1b[[E'],
  f6: ['\x1b[17~'],
  f7: ['\x1b[18~'],
  f8: ['\x1b[19~'],
  f10: ['\x1b[21~'],
  up: ['\x1b[A', '\x1bOA'],
  down: ['\x1b[B', '\x1bOB'],
  right: ['\x1b[C', '\x1bOC'],
  left: ['\x1b[D', '\x1bOD'],
  home: ['\x1b[H', '\x1bOH', '\x1b[1~', '\x1b[7~'],
  end: ['\x1b[F', '\x1bOF', '\x1b[4~', '\x1b[8~', '\x1b[Ow'],
  pageup: ['\x1b[5~'],
  pagedown: ['\x1b[6~'],
  delete: ['\x1b[3~'],
  'shift+delete': ['\x1b[3;2~', '\x1b[3$'],
  'ctrl+delete': ['\x1b[3;5~', '\x1b[3^'],
  'shift+backspace': ['\x1b[127;2u', '\x1b[27;2;127~'],
  'ctrl+backspace': ['\x1b[127;5u', '\x1b[27;5;127~'],
  'shift+up': ['\x1b[1;2A', '\x1b[a'],
  'shift+down': ['\x1b[1;2B', '\x1b[b'],
  'alt+up': ['\x1b[1;3A', '\x1b\x1b[A'],
  'alt+down': ['\x1b[1;3B', '\x1b\x1b[B'],
  'alt+left': ['\x1b[1;3D', '\x1b\x1b[D'],
  'alt+right': ['\x1b[1;3C', '\x1b\x1b[C'],
  'ctrl+up': ['\x1b[1;5A', '\x1bOa'],
  'ctrl+down': ['\x1b[1;5B', '\x1bOb'],
  'ctrl+left': ['\x1b[1;5D', '\x1bOd'],
  'ctrl+right': ['\x1b[1;5C', '\x1bOc'],
  'ctrl+home': ['\x1b[1;5H', '\x1b[7^'],
  'ctrl+end': ['\x1b[1;5F', '\x1b[8^'],
  enter: ['\r'],
  'shift+enter': ['\x1b[13;2u', '\x1b[27;2;13~'],
  tab: ['\t'],
  'shift+tab': ['\x1b[Z'],
  escape: ['\x1b'],
  backspace: ['\x7f', '\b'],
  space: [' '],
};

/** Each way in which a terminal may send the key. */
export function waysToSend(key: string): readonly string[] {
  const known = SEQUENCES[key];
  if (known) return known;
  if (key.startsWith('alt+')) return waysToSend(key.slice('alt+'.length)).map((bytes) => `\x1b${bytes}`);
  const [, letter] = /^ctrl\+([a-z[\\\]^_])$/.exec(key) ?? [];
  if (letter !== undefined) return [String.fromCharCode(letter.toUpperCase().charCodeAt(0) & 0x1f)];
  if ([...key].length > 1) throw new RangeError(`nobody knows what a terminal sends for ${key}`);
  return [key];
}

/** What xterm sends for it. */
export function bytesOf(key: string): string {
  return waysToSend(key)[0] ?? '';
}
