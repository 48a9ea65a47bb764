import { describe, expect, it } from 'vitest';
import { english } from '../../../peer/ui/tui/phrases/en.ts';
import { because } from '../../helpers/because.ts';
import type { FullScreenInTest } from '../../helpers/full-screen.ts';
import { joined, link, peer, queued, room } from '../phrases/sample-reports.ts';
import { atHome, inRoom, inThree, said, showing } from './scenes.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const BLUR = '\x1b[O';
const FOCUS = '\x1b[I';

/** The column of conversations and people; of spaces that follow each other, one. */
const side = ({ emulator }: FullScreenInTest): string[] =>
  emulator.lines.map((line) => (line.split('│')[0] ?? '').trimEnd().replace(/ +/g, ' '));

/** The rows of the log. */
const log = ({ emulator }: FullScreenInTest): string[] =>
  emulator.lines.slice(1, 21).map((line) => (line.split('│')[1] ?? '').trim());

const rulesIn = (screen: FullScreenInTest): number[] =>
  log(screen).flatMap((line, index) => (/^─+ new ─+$/.test(line) ? [index] : []));

describe('what was not read', () => {
  it('is counted beside the conversation, in the status and in the title of the window; what is for us by name or alone says so', async () => {
    const screen = await inThree();
    await screen.report(said('eva', 'one', 'ops'), said('eva', 'two', 'ops'), said('bob', 'psst', null));
    expect(side(screen)).toEqual(expect.arrayContaining([' 2 #ops 2', ' 3 @bob @1']));
    screen.shows(`[${english.activity('2:2 3:@1')}]`);
    expect(screen.emulator.title).toBe('(3) P2P Chat #dev');
    await screen.report(said('eva', 'and you, Ana?', 'ops'), said('eva', 'anagram', 'ops'));
    expect(side(screen)).toContain(' 2 #ops @1');
    await screen.press('alt+2', 'alt+3');
    screen.hides(`[${english.activity('')}`);
    expect(screen.emulator.title).toBe('P2P Chat @bob');
  });

  it('begins below a line, which stays until the user has looked and turned away', async () => {
    const screen = await inThree();
    await screen.report(said('eva', 'before', 'ops'));
    await screen.press('alt+2', 'alt+1');
    await screen.report(said('eva', 'first', 'ops'), said('eva', 'second', 'ops'));
    await screen.press('alt+2');
    const [rule, ...others] = rulesIn(screen);
    expect(others).toEqual([]);
    expect(log(screen)[(rule ?? 0) - 1]).toContain('before');
    expect(log(screen)[(rule ?? 0) + 1]).toContain('first');
    await screen.report(said('eva', 'third', 'ops'));
    expect(rulesIn(screen)).toHaveLength(1);
    await screen.press('alt+1', 'alt+2');
    expect(rulesIn(screen)).toEqual([]);
  });

  it('begins at the first thing said while the window was behind', async () => {
    const screen = await inRoom();
    await screen.send(BLUR);
    await screen.report(said('bob', 'first'), said('bob', 'second'));
    await screen.send(FOCUS);
    const [rule, ...others] = rulesIn(screen);
    expect(others).toEqual([]);
    expect(log(screen)[(rule ?? 0) + 1]).toContain('first');
    await screen.send(BLUR + FOCUS);
    expect(rulesIn(screen)).toEqual([]);
  });

  it('does not count in a muted conversation, unless it is for us by name', async () => {
    const screen = await inThree();
    await screen.type('/mute ops\r');
    expect(side(screen)).toContain(' 2 #ops -');
    await screen.report(said('eva', 'noise', 'ops'));
    expect(side(screen)).toContain(' 2 #ops -');
    await screen.report(said('eva', 'ana?', 'ops'));
    expect(side(screen)).toContain(' 2 #ops @1');
  });

  it('is a warning, too, where nobody looks', async () => {
    const screen = await inThree();
    await screen.press('alt+2');
    await screen.report(queued(['bob'], { id: 'q9' }), { event: 'failed', id: 'q9', to: 'bob', reason: because('no') });
    expect(side(screen)).toContain(' 1 #dev @1');
  });
});

describe('the log', () => {
  it('says when another day begins', async () => {
    const screen = await inRoom();
    screen.clock.setBack(-DAY_MS);
    await screen.report(said('bob', 'tomorrow'));
    const at = log(screen).findIndex((line) => line.includes('tomorrow'));
    expect(log(screen)[at - 1]).toContain(english.day(screen.clock.now()));
    expect(log(screen)[at - 1]).not.toContain(english.day(screen.clock.now() - DAY_MS));
  });

  it('stands still for who has scrolled up, whatever comes, however wide it becomes, until they return', async () => {
    const screen = await inRoom();
    await screen.report(...Array.from({ length: 60 }, (_, index) => said('bob', `<${index}>`)));
    await screen.press('pageup', 'shift+up');
    const before = log(screen);
    await screen.report(said('bob', 'below'), said('eva', 'and below'));
    expect(log(screen)).toEqual(before);
    screen.shows(`[${english.more(2)}]`);
    await screen.resize(100, 24);
    expect(screen.emulator.lines[1]).toContain(before[0]);
    await screen.type('my answer\r');
    screen.shows('and below');
    screen.hides('MORE');
  });

  it('says once who speaks, as long as they go on', async () => {
    const screen = await inRoom();
    await screen.report(said('bob', 'going on'), said('eva', 'me too'), said('bob', 'again'));
    expect(log(screen).filter((line) => /bob/.test(line) && !/connected|you are/.test(line))).toEqual([
      expect.stringMatching(/bob hello ana$/),
      expect.stringMatching(/bob again$/),
    ]);
  });

  it('says when a line was written that came late', async () => {
    const screen = await inRoom();
    const writtenAt = new Date(screen.clock.now() - 90 * 60_000).toISOString();
    await screen.report(said('bob', 'kept for you', 'dev', { sent_at: writtenAt }));
    screen.shows(`kept for you ${english.writtenAt('10:30')}`);
  });

  it('says beside each own line what became of it, and follows it wherever it is', async () => {
    const screen = await inThree();
    const mark = (): string => /mine +(\S+)$/m.exec(screen.text)?.[1] ?? 'none';
    await screen.report(queued(['bob', 'eva'], { content: 'mine' }));
    expect(mark()).toBe('…');
    await screen.report({ event: 'sent', id: 'q1', to: 'bob' }, { event: 'sent', id: 'q1', to: 'eva' });
    expect(mark()).toBe('→');
    await screen.press('alt+2');
    await screen.report({ event: 'delivered', id: 'q1', to: 'bob' }, { event: 'delivered', id: 'q1', to: 'eva' });
    await screen.press('alt+1');
    expect(mark()).toBe('✓2');
    await screen.report({ event: 'failed', id: 'q1', to: 'eva', reason: because('too late to matter') });
    expect(mark()).toBe('✓2');
  });
});

describe('conversations', () => {
  it('appear where they are spoken of, and go when they are left, to the one before', async () => {
    const screen = await inThree();
    await screen.press('alt+2');
    await screen.report({ event: 'room_left', room: 'ops', reason: 'left' });
    expect(screen.title).toContain('#dev');
    screen.hides('#ops');
    await screen.report(said('zoé', 'hello', null));
    expect(side(screen)).toContain(' 3 @zoé @1');
  });

  it('that are left are gone: "last conversation" does not bring them back', async () => {
    const screen = await inThree();
    await screen.press('alt+2');
    await screen.report({ event: 'room_left', room: 'ops', reason: 'left' });
    await screen.press('alt+l');
    screen.hides('#ops');
    expect(screen.title).toContain('P2P Chat');
  });

  it('have people who come, go away, return and leave', async () => {
    const screen = await inRoom();
    const { emulator } = screen;
    const of = { room: 'dev', username: 'eva' };
    const [x, y] = [3, side(screen).findIndex((line) => line.includes('eva'))];
    const there = emulator.cell(x, y);
    await screen.report({ event: 'member_away', ...of }, link('eva', { state: 'closed', reason: because('gone') }));
    expect(side(screen)).toContain(' ○ eva ?');
    expect(emulator.cell(x, y)).not.toEqual(there);
    await screen.report({ event: 'member_back', ...of }, link('eva', { state: 'connecting' }));
    expect(side(screen)).toContain(' ◐ eva ?');
    expect(emulator.cell(x, y)).toEqual(there);
    await screen.report({ event: 'member_left', ...of, reason: 'left' });
    expect(side(screen)).toEqual(expect.arrayContaining(['PEOPLE 1', ' ● bob ✓']));
    expect(side(screen).join('')).not.toContain('eva');
  });

  it('say at the top what is wrong before what is right', async () => {
    const screen = await inRoom({ columns: 120 });
    expect(screen.title).toMatch(/encrypted {2}verified 1\/2$/);
    await screen.report(link('eva', { security: 'plaintext' }));
    expect(screen.title).toMatch(/NOT ENCRYPTED: eva +verified 1\/2$/);
    await screen.report(link('eva', { records_keys: true }));
    expect(screen.title).toMatch(/RECORDS KEYS: eva .*encrypted {2}verified 1\/2$/);
    await screen.report({ event: 'trust', peer: 'bob', state: 'changed', fingerprint: 'A'.repeat(43) });
    expect(screen.title).toMatch(/verified 0\/2$/);
    await screen.report({ event: 'blocked', peer: 'bob', blocked: true });
    expect(screen.text).toMatch(/✗ bob +!/);
  });

  it('are chosen in the order in which they are numbered, and home is the last to go', async () => {
    const screen = await atHome();
    await screen.report(joined({ room: 'b' }), joined({ room: 'a' }), showing({ room: 'b' }));
    expect(side(screen).slice(2, 5)).toEqual([' 0 home', '>1 #b', ' 2 #a']);
    await screen.report(
      { event: 'room_left', room: 'b', reason: 'left' },
      { event: 'room_left', room: 'a', reason: 'left' },
    );
    expect(screen.title).toContain('P2P Chat');
    await screen.press('alt+l', 'alt+down', 'alt+up', 'alt+7');
    expect(screen.title).toContain('P2P Chat');
  });
});

describe('the line', () => {
  it('is another one in each conversation, and keeps what is not sent yet', async () => {
    const screen = await inThree();
    await screen.type('for dev');
    await screen.press('alt+3');
    expect(screen.line).toBe(' @bob>');
    await screen.type('for bob');
    await screen.press('alt+1');
    expect(screen.line).toBe(' #dev> for dev');
    await screen.press('alt+3', 'enter', 'alt+1', 'enter');
    expect(screen.lines.map(({ text }) => text)).toEqual(['for bob', 'for dev']);
  });

  it('can be undone and done again, but never brings back what was sent', async () => {
    const screen = await inRoom();
    await screen.type('sent\r');
    await screen.press('ctrl+_');
    expect(screen.line).toBe(' #dev>');
    await screen.type('one two');
    await screen.press('ctrl+w', 'ctrl+u', 'ctrl+_', 'ctrl+_');
    expect(screen.line).toBe(' #dev> one two');
    await screen.press('alt+_');
    expect(screen.line).toBe(' #dev> one');
  });

  it('calls back what was typed in earlier runs and in this one, and keeps the draft that was left for it', async () => {
    const screen = await inRoom();
    const kept: (readonly string[])[] = [];
    screen.fullScreen.useHistory(['/join of-yesterday'], (entries) => kept.push(entries));
    await screen.type('of today\r/users\r a secret\r/create x --password y\rdraft');
    expect(kept.at(-1)).toEqual(['/join of-yesterday', '/users']);
    await screen.press('up');
    expect(screen.line).toBe(' #dev> /users');
    await screen.press('up', 'up');
    expect(screen.line).toBe(' #dev> /join of-yesterday');
    await screen.type('!');
    await screen.press('down', 'down', 'down');
    expect(screen.line).toBe(' #dev> draft');
    await screen.press('up', 'up', 'up');
    expect(screen.line).toBe(' #dev> /join of-yesterday!');
  });

  it('is not kept for another run if that is not wanted', async () => {
    const screen = await inRoom({ settings: { history: 'off' } });
    screen.fullScreen.useHistory(['/users'], () => expect.fail('it was kept'));
    await screen.type('of today\r/users\r');
    await screen.press('up', 'up', 'up');
    expect(screen.line).toBe(' #dev> of today');
  });

  it('completes rooms, people and settings, who is here and spoke last coming first', async () => {
    const screen = await inThree();
    await screen.report(
      { event: 'rooms', rooms: [room('devel'), room('café')] },
      { event: 'peers', room: null, peers: [peer('ana'), peer('ewa'), peer('bea')] },
      said('eva', 'me last'),
    );
    const completed = async (typed: string, ...tabs: readonly string[]): Promise<string> => {
      await screen.press('ctrl+u');
      await screen.type(typed);
      await screen.press(...tabs);
      return screen.line.slice(' #dev> '.length);
    };
    expect(await completed('e', 'tab')).toBe('eva:');
    expect(await completed('e', 'tab', 'tab')).toBe('ewa:');
    expect(await completed('hi b', 'tab')).toBe('hi bob');
    expect(await completed('see #ca', 'tab')).toBe('see #café');
    expect(await completed('/join d', 'tab', 'tab')).toBe('/join #devel');
    expect(await completed('/verify E', 'tab')).toBe('/verify eva');
    expect(await completed('/set the', 'tab')).toBe('/set theme');
    expect(await completed('/set theme l', 'tab')).toBe('/set theme light');
    expect(await completed('a', 'tab')).toBe('a');
  });
});
