// Names made to deceive: on the wire each of them is refused, and what remains has one spelling.

import { describe, expect, it } from 'vitest';
import { login, register } from './honest.ts';
import { attacked } from './hostile-world.ts';

/** Neither users nor rooms may be called so. */
const NOBODY: [string, string][] = [
  ['nothing', ''],
  ['a space', ' '],
  ['only spaces', '     '],
  ['a space before', ' ana'],
  ['a space behind', 'ana '],
  ['two spaces inside', 'a  na'],
  ['a tab', 'a\tna'],
  ['a newline', 'ana\n'],
  ['a carriage return', 'ana\r'],
  ['NUL', 'a\0na'],
  ['only NUL', '\0'],
  ['backspace', 'bob\b\b\bana'],
  ['an escape sequence', '\x1b[31mana'],
  ['an 8-bit escape sequence', '\x9b31mana'],
  ['DEL', 'ana\x7f'],
  ['a line separator', 'a\u2028na'],
  ['a paragraph separator', 'a\u2029na'],
  ['a next line', 'a\u0085na'],
  ['a no-break space', 'a\u00a0na'],
  ['an ideographic space', '山\u3000田'],
  ['an Ogham space', 'a\u1680na'],
  ['a hair space', 'a\u200ana'],
  ['a right-to-left override', '\u202eana'],
  ['a left-to-right embedding', '\u202aana'],
  ['a first strong isolate', '\u2068ana\u2069'],
  ['a left-to-right mark', 'ana\u200e'],
  ['an Arabic letter mark', '\u061cana'],
  ['a zero-width space', 'a\u200bna'],
  ['a zero-width joiner', 'a\u200dna'],
  ['a zero-width non-joiner', 'a\u200cna'],
  ['a word joiner', 'a\u2060na'],
  ['a byte order mark', '\ufeffana'],
  ['a soft hyphen', 'a\u00adna'],
  ['an invisible times', 'a\u2062na'],
  ['a combining grapheme joiner', 'a\u034fna'],
  ['a Mongolian vowel separator', 'a\u180ena'],
  ['a variation selector', 'ana\ufe0f'],
  ['a variation selector of the supplement', '山\u{e0100}'],
  ['a Hangul filler', '김\u3164'],
  ['only a Hangul filler', '\u3164'],
  ['a halfwidth Hangul filler', '\uffa0'],
  ['a Hangul filler that no normal form changes', '김\u115f'],
  ['a Khmer vowel that is not drawn', 'ភ\u17b4'],
  ['an empty Braille cell', '\u2800'],
  ['a tag character', 'ana\u{e0061}'],
  ['a language tag', '\u{e0001}ana'],
  ['an interlinear anchor', 'a\ufff9na'],
  ['a musical control', 'a\u{1d173}na'],
  ['a shorthand control', 'a\u{1bca0}na'],
  ['an Egyptian joiner', 'a\u{13430}na'],
  ['a private-use character', 'ana\ue000'],
  ['one of plane 15', 'ana\u{f0000}'],
  ['one of plane 16', 'ana\u{10fffd}'],
  ['an unassigned code point', 'ana\u0378'],
  ['one of an unassigned plane', 'ana\u{50000}'],
  ['a noncharacter', 'ana\uffff'],
  ['a noncharacter inside', 'a\ufdd0na'],
  ['a replacement character', 'ana\ufffd'],
  ['an object replacement', 'ana\ufffc'],
  ['a lone high surrogate', 'ana\ud800'],
  ['a lone low surrogate', '\udc00ana'],
  ['surrogates the wrong way round', '\udc00\ud800'],
  ['only a mark', '\u0301'],
  ['a heap of marks', `a${'\u0300\u0316\u0327'.repeat(5)}`],
  ['49 characters', 'x'.repeat(49)],
  ['256 characters', 'x'.repeat(256)],
  ['49 characters of four bytes', '𠮷'.repeat(49)],
];

/** Rooms may be called so; users may not: they would pass for somebody else. */
const NO_USER: [string, string][] = [
  ['a Cyrillic а among Latin letters', '\u0430na'],
  ['a Greek omicron among Latin letters', 'b\u03bfb'],
  ['a Latin a among Cyrillic letters', 'Ольгa'],
  ['an Armenian o among Latin letters', 'b\u0585b'],
  ['a Cherokee letter among Latin ones', '\u13aana'],
  ['fullwidth letters', 'ａｎａ'],
  ['mathematical letters', '𝐚𝐧𝐚'],
  ['circled letters', 'ⓐna'],
  ['a ligature', 'ﬁn'],
  ['superscripts', 'ana²'],
  ['Roman numerals', 'Ⅷ'],
  ['Arabic digits among Latin letters', 'ana\u0661'],
  ['a Hebrew letter among Latin ones', 'anaא'],
  ['a letter of no living script', '\u{10900}\u{10901}'],
  ['a space inside', 'ana maria'],
  ['an emoji', 'ana🎉'],
  ['a slash', '../ana'],
  ['a hash', '#ana'],
  ['markup', '<b>ana</b>'],
  ['quotes', '"ana"'],
  ['a sentence of the tracker', 'bob left dev.'],
  ['only punctuation', '...'],
  ['a line', '---'],
  ['33 characters', 'x'.repeat(33)],
  ['33 characters of four bytes', '𠮷'.repeat(33)],
];

