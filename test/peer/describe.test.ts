import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LinkChanged, ListedPeer, MemberReport, MessageReport, Report } from '../../peer/reports.ts';
import { Describer } from '../../peer/ui/describe.ts';
import { ansiPaint, withoutPaint } from '../../peer/ui/paint.ts';

type Event = Report['event'];
type Named<E extends Event> = Extract<Report, { event: E }>;

/** What we paint with. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
const COLOUR = /\x1b\[\d+(?:;\d+)?m/g;

const LISTEN = { address: '127.0.0.1', port: 5001 };
const DIRECT = { path: 'direct', security: 'plaintext' } as const;

const link = (peer: string, more: Partial<LinkChanged> = {}): LinkChanged => ({
  event: 'link',
  peer,
  state: 'open',
  verified: false,
  confirms: true,
  ...DIRECT,
  ...more,
});
const message = (more: Partial<MessageReport> = {}): MessageReport => ({
  event: 'message',
  room: 'dev',
  from: 'ana',
  content: 'hello',
  id: 'm1',
  sent_at: '2026-01-01T12:00:00.000Z',
  security: 'plaintext',
  ...more,
});
const queued = (people: string[], more: Partial<Named<'queued'>> = {}): Named<'queued'> => ({
  event: 'queued',
  id: 'q1',
  room: 'dev',
  content: 'hi',
  people,
  ...more,
});
const delivered = (to: string, id = 'q1'): Report => ({ event: 'delivered', id, to });
const sent = (to: string, id = 'q1'): Report => ({ event: 'sent', id, to });
const failed = (to: string, reason = 'bob is away', id = 'q1'): Report => ({ event: 'failed', id, to, reason });
const peer = (username: string, more: Partial<ListedPeer> = {}): ListedPeer => ({
  username,
  address: '127.0.0.1',
  port: 5002,
  rooms: [],
  state: 'present',
  link: 'open',
  ...more,
});
const person = (username: string, more: Partial<MemberReport> = {}) => ({
  username,
  state: 'present' as const,
  link: 'open' as const,
  waiting: 0,
  ...DIRECT,
  ...more,
});

const describer = (showsOwnLines = true): Describer => new Describer(withoutPaint, showsOwnLines);

/** The lines of the last of these reports. */
function linesOf(...reports: Report[]): string[] {
  const describing = describer();
  return reports.map((report) => describing.lines(report)).at(-1) ?? [];
}

/** The lines of all these reports. */
function allLinesOf(describing: Describer, ...reports: Report[]): string[] {
  return reports.flatMap((report) => describing.lines(report));
}

