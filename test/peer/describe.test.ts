import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatInvitation } from '../../commons/model/invitation.ts';
import type { LinkChanged, ListedPeer, ListedRoom, MessageReport, Report, StatusReport } from '../../peer/reports.ts';
import { Describer } from '../../peer/ui/describe.ts';
import { ansiPaint, withoutPaint } from '../../peer/ui/paint.ts';

type Event = Report['event'];
type Named<E extends Event> = Extract<Report, { event: E }>;

/** What we paint with. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
const COLOUR = /\x1b\[\d+(?:;\d+)?m/g;

const LISTEN = { address: '127.0.0.1', port: 5001 };
const DIRECT = { path: 'direct', security: 'tls1.3' } as const;
const PLAIN = { security: 'plaintext' } as const;
const [KEY, OTHER_KEY] = ['A'.repeat(43), `${'b'.repeat(42)}A`];
const NUMBER = '12345 67890 11111 22222 33333 44444 55555 66666 77777 88888 99999 00000';
const inviteTo = (name: string): string =>
  formatInvitation({
    tracker: { address: '127.0.0.1', port: 6060 },
    room: name,
    from: { username: 'ana', fingerprint: KEY },
    roomKey: 'C'.repeat(21).concat('A'),
  });
const INVITE = inviteTo('dev');

const ready = (more: Partial<Named<'ready'>> = {}): Named<'ready'> => ({
  event: 'ready',
  username: 'ana',
  listen: LISTEN,
  tracker: '127.0.0.1:6060',
  encryption: 'require',
  fingerprint: KEY,
  keylog: null,
  ...more,
});
const status = (more: Partial<StatusReport> = {}): Named<'status'> => ({
  event: 'status',
  status: {
    username: 'ana',
    listen: LISTEN,
    tracker: 'connected',
    rooms: [],
    encryption: 'require',
    fingerprint: KEY,
    keylog: null,
    people: [],
    ...more,
  },
});
const room = (name: string, more: Partial<ListedRoom> = {}): ListedRoom => ({
  name,
  owner: 'ana',
  present: [],
  seats: 1,
  access: 'open',
  ...more,
});

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
  security: 'tls1.3',
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
const person = (
  username: string,
  more: Partial<StatusReport['people'][number]> = {},
): StatusReport['people'][number] => ({
  username,
  state: 'present' as const,
  link: 'open' as const,
  waiting: 0,
  trust: 'first-use' as const,
  records_keys: false,
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
    [link('bob'), ['* connected to bob directly, encrypted']],
    [link('bob', { verified: true }), ['* connected to bob directly, encrypted and verified']],
    [link('bob', PLAIN), ['* connected to bob directly, not encrypted']],
    [link('bob', { ...PLAIN, verified: true }), ['* connected to bob directly, not encrypted']],
    [
      link('bob', { records_keys: true }),
      ['* connected to bob directly, encrypted', '! bob records keys: what you say may be read later'],
    ],
    [
      link('bob', { ...PLAIN, encryption_off: true }),
      ['* connected to bob directly, not encrypted', '! bob has switched encryption off'],
    ],
    [
      link('bob', { ...PLAIN, records_keys: true, encryption_off: true }),
      [
        '* connected to bob directly, not encrypted',
        '! bob records keys: what you say may be read later',
        '! bob has switched encryption off',
      ],
    ],
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
    [message(PLAIN), ['[plain] #dev ana: hello']],
    [message({ ...PLAIN, room: null }), ['[plain] (private) ana: hello']],
    [message({ ...PLAIN, content: 'one\n[plain] two' }), ['[plain] #dev ana: one', '    [plain] two']],
    [message({ content: 'one\ntwo\n\nthree' }), ['#dev ana: one', '    two', '    ', '    three']],
    [message({ content: '' }), ['#dev ana: ']],
    [{ event: 'rooms', rooms: [] }, ['* there are no rooms yet; /create <room> makes one']],
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
        '* #dev, owned by ana, 3 of 3 seats taken: ana, bob',
        '* #ops, owned by eva, 1 of 3 seats taken',
        '* #board (locked: password), owned by ana, 1 of 3 seats taken',
        '* #cave (locked: by invitation), owned by ana, 1 of 3 seats taken: ana',
      ],
    ],
    [
      { event: 'trust', peer: 'bob', state: 'first-use', fingerprint: KEY },
      [`* bob's key is kept from now on; /verify bob compares it`],
    ],
    [{ event: 'trust', peer: 'bob', state: 'verified', fingerprint: KEY }, ['* bob is marked as verified']],
    [
      { event: 'trust', peer: 'bob', state: 'changed', fingerprint: OTHER_KEY, was: KEY },
      [
        '! bob HAS ANOTHER KEY THAN BEFORE. Nothing is sent to or taken from them.',
        `!   it was ${KEY}, and is ${OTHER_KEY} now: a new device, or somebody in between`,
        '!   /verify bob compares it, /trust bob accepts it',
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
        '! the tracker says of #dev one thing to you and, as bob says, another one to them: somebody is lying',
        '!   you were told ana (AAAAAAAA), bob (bbbbbbbb); bob was told eve (no key)',
      ],
    ],
    [{ event: 'fingerprint', username: 'ana', fingerprint: KEY, trust: 'own' }, [`* your key is ${KEY}`]],
    [
      { event: 'fingerprint', username: 'ana', fingerprint: null, trust: 'own' },
      ['* you have no key: --encryption is off'],
    ],
    [{ event: 'blocked', peer: 'bob', blocked: true }, ['* bob is blocked: nothing goes to them, or comes from them']],
    [{ event: 'blocked', peer: 'bob', blocked: false }, ['* bob is not blocked any more']],
    [
      { event: 'password_wanted', room: 'dev', for: 'join' },
      ['* the next line is taken for the password of #dev (an empty one: never mind)'],
    ],
    [
      { event: 'password_wanted', room: 'dev', for: 'create' },
      ['* the next line is taken for the password of #dev (an empty one: never mind)'],
    ],
    [
      { event: 'invite', room: 'dev', invite: INVITE },
      ['* whoever has this may enter #dev; pass it on where nobody else reads it:', `    ${INVITE}`],
    ],
    [
      { event: 'invitation', from: 'bob', room: 'dev', private: false },
      ['* bob asks you into #dev: /accept bob, or /decline bob'],
    ],
    [
      { event: 'invitation', from: 'bob', room: 'dev', private: true },
      ['* bob asks you into #dev, a private room: /accept bob, or /decline bob'],
    ],
    [{ event: 'invite_sent', room: 'dev', to: 'bob' }, ['* bob was asked into #dev']],
    [{ event: 'invite_answered', room: 'dev', by: 'bob', accepted: true }, ['* bob accepts the invitation to #dev']],
    [{ event: 'invite_answered', room: 'dev', by: 'bob', accepted: false }, ['* bob declines the invitation to #dev']],
  ];

  it.each(facts.map(([report, lines]) => [report.event, report, lines] as const))('%s', (_event, report, lines) => {
    expect(describer().lines(report)).toEqual(lines);
  });

  it('tells how to get help from the first line on', () => {
    const lines = linesOf(ready());
    expect(lines[0]).toBe('* you are ana, listening on 127.0.0.1:5001, tracker 127.0.0.1:6060');
    expect(lines.join('\n')).toContain('/help');
  });

  const OFF = '! ENCRYPTION IS OFF: everybody on the way can read all of it';
  const RECORDED = '! KEYS ARE RECORDED in /tmp/keys.log: whoever has it can read all of it';
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
    const isLoud = (line: string): boolean => line.startsWith('!');
    expect(linesOf(ready({ encryption, fingerprint, keylog })).filter(isLoud)).toEqual(lines);
    expect(linesOf(status({ encryption, fingerprint, keylog })).filter(isLoud)).toEqual(lines);
  });

  it('tells how well a key is known', () => {
    const said = (['unknown', 'first-use', 'verified', 'changed'] as const).map((trust) =>
      linesOf({ event: 'fingerprint', username: 'bob', fingerprint: KEY, trust }),
    );
    expect(said).toEqual([
      [`* bob's key (key not known) is ${KEY}`],
      [`* bob's key (not verified) is ${KEY}`],
      [`* bob's key (verified) is ${KEY}`],
      [`* bob's key (KEY CHANGED) is ${KEY}`],
    ]);
  });

  it('tells that a key has changed, though what it was is not known', () => {
    const lines = linesOf({ event: 'trust', peer: 'bob', state: 'changed', fingerprint: OTHER_KEY });
    expect(lines[1]).toContain(`it was another one, and is ${OTHER_KEY} now`);
    expect(lines.every((line) => line.startsWith('! '))).toBe(true);
  });

  it('shows the safety number in rows of four groups, and what to do if it differs', () => {
    const number = { event: 'safety_number', peer: 'bob', number: NUMBER, fingerprint: KEY } as const;
    const rows = [
      '* compare this with what bob sees, on the phone or face to face:',
      '    12345 67890 11111 22222',
      '    33333 44444 55555 66666',
      '    77777 88888 99999 00000',
    ];
    expect(linesOf({ ...number, verified: true })).toEqual([
      ...rows,
      '* if the numbers differ, somebody is in between: /unverify bob',
    ]);
    expect(linesOf({ ...number, verified: false })).toEqual([
      ...rows,
      '* this is for the new key: if the numbers are the same, /trust bob',
    ]);
  });

  it('draws what is to be compared or passed on where somebody can hold a camera to it, and there alone', () => {
    const number: Report = { event: 'safety_number', peer: 'bob', number: NUMBER, fingerprint: KEY, verified: true };
    for (const report of [number, { event: 'invite', room: 'dev', invite: INVITE } as const]) {
      const drawn = describer(false).lines(report);
      const written = describer(true).lines(report);
      expect(drawn.filter((line) => !/[█▀▄]/.test(line))).toEqual(written);
      const code = drawn.filter((line) => /[█▀▄]/.test(line));
      expect(code.length).toBeGreaterThan(10);
      expect(new Set(code.map((line) => line.length)).size).toBe(1);
      for (const line of code) expect(line).toMatch(/^ {4}[ █▀▄]+$/);
    }
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
    ];
    expect(linesOf(status({ rooms: ['dev', 'ops'], people }))).toEqual([
      '* ana, listening on 127.0.0.1:5001, tracker connected, in #dev #ops',
      `* your key is ${KEY}`,
      '* bob: present, connected directly, not encrypted',
      '* eva: away, not connected, 3 lines waiting',
      '* zoë: present, connected directly, encrypted, not verified',
      '* rui: present, connected directly, encrypted, verified, 1 line waiting',
      '* dan: present, connected directly, encrypted, verified, RECORDS KEYS',
      '* lia: present, connected directly, not encrypted, RECORDS KEYS',
      '* mal: present, connected directly, encrypted, KEY CHANGED',
      '* kai: present, not connected',
      '* noa: present, connecting',
    ]);
    expect(linesOf(status())[0]).toContain('in no room');
    expect(linesOf(status({ encryption: 'off', fingerprint: null }))).not.toContainEqual(
      expect.stringContaining('your key'),
    );
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

  it.each([
    ['they record keys now', { records_keys: true }, 'bob records keys'],
    ['they have switched encryption off', { ...PLAIN, encryption_off: true }, 'bob has switched encryption off'],
    ['it is not encrypted any more', PLAIN, 'not encrypted'],
  ])('is not, of a link that broke and was back at once, that %s', (_what, more, words) => {
    const describing = describer();
    allLinesOf(describing, link('bob'), link('bob', { state: 'closed' }), link('bob', { state: 'connecting' }));
    expect(describing.lines(link('bob', more)).join('\n')).toContain(words);
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
    const changed: Report = { event: 'trust', peer: 'bob', state: 'changed', fingerprint: OTHER_KEY, was: KEY };
    const first: Report = { event: 'trust', peer: 'eva', state: 'first-use', fingerprint: KEY };
    const asked: Report = { event: 'invitation', from: 'eva', room: 'dev', private: true };
    const plain = link('eva', { ...PLAIN, records_keys: true, encryption_off: true });
    const loud = [ready({ encryption: 'off', keylog: '/tmp/keys.log' }), changed, plain, message(PLAIN)];
    for (const report of [message(), link('bob'), queued(['bob']), failed('bob'), first, asked, ...loud]) {
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
    ready: (text) => ready({ username: text, keylog: text }),
    rooms: (text) => ({
      event: 'rooms',
      rooms: (['open', 'password', 'invite'] as const).map((access) =>
        room(text, { owner: text, present: [text, text], access }),
      ),
    }),
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
    status: (text) => status({ username: text, tracker: 'lost', rooms: [text], people: [person(text)], keylog: text }),
    // Keys have come through a schema that takes nothing but base64url.
    trust: (text) => ({ event: 'trust', peer: text, state: 'changed', fingerprint: OTHER_KEY, was: KEY }),
    roster_mismatch: (text) => ({
      event: 'roster_mismatch',
      room: text,
      peer: text,
      told: [{ username: text, fingerprint: KEY }],
      told_them: [
        { username: text, fingerprint: null },
        { username: text, fingerprint: OTHER_KEY },
      ],
    }),
    fingerprint: (text) => ({ event: 'fingerprint', username: text, fingerprint: KEY, trust: 'changed' }),
    safety_number: (text) => ({
      event: 'safety_number',
      peer: text,
      number: NUMBER,
      fingerprint: KEY,
      verified: false,
    }),
    blocked: (text) => ({ event: 'blocked', peer: text, blocked: true }),
    password_wanted: (text) => ({ event: 'password_wanted', room: text, for: 'join' }),
    // The text of an invitation is ours: whatever is in it is written in ASCII.
    invite: (text) => ({ event: 'invite', room: text, invite: inviteTo(text.toWellFormed()) }),
    invitation: (text) => ({ event: 'invitation', from: text, room: text, private: true }),
    invite_sent: (text) => ({ event: 'invite_sent', room: text, to: text }),
    invite_answered: (text) => ({ event: 'invite_answered', room: text, by: text, accepted: true }),
    help: () => ({ event: 'help', commands: [{ usage: '/x', aliases: ['y'], summary: 'z' }] }),
    error: (text) => ({ event: 'error', code: text, message: text }),
  };
  const more: ((text: string) => Report)[] = [
    (text) => link(text),
    (text) => link(text, { confirms: false }),
    (text) => link(text, { ...PLAIN, records_keys: true, encryption_off: true }),
    (text) => message({ ...PLAIN, room: text, from: text, content: text }),
    (text) => ({ event: 'trust', peer: text, state: 'first-use', fingerprint: KEY }),
    (text) => ({ event: 'trust', peer: text, state: 'verified', fingerprint: KEY }),
    (text) => ({ event: 'fingerprint', username: text, fingerprint: null, trust: 'unknown' }),
    (text) => ({ event: 'safety_number', peer: text, number: NUMBER, fingerprint: KEY, verified: true }),
    (text) => ({ event: 'blocked', peer: text, blocked: false }),
    (text) => ({ event: 'password_wanted', room: text, for: 'create' }),
    (text) => ({ event: 'invitation', from: text, room: text, private: false }),
    (text) => ({ event: 'invite_answered', room: text, by: text, accepted: false }),
    (text) => status({ people: [person(text, { ...PLAIN, trust: 'unknown', records_keys: true, waiting: 2 })] }),
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

  it('cannot pass for a warning, an order, or a key of ours', () => {
    const forged = 'bob\n! eva HAS ANOTHER KEY\r* eva is verified\u2028';
    const name = 'bob ! eva HAS ANOTHER KEY * eva is verified';
    expect(linesOf({ event: 'invitation', from: forged, room: 'dev\n* x', private: false })).toEqual([
      `* ${name} asks you into #dev * x: /accept ${name}, or /decline ${name}`,
    ]);
    expect(linesOf({ event: 'trust', peer: forged, state: 'verified', fingerprint: KEY })).toEqual([
      `* ${name} is marked as verified`,
    ]);
    expect(linesOf({ event: 'invite_answered', room: 'dev', by: forged, accepted: true })).toHaveLength(1);
    const entries = [{ username: 'eve (AAAAAAAA)\n! x', fingerprint: null }];
    const told: Report = { event: 'roster_mismatch', room: 'dev', peer: forged, told: entries, told_them: [] };
    expect(linesOf(told)).toEqual([
      `! the tracker says of #dev one thing to you and, as ${name} says, another one to them: somebody is lying`,
      `!   you were told eve (AAAAAAAA) ! x (no key); ${name} was told `,
    ]);
  });

  it('cannot look encrypted: the mark of what was not comes before all that they write', () => {
    const text = '\r\x1b[2K#dev ana: hi';
    for (const where of [text, null]) {
      const [line = ''] = linesOf(message({ ...PLAIN, room: where, from: text, content: text }));
      expect(line.startsWith('[plain] ')).toBe(true);
    }
  });

  it('cannot break a name over two lines, or end our colours', () => {
    expect(linesOf({ event: 'member_joined', room: 'dev\n* x', username: 'a\nb' })).toEqual(['* a b joined #dev * x']);
    const [line = ''] = new Describer(ansiPaint, true).lines(message({ from: '\x1b[0m\x1b[32mroot' }));
    expect(line).toContain(ansiPaint('root', 'name'));
  });
});

describe('what goes out in plaintext', () => {
  it('is marked, on each line of ours and where it has arrived', () => {
    const piped = new Describer(withoutPaint, true);
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
    expect(piped.lines({ event: 'queued', ...line })).toEqual(['[plain] #dev you: olá']);
    expect(piped.lines({ event: 'delivered', id: '1', to: 'rui' })).toEqual(['* delivered to rui [plain]']);
    piped.lines({ ...link, security: 'tls1.3' });
    expect(piped.lines({ event: 'queued', ...line, id: '2' })).toEqual(['#dev you: olá']);
  });
});