describe('a user', () => {
  it.each([...NOBODY, ...NO_USER])('cannot register with %s: BAD_USERNAME, closes', (_what, username) =>
    attacked(async (world) => {
      const client = await world.connect();
      client.send(register(username));
      await world.expectClosesWith(client, 'BAD_USERNAME');
      const again = await world.connect();
      again.send(login(username));
      await world.expectClosesWith(again, 'LOGIN_FAILED');
    }),
  );

  it.each([['__proto__'], ['constructor'], ['toString'], ['hasOwnProperty'], ['null'], ['7'], ['x'.repeat(32)]])(
    'may be called %s, and is no other user',
    (username) =>
      attacked(async (world) => {
        const client = await world.member(username);
        expect(await client.ask({ cmd: 'CREATE_ROOM', room: username })).toMatchObject({ room: { owner: username } });
        const { peers } = (await client.ask({ cmd: 'LIST_PEERS', peer: username })) as { peers: object };
        expect(Object.getOwnPropertyDescriptor(peers, username)?.value).toMatchObject({ username, room: username });
        const { rooms } = (await client.ask({ cmd: 'LIST_ROOMS' })) as { rooms: object };
        expect(Object.getOwnPropertyNames(rooms)).toEqual([username]);
        await world.expectStays(client);
      }),
  );

  it('has one spelling, whatever composition and case others try', () =>
    attacked(async (world) => {
      const joao = await world.member('Joa\u0303o');
      const { peers } = await joao.ask({ cmd: 'LIST_PEERS' });
      expect(Object.keys(peers as object)).toEqual(['João']);
      for (const username of ['João', 'Joa\u0303o', 'JOÃO', 'joa\u0303o']) {
        const thief = await world.connect();
        thief.send(register(username));
        await world.expectClosesWith(thief, 'USERNAME_TAKEN');
      }
      for (const username of ['joão', 'JOÃO', 'Joao', 'João\u200b']) {
        const thief = await world.connect();
        thief.send(login(username));
        await world.expectClosesWith(thief, 'LOGIN_FAILED');
      }
      await world.expectStays(joao);
    }));
});

describe('a room', () => {
  it('cannot have a name that cannot be seen, or moves what can: BAD_ROOM_NAME, stays', () =>
    attacked(async (world) => {
      const ana = await world.member('ana');
      for (const [what, room] of NOBODY) {
        const { code } = await ana.ask({ cmd: 'CREATE_ROOM', room });
        expect([what, code]).toEqual([what, 'BAD_ROOM_NAME']);
      }
      expect([...world.repositories.rooms.after(undefined)]).toEqual([]);
      await world.expectStays(ana);
    }));

  it('may have any that can be seen', () =>
    attacked(async (world) => {
      const ana = await world.member('ana');
      for (const [what, room] of NO_USER) {
        const { status } = await ana.ask({ cmd: 'CREATE_ROOM', room });
        expect([what, status]).toEqual([what, 'OK']);
      }
      await world.expectStays(ana);
    }));

  // Regression 5: U+1D159 is a symbol, and not ignorable, but nothing of it is ever drawn.
  it('cannot consist of a note head that is not drawn', () =>
    attacked(async (world) => {
      const ana = await world.member('ana');
      expect(await ana.ask({ cmd: 'CREATE_ROOM', room: '\u{1d159}' })).toMatchObject({ code: 'BAD_ROOM_NAME' });
    }));

  it('is one room in every composition and case', () =>
    attacked(async (world) => {
      const ana = await world.member('ana');
      expect(await ana.ask({ cmd: 'CREATE_ROOM', room: 'Cafe\u0301' })).toMatchObject({ room: { name: 'Café' } });
      for (const room of ['Café', 'CAFE\u0301', 'café']) {
        expect(await ana.ask({ cmd: 'CREATE_ROOM', room })).toMatchObject({ code: 'ROOM_EXISTS' });
        expect(await ana.ask({ cmd: 'JOIN_ROOM', room })).toMatchObject({ room: { name: 'Café' } });
      }
      expect(await ana.ask({ cmd: 'JOIN_ROOM', room: 'Cafe' })).toMatchObject({ code: 'NO_SUCH_ROOM' });
    }));
});
