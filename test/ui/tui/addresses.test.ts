// T5, T6: which address was clicked on, and where an address ends in a sentence.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findAddresses } from '../../../peer/ui/tui/text/find-addresses.ts';
import { addressesIn, withAddresses } from '../../../peer/ui/tui/views/addresses.ts';
import { inRoom, said } from './scenes.ts';

const WHOLE = [
  'https://en.wikipedia.org/wiki/Bash_(Unix_shell)',
  "https://en.wikipedia.org/wiki/Schindler's_List",
  'https://en.wikipedia.org/wiki/Schindler’s_List',
  'https://x.org/x[1]',
  'https://x.org/a?b[]=1&c[]=2',
  'https://x.org/f(a(b)c)d',
  'http://[::1]:8080/x',
  'https://x.org/a,b;c=d',
  'https://x.org/~user/a.b-c_d',
  'https://x.org/_',
  'https://user@x.org:80/p?q=1#frag!x',
  'https://de.wikipedia.org/wiki/Größe',
  'https://ja.wikipedia.org/wiki/ジョン・レノン',
  'https://例え.jp/パス',
  'https://en.wikipedia.org/wiki/Michelson–Morley',
  'HTTPS://EXAMPLE.ORG/A',
  'https://x.org',
  'https://x.org/-',
];

const AROUND: readonly (readonly [before: string, after: string])[] = [
  ['', ''],
  ['see ', '.'],
  ['see ', '...'],
  ['see ', ', or'],
  ['(see ', ')'],
  ['(', ').'],
  ['[', ']'],
  ['[name](', ')'],
  ['"', '"'],
  ["'", "'"],
  ["'", "', he said"],
  ['“', '”…'],
  ['„', '“'],
  ['«', '»'],
  ['‘', '’'],
  ['‚', '‘'],
  ['<', '>'],
  ['**', '**'],
  ['*', '*, or'],
  ['`', '`'],
  ['请看', '。谢谢'],
  ['请看', '，谢谢'],
  ['「', '」を'],
  ['（', '）'],
  ['【', '】'],
  ['見て、', '、それ'],
  ['शब्द ', '।'],
  ['', '؟'],
  ['what? ', '?!'],
  ['a ', '…'],
  ['a ', ' — b'],
  ['a ', '—b'],
  ['', '։ Եւ'],
  ['', '። እና'],
  ['ይህ፡', '፡እና'],
  ['', '᠃'],
  ['', '။ '],
  ['', '៖'],
  ['', '።'],
  ['', '༎'],
  ['', '׃'],
  ['', '߹'],
  ['', '෴'],
  ['¡', '!'],
  ['a ', '‽ b'],
  ['', ',https://other.org/z'],
  ['', ';http://other.org'],
  ['', '.https://other.org'],
  ['\n', '\n'],
];

