// The table of commands, row by row: each does what its help says, by its name and by each alias; what the screen does
// not do itself reaches the client, from the conversation that is shown. The compiler asks for a scenario for each.

import { describe, expect, it } from 'vitest';
import type { CommandName, ScreenCommandName } from '../../../peer/commands/command-row.ts';
import { COMMANDS } from '../../../peer/commands/commands.ts';
import { readLine } from '../../../peer/commands/read-line.ts';
import { usageOf } from '../../../peer/commands/usage.ts';
import { english } from '../../../peer/ui/tui/phrases/en.ts';
import { portuguese } from '../../../peer/ui/tui/phrases/pt.ts';
import { dark, light } from '../../../peer/ui/tui/theme/built-in.ts';
import { asLine } from '../../helpers/as-line.ts';
import type { FullScreenInTest } from '../../helpers/full-screen.ts';
import { inThree, said } from './scenes.ts';

/**
 * `name` is the command with its slash, as it is typed; a scenario leaves the screen so that it can be played again.
 */
type Scenario = (screen: FullScreenInTest, name: string) => Promise<void>;

const DEV = { kind: 'room', room: 'dev' };

const texts = (screen: FullScreenInTest): string[] => screen.lines.splice(0).map(({ text }) => text);

/** What the line means reaches the client. */
const reaches =
  (rest = ''): Scenario =>
  async (screen, name) => {
    const line = rest === '' ? name : `${name} ${rest}`;
    await screen.type(`${line}\r`);
    expect(screen.lines.splice(0)).toEqual([{ text: asLine(readLine(line).intent), from: DEV }]);
    expect(screen.line).toBe(' #dev>');
  };

const opens =
  (title: string, ...lines: readonly string[]): Scenario =>
  async (screen, name) => {
    await screen.type(`${name}\r`);
    screen.shows(`┌─ ${title}`);
    expect(texts(screen)).toEqual(lines);
    await screen.press('escape');
  };

const sets =
  (setting: string, value: string, before: string, check: (screen: FullScreenInTest) => void): Scenario =>
  async (screen, name) => {
    await screen.type(`${name} ${value}\r`);
    check(screen);
    expect(screen.preferences.settings).toHaveProperty(setting, value);
    await screen.type(`${name} ${before}\r`);
    expect(screen.kept.splice(0)).toEqual([`${setting} = ${value}`, `${setting} = ${before}`]);
  };

/** Of the bar at the top. */
const background = (screen: FullScreenInTest): number | null => screen.emulator.cell(0, 0).background;

