import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../commons/command-line/language.ts';
import type { Report, StatusReport } from '../../peer/reports.ts';
import { ansiPaint, type Paint, withoutPaint } from '../../peer/ui/paint.ts';
import { phrasesFor } from '../../peer/ui/phrases/phrases-for.ts';
import { PlainLines } from '../../peer/ui/plain-lines.ts';
import { printed } from '../../peer/ui/words.ts';
import { anyText } from '../helpers/any-text.ts';
import { because } from '../helpers/because.ts';
import { refusal } from '../helpers/refusal.ts';
import {
  delivered,
  failed,
  INVITE,
  joined,
  KEY,
  link,
  message,
  NUMBER,
  numberOf,
  OTHER_KEY,
  PLAIN,
  peer,
  person,
  queued,
  ready,
  room,
  SAMPLE_KINDS,
  samplesOf,
  sent,
  status,
} from '../ui/phrases/sample-reports.ts';

/** What we paint with. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
const COLOUR = /\x1b\[\d+(?:;\d+)?m/g;

/** A describer, and its lines as they are printed. */
class Printing {
  readonly #describer: PlainLines;
  readonly #paint: Paint;

  constructor({ showsOwnLines = true, paint = withoutPaint, language = 'en' as Language } = {}) {
    this.#paint = paint;
    this.#describer = new PlainLines(phrasesFor(language), { paint, showsOwnLines });
  }

  lines(report: Report): string[] {
    return this.#describer.linesFor(report).map((line) => printed(line, this.#paint));
  }
}

const describer = (showsOwnLines = true): Printing => new Printing({ showsOwnLines });

/** The lines of the last of these reports. */
function linesOf(...reports: Report[]): string[] {
  const describing = describer();
  return reports.map((report) => describing.lines(report)).at(-1) ?? [];
}

/** The lines of all these reports. */
function allLinesOf(describing: Printing, ...reports: Report[]): string[] {
  return reports.flatMap((report) => describing.lines(report));
}

