// T8: one way to compare text, wherever something is searched, completed or called by its name.
import { describe, expect, it } from 'vitest';
import { fold } from '../../../commons/text/fold.ts';
import { mentions } from '../../../commons/text/mentions.ts';
import { complete } from '../../../peer/ui/tui/editor/completion.ts';
import { HistorySearch } from '../../../peer/ui/tui/editor/history-search.ts';
import { english } from '../../../peer/ui/tui/phrases/en.ts';
import { inRoom, said } from './scenes.ts';

const FOUND: readonly (readonly [query: string, text: string])[] = [
  ['coração', 'coração'.normalize('NFD')],
  ['coração'.normalize('NFD'), 'coração'],
  ['acao', 'a Ação'],
  ['AÇÃO', 'acao'],
  ['lodz', 'w Łodzi i Łódź'],
  ['Łódź', 'lodz'],
  ['strasse', 'Straße'],
  ['STRASSE', 'große Straße'],
  ['smorrebrod', 'Smørrebrød'],
  ['dakovo', 'Đakovo'],
  ['encyclopaedia', 'Encyclopædia'],
  ['oeuvre', 'chef-d’œuvre'],
  ['thorn', 'Þorn'],
  ['istanbul', 'İstanbul'],
  ['ırmak', 'IRMAK'],
  ['σοφος', 'ΣΟΦΟΣ'],
  ['σοφός', 'σοφος'],
  ['файл', 'ФАЙЛ'],
  ['еще', 'ещё'],
  ['שלום', 'שָׁלוֹם'],
  ['محمد', 'مُحَمَّد'],
  ['file', 'ﬁle'],
  ['ガイド', 'ｶﾞｲﾄﾞ'],
  ['한국', '한국'.normalize('NFD')],
  ['tieng viet', 'Tiếng Việt'],
  ['zero', 'ze\u200bro\u00ad'],
  ["don't", 'I don’t know'],
  ['d’accord', "d'accord"],
  ["hawai'i", 'Hawaiʻi'],
  ['"so"', 'he said “so”'],
  ['e-mail', 'e\u2011mail'],
  ['τω λογω', 'τῷ λόγῳ'],
  ['ᾼδης', 'άδης'],
  ['مرحبا', 'مـــرحبًا'],
  ['كتاب', 'کتاب'],
  ['علي', 'علی'],
  ['مدرسه', 'مدرسة'],
  ['कानून', 'क़ानून'],
  ['ƙarfi', 'karfi'],
  ['Bosso', 'Ɓosso'],
  ['evegbe', 'Eʋegbe'],
  ['ｆｕｌｌ', 'full'],
  ['weiss', 'WEIẞ'],
];

const NOT_FOUND: readonly (readonly [query: string, text: string])[] = [
  ['की', 'का'],
  ['が', 'か'],
  ['น้ำ', 'นา'],
  ['acao', 'açaí'],
  ['খড়', 'খড'],
  ['гит', 'ґит'],
];

describe('a text is found (T8)', () => {
  it.each(FOUND)('by %j in %j, in /search, with Ctrl+R and by Tab', async (query, text) => {
    expect(fold(text)).toContain(fold(query));
    const search = new HistorySearch(['nothing', text]);
    search.search(query);
    expect(search.match?.text).toBe(text);
    const screen = await inRoom();
    await screen.report(said('bob', text), said('eva', 'something else'));
    await screen.paste(`/search ${query}`);
    await screen.press('enter');
    screen.hides(english.searchHint(false));
    screen.shows(english.searchCount(1, 1));
  });

  it.each(NOT_FOUND)('not by %j in %j', (query, text) => expect(fold(text)).not.toContain(fold(query)));
});

const CALLED: readonly (readonly [name: string, text: string])[] = [
  ['ana', 'Ana, are you there?'],
  ['ana', '(ana)'],
  ['ana', 'thanks, ana.'],
  ['ana', 'thanks ana...'],
  ['ana', 'ana- wait'],
  ['ana', '@ana: look'],
  ['ana', 'ana/bob: lunch?'],
  ['ana', 'bob/ana/eva: lunch?'],
  ['ana', 'see https://x/y, ana'],
  ['ana', 'ana:https://x/y'],
  ['ana', '“ana”—yes'],
  ['ana', 'it is ana’s'],
  ['ana', '请ana看一下'],
  ['ana', 'anaana ana'],
  ['joão', 'joão'.normalize('NFD')],
  ['joão'.normalize('NFD'), 'olá, joão!'],
  ['joão', 'olá joao'],
  ['łukasz', 'Lukasz?'],
  ['ana-maria', 'ola ana-maria, bom dia'],
  ['ana.maria', 'ana.maria: oi'],
  ['山田', '山田さん、'],
  ['민수', '민수야'],
  ['นก', 'นกไปไหน'],
  ['का', 'का, hello'],
  ['ana', '_ana_, look'],
  ['ana', '(__ana__)'],
  ["o'neil", 'hi O’Neil'],
];

const NOT_CALLED: readonly (readonly [name: string, text: string])[] = [
  ['ana', 'ana-maria'],
  ['ana', 'maria-ana'],
  ['ana', 'ana.maria'],
  ['ana', 'ana_2 and _ana'],
  ['ana', 'banana, anatomy, ana2'],
  ['ana', 'https://x/ana/y'],
  ['ana', 'see (https://x.org/ana)'],
  ['ana', 'www.ana.org'],
  ['ana', 'example.org/ana'],
  ['ana', '/home/ana/notes'],
  ['ana', '~/ana'],
  ['ana', 'C:\\Users\\ana'],
  ['ana', 'ana@example.org'],
  ['ana', 'bob@ana.org'],
  ['ana', ''],
  ['ana', '_ana_2 and x_ana_ and _ana'],
  ['ana', 'ana\u2010maria'],
  ['ana', 'maria\u2011ana'],
  ['का', 'कि'],
  ['का', 'काम'],
  ['か', 'が'],
  ['가', '각'],
];

describe('a name is called (T8)', () => {
  it.each(CALLED)('%s in %j', (name, text) => expect(mentions(text, name)).toBe(true));
  it.each(NOT_CALLED)('not %s in %j', (name, text) => expect(mentions(text, name)).toBe(false));

  it('is looked for in time in proportion to the text', () => {
    for (const piece of ['ana', 'ana-', 'ana.', 'a.', '/ana', '(', 'ana/', "'\u0301", 'x\\ana', '_ana_', '__ana']) {
      const text = piece.repeat(60_000 / piece.length);
      const before = process.cpuUsage().user;
      mentions(text, 'ana');
      expect(process.cpuUsage().user - before, piece).toBeLessThan(200_000);
    }
  });
});

describe('a name is completed where one can begin (T8)', () => {
  const words = { commands: [], rooms: [], settings: [], people: ['ana', 'ana-maria', 'Łukasz', '山田'] };
  const offered = (text: string): readonly string[] => complete(text, text.length, words)?.candidates ?? [];

  it.each([
    ['ana-m', ['ana-maria: ']],
    ['so ana-m', ['ana-maria ']],
    ['hi:luk', ['Łukasz ']],
    ['请an', ['ana ', 'ana-maria ']],
    ['山', ['山田: ']],
    ['yes-an', []],
    ['x.an', []],
  ])('%s', (text, expected) => expect(offered(text)).toEqual(expected));
});
