import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Endpoint } from '../../commons/net/endpoint.ts';
import { widthOf } from '../../peer/ui/tui/text/width.ts';
import { type Diagram, diagramOf, MAX_PARTICIPANTS, type Said } from '../../scripts/trace/diagram.ts';
import { diagramSvg } from '../../scripts/trace/diagram-svg.ts';
import { mermaidOf } from '../../scripts/trace/mermaid.ts';
import { lineOf } from '../../scripts/trace/object-line.ts';
import { textLadder } from '../../scripts/trace/text-ladder.ts';
import { hostileTexts } from '../helpers/hostile-strings.ts';

const TRACKER: Endpoint = { address: '127.0.0.1', port: 6060 };
const end = (port: number): Endpoint => ({ address: '127.0.0.1', port });

const said = (more: Partial<Said> = {}): Said => ({
  ...{ atMs: 0, from: end(50_001), to: TRACKER, text: 'PING', word: '', username: null, listensOn: null },
  ...{ isEncrypted: false, isAnswer: false },
  ...more,
});

const story: readonly Said[] = [
  said({ word: 'REGISTER', username: 'ana', listensOn: 41_001, text: 'REGISTER ana', isEncrypted: true }),
  said({ atMs: 4, from: TRACKER, to: end(50_001), text: 'OK: Welcome, ana.', isAnswer: true, isEncrypted: true }),
  said({ atMs: 30, from: end(50_002), word: 'LOGIN', username: 'bob', text: 'LOGIN bob' }),
  said({ atMs: 2_061, from: end(50_003), to: end(41_001), word: 'HELLO', username: 'bob', text: 'HELLO bob' }),
  said({ atMs: 2_062, from: end(41_001), to: end(50_003), text: 'MESSAGE #dev "olá, 山田"' }),
];

const WIDE = { width: 80, isAscii: false };

/** Everything that the text of a stranger can do to a picture. */
const HOSTILE = [
  ...hostileTexts(200, 7),
  '</text><script>alert(1)</script>',
  '"&quot;\'',
  'end',
  'a;b',
  '%% no',
  '#35;',
  'x->>y: z',
  '\u0000\ufffe',
];

describe('a diagram', () => {
  it('gives each participant a column, the tracker first, however many ends they have', () => {
    const { participants, arrows } = diagramOf(story, 10);
    expect(participants).toEqual(['tracker', 'ana', 'bob']);
    expect(arrows.map(({ from, to }) => [from, to])).toEqual([
      [1, 0],
      [0, 1],
      [2, 0],
      [2, 1],
      [1, 2],
    ]);
    expect(arrows.map(({ afterMs }) => afterMs)).toEqual([0, 4, 30, 2_061, 2_062]);
  });

  it('takes the name of an address, until that turns out to be shared', () => {
    const one = said({ from: { address: '10.0.0.1', port: 1 }, to: { address: '10.0.0.2', port: 2 } });
    const name = { address: '10.0.0.1', name: 'ana' };
    expect(diagramOf([name, one], 10).participants).toEqual(['ana', '10.0.0.2:2']);
    expect(diagramOf([name, one, { ...name, name: '10.0.0.1' }], 10).participants).toEqual([
      '10.0.0.1:1',
      '10.0.0.2:2',
    ]);
  });

  it('has a bound, and says so; what comes after it is not read', () => {
    let isRead = false;
    function* endless(): Generator<Said> {
      for (let count = 0; count < 6; count += 1) yield said();
      isRead = true;
    }
    const { arrows, remarks } = diagramOf(endless(), 5);
    expect(arrows).toHaveLength(5);
    expect(isRead).toBe(false);
    expect(remarks).toEqual(['Only the first 5 objects are drawn; --limit draws more.']);
    expect(diagramOf([said()], 1).remarks).toEqual([]);
  });

  it('puts a crowd into one column', () => {
    const crowd = Array.from({ length: 100 }, (_, index) => said({ from: end(index + 1) }));
    const { participants, arrows, remarks } = diagramOf(crowd, 1_000);
    expect(participants).toHaveLength(MAX_PARTICIPANTS);
    expect(arrows.at(-1)?.from).toBe(MAX_PARTICIPANTS - 1);
    expect(remarks).toHaveLength(1);
  });
});

