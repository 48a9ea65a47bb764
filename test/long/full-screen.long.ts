// The full screen with real processes, in terminals of all kinds.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectRepainted } from '../helpers/expect-terminal.ts';
import { Person, type PersonOptions } from '../helpers/person-at-terminal.ts';
import { inRoom, type PeerProgram, TrackerProgram, temporaryFolder } from '../helpers/programs.ts';
import { hasTmux } from '../helpers/terminal.ts';

const ESCAPE = '\u001b';
const COLOUR = new RegExp(`${ESCAPE}\\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[0-9;]*)?m`);

describe.runIf(hasTmux())('three people at three terminals', () => {
  it('are told what is new elsewhere, until they have looked', async () => {
    const { ana, bob, eva } = await three();
    bob.enters('/msg ana');
    await bob.sees('@ana>');
    bob.enters('between us');
    await ana.sees('new 2:@1');
    expect(ana.frame).not.toContain('between us');
    bob.enters('and this');
    await ana.sees('new 2:@2');
    ana.presses('M-a');
    await ana.sees('and this');
    expect(ana.frame).toContain('between us');
    expect(ana.frame).not.toContain('new 2:');
    eva.enters('one');
    await ana.sees('new 1:1');
    eva.enters('two, ana');
    await ana.sees('new 1:@1');
    ana.presses('M-1');
    await ana.sees('two, ana');
    expect(ana.frame).toMatch(/─ new ─[\s\S]*one[\s\S]*two, ana/);
    expect(ana.frame).not.toContain('new 1:');
    expect(eva.terminal.everShowed('between us')).toBe(false);
  });

  it('go on talking when the tracker is killed, are told so, and are told when it is back', async () => {
    const data = temporaryFolder();
    const { tracker, ana, bob, eva } = await three(data);
    await tracker.line((line) => line['message'] === 'created', 'the room');
    tracker.child.kill('SIGTERM');
    await tracker.exited;
    for (const each of [ana, bob, eva]) await each.sees('NO TRACKER');
    ana.enters('still here?');
    for (const each of [bob, eva]) await each.sees('ana still here?');
    await ana.sees(/still here\? +✓2/);
    bob.presses('F8');
    await bob.sees(/reconnecting|To start one here/);
    bob.presses('Escape');
    const again = await TrackerProgram.start(['--port', String(tracker.port)], data);
    for (const each of [ana, bob, eva]) await each.sees('tracker ok');
    expect(again.errors).toBe('');
    eva.enters('and now?');
    for (const each of [ana, bob]) await each.sees('eva and now?');
    expect(ana.frame).toContain('connected 2/2');
  });

  it('paste without sending, and send what they have read', async () => {
    const { ana, bob } = await three();
    ana.terminal.pastes('one\ntwo\nthree');
    await ana.sees('three');
    ana.terminal.presses('-l', ' and a half');
    await ana.sees('three and a half');
    expect(bob.frame).not.toContain('three');
    ana.presses('Enter');
    await bob.sees('three and a half');
    expect(bob.frame).toMatch(/ana one .*\n.* two .*\n.* three and a half/);
  });
});

describe.runIf(hasTmux())('a window that changes its size', () => {
  it('shows what a fresh painting would show, after 2,000 lines have come meanwhile', async () => {
    const { ana, bob } = await two({ config: 'time = off' });
    // No emoji that are joined from several: tmux takes them apart when what is written reaches it in two pieces.
    const wide = (index: number): string => 'wide 山田 👋 e\u0301 '.repeat(index % 7);
    bob.type(...Array.from({ length: 2_000 }, (_, index) => `line ${index + 1} ${wide(index)}`));
    for (let round = 0; !ana.frame.includes('line 2000'); round += 1) {
      ana.terminal.drags(30 + ((round * 37) % 120), 6 + ((round * 11) % 40));
      if (round > 2_000) throw new Error('the last line never came');
    }
    for (const [columns, rows] of SIZES) {
      await ana.terminal.resizes(columns, rows);
      await expectRepainted(ana);
    }
    ana.enters('here still');
    await bob.event('message', { content: 'here still' });
    expect(bob.all('failed')).toEqual([]);
  });
});

