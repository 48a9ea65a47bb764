import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../peer/commands/commands.ts';
import type { Problem } from '../../../peer/problems.ts';
import type { Report } from '../../../peer/reports.ts';
import { because } from '../../helpers/because.ts';
import { FullScreenInTest, type FullScreenOptions } from '../../helpers/full-screen.ts';
import { refusal } from '../../helpers/refusal.ts';
import { INVITE, link, numberOf, onWire, peer, queued, room } from '../phrases/sample-reports.ts';
import { expectFrame, SIZES } from './frames.ts';
import { atHome, entering, inRoom, inThree, said, showing } from './scenes.ts';

type Scene = (options: FullScreenOptions) => Promise<FullScreenInTest>;

/** In the time zone of the machine that runs the test. */
const MIDNIGHT = new Date('2026-01-01T00:00:00').toISOString();

const TRACKER = { address: '127.0.0.1', port: 6060 };
const NOBODY = { username: null, digest: null, register: false, tracker: TRACKER };

const WIRE = [
  onWire({ peer: 'tracker', remote: '127.0.0.1:6060', object: { cmd: 'JOIN_ROOM', room: 'dev', request_id: 4 } }),
  onWire({ number: 2, direction: 'received', peer: 'tracker', bytes: 812, object: { status: 'OK', request_id: 4 } }),
  onWire({ number: 3, security: 'plaintext', carried: null, carried_bytes: null }),
  onWire({ number: 4, direction: 'received', bytes: 43, object: { cmd: 'ACK', id: 'x' } }),
] as const;

const ROOMS = {
  event: 'rooms',
  rooms: [
    room('dev', { owner: 'ana', seats: 3 }),
    room('ops', { owner: 'eva', seats: 2, access: 'password' }),
    room('café 日本', { owner: 'joão', seats: 1, access: 'invite' }),
  ],
} as const;

/** Every kind of line, and every mark beside one. */
async function talk(options: FullScreenOptions): Promise<FullScreenInTest> {
  const screen = await inRoom(options);
  const own = (id: string, content: string, people = ['bob', 'eva']) => queued(people, { id, content });
  screen.tell(
    said('eva', 'two lines:\nthe second one'),
    said('bob', '/me waves'),
    said('bob', '日本語 한국어 👨‍👩‍👧 🇧🇷 👍🏽 e\u0301 שלום עולם'),
    said('bob', 'kept for you', 'dev', { sent_at: MIDNIGHT }),
    said('eva', 'in the open', 'dev', { security: 'plaintext' }),
    own('q1', 'arrived'),
    own('q2', 'a long line of which every word has to be read, even where it is folded, and one more'),
    own('q3', 'gone out'),
    own('q4', 'lost'),
    own('q5', 'waiting'),
    ...(['q1', 'q2'] as const).map((id) => ({ event: 'delivered', id, to: 'bob' }) as const),
    { event: 'delivered', id: 'q1', to: 'eva' },
    { event: 'sent', id: 'q3', to: 'bob' },
    { event: 'sent', id: 'q3', to: 'eva' },
    { event: 'failed', id: 'q4', to: 'bob', reason: because('bob has blocked you') },
    { event: 'member_away', room: 'dev', username: 'eva' },
    link('eva', { state: 'closed', reason: because('no answer') }),
    { event: 'error', problem: refusal('NOT_OWNER', 'Only the owner may do that.') },
  );
  screen.emulator.type('\x1b[O');
  await screen.pass();
  await screen.report(said('bob', 'ana: while you looked elsewhere'), said('bob', 'and more'));
  return screen;
}

async function after(scene: Promise<FullScreenInTest>, ...keys: string[]): Promise<FullScreenInTest> {
  const screen = await scene;
  await screen.press(...keys);
  return screen;
}

async function told(scene: Promise<FullScreenInTest>, ...reports: readonly Report[]) {
  const screen = await scene;
  await screen.report(...reports);
  return screen;
}

function signingIn(options: FullScreenOptions, ...begin: Parameters<FullScreenInTest['begin']>): FullScreenInTest {
  const screen = new FullScreenInTest(options);
  screen.begin(...begin);
  return screen;
}

/** The client asks who wants in; everybody needs a password. */
function asked(screen: FullScreenInTest, problem: Problem | null, username = 'ana'): void {
  const draft = { ...NOBODY, username, digest: 'ab' };
  screen.fullScreen.dialogue.signIn(draft, problem && { problem }, async () => true).catch(() => undefined);
}