describe('as text', () => {
  it('it is a ladder', () => {
    expect(textLadder(diagramOf(story, 4), WIDE)).toEqual([
      '          tracker  ana      bob',
      '    0.000 │<───────│        │    🔒 REGISTER ana',
      '    0.004 │╌╌╌╌╌╌╌>│        │    🔒 OK: Welcome, ana.',
      '    0.030 │<────────────────│       LOGIN bob',
      '    2.061 │        │<───────│       HELLO bob',
      '',
      '🔒 encrypted on the wire',
      'Only the first 4 objects are drawn; --limit draws more.',
    ]);
  });

  it('it can be plain ASCII', () => {
    const lines = textLadder(diagramOf(story, 10), { width: 80, isAscii: true });
    expect(lines.join('')).toMatch(/^[ -~]+$/);
    expect(lines[2]).toBe('    0.004 |.......>|        |    *  OK: Welcome, ana.');
  });

  it('it fits into 80 columns for four, whatever is said, and into as many as are asked for', () => {
    const names = fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), {
      minLength: 4,
      maxLength: 4,
    });
    const arrow = fc.record({
      ...{
        from: fc.nat({ max: 3 }),
        to: fc.nat({ max: 3 }),
        afterMs: fc.nat({ max: 10 ** 10 }),
        text: fc.string({ unit: 'grapheme' }),
      },
      ...{ isEncrypted: fc.boolean(), isAnswer: fc.boolean() },
    });
    fc.assert(
      fc.property(
        names,
        fc.array(arrow, { maxLength: 4 }),
        fc.integer({ min: 80, max: 200 }),
        (participants, arrows, width) => {
          const clean = participants.map((name) => name.replace(/\p{C}/gu, '?'));
          const shown = arrows.map((one) => ({ ...one, text: one.text.replace(/\p{C}/gu, '?') }));
          for (const line of textLadder(
            { participants: clean, arrows: shown, remarks: [] },
            { width, isAscii: false },
          )) {
            expect(widthOf(line)).toBeLessThanOrEqual(width);
          }
        },
      ),
    );
  });

  it('of somebody who talks to themselves it comes back', () => {
    const alone: Diagram = { participants: ['a', 'b'], arrows: [], remarks: [] };
    const arrow = { from: 1, to: 1, afterMs: 0, text: 'PING', isEncrypted: false, isAnswer: false };
    expect(textLadder({ ...alone, arrows: [arrow] }, WIDE)[1]).toBe('    0.000 │     │──<    PING');
  });
});