describe('what happens, in a line', () => {
  const facts: [Report, string[]][] = [
    [{ event: 'room_created', room: 'dev' }, ['you created #dev']],
    [joined({ away: ['bob'] }), ['you are in #dev (owned by ana), with ana, bob (away)']],
    [{ event: 'room_left', room: 'dev', reason: 'left' }, ['you left #dev']],
    [{ event: 'room_deleted', room: 'dev', by: null }, ['room #dev was deleted']],
    [{ event: 'member_joined', room: 'dev', username: 'bob' }, ['bob joined #dev']],
    [{ event: 'member_back', room: 'dev', username: 'bob' }, ['bob is back in #dev']],
    [{ event: 'member_left', room: 'dev', username: 'bob', reason: 'left' }, ['bob left #dev']],
    [{ event: 'member_left', room: 'dev', username: 'bob', reason: 'lost' }, ['bob lost their seat in #dev']],
    [link('bob', { state: 'connecting' }), []],
    [link('bob'), ['connected to bob directly, encrypted']],
    [link('bob', { verified: true }), ['connected to bob directly, encrypted and verified']],
    [link('bob', PLAIN), ['connected to bob directly, not encrypted']],
    [link('bob', { ...PLAIN, verified: true }), ['connected to bob directly, not encrypted']],
    [
      link('bob', { records_keys: true }),
      ['connected to bob directly, encrypted', 'Warning: bob records keys: what you write can be read later'],
    ],
    [
      link('bob', { ...PLAIN, encryption_off: true }),
      ['connected to bob directly, not encrypted', 'Warning: bob turned encryption off'],
    ],
    [
      link('bob', { ...PLAIN, records_keys: true, encryption_off: true }),
      [
        'connected to bob directly, not encrypted',
        'Warning: bob records keys: what you write can be read later',
        'Warning: bob turned encryption off',
      ],
    ],
    [
      link('bob', { state: 'closed', reason: because('no answer') }),
      ["can't connect to bob (no answer); trying again"],
    ],
    [{ event: 'tracker', state: 'connected' }, ['connected to the tracker']],
    [
      { event: 'tracker', state: 'lost', reason: because('no answer') },
      ['lost the tracker (no answer); chats keep working; reconnecting'],
    ],
    [
      { event: 'tracker', state: 'reconnecting', reason: because('no answer'), retry_in_ms: 1_500 },
      ['the tracker does not answer (no answer); still trying. To start one here: npm run tracker'],
    ],
    [{ event: 'error', problem: refusal('ROOM_FULL', 'That room is full.') }, ['Error: That room is full.']],
    [{ event: 'conversation', room: 'dev', to: null, back: false }, []],
    [message(), ['#dev ana: hello']],
    [message({ room: null }), ['private ana: hello']],
    [message(PLAIN), ['not encrypted, #dev ana: hello']],
    [message({ ...PLAIN, room: null }), ['not encrypted, private ana: hello']],
    [message({ ...PLAIN, content: 'one\n#dev two' }), ['not encrypted, #dev ana: one', 'line 2: #dev two']],
    [message({ content: 'one\ntwo\n\nthree' }), ['#dev ana: one', 'line 2: two', 'line 3: ', 'line 4: three']],
    [message({ content: '' }), ['#dev ana: ']],
    [{ event: 'rooms', rooms: [] }, ['there are no rooms yet; /create <room> creates one']],
    [
      {
        event: 'rooms',
        rooms: [
          room('dev', { present: ['ana', 'bob'], seats: 3 }),
          room('ops', { owner: 'eva' }),
          room('board', { access: 'password' }),
          room('cave', { access: 'invite', present: ['ana'] }),
        ],
      },
      [
        'room #dev, owned by ana, 3 of 3 seats taken: ana, bob',
        'room #ops, owned by eva, 1 of 3 seats taken',
        'room #board, with a password, owned by ana, 1 of 3 seats taken',
        'room #cave, by invitation only, owned by ana, 1 of 3 seats taken: ana',
      ],
    ],
    [
      { event: 'trust', peer: 'bob', state: 'first-use', fingerprint: KEY },
      ["bob's key is now remembered; to be sure it is really bob: /verify bob"],
    ],
    [{ event: 'trust', peer: 'bob', state: 'verified', fingerprint: KEY }, ['bob is marked as verified']],
    [
      { event: 'trust', peer: 'bob', state: 'changed', fingerprint: OTHER_KEY, was: KEY },
      [
        "Warning: bob's key has changed! Nothing is sent or received until you decide. " +
          'It may be a new device, or someone intercepting. Compare with /verify bob, then accept with /trust bob. ' +
          `Old key: ${KEY}, new key: ${OTHER_KEY}`,
      ],
    ],
    [
      {
        event: 'roster_mismatch',
        room: 'dev',
        peer: 'bob',
        told: [
          { username: 'ana', fingerprint: KEY },
          { username: 'bob', fingerprint: OTHER_KEY },
        ],
        told_them: [{ username: 'eve', fingerprint: null }],
      },
      [
        'Warning: the tracker tells you and bob different things about #dev: someone is lying. ' +
          'It told you: ana (AAAAAAAA), bob (bbbbbbbb); bob says it told them: eve (no key)',
      ],
    ],
    [{ event: 'fingerprint', username: 'ana', fingerprint: KEY, trust: 'own' }, [`your key is ${KEY}`]],
    [
      { event: 'fingerprint', username: 'ana', fingerprint: null, trust: 'own' },
      ['you have no key: --encryption is off'],
    ],
    [{ event: 'blocked', peer: 'bob', blocked: true }, ["you blocked bob: you won't see each other's messages"]],
    [{ event: 'blocked', peer: 'bob', blocked: false }, ['you unblocked bob']],
    [
      { event: 'trust', peer: 'bob', state: 'first-use', fingerprint: 'f', was_verified: true },
      ['bob is no longer marked as verified; the key is still the one you know'],
    ],
    [
      { event: 'password_wanted', room: 'dev', for: 'join', number: 1 },
      ['type the password of #dev on the next line (an empty line cancels)'],
    ],
    [
      { event: 'password_wanted', room: 'dev', for: 'create', number: 1 },
      ['type the password of #dev on the next line (an empty line cancels)'],
    ],
    [
      { event: 'invite', room: 'dev', invite: INVITE },
      ['anyone with this link can join #dev; share it privately:', INVITE],
    ],
    [
      { event: 'invitation', from: 'bob', room: 'dev', private: false },
      ['bob invites you to #dev: /accept bob, or /decline bob'],
    ],
    [
      { event: 'invitation', from: 'bob', room: 'dev', private: true },
      ['bob invites you to #dev, a private room: /accept bob, or /decline bob'],
    ],
    [{ event: 'invite_sent', room: 'dev', to: 'bob' }, ['you invited bob to #dev']],
    [{ event: 'invite_answered', room: 'dev', by: 'bob', accepted: true }, ['bob accepted your invitation to #dev']],
    [{ event: 'invite_answered', room: 'dev', by: 'bob', accepted: false }, ['bob declined your invitation to #dev']],
  ];

  it.each(facts.map(([report, lines]) => [report.event, report, lines] as const))('%s', (_event, report, lines) => {
    expect(describer().lines(report)).toEqual(lines);
  });

  it('tells how to get help from the first line on', () => {
    const lines = linesOf(ready());
    expect(lines[0]).toBe('you are ana, listening on 127.0.0.1:5001, tracker 127.0.0.1:6060');
    expect(lines.join('\n')).toContain('/help');
  });

  const OFF = 'Warning: encryption is off: anyone on the network can read everything';
  const RECORDED = 'Warning: keys are being recorded in /tmp/keys.log: anyone who has that file can read everything';
  const banners: [Partial<StatusReport>, string[]][] = [
    [{ encryption: 'require' }, []],
    [{ encryption: 'prefer' }, []],
    [{ encryption: 'off', fingerprint: null }, [OFF]],
    [{ keylog: '/tmp/keys.log' }, [RECORDED]],
    [{ encryption: 'prefer', keylog: '/tmp/keys.log' }, [RECORDED]],
    [{ encryption: 'off', keylog: '/tmp/keys.log' }, [OFF, RECORDED]],
  ];

  it.each(banners)('warns, from the first line on and whenever one asks, of %j', (more, lines) => {
    const { encryption = 'require', fingerprint = KEY, keylog = null } = more;
    const isLoud = (line: string): boolean => line.startsWith('Warning: ');
    expect(linesOf(ready({ encryption, fingerprint, keylog })).filter(isLoud)).toEqual(lines);
    expect(linesOf(status({ encryption, fingerprint, keylog })).filter(isLoud)).toEqual(lines);
  });

  it('tells how well a key is known', () => {
    const said = (['unknown', 'first-use', 'verified', 'changed'] as const).map((trust) =>
      linesOf({ event: 'fingerprint', username: 'bob', fingerprint: KEY, trust }),
    );
    expect(said).toEqual([
      [`bob's key (unknown) is ${KEY}`],
      [`bob's key (not verified) is ${KEY}`],
      [`bob's key (verified) is ${KEY}`],
      [`bob's key (changed) is ${KEY}`],
    ]);
  });

  it('tells that a key has changed, though what it was is not known', () => {
    const lines = linesOf({ event: 'trust', peer: 'bob', state: 'changed', fingerprint: OTHER_KEY });
    expect(lines).toEqual([expect.stringContaining(`Old key: not known, new key: ${OTHER_KEY}`)]);
  });

  it('shows the safety number on a line of its own, and what to do when it has been compared', () => {
    const asked = 'compare this number with what bob sees, by phone or in person:';
    expect(linesOf(numberOf('bob'))).toEqual([
      asked,
      NUMBER,
      'if the numbers differ, someone may be intercepting you: /unverify bob',
    ]);
    expect(linesOf(numberOf('bob', { verified: false }))).toEqual([
      asked,
      NUMBER,
      'if the numbers are the same, /verify bob; if not, someone may be intercepting you',
    ]);
    expect(linesOf(numberOf('bob', { verified: false, is_new_key: true }))).toEqual([
      asked,
      NUMBER,
      'this is for the new key: if the numbers are the same, /trust bob',
    ]);
  });

  it('tells what somebody does from what they say, and from what the program says', () => {
    expect(linesOf(message({ content: '/me waves' }))).toEqual(['#dev ana (action): waves']);
    expect(linesOf(message({ content: '/me  waves\n/me too' }))).toEqual([
      '#dev ana (action): waves',
      'line 2: /me too',
    ]);
    expect(linesOf(message({ ...PLAIN, room: null, content: '/me left #dev' }))).toEqual([
      'not encrypted, private ana (action): left #dev',
    ]);
    expect(linesOf(queued(['bob'], { content: '/me waves' }))[0]).toBe('#dev you (action): waves');
    for (const content of ['/me', '/me ', '/me \nwaves', '/meow', ' /me waves', '//me waves']) {
      expect(linesOf(message({ content }))[0]).toBe(`#dev ana: ${content.split('\n')[0]}`);
    }
  });

  it('tells someone who is away from someone who has left', () => {
    expect(linesOf({ event: 'member_away', room: 'dev', username: 'bob' })[0]).toMatch(
      /^bob lost connection; what you write in #dev/,
    );
  });

  it('tells who is in the room, who is online, and how each is reached', () => {
    const inRoom = linesOf({
      event: 'peers',
      room: 'dev',
      peers: [peer('ana', { link: null }), peer('bob'), peer('eva', { state: 'away', link: 'closed' })],
    });
    expect(inRoom).toEqual([
      'ana (you) is in #dev',
      'bob is in #dev, connected directly',
      'eva is away, not connected',
    ]);
    // Just after a restart of the tracker.
    const unseen = { event: 'peers', room: 'dev', peers: [peer('bob', { state: 'away' })] } as const;
    expect(linesOf(unseen)).toEqual(['bob is in #dev, not seen by the tracker yet, connected directly']);
    const online = linesOf({
      event: 'peers',
      room: null,
      peers: [peer('ana', { link: null, rooms: ['dev', 'ops'] }), peer('bob'), peer('eva', { link: 'closed' })],
    });
    expect(online).toEqual([
      'ana is online, in #dev #ops',
      'bob is online, connected directly',
      'eva is online, not connected',
    ]);
  });

  it('sums up where one stands', () => {
    const people = [
      person('bob', { ...PLAIN, trust: 'unknown' }),
      person('eva', { state: 'away', link: 'closed', waiting: 3 }),
      person('zoë'),
      person('rui', { trust: 'verified', waiting: 1 }),
      person('dan', { trust: 'verified', records_keys: true }),
      person('lia', { ...PLAIN, trust: 'unknown', records_keys: true }),
      person('mal', { trust: 'changed' }),
      person('kai', { trust: 'changed', link: 'closed' }),
      person('noa', { link: 'connecting' }),
      person('ada', { state: 'away' }),
    ];
    expect(linesOf(status({ rooms: ['dev', 'ops'], people }))).toEqual([
      'you are ana, listening on 127.0.0.1:5001, tracker connected, in #dev #ops',
      `your key is ${KEY}`,
      'bob: present, connected directly, not encrypted',
      'eva: away, not connected, 3 messages waiting',
      'zoë: present, connected directly, encrypted, not verified',
      'rui: present, connected directly, encrypted, verified, 1 message waiting',
      'dan: present, connected directly, encrypted, verified, records keys',
      'lia: present, connected directly, not encrypted, records keys',
      'mal: present, connected directly, encrypted, key changed',
      'kai: present, not connected',
      'noa: present, connecting',
      'ada: not seen by the tracker yet, connected directly, encrypted, not verified',
    ]);
    expect(linesOf(status())[0]).toContain('not in a room');
    expect(linesOf(status({ encryption: 'off', fingerprint: null }))).not.toContainEqual(
      expect.stringContaining('your key'),
    );
  });

  it('lists the commands with their aliases', () => {
    const commands = [{ usage: '/join <room>', aliases: ['entrar', 'j'], summary: 'join a room' }];
    const line = '/join <room>: join a room, or switch to it, also /entrar /j';
    expect(linesOf({ event: 'help', commands })).toEqual([line]);
    expect(linesOf({ event: 'help', commands: [...commands, ...commands] })[0]).toBe(line.replace(/, also .*/, ''));
  });
});