describe('what happens, in a line', () => {
  const facts: [Report, string[]][] = [
    [{ event: 'room_created', room: 'dev' }, ['* #dev is made, and yours']],
    [
      { event: 'room_joined', room: 'dev', owner: 'ana', members: ['ana', 'bob'] },
      ['* you are in #dev, owned by ana, with ana, bob'],
    ],
    [{ event: 'room_left', room: 'dev' }, ['* you left #dev']],
    [{ event: 'room_deleted', room: 'dev', by: null }, ['* #dev was deleted']],
    [{ event: 'member_joined', room: 'dev', username: 'bob' }, ['* bob joined #dev']],
    [{ event: 'member_back', room: 'dev', username: 'bob' }, ['* bob is back in #dev']],
    [{ event: 'member_left', room: 'dev', username: 'bob', reason: 'left' }, ['* bob left #dev']],
    [{ event: 'member_left', room: 'dev', username: 'bob', reason: 'lost' }, ['* bob is gone from #dev']],
    [link('bob', { state: 'connecting' }), []],
    [link('bob'), ['* connected to bob directly, not encrypted']],
    [link('bob', { security: 'tls1.3' }), ['* connected to bob directly, encrypted']],
    [link('bob', { state: 'closed', reason: 'no answer' }), ['* bob cannot be reached (no answer); trying again']],
    [{ event: 'tracker', state: 'connected' }, ['* connected to the tracker']],
    [
      { event: 'tracker', state: 'lost', reason: 'no answer' },
      ['* the tracker is away (no answer); conversations go on, and it is tried again'],
    ],
    [
      { event: 'tracker', state: 'reconnecting', reason: 'no answer', retry_in_ms: 1_500 },
      ['* the tracker does not answer (no answer); trying again until it does'],
    ],
    [{ event: 'error', code: 'ROOM_FULL', message: 'That room is full.' }, ['! That room is full.']],
    [{ event: 'conversation', room: 'dev', to: null }, []],
    [message(), ['#dev ana: hello']],
    [message({ room: null }), ['(private) ana: hello']],
    [message({ content: 'one\ntwo\n\nthree' }), ['#dev ana: one', '    two', '    ', '    three']],
    [message({ content: '' }), ['#dev ana: ']],
    [{ event: 'rooms', rooms: [] }, ['* there are no rooms yet; /create <room> makes one']],
    [
      {
        event: 'rooms',
        rooms: [
          { name: 'dev', owner: 'ana', present: ['ana', 'bob'], seats: 3 },
          { name: 'ops', owner: 'eva', present: [], seats: 1 },
        ],
      },
      ['* #dev, owned by ana, 3 of 3 seats taken: ana, bob', '* #ops, owned by eva, 1 of 3 seats taken'],
    ],
  ];

  it.each(facts.map(([report, lines]) => [report.event, report, lines] as const))('%s', (_event, report, lines) => {
    expect(describer().lines(report)).toEqual(lines);
  });

  it('tells how to get help from the first line on', () => {
    const lines = linesOf({ event: 'ready', username: 'ana', listen: LISTEN, tracker: '127.0.0.1:6060' });
    expect(lines[0]).toBe('* you are ana, listening on 127.0.0.1:5001, tracker 127.0.0.1:6060');
    expect(lines.join('\n')).toContain('/help');
  });

  it('tells someone who is away from someone who has left', () => {
    expect(linesOf({ event: 'member_away', room: 'dev', username: 'bob' })[0]).toMatch(/^\* bob is away from #dev/);
  });

  it('tells who is in the room, who is online, and how each is reached', () => {
    const inRoom = linesOf({
      event: 'peers',
      room: 'dev',
      peers: [peer('ana', { link: null }), peer('bob'), peer('eva', { state: 'away', link: 'closed' })],
    });
    expect(inRoom).toEqual([
      '* ana is in #dev (you)',
      '* bob is in #dev, connected directly',
      '* eva is away, not connected',
    ]);
    const online = linesOf({
      event: 'peers',
      room: null,
      peers: [peer('ana', { link: null, rooms: ['dev', 'ops'] }), peer('bob'), peer('eva', { link: 'closed' })],
    });
    expect(online).toEqual([
      '* ana is online, in #dev #ops',
      '* bob is online, connected directly',
      '* eva is online, not connected',
    ]);
  });

  it('sums up where one stands', () => {
    const status = { username: 'ana', listen: LISTEN, tracker: 'connected' as const };
    const people = [
      person('bob'),
      person('eva', { state: 'away', link: 'closed', waiting: 3 }),
      { ...person('zoë'), security: 'tls1.3' as const },
    ];
    expect(linesOf({ event: 'status', status: { ...status, rooms: ['dev', 'ops'], people } })).toEqual([
      '* ana, listening on 127.0.0.1:5001, tracker connected, in #dev #ops',
      '* bob: present, connected directly, not encrypted',
      '* eva: away, not connected, 3 lines waiting',
      '* zoë: present, connected directly, encrypted',
    ]);
    expect(linesOf({ event: 'status', status: { ...status, rooms: [], people: [] } })[0]).toContain('in no room');
  });

  it('lists the commands with their aliases', () => {
    const commands = [{ usage: '/join <room>', aliases: ['entrar', 'j'], summary: 'enter a room' }];
    expect(linesOf({ event: 'help', commands })).toEqual(['* /join <room> - enter a room (also /entrar /j)']);
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
    const away = { event: 'tracker', state: 'reconnecting', reason: 'no answer' } as const;
    expect(allLinesOf(describing, { ...away, state: 'lost' }, away, away)).toHaveLength(1);
  });

  it('is that the tracker has lost somebody to whom we are connected', () => {
    const describing = describer();
    const about = { room: 'dev', username: 'bob' };
    describing.lines(link('bob'));
    expect(allLinesOf(describing, { event: 'member_away', ...about }, { event: 'member_back', ...about })).toEqual([]);
  });

  it('is that a line is kept for somebody who is being dialled', () => {
    const describing = describer();
    describing.lines(link('bob', { state: 'connecting' }));
    expect(describing.lines(queued(['bob']))).toEqual(['#dev you: hi']);
    expect(describing.lines(delivered('bob'))).toEqual(['* delivered to bob']);
  });
});

describe('what becomes of a line of ours', () => {
  it('is said once, when all who can be reached have it', () => {
    const lines = allLinesOf(describer(), link('bob'), link('eva'), queued(['bob', 'eva']), sent('bob'), sent('eva'));
    expect(lines.slice(2)).toEqual(['#dev you: hi']);
    const describing = describer();
    allLinesOf(describing, link('bob'), link('eva'), queued(['bob', 'eva']), sent('bob'), sent('eva'));
    expect(describing.lines(delivered('bob'))).toEqual([]);
    expect(describing.lines(delivered('eva'))).toEqual(['* delivered to bob, eva']);
  });

  it('is shown again only where it does not stand already', () => {
    const describing = describer(false);
    expect(allLinesOf(describing, link('bob'), queued(['bob']), delivered('bob')).slice(1)).toEqual([
      '* delivered to bob',
    ]);
  });

  it('is that it is kept for someone who cannot be reached, and comes late', () => {
    const describing = describer();
    describing.lines(link('bob'));
    expect(describing.lines(queued(['bob', 'eva']))).toEqual([
      '#dev you: hi',
      '* kept for eva until they can be reached',
    ]);
    expect(describing.lines(delivered('bob'))).toEqual(['* delivered to bob']);
    expect(describing.lines(delivered('eva'))).toEqual(['* delivered to eva, late']);
  });

  it('is that it is kept for someone whose link has closed', () => {
    const describing = describer();
    allLinesOf(describing, link('bob'), link('bob', { state: 'closed', reason: 'cut' }));
    expect(describing.lines(queued(['bob']))[1]).toBe('* kept for bob until they can be reached');
  });

  it('is that it failed, and why, beside who has it', () => {
    const describing = describer();
    allLinesOf(describing, link('bob'), link('eva'), queued(['bob', 'eva']), delivered('eva'));
    expect(describing.lines(failed('bob'))).toEqual([
      '! not delivered to bob (bob is away): "hi"',
      '* delivered to eva',
    ]);
    expect(describing.lines(failed('bob', 'no', 'another'))).toEqual(['! not delivered to bob (no)']);
  });

  it('is that it was sent, when the other program confirms nothing', () => {
    const describing = describer();
    allLinesOf(describing, link('bob', { confirms: false }), link('eva'), queued(['bob', 'eva']));
    expect(describing.lines(sent('eva'))).toEqual([]);
    expect(describing.lines(sent('bob'))).toEqual([]);
    expect(describing.lines(delivered('eva'))).toEqual([
      '* delivered to bob (sent; their program confirms nothing), eva',
    ]);
  });

  it('is told for each line by itself, whatever the order', () => {
    const describing = describer();
    allLinesOf(describing, link('bob'), queued(['bob'], { id: 'one' }), queued(['bob'], { id: 'two' }));
    expect(describing.lines(delivered('bob', 'two'))).toEqual(['* delivered to bob']);
    expect(describing.lines(delivered('bob', 'one'))).toEqual(['* delivered to bob']);
  });

  it('says where a private one goes', () => {
    const describing = describer();
    describing.lines(link('bob'));
    const { room, ...privately } = queued(['bob'], { to: 'bob' });
    expect(room).toBe('dev');
    expect(describing.lines(privately)).toEqual(['(private to bob) you: hi']);
  });

  it('is shown in as many lines as it has', () => {
    const describing = describer();
    describing.lines(link('bob'));
    expect(describing.lines(queued(['bob'], { content: 'one\ntwo' }))).toEqual(['#dev you: one', '    two']);
  });
});

describe('colours', () => {
  it('come from us alone, and are ended', () => {
    const describing = new Describer(ansiPaint, true);
    for (const report of [message(), link('bob'), queued(['bob']), failed('bob')]) {
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
  /** Each kind of report with `text` wherever something of a stranger could be. */
  const hostile: { readonly [E in Event]: (text: string) => Named<E> } = {
    ready: (text) => ({ event: 'ready', username: text, listen: LISTEN, tracker: '127.0.0.1:6060' }),
    rooms: (text) => ({ event: 'rooms', rooms: [{ name: text, owner: text, present: [text, text], seats: 3 }] }),
    peers: (text) => ({
      event: 'peers',
      room: text,
      peers: [peer(text, { rooms: [text], address: text }), peer(text, { link: null }), peer(text, { state: 'away' })],
    }),
    room_created: (text) => ({ event: 'room_created', room: text }),
    room_joined: (text) => ({ event: 'room_joined', room: text, owner: text, members: [text, text] }),
    room_left: (text) => ({ event: 'room_left', room: text }),
    room_deleted: (text) => ({ event: 'room_deleted', room: text, by: text }),
    member_joined: (text) => ({ event: 'member_joined', room: text, username: text }),
    member_away: (text) => ({ event: 'member_away', room: text, username: text }),
    member_back: (text) => ({ event: 'member_back', room: text, username: text }),
    member_left: (text) => ({ event: 'member_left', room: text, username: text, reason: 'lost' }),
    link: (text) => link(text, { state: 'closed', reason: text }),
    message: (text) => message({ room: text, from: text, content: text, id: text, sent_at: text }),
    queued: (text) => queued([text], { room: text, to: text, content: text, id: text }),
    sent: (text) => ({ event: 'sent', id: text, to: text }),
    delivered: (text) => ({ event: 'delivered', id: text, to: text }),
    failed: (text) => ({ event: 'failed', id: text, to: text, reason: text }),
    tracker: (text) => ({ event: 'tracker', state: 'reconnecting', reason: text }),
    conversation: (text) => ({ event: 'conversation', room: text, to: text }),
    status: (text) => ({
      event: 'status',
      status: { username: text, listen: LISTEN, tracker: 'lost', rooms: [text], people: [person(text)] },
    }),
    help: () => ({ event: 'help', commands: [{ usage: '/x', aliases: ['y'], summary: 'z' }] }),
    error: (text) => ({ event: 'error', code: text, message: text }),
  };
  const more: ((text: string) => Report)[] = [
    (text) => link(text),
    (text) => link(text, { confirms: false }),
    (text) => link(text, { state: 'connecting' }),
    (text) => ({ event: 'tracker', state: 'lost', reason: text }),
    (text) => message({ room: null, from: text, content: text }),
    (text) => ({ event: 'peers', room: null, peers: [peer(text, { rooms: [text, text] })] }),
  ];
  const kinds = [...Object.values(hostile), ...more] as ((text: string) => Report)[];

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
    ...['\u{e0061}', 'a', 'ana', ' ', '#dev ana: ', '* ', 'é', '山', '🎉', '\u0301\u0301\u0301\u0301\u0301\u0301'],
  );
  const text = fc.oneof(
    fc.array(fragment, { maxLength: 12 }).map((parts) => parts.join('')),
    fc.array(fc.integer({ min: 0, max: 0xff }), { maxLength: 30 }).map((units) => String.fromCharCode(...units)),
    fc.string({ unit: 'binary', maxLength: 30 }),
  );
  const reports = fc.array(fc.tuple(fc.constantFrom(...kinds), text), { minLength: 1, maxLength: 8 });

  it('leaves no escape, control or bidi character in any line of any report, and forges no line', () => {
    fc.assert(
      fc.property(reports, fc.boolean(), (told, showsOwnLines) => {
        const describing = describer(showsOwnLines);
        for (const [make, hostileText] of told) {
          for (const line of describing.lines(make(hostileText))) expect(line).not.toMatch(HARMFUL);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('leaves no escape but our colours in a coloured line', () => {
    fc.assert(
      fc.property(reports, (told) => {
        const describing = new Describer(ansiPaint, false);
        for (const [make, hostileText] of told) {
          for (const line of describing.lines(make(hostileText))) {
            expect(line.replace(COLOUR, '')).not.toMatch(HARMFUL);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('cannot look like what somebody else wrote: further lines are set in', () => {
    const [first, ...others] = linesOf(
      message({ from: 'eve', content: 'hi\n#dev ana: I quit\r* bob left #dev\x85! lost' }),
    );
    expect(first).toBe('#dev eve: hi');
    expect(others).toEqual(['    #dev ana: I quit', '    * bob left #dev! lost']);
  });

  it('cannot break a name over two lines, or end our colours', () => {
    expect(linesOf({ event: 'member_joined', room: 'dev\n* x', username: 'a\nb' })).toEqual(['* a b joined #dev * x']);
    const [line = ''] = new Describer(ansiPaint, true).lines(message({ from: '\x1b[0m\x1b[32mroot' }));
    expect(line).toContain(ansiPaint('root', 'name'));
  });
});