const SIZES = [
  [40, 12],
  [120, 40],
  [300, 100],
  [20, 5],
  [80, 24],
] as const;

const WAYS: readonly (readonly [string, PersonOptions])[] = [
  ['xterm-256color', {}],
  ['linux', { environment: { TERM: 'linux' } }],
  ['screen-256color', { environment: { TERM: 'screen-256color' } }],
  ['vt100', { environment: { TERM: 'vt100' } }],
  ['a terminal nobody has heard of', { environment: { TERM: 'nonesuch' } }],
  ['NO_COLOR', { environment: { NO_COLOR: '1' } }],
  ['LANG=C', { environment: { LC_ALL: 'C', LANG: 'C' } }],
  ['--ascii', { args: ['--ascii'] }],
  ['40x12', { columns: 40, rows: 12 }],
  ['--no-mouse', { args: ['--no-mouse'] }],
  ['Portuguese', { args: ['--lang', 'pt'] }],
];

describe.runIf(hasTmux())('a terminal', () => {
  it.each(WAYS)('of the kind %s shows a conversation', async (kind, options) => {
    const { ana, bob } = await two(options);
    const isAscii = kind === 'LANG=C' || kind === '--ascii';
    bob.type('olá, ana 👋 日本');
    await ana.sees(isAscii ? /bob ol\?, ana \?+ \?+/ : 'bob olá, ana 👋 日本');
    ana.enters('fine, and you?');
    await bob.event('message', { content: 'fine, and you?' });
    ana.presses('F1');
    await ana.sees(kind === 'Portuguese' ? 'Ajuda' : 'Help');
    ana.presses('Escape');
    await ana.sees('fine, and you?');
    expect(ana.facts).toMatchObject({ hasMouse: kind !== '--no-mouse', isAlternate: true });
    const { bytes } = ana.terminal;
    expect(bytes.some((byte) => byte >= 0x80)).toBe(!isAscii);
    expect(COLOUR.test(bytes.toString())).toBe(kind !== 'NO_COLOR' && kind !== 'vt100');
    ana.presses('F10');
    expect((await ana.ended()).code).toBe(0);
    expect(ana.facts).toMatchObject({ isAlternate: false, hasMouse: false, isCursorShown: true });
  });

  it('that says it is dumb gets plain lines, and is told why', async () => {
    const tracker = await TrackerProgram.start();
    const ana = new Person('ana', tracker, { environment: { TERM: 'dumb' } });
    await ana.terminal.shows('peer: no full screen, because TERM is "dumb"');
    await ana.terminal.shows('Your name:');
    for (const [prompt, line] of [
      ['', 'ana'],
      ['Password for ana:', ana.password],
      ['Repeat the password', ana.password],
    ] as const) {
      await ana.terminal.shows(prompt);
      ana.enters(line);
    }
    await ana.terminal.shows('you are ana');
    ana.enters('/quit');
    expect((await ana.ended()).code).toBe(0);
    expect(ana.terminal.bytes.includes('\u001b[?1049h')).toBe(false);
  });
});