describe('what need not be said', () => {
  it('is that a link broke and was back at once, or that the tracker is tried again and again', () => {
    const describing = describer();
    const link2 = (state: 'connecting' | 'closed' | 'open') => link('bob', { state });
    expect(allLinesOf(describing, link2('connecting'), link2('open'))).toHaveLength(1);
    expect(allLinesOf(describing, link2('closed'), link2('connecting'), link2('open'))).toEqual([]);
    expect(allLinesOf(describing, link2('closed'), link2('connecting'), link2('closed'), link2('closed'))).toHaveLength(
      1,
    );
    expect(allLinesOf(describing, link2('connecting'), link2('open'))).toHaveLength(1);
    const away = { event: 'tracker', state: 'reconnecting', reason: because('no answer') } as const;
    expect(allLinesOf(describing, { ...away, state: 'lost' }, away, away)).toHaveLength(1);
  });

  it.each([
    ['they record keys now', { records_keys: true }, 'bob records keys'],
    ['they have switched encryption off', { ...PLAIN, encryption_off: true }, 'bob turned encryption off'],
    ['it is not encrypted any more', PLAIN, 'not encrypted'],
  ])('is not, of a link that broke and was back at once, that %s', (_what, more, words) => {
    const describing = describer();
    allLinesOf(describing, link('bob'), link('bob', { state: 'closed' }), link('bob', { state: 'connecting' }));
    expect(describing.lines(link('bob', more)).join('\n')).toContain(words);
  });

  it('is that the tracker has lost somebody to whom we are connected', () => {
    const describing = describer();
    const about = { room: 'dev', username: 'bob' };
    describing.lines(joined());
    describing.lines(link('bob'));
    expect(allLinesOf(describing, { event: 'member_away', ...about }, { event: 'member_back', ...about })).toEqual([]);
  });

  it('says that somebody is away whom the tracker has lost first, and we a moment later', () => {
    const describing = describer();
    const lines = allLinesOf(
      describing,
      link('bob'),
      { event: 'member_away', room: 'dev', username: 'bob' },
      link('bob', { state: 'closed', reason: because('the other side closed the connection') }),
      { event: 'member_back', room: 'dev', username: 'bob' },
    );
    expect(lines.slice(1)).toEqual([
      "bob lost connection; what you write in #dev will be delivered when they're back (keep this program open)",
      'bob is back in #dev',
    ]);
  });

  it('is that a line is kept for somebody who is being dialled', () => {
    const describing = describer();
    describing.lines(link('bob', { state: 'connecting' }));
    expect(describing.lines(queued(['bob']))).toEqual(['#dev you: hi']);
    expect(describing.lines(delivered('bob'))).toEqual(['delivered to bob']);
  });
});