describe('as Mermaid', () => {
  it('it is a sequenceDiagram', () => {
    expect(mermaidOf(diagramOf(story, 10))).toEqual([
      'sequenceDiagram',
      '  autonumber',
      '  participant p0 as tracker',
      '  participant p1 as ana',
      '  participant p2 as bob',
      '  p1->>p0: REGISTER ana 🔒',
      '  p0-->>p1: OK#58; Welcome, ana. 🔒',
      '  p2->>p0: LOGIN bob',
      '  p2->>p1: HELLO bob',
      '  p1->>p2: MESSAGE #35;dev #34;olá, 山田#34;',
    ]);
  });

  it('no text of a stranger is anything but a text', () => {
    for (const text of HOSTILE) {
      const lines = mermaidOf({ participants: [text], arrows: [arrowWith(text)], remarks: [] });
      expect(lines).toHaveLength(4);
      expect(lines[2]).toMatch(/^ {2}participant p0 as [^;:%<>"`\n\r]*(#\d+;[^;:%<>"`\n\r]*)*$/u);
      expect(lines[3]).toMatch(/^ {2}p0->>p0: [^;:%<>"`\n\r]*(#\d+;[^;:%<>"`\n\r]*)*$/u);
      expect(lines.slice(2).join(' ')).not.toMatch(/\bend\b/i);
    }
  });
});

describe('as SVG', () => {
  it('it needs nothing from elsewhere', () => {
    const svg = diagramSvg(diagramOf(story, 10), 'a story');
    expect(svg).not.toMatch(/href|url\(|<script|<image|<foreignObject|@import/);
    expect(svg.match(/https?:[^"]*/g)).toEqual(['http://www.w3.org/2000/svg']);
    for (const text of ['tracker', 'ana', 'bob', 'MESSAGE #dev &quot;olá, 山田&quot;', '2.061 s'])
      expect(svg).toContain(`>${text}<`);
  });

  it('no text of a stranger is anything but a text', () => {
    for (const text of HOSTILE) {
      const svg = diagramSvg({ participants: [text], arrows: [arrowWith(text)], remarks: [text] }, text);
      const outside = svg.replace(
        /<(svg|title|style|rect|path|text)( [\w-]+="[^"<>]*")*\/?>|<\/(svg|title|style|text)>/g,
        '',
      );
      expect(outside).not.toMatch(/[<>]|&(?!(amp|lt|gt|quot);)/);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML allows none of these
      expect(svg).not.toMatch(/[\x00-\x08\x0b-\x1f\ufffe\uffff]/);
      expect(svg.isWellFormed()).toBe(true);
    }
  });
});

const arrowWith = (text: string) => ({ from: 0, to: 0, afterMs: 0, text, isEncrypted: true, isAnswer: false });

describe('an object in a line', () => {
  it.each([
    [{ cmd: 'LOGIN', username: 'ana', port: 1, token: 'SECRET' }, 'LOGIN ana by token, port 1'],
    [{ cmd: 'REGISTER', username: 'ana', password: 'SECRET' }, 'REGISTER ana with a password'],
    [{ cmd: 'JOIN_ROOM', room: 'ops', secret: 'SECRET' }, 'JOIN_ROOM #ops'],
    [{ cmd: 'INVITE', room: 'ops', secret: 'SECRET', key: 'SECRET' }, 'INVITE #ops'],
    [{ cmd: 'PROVE', room: 'ops', proof: 'SECRET' }, 'PROVE #ops'],
    [
      { cmd: 'MESSAGE', content: 'come: p2pchat://t:1/r#a.f.SECRET now' },
      'MESSAGE (private) "come: p2pchat://t:1/r#a.f.******** now"',
    ],
    [{ status: 'ERROR', code: 'ROOM_FULL', msg: 'dev is full.' }, 'ERROR ROOM_FULL: dev is full.'],
    [
      {
        status: 'ROOM_UPDATE',
        msg: 'bob is away.',
        room: {
          name: 'dev',
          seats: [
            { username: 'ana', state: 'present' },
            { username: 'bob', state: 'away' },
          ],
        },
      },
      'ROOM_UPDATE #dev [ana, bob away]: bob is away.',
    ],
    [{ status: 'ROOM_UPDATE', room: null, room_name: 'dev', msg: 'gone' }, 'ROOM_UPDATE #dev: gone'],
    [{ cmd: 'ACK', id: 'a', ids: ['b', 'c'] }, 'ACK of 3'],
    [{ cmd: 'constructor', room: 'dev' }, 'constructor'],
    [{}, 'an object without a command'],
    [{ status: 'ROOM_UPDATE', room: { seats: [null, 7, {}] } }, 'ROOM_UPDATE [, , ]'],
  ])('%o', (object, line) => {
    expect(lineOf(object)).toBe(line);
    expect(line).not.toContain('SECRET');
  });

  it('is harmless whatever a stranger writes', () => {
    for (const text of hostileTexts(100, 9)) {
      for (const object of [
        { cmd: text },
        { cmd: 'MESSAGE', room: text, content: text },
        { status: 'ERROR', code: text, msg: text },
      ]) {
        expect(lineOf(object)).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\ufeff]/u);
      }
    }
  });
});