describe.runIf(hasTmux())('what is kept', () => {
  it('in the config file counts, and a line that is wrong is named with its number', async () => {
    const tracker = await TrackerProgram.start();
    const config = '# mine\ntheme = light\nmouse = maybe\nhints = off\n';
    const ana = await new Person('ana', tracker, { config }).registers();
    await ana.sees(/config:3:[\s\S]*mouse[\s\S]*can't be "maybe"/);
    expect(ana.facts.hasMouse).toBe(true);
    expect(ana.frame).not.toContain('F1 help');
    ana.enters('/set theme high-contrast');
    await ana.sees('theme set to high-contrast, saved in');
    expect(readFileSync(ana.configFile, 'utf8')).toBe(config.replace('light', 'high-contrast'));
  });

  it('by /set goes to a file that explains itself, if there is none yet', async () => {
    const tracker = await TrackerProgram.start();
    const ana = await new Person('ana', tracker).registers();
    const before = ana.terminal.colouredFrame;
    ana.enters('/set theme light');
    await ana.sees('theme set to light, saved in');
    expect(ana.terminal.colouredFrame).not.toBe(before);
    const file = readFileSync(ana.configFile, 'utf8');
    expect(file).toMatch(/^theme = light$/m);
    expect(file).toMatch(/^# mouse = on$/m);
  });

  it('of what was typed comes back after a restart, and the name is offered', async () => {
    const { tracker, home } = await typedAndLeft('');
    const again = new Person('ana', tracker, { home });
    await again.sees(/Your name +ana/);
    expect(again.frame).toContain('optional: your key logs you in');
    again.presses('Enter', 'Enter');
    await again.isReady();
    again.presses('Up');
    await again.sees(/^ > \/quit$/m);
    again.presses('Up');
    await again.sees(/^ > \/status$/m);
    again.presses('C-c', 'C-r');
    again.terminal.presses('-l', 'stat');
    await again.sees('/status');
  });

  it('is nothing of what was typed with history = off', async () => {
    const { tracker, home } = await typedAndLeft('history = off');
    const kept = readdirSync(join(home, 'data'), { recursive: true }).map(String);
    expect(kept.some((file) => file.endsWith('identity.json'))).toBe(true);
    expect(kept.filter((file) => file.includes('history'))).toEqual([]);
    const again = new Person('ana', tracker, { home });
    await again.sees(/Your name +ana/);
    again.presses('Enter', 'Enter');
    await again.isReady();
    again.presses('Up');
    again.terminal.presses('-l', 'x');
    await again.sees(/^ > x$/m);
  });

  it('of a wrong password is nothing: it is asked for again', async () => {
    const { tracker } = await typedAndLeft('');
    const other = new Person('ana', tracker);
    await other.sees('Repeat password');
    other.presses('F4');
    await other.seesNoMore('Repeat password');
    for (const line of ['ana', 'hunter2-eve']) other.enters(line);
    await other.sees('Wrong name or password');
    await other.sees('Repeat password');
    other.presses('F4');
    await other.seesNoMore('Repeat password');
    other.enters(other.password);
    await other.isReady();
    expect(other.terminal.everShowed('hunter2-eve')).toBe(false);
  });
});

async function typedAndLeft(config: string): Promise<{ tracker: TrackerProgram; home: string }> {
  const tracker = await TrackerProgram.start();
  const ana = await new Person('ana', tracker, { config }).registers();
  ana.enters('/status');
  await ana.sees('not in a room');
  ana.enters('/quit');
  expect((await ana.ended()).code).toBe(0);
  return { tracker, home: ana.home };
}

async function two(options: PersonOptions): Promise<{ ana: Person; bob: PeerProgram }> {
  const tracker = await TrackerProgram.start();
  const [bob] = (await inRoom(tracker, 'bob')) as [PeerProgram];
  const ana = await new Person('ana', tracker, options).registers();
  ana.enters('/join dev');
  await bob.event('link', { peer: 'ana', state: 'open' });
  return { ana, bob };
}

async function three(data?: string): Promise<{ tracker: TrackerProgram; ana: Person; bob: Person; eva: Person }> {
  const tracker = await TrackerProgram.start([], data);
  const config = 'time = off';
  const [ana, bob, eva] = await Promise.all([
    new Person('ana', tracker, { config }).registers(),
    new Person('bob', tracker, { config, columns: 120, rows: 40 }).registers(),
    new Person('eva', tracker, { config, columns: 64, rows: 20 }).registers(),
  ]);
  ana.enters('/create dev');
  await ana.sees('alone here');
  for (const each of [bob, eva]) each.enters('/join dev');
  for (const each of [ana, bob, eva]) await each.sees('connected 2/2');
  return { tracker, ana, bob, eva };
}