describe('what becomes of a line of ours', () => {
  it('is said once, when all who can be reached have it', () => {
    const lines = allLinesOf(describer(), link('bob'), link('eva'), queued(['bob', 'eva']), sent('bob'), sent('eva'));
    expect(lines.slice(2)).toEqual(['#dev you: hi']);
    const describing = describer();
    allLinesOf(describing, link('bob'), link('eva'), queued(['bob', 'eva']), sent('bob'), sent('eva'));
    expect(describing.lines(delivered('bob'))).toEqual([]);
    expect(describing.lines(delivered('eva'))).toEqual(['delivered to bob, eva']);
  });

  it('is shown again only where it does not stand already', () => {
    const describing = describer(false);
    expect(allLinesOf(describing, link('bob'), queued(['bob']), delivered('bob')).slice(1)).toEqual([
      'delivered to bob',
    ]);
  });

  it('is that it is kept for someone who cannot be reached, and comes late', () => {
    const describing = describer();
    describing.lines(link('bob'));
    expect(describing.lines(queued(['bob', 'eva']))).toEqual([
      '#dev you: hi',
      'kept for eva until they can be reached',
    ]);
    expect(describing.lines(delivered('bob'))).toEqual(['delivered to bob']);
    expect(describing.lines(delivered('eva'))).toEqual(['delivered late to eva']);
  });

  it('is that it is kept for someone whose link has closed', () => {
    const describing = describer();
    allLinesOf(describing, link('bob'), link('bob', { state: 'closed', reason: because('cut') }));
    expect(describing.lines(queued(['bob']))[1]).toBe('kept for bob until they can be reached');
  });

  it('is that it failed, and why, beside who has it', () => {
    const describing = describer();
    allLinesOf(describing, link('bob'), link('eva'), queued(['bob', 'eva']), delivered('eva'));
    expect(describing.lines(failed('bob'))).toEqual([
      'Warning: not delivered to bob (bob is away): "hi"',
      'delivered to eva',
    ]);
    expect(describing.lines(failed('bob', 'no', 'another'))).toEqual(['Warning: not delivered to bob (no)']);
  });

  it('is that it was sent, when the other program confirms nothing', () => {
    const describing = describer();
    allLinesOf(describing, link('bob', { confirms: false }), link('eva'), queued(['bob', 'eva']));
    expect(describing.lines(sent('eva'))).toEqual([]);
    expect(describing.lines(sent('bob'))).toEqual([]);
    expect(describing.lines(delivered('eva'))).toEqual([
      'delivered to bob (sent; their program does not confirm delivery), eva',
    ]);
  });

  it('is told for each line by itself, whatever the order', () => {
    const describing = describer();
    allLinesOf(describing, link('bob'), queued(['bob'], { id: 'one' }), queued(['bob'], { id: 'two' }));
    expect(describing.lines(delivered('bob', 'two'))).toEqual(['delivered to bob']);
    expect(describing.lines(delivered('bob', 'one'))).toEqual(['delivered to bob']);
  });

  it('says where a private one goes', () => {
    const describing = describer();
    describing.lines(link('bob'));
    const { room, ...privately } = queued(['bob'], { to: 'bob' });
    expect(room).toBe('dev');
    expect(describing.lines(privately)).toEqual(['private you to bob: hi']);
  });

  it('is shown in as many lines as it has', () => {
    const describing = describer();
    describing.lines(link('bob'));
    expect(describing.lines(queued(['bob'], { content: 'one\ntwo' }))).toEqual(['#dev you: one', 'line 2: two']);
  });
});

