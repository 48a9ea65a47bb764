// Patterns of Lua as regular expressions of JavaScript, for an analyser that only knows these.

const CLASSES: Readonly<Record<string, string>> = {
  a: 'A-Za-z',
  c: '\\x00-\\x1f\\x7f',
  d: '0-9',
  l: 'a-z',
  s: ' \\t-\\r',
  u: 'A-Z',
  w: 'A-Za-z0-9',
  x: 'A-Fa-f0-9',
};

const STRING = /"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'/g;
const LUA_ESCAPE = /\\(\d{1,3}|x[0-9a-fA-F]{2}|.)/g;
const TOKEN = /%(.)|\[(\^?)((?:\]?)(?:%.|[^\]%])*)\]|([-*+?])|(.)/gs;

/** Every string in the source, its comments left out. */
export function luaStrings(source: string): string[] {
  const code = source.replace(/^\s*--.*$/gm, '');
  return [...code.matchAll(STRING)].map(([, double, single]) =>
    (double ?? single ?? '').replace(LUA_ESCAPE, unescaped),
  );
}

function unescaped(_: string, escaped: string): string {
  if (/^\d/.test(escaped)) return String.fromCharCode(Number(escaped));
  if (escaped.startsWith('x')) return String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
  return ({ n: '\n', r: '\r', t: '\t' } as Record<string, string>)[escaped] ?? escaped;
}

/** What matches what the pattern of Lua matches; null where the pattern has parts that are not known here. */
export function asRegularExpression(pattern: string): RegExp | null {
  const isAnchored = pattern.startsWith('^');
  const body = isAnchored ? pattern.slice(1) : pattern;
  const end = body.endsWith('$') && !body.endsWith('%$') ? '$' : '';
  let source = isAnchored ? '^' : '';
  for (const [, escaped, negated, inside, repeated, single] of body
    .slice(0, body.length - end.length)
    .matchAll(TOKEN)) {
    if (escaped !== undefined) source += ofEscape(escaped);
    else if (inside !== undefined) source += `[${negated ?? ''}${ofClass(inside)}]`;
    else if (repeated !== undefined) source += repeated === '-' ? '*?' : repeated;
    else source += single === '(' || single === ')' ? single : single === '.' ? '[^]' : literal(single ?? '');
  }
  try {
    return new RegExp(source + end);
  } catch {
    return null; // Not a pattern: a format, or text.
  }
}

function ofEscape(letter: string): string {
  const inside = CLASSES[letter.toLowerCase()];
  if (inside === undefined) return literal(letter);
  return letter === letter.toLowerCase() ? `[${inside}]` : `[^${inside}]`;
}

function ofClass(inside: string): string {
  return inside.replace(/%(.)|([\\\]^])/gs, (_, escaped?: string, special?: string) =>
    escaped === undefined ? `\\${special}` : (CLASSES[escaped] ?? literal(escaped)),
  );
}

function literal(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