const SCENARIOS: { readonly [Name in CommandName | ScreenCommandName]: Scenario } = {
  async help(screen, name) {
    await opens(english.helpTitle)(screen, name);
    await screen.type(`${name} join\r`);
    screen.shows('/join <room or invitation>', '/entrar /j');
    await screen.press('escape');
  },
  users: reaches(),
  peers: opens(english.peopleTitle, '/peers'),
  rooms: opens(english.roomsTitle, '/rooms'),
  join: reaches('#tea room'),
  create: reaches('tea --password'),
  async leave(screen, name) {
    await reaches()(screen, name);
    await reaches('ops')(screen, name);
    await screen.report(said('bob', 'here', null));
    await screen.press('alt+3');
    await screen.type(`${name}\r`);
    expect(screen.lines.splice(0)).toEqual([{ text: '/leave', from: { kind: 'private', to: 'bob' } }]);
    screen.hides('@bob');
    expect(screen.title).toContain('#dev');
  },
  async 'delete-room'(screen, name) {
    await screen.type(`${name}\r`);
    screen.shows(english.confirmDelete('dev'));
    expect(texts(screen)).toEqual([]);
    await screen.press('escape');
    await screen.type(`${name} #ops\r`);
    screen.shows(english.confirmDelete('ops'));
    await screen.press('enter');
    expect(screen.lines).toEqual([]);
    await screen.press('y');
    expect(screen.lines.splice(0)).toEqual([{ text: '/delete-room #ops', from: DEV }]);
  },
  msg: reaches('bob hello'),
  me: reaches('waves'),
  say: reaches('hello'),
  invite: reaches(),
  add: reaches('rui'),
  accept: reaches('rui'),
  decline: reaches('rui'),
  requests: opens(english.invitationsTitle),
  fingerprint: reaches('bob'),
  password: reaches(),
  'safety-number': reaches('bob'),
  async verify(screen, name) {
    await screen.type(`${name} bob\r`); // To be compared first; with a number it is compared at once.
    expect(texts(screen)).toEqual(['/safety-number bob']);
    await reaches('bob 12345')(screen, name);
  },
  unverify: reaches('bob'),
  trust: reaches('bob'),
  block: reaches('bob'),
  unblock: reaches('bob'),
  status: reaches(),
  async wire(screen, name) {
    await screen.type(`${name}\r`);
    screen.shows(`── ${english.wireTitle}`);
    await screen.type(`${name} off\r`);
    screen.hides(`── ${english.wireTitle}`);
    expect(texts(screen)).toEqual([]);
  },
  async quit(screen, name) {
    await screen.type(`${name}\r`);
    expect(screen.happened.splice(0)).toEqual(['quit']);
    screen.fullScreen.forgetClient();
    screen.connect();
  },

  async search(screen, name) {
    await screen.type(`${name} hello\r`);
    screen.shows(`${english.logSearch}hello`);
    await screen.press('escape');
    await screen.type(`${name} goodbye\r`);
    screen.shows(english.notFound('goodbye'));
    await screen.press('escape');
    expect(screen.line).toBe(' #dev>');
  },
  async mute(screen, name) {
    for (const [rest, label] of [
      ['', '#dev'],
      [' #ops', '#ops'],
      [' bob', '@bob'],
    ] as const) {
      await screen.type(`${name}${rest}\r`);
      screen.shows(english.mutedNow(label));
      await screen.type(`${name}${rest}\r`);
      screen.shows(english.unmutedNow(label));
    }
  },
  marks: opens(english.explainTitle),
  async clear(screen, name) {
    await screen.report(said('bob', 'soon forgotten'));
    await screen.type(`${name}\r`);
    screen.hides('soon forgotten');
  },
  async export(screen, name) {
    await screen.report(said('eva', 'kept in a file'));
    await screen.type(`${name} log ${name.slice(1)}.txt\r`);
    expect(screen.files.get(`log ${name.slice(1)}.txt`)).toContain('12:00 eva: kept in a file\n');
    screen.shows('/home/ana/log');
  },
  async set(screen, name) {
    await opens('/set')(screen, name);
    await screen.type(`${name} bell\r`);
    screen.shows('off | highlights | all');
    screen.hides('24 | 12 | off');
    await screen.press('escape');
    await sets('bell', 'all', 'off', () => screen.shows(english.set('bell', 'all')))(screen, `${name} bell`);
  },
  theme: sets('theme', 'light', 'dark', (screen) => {
    expect(light.bar.background).not.toBe(dark.bar.background);
    expect(background(screen)).toBe(light.bar.background);
  }),
  lang: sets('lang', 'pt', 'en', (screen) => screen.shows(portuguese.rooms, portuguese.trackerConnected)),
  time: sets('time', '12', '24', (screen) => screen.shows('12:00pm')),
  mouse: sets('mouse', 'off', 'on', (screen) => expect(screen.emulator.modes.mouse).toBe('none')),
};

describe('a command of the table', () => {
  it.each(COMMANDS.map((row) => ({ ...row, usage: usageOf(row), help: row.help.en })))('$usage: $help', async (row) => {
    const screen = await inThree();
    for (const name of [row.name, ...row.aliases]) await SCENARIOS[row.name](screen, `/${name}`);
  });
});

describe('a command for something that is not there', () => {
  it('says so, and does nothing to anything else', async () => {
    const screen = await inThree();
    await screen.type('/mute nosuch\r');
    screen.shows(english.noConversation('nosuch'));
    screen.hides(english.mutedNow('#dev'));
    await screen.type('/help nosuch\r');
    expect(texts(screen)).toEqual(['UNKNOWN_COMMAND nosuch']);
    screen.hides(`┌─ ${english.helpTitle}`);
  });

  it('is not one that differs by case or accents alone', async () => {
    const screen = await inThree();
    await screen.report(said('Zoé', 'hello', null));
    await screen.type('/mute ZOE\u0301\r');
    screen.shows(english.mutedNow('@Zoé'));
    await screen.type('/mute #OPS\r');
    screen.shows(english.mutedNow('#ops'));
  });
});

describe('a line', () => {
  it('that is no command goes to the conversation in which it is typed, and to no other', async () => {
    const screen = await inThree();
    await screen.type('to all\r');
    await screen.press('alt+3');
    await screen.type('to bob\r');
    await screen.press('alt+0');
    await screen.type('to nobody\r');
    screen.shows(english.notSentNowhere);
    expect(screen.lines).toEqual([
      { text: 'to all', from: DEV },
      { text: 'to bob', from: { kind: 'private', to: 'bob' } },
    ]);
  });

  it('that looks like a command and is none reaches the client, which says so; one that is blank does not', async () => {
    const screen = await inThree();
    await screen.type('/jion dev\r//join dev\r   \r');
    expect(texts(screen)).toEqual(['UNKNOWN_COMMAND jion', '//join dev']);
  });

  it('is not said in a room that is no more, which /leave closes without a word', async () => {
    const screen = await inThree();
    await screen.report({ event: 'room_deleted', room: 'dev', by: 'eva' });
    await screen.type('too late\r');
    screen.shows(english.ended);
    expect(screen.line).toContain(' #dev> too late');
    await screen.press('ctrl+u');
    await screen.type('/status\r/leave\r');
    expect(texts(screen)).toEqual(['/status']);
    screen.hides('#dev');
  });
});