describe('where an address ends (T6)', () => {
  it.each(AROUND)('is not changed by %j and %j around it', (before, after) => {
    for (const address of WHOLE) {
      // A word in an apostrophe cannot be told from the end of a quotation.
      if (/['‘]$/.test(before) && /['’]/.test(address)) continue;
      expect(addressesIn(`${before}${address}${after}`), address).toEqual([address, ...addressesIn(after)]);
    }
  });

  it.each([
    ['https://example.org谢谢', ['https://example.org']],
    ['https://example.org:80/谢谢', ['https://example.org:80/谢谢']],
    ['_https://x.org/y_', ['https://x.org/y']],
    ['~~https://x.org/y~~', ['https://x.org/y']],
    ['https://x.org/a(see b', ['https://x.org/a']],
    ['https://x.org/a,https://x.org/b;HTTP://x.org/c', ['https://x.org/a', 'https://x.org/b', 'HTTP://x.org/c']],
    ['https://web.org/2020/https://x.org/a', ['https://web.org/2020/https://x.org/a']],
    ['https://x.org/?to=https://y.org/', ['https://x.org/?to=https://y.org/']],
    ['https://xn--mnchen-3ya.de/a_b_)', ['https://xn--mnchen-3ya.de/a_b_']],
    ['[http://[2001:db8::1]/]: http://[::1]', ['http://[2001:db8::1]/', 'http://[::1]']],
    ['https://x.org/a(b。c)', ['https://x.org/a']],
    ['(https://x.org/a(b)c)', ['https://x.org/a(b)c']],
    ['https://x.org/a]b', ['https://x.org/a']],
    ['https://a.org,https://b.org', ['https://a.org', 'https://b.org']],
    ['git+https://x.org/y', []],
    ['href=https://x.org/y', ['https://x.org/y']],
    ['a=b=https://x.org/?c=https://y.org', ['https://x.org/?c=https://y.org']],
    ['http://', []],
    ['http://))))', []],
    ['https://.', []],
    ['https://x.org/a\u200bb', ['https://x.org/a\u200bb']],
    [`https://x.org/${'a'.repeat(2_000)}`, []],
    [`https://x.org/${'a'.repeat(1_900)}`, [`https://x.org/${'a'.repeat(1_900)}`]],
  ])('%j', (text, expected) => expect(addressesIn(text)).toEqual(expected));

  it('leaves the text as it is, in spans', () => {
    const pieces = fc.array(
      fc.constantFrom('https://x.org/a', 'http://', ')', '(', '[', "'", ' ', '。', 'a', '*', '.'),
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join('');
        const spans = withAddresses(text, 'text');
        expect(spans.map((span) => span.text).join('')).toBe(text);
        for (const { text: shown, style, address } of spans) expect(address).toBe(style === 'link' ? shown : undefined);
      }),
    );
  });

  it('is found in time in proportion to the text, whatever it is', () => {
    const pieces = [
      'http://)',
      ')',
      'http://',
      'http://a ',
      'http://(',
      'http://a(b)',
      'http://a((',
      '(http://a)',
      '()',
      '=',
      '=http://',
      'a',
      '(',
      '[',
      "'a",
      '*',
      '.',
      '。',
      'https://a.b/(',
      '谢',
    ];
    for (const piece of pieces) {
      for (const text of [`http://${piece.repeat(60_000 / piece.length)}`, piece.repeat(60_000 / piece.length)]) {
        const before = process.cpuUsage().user;
        findAddresses(text);
        expect(process.cpuUsage().user - before, piece).toBeLessThan(150_000);
      }
    }
  });
});

describe('a click (T5)', () => {
  const asks = async (text: string, column: (line: string) => number, row = 0): Promise<string> => {
    const screen = await inRoom();
    await screen.report(said('bob', text));
    const y = screen.emulator.lines.findIndex((line) => line.includes('https://')) + row;
    await screen.click(column(screen.emulator.lines[y] ?? ''), y);
    await screen.press('y');
    return screen.addresses.join(' ');
  };

  it('opens the address that it hit, not one that begins or goes on like it', async () => {
    const text = 'https://example.org/news/1 or https://example.org/news';
    expect(await asks(text, (line) => line.indexOf('https') + 3)).toBe('https://example.org/news/1');
    expect(await asks(text, (line) => line.lastIndexOf('https') + 3, 0)).toMatch(/^https:\/\/example\.org\/news/);
    expect(await asks('https://x.org/a https://x.org/', (line) => line.lastIndexOf('https') + 3)).toBe(
      'https://x.org/',
    );
    expect(await asks('https://x.org/b/x.org https://x.org', (line) => line.lastIndexOf('https') + 9)).toBe(
      'https://x.org/',
    );
  });

  it('opens the whole of it from any row that it was wrapped into, also where two end alike', async () => {
    const tail = `${'p'.repeat(50)}/tail`;
    const text = `https://one.org/${tail} https://two.org/${tail}`;
    const rows: string[] = [];
    for (let row = 0; row < 4; row += 1) rows.push(await asks(text, (line) => line.length - 2, row));
    const [one, two] = [`https://one.org/${tail}`, `https://two.org/${tail}`];
    expect(rows).toEqual([one, one, two, two]);
  });

  it('opens nothing beside an address', async () => {
    expect(await asks('see https://x.org here', (line) => line.indexOf('here'))).toBe('');
    expect(await asks('see https://x.org here', (line) => line.indexOf('see'))).toBe('');
  });
});
