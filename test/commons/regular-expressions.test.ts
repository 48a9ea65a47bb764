// S7: each regular expression takes time linear in the text. A stranger may have written the text.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAst } from 'vitest/node';
import { formsOfUsernames } from '../../commons/model/names.ts';
import { LETTER as FOLDED_LETTER } from '../../commons/text/fold.ts';
import { WITHOUT_SPACES } from '../../commons/text/name-ends.ts';
import { emojiForm } from '../../peer/ui/tui/text/width.ts';
import { asRegularExpression, luaStrings } from '../helpers/lua-patterns.ts';
import { problemsOf } from '../helpers/regular-expression-problems.ts';

const root = join(import.meta.dirname, '..', '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

const sources = ['commons', 'peer', 'tracker', 'wireshark'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true })
    .map((name) => `${folder}/${String(name).replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.ts')),
);

/** Those that are not written as literals. */
const MADE: Readonly<Record<string, readonly RegExp[]>> = {
  'commons/model/names.ts': formsOfUsernames(),
  'commons/text/fold.ts': [FOLDED_LETTER],
  'commons/text/name-ends.ts': [WITHOUT_SPACES],
  'peer/ui/tui/text/width.ts': [emojiForm()],
};

interface Found {
  readonly literals: RegExp[];
  /** How many calls make one from text. */
  made: number;
}

function expressionsIn(source: string): Found {
  const found: Found = { literals: [], made: 0 };
  collect(parseAst(source, { lang: 'ts' }), found);
  return found;
}

interface Syntax {
  readonly type?: string;
  readonly regex?: { readonly pattern: string; readonly flags: string };
  readonly callee?: { readonly name?: string };
}

function collect(node: unknown, found: Found): void {
  if (typeof node !== 'object' || node === null) return;
  const { type, regex, callee } = node as Syntax;
  if (type === 'Literal' && regex) found.literals.push(new RegExp(regex.pattern, regex.flags));
  if (callee?.name === 'RegExp') found.made += 1;
  for (const each of Object.values(node)) collect(each, found);
}

describe('the analyser', () => {
  it.each([
    /[.,;:!?)\]]+$/,
    /(a+)+$/,
    /^(?:a|aa)+$/,
    /^(?:(?:(?=\p{scx=Hira})\p{L})|(?:(?=\p{scx=Kana})\p{L}))+$/u,
    /^(?:[ab]c|ad){0,20}$/,
    /^\s*\s*$/,
    /^\S*\s*\S*x/,
    /p2pchat:(?:.*?\.){2}x/,
    /%.*$/,
    /(?:p2pchat\s*)+:/,
    /: (.+)\.$/,
    /x(?:made (#.+)) without/,
    /(?:ab)*c/,
    /^(?:\p{L}+\p{L}?)+!$/u,
  ])('finds %s', (expression) => {
    expect(problemsOf(expression)).not.toEqual([]);
  });

  it.each([/^(?:ab)*c/, /(?:ab)*/, /: ([^:]+)\./, /ab.{1,200}c/, /a(?:bc)*/, /(?:ab)*c/y])(
    'finds nothing in %s',
    (expression) => {
      expect(problemsOf(expression)).toEqual([]);
    },
  );

  it('finds all kinds of them in a source', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a source
    const source = 'const a: RegExp = /(a+)+$/g; f<string>(`${/b/u}`); const c = new RegExp(a, "u"); RegExp(d);';
    expect(expressionsIn(source)).toEqual({ literals: [/(a+)+$/g, /b/u], made: 2 });
  });

  it('reads patterns of Lua', () => {
    const strings = luaStrings(
      'find(text, "^%s*[%w_]+[^%]x]-%.$") -- "no"\n-- "nor this"\nx = \'a\\194[\\128-\\159]\'',
    );
    expect(strings).toEqual(['^%s*[%w_]+[^%]x]-%.$', 'no', 'a\u00c2[\u0080-\u009f]']);
    const [first, , last] = strings.map(asRegularExpression);
    expect(first?.exec('  a_1b y.')?.[0]).toBe('  a_1b y.');
    expect(last?.test('a\u00c2\u0085')).toBe(true);
    expect(['%s*$', '%d+%.', '^(.-)%s*$'].map((each) => problemsOf(asRegularExpression(each) ?? /x/).length)).toEqual([
      1, 1, 1,
    ]);
  });
});

describe('a regular expression', () => {
  it.each(sources)('of %s takes time linear in the text', (file) => {
    const { literals, made } = expressionsIn(read(file));
    const expressions = [...literals, ...(MADE[file] ?? [])];
    expect(made > 0).toBe(MADE[file] !== undefined);
    const problems = expressions.map((each) => [String(each), ...problemsOf(each)]).filter((each) => each.length > 1);
    expect(problems).toEqual([]);
  });

  it('is found in the sources, in literals of most of them', () => {
    expect(sources.flatMap((file) => expressionsIn(read(file)).literals).length).toBeGreaterThan(150);
  });

  it('of the dissector takes time linear in the text', () => {
    const patterns = luaStrings(read('wireshark/p2pchat.lua')).filter((each) => /[-*+?]/.test(each));
    const expressions = patterns.map(asRegularExpression).filter((each) => each !== null);
    expect(expressions.length).toBeGreaterThan(20);
    const problems = expressions.map((each) => [String(each), ...problemsOf(each)]).filter((each) => each.length > 1);
    expect(problems).toEqual([]);
  });
});