const SCREENS: { readonly [name: string]: Scene } = {
  'sign-in-register': async (options) => signingIn(options),
  'sign-in-log-in': async (options) => signingIn(options, {}, 'ana'),
  'sign-in-several-names': async (options) => signingIn(options, {}, 'ana', 'rui', 'eva'),
  'sign-in-problem': async (options) => {
    const screen = signingIn(options);
    asked(screen, refusal('LOGIN_FAILED'));
    return screen;
  },
  waiting: async (options) => {
    const screen = signingIn(options, { username: 'ana' });
    screen.fullScreen.waitForTracker(TRACKER, () => undefined);
    return told(Promise.resolve(screen), {
      event: 'tracker',
      state: 'reconnecting',
      reason: because('nobody listens there'),
    });
  },
  home: (options) => atHome(options),
  room: talk,
  'room-scrolled-up': async (options) => {
    const screen = await after(talk(options), 'shift+up', 'shift+up');
    return told(Promise.resolve(screen), said('bob', 'below'));
  },
  'room-alone': (options) => told(atHome(options), ...entering('quiet', 'ana')),
  private: (options) =>
    told(
      inRoom(options),
      showing({ to: 'bob' }),
      said('bob', 'between us', null),
      { event: 'queued', id: 'p1', to: 'bob', content: 'yes', people: ['bob'] },
      { event: 'delivered', id: 'p1', to: 'bob' },
    ),
  'several-lines': async (options) => {
    const screen = await inRoom(options);
    await screen.paste('one\ntwo\nthree');
    return screen;
  },
  help: (options) => after(atHome(options), 'f1'),
  'help-command': async (options) => {
    const screen = await atHome(options);
    await screen.type('/help join\r');
    return screen;
  },
  'go-to': (options) => after(inThree(options), 'ctrl+g'),
  'rooms-browser': (options) => told(after(inRoom(options), 'f2'), ROOMS),
  'rooms-browser-new': async (options) => {
    const screen = await after(inRoom(options), 'f2');
    await screen.report(ROOMS);
    await screen.type('ga');
    return screen;
  },
  'people-browser': (options) =>
    told(after(inRoom(options), 'f3'), {
      event: 'peers',
      room: null,
      peers: [peer('ana'), peer('bob', { rooms: ['dev'] }), peer('zoé', { link: null, rooms: ['dev', 'ops'] })],
    }),
  'person-menu': (options) => after(inRoom(options), 'f3', 'enter'),
  'verify-first': (options) => told(inRoom(options), numberOf('bob', { verified: false })),
  'verify-new-key': (options) => told(inRoom(options), numberOf('bob', { verified: false, is_new_key: true })),
  'verify-marked': (options) => told(inRoom(options), numberOf('bob')),
  invite: (options) => told(inRoom(options), { event: 'invite', room: 'dev', invite: INVITE }),
  invitations: (options) =>
    after(
      told(
        inRoom(options),
        { event: 'invitation', from: 'zoé', room: 'ops', private: true },
        { event: 'invitation', from: 'rui', room: 'café', private: false },
      ),
      'f7',
    ),
  marks: (options) => after(talk(options), 'f8'),
  settings: async (options) => {
    const screen = await atHome(options);
    await screen.type('/set\r');
    return screen;
  },
  confirm: async (options) => {
    const screen = await inRoom(options);
    await screen.type('/delete-room\r');
    return screen;
  },
  'room-password': async (options) => {
    const screen = await told(inRoom(options), { event: 'password_wanted', room: 'ops', for: 'join', number: 1 });
    await screen.type('hunter2');
    return screen;
  },
  inspector: (options) => told(after(inRoom(options), 'f6'), ...WIRE),
  'inspector-keys': (options) => after(told(inRoom(options), ...WIRE), 'alt+w', 'up'),
  'inspector-layers': (options) => after(told(after(inRoom(options), 'alt+w'), ...WIRE), 'up', 'enter'),
  'log-search': async (options) => {
    const screen = await after(talk(options), 'f5');
    await screen.type('two');
    return screen;
  },
  'history-search': async (options) => {
    const screen = await inRoom(options);
    await screen.type('good morning\r');
    await screen.press('ctrl+r');
    await screen.type('mor');
    return screen;
  },
};

describe.each(Object.entries(SCREENS))('the screen %s', (name, scene) => {
  it('is as it was kept, in every size', async () => {
    const screen = await scene({ columns: 80, rows: 24 });
    for (const [columns, rows] of SIZES) {
      await screen.resize(columns, rows);
      expectFrame(name, screen);
    }
  });

  it('is ASCII alone where the terminal has nothing else', async () => {
    const screen = await scene({ settings: { ascii: 'on' } });
    await screen.pass();
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what the program writes begins with ESC
    expect(/[^\x00-\x7f]/.exec(screen.emulator.raw)?.[0]).toBeUndefined();
    expect(screen.text.trim()).not.toBe('');
  });
});

describe('the help', () => {
  it('has a row for every command', async () => {
    const screen = await atHome({ columns: 120, rows: 200 });
    await screen.press('f1');
    screen.shows(...COMMANDS.map(({ name }) => `/${name}`));
  });
});