describe('colours', () => {
  it('come from us alone, and are ended', () => {
    const describing = new Printing({ paint: ansiPaint });
    const changed: Report = { event: 'trust', peer: 'bob', state: 'changed', fingerprint: OTHER_KEY, was: KEY };
    const first: Report = { event: 'trust', peer: 'eva', state: 'first-use', fingerprint: KEY };
    const asked: Report = { event: 'invitation', from: 'eva', room: 'dev', private: true };
    const plain = link('eva', { ...PLAIN, records_keys: true, encryption_off: true });
    for (const report of [message(), link('bob'), queued(['bob']), failed('bob'), first, changed, asked, plain]) {
      for (const line of describing.lines(report)) {
        expect(line).toContain('\x1b[');
        expect(line.match(COLOUR)).toHaveLength(2 * (line.split('\x1b[0m').length - 1));
      }
    }
  });

  it('stay with a name', () => {
    expect(ansiPaint('ana', 'name')).toBe(ansiPaint('ana', 'name'));
    const colours = new Set(['ana', 'bob', 'eva', 'zoë', '山田'].map((name) => ansiPaint(name, 'name').slice(0, 5)));
    expect(colours.size).toBeGreaterThan(2);
  });
});

describe('what strangers write', () => {
  /** Nothing that moves the cursor, hides or reorders, and no second line. */
  const HARMFUL = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}\u00ad\u200b\u2060\ufeff\u{e0000}-\u{e007f}]/u;

  const fragment = fc.constantFrom(
    ...[
      '\x1b',
      '\x1b[2J',
      '\x1b]52;c;eA==\x07',
      '\x1b]0;x',
      '\x9b',
      '\x9d',
      '\x90',
      '\x9c',
      '\x07',
      '\b',
      '\0',
      '\x7f',
    ],
    ...['\r', '\n', '\r\n', '\t', '\v', '\x85', '\u2028', '\u202e', '\u2066', '\u200f', '\u200b', '\ufeff', '\ud800'],
    ...['\u{e0061}', 'a', 'ana', ' ', '#dev ana: ', '', 'é', '山', '🎉', '\u0301\u0301\u0301\u0301\u0301\u0301'],
  );
  const text = fc.oneof(
    fc.array(fragment, { maxLength: 12 }).map((parts) => parts.join('')),
    fc.array(fc.integer({ min: 0, max: 0xff }), { maxLength: 30 }).map((units) => String.fromCharCode(...units)),
    anyText(30),
  );
  const reports = fc.array(fc.tuple(fc.constantFrom(...SAMPLE_KINDS), text), { minLength: 1, maxLength: 5 });
  const languages = fc.constantFrom<Language>(...LANGUAGES);

  it('leaves no escape, control or bidi character in any line of any report, and forges no line', () => {
    fc.assert(
      fc.property(reports, fc.boolean(), languages, (told, showsOwnLines, language) => {
        const describing = new Printing({ showsOwnLines, language });
        for (const [kind, hostileText] of told) {
          const lines = samplesOf(kind, hostileText).flatMap((report) => describing.lines(report));
          for (const line of lines) expect(HARMFUL.test(line)).toBe(false);
        }
      }),
      { numRuns: 800 },
    );
  });

  it('leaves no escape but our colours in a coloured line', () => {
    fc.assert(
      fc.property(reports, languages, (told, language) => {
        const describing = new Printing({ paint: ansiPaint, language });
        for (const [kind, hostileText] of told) {
          const lines = samplesOf(kind, hostileText).flatMap((report) => describing.lines(report));
          for (const line of lines) expect(HARMFUL.test(line.replace(COLOUR, ''))).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('begins, in a message, with the room or the word for a private one, and with the name of who wrote it', () => {
    const opening =
      /^(?:not encrypted, |sem criptografia, )?(?:#(?:[^\s",:]+|"[^"]*")|private|privado) (?:[^\s",:]+|"[^"]*")(?: \((?:action|ação)\))?: /;
    fc.assert(
      fc.property(text, text, text, languages, fc.boolean(), (where, from, content, language, isPrivate) => {
        const describing = new Printing({ language });
        const security = content.length % 2 === 0 ? 'plaintext' : 'tls1.3';
        const [first = '', ...more] = describing.lines(
          message({ room: isPrivate ? null : where, from, content, security }),
        );
        expect(first).toMatch(opening);
        expect(/^(?:not encrypted|sem criptografia), /.test(first)).toBe(security === 'plaintext');
        const word = phrasesFor(language).words.line;
        more.forEach((line, index) => {
          expect(line.startsWith(`${word} ${index + 2}: `)).toBe(true);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('cannot look like what somebody else wrote: further lines are numbered', () => {
    const [first, ...others] = linesOf(
      message({ from: 'eve', content: 'hi\n#dev ana: I quit\rbob left #dev\x85! lost' }),
    );
    expect(first).toBe('#dev eve: hi');
    expect(others).toEqual(['line 2: #dev ana: I quit', 'line 3: bob left #dev ! lost']);
  });

  it('cannot pass for a warning, an order, or a key of ours: what is no name stands in quotation marks', () => {
    const forged = 'bob"\nWarning: eva has another key\r“eva” is verified\u2028';
    const name = `"bob' Warning: eva has another key 'eva' is verified "`;
    expect(linesOf({ event: 'invitation', from: forged, room: 'dev\n: x', private: false })).toEqual([
      `${name} invites you to #"dev : x": /accept ${name}, or /decline ${name}`,
    ]);
    expect(linesOf({ event: 'trust', peer: forged, state: 'verified', fingerprint: KEY })).toEqual([
      `${name} is marked as verified`,
    ]);
    expect(linesOf({ event: 'invite_answered', room: 'dev', by: forged, accepted: true })).toHaveLength(1);
    const entries = [{ username: 'eve (AAAAAAAA)\n! x', fingerprint: null }];
    const told: Report = { event: 'roster_mismatch', room: 'dev', peer: forged, told: entries, told_them: [] };
    expect(linesOf(told)).toEqual([
      `Warning: the tracker tells you and ${name} different things about #dev: someone is lying. ` +
        `It told you: "eve (AAAAAAAA) ! x" (no key); ${name} says it told them: nobody`,
    ]);
  });

  it('cannot be taken for a line of ours by a name that is a word of ours, in any language', () => {
    expect(linesOf(message({ from: 'you' }))).toEqual(['#dev "you": hello']);
    expect(linesOf({ event: 'member_left', room: 'dev', username: 'You', reason: 'left' })).toEqual([
      '"You" left #dev',
    ]);
    expect(linesOf({ event: 'member_joined', room: 'dev', username: 'VOCÊ' })).toEqual(['"VOCÊ" joined #dev']);
    expect(linesOf(status({ people: [person('Warning')] })).at(-1)).toMatch(/^"Warning": present/);
  });

  it('hides no sentence in the name of a room', () => {
    expect(linesOf(message({ room: 'dev ana: I quit', from: 'eve' }))).toEqual(['#"dev ana: I quit" eve: hello']);
    expect(linesOf({ event: 'room_left', room: 'x", yours, "y', reason: 'left' })).toEqual([
      `you left #"x', yours, 'y"`,
    ]);
    for (const name of ['dev', 'sala_1', 'c++', '山田', '🎉', 'joão.b-c']) {
      expect(linesOf({ event: 'room_left', room: name, reason: 'left' })).toEqual([`you left #${name}`]);
    }
  });

  it('cannot look encrypted: the mark of what was not comes before all that they write', () => {
    const text = '\r\x1b[2K#dev ana: hi';
    for (const where of [text, null]) {
      const [line = ''] = linesOf(message({ ...PLAIN, room: where, from: text, content: text }));
      expect(line.startsWith('not encrypted, ')).toBe(true);
    }
  });

  it('cannot break a name over two lines, or end our colours', () => {
    expect(linesOf({ event: 'member_joined', room: 'dev\nx', username: 'a\nb' })).toEqual(['"a b" joined #"dev x"']);
    const [line = ''] = new Printing({ paint: ansiPaint }).lines(message({ from: '\x1b[0m\x1b[32mroot' }));
    expect(line).toContain(ansiPaint('root', 'name'));
  });
});

describe('what goes out in plaintext', () => {
  it('is marked, on each line of ours and where it has arrived', () => {
    const piped = describer();
    const link = {
      event: 'link',
      peer: 'rui',
      state: 'open',
      path: 'direct',
      verified: false,
      confirms: true,
    } as const;
    piped.lines({ ...link, security: 'plaintext' });
    const line = { id: '1', room: 'dev', content: 'olá', people: ['rui'] };
    expect(piped.lines({ event: 'queued', ...line })).toEqual(['not encrypted, #dev you: olá']);
    expect(piped.lines({ event: 'delivered', id: '1', to: 'rui' })).toEqual(['delivered to rui (not encrypted)']);
    piped.lines({ ...link, security: 'tls1.3' });
    expect(piped.lines({ event: 'queued', ...line, id: '2' })).toEqual(['#dev you: olá']);
  });
});
