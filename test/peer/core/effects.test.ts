// Each kind of effect: what makes the core ask for it. The compiler asks for a case of each.
import { describe, expect, it } from 'vitest';
import type { Effect } from '../../../peer/core/effects.ts';
import type { PeerEvent } from '../../../peer/core/events.ts';
import { Core, effectsOf, OWN_KEY, opened, roomView } from '../../helpers/core.ts';
import { asTyped } from '../../helpers/typed.ts';

const BOBS_KEY = 'B'.repeat(43);
const LINK = 100;

const dev = roomView('dev', { ana: { key: OWN_KEY }, bob: { key: BOBS_KEY } });
const loggedIn: PeerEvent = { type: 'loggedIn', rooms: [], features: [], seenAs: null, keyExchange: null };
const linkWithBob: PeerEvent = { type: 'linkOpened', link: LINK, ...opened('bob', BOBS_KEY) };
const withBob = () => new Core().inRoom(dev).given(linkWithBob);
const later = (core: Core, ms: number, event: PeerEvent): Effect[] => {
  core.elapsed += ms;
  return core.when(event);
};

type EffectOf<Type extends Effect['type']> = Extract<Effect, { type: Type }>;

const CASES: {
  readonly [Type in Effect['type']]: readonly [
    when: string,
    effects: () => readonly Effect[],
    effect: Partial<EffectOf<Type>>,
  ];
} = {
  report: [
    'something has happened that a user can see',
    () => withBob().when(asTyped('/status')),
    { report: expect.objectContaining({ event: 'status' }) },
  ],
  request: [
    'the tracker is to be asked',
    () => new Core().given(loggedIn).when(asTyped('/create ops')),
    { message: { cmd: 'CREATE_ROOM', room: 'ops' } },
  ],
  dial: [
    'a member is to be reached, with the key that they must have',
    () => new Core().inRoom(dev).followed,
    { username: 'bob', endpoint: { address: '127.0.0.1', port: 7001 }, key: BOBS_KEY },
  ],
  admit: [
    'a member with the listed key has dialled',
    () => {
      const remote = { address: '127.0.0.1', port: 40_000 };
      const greeted = { username: 'bob', remote, fingerprint: BOBS_KEY, keyChanges: [] };
      return new Core().inRoom(dev).when({ type: 'linkGreeted', link: LINK, ...greeted });
    },
    { link: LINK },
  ],
  turnAway: [
    'somebody comes with our own name',
    () => {
      const remote = { address: '127.0.0.1', port: 40_000 };
      const greeted = { username: 'ana', remote, fingerprint: BOBS_KEY, keyChanges: [] };
      return new Core().inRoom(dev).when({ type: 'linkGreeted', link: LINK, ...greeted });
    },
    { link: LINK },
  ],
  send: [
    'a line is written to somebody who is linked',
    () => withBob().when(asTyped('hello')),
    { link: LINK, message: expect.objectContaining({ cmd: 'MESSAGE', room: 'dev', content: 'hello' }) },
  ],
  acknowledge: [
    'a message was taken over',
    () => {
      const message = { cmd: 'MESSAGE', room: 'dev', content: 'hello', id: 'm' } as const;
      return withBob().when({ type: 'messageReceived', link: LINK, message });
    },
    { link: LINK, id: 'm' },
  ],
  close: [
    'nothing is shared any more',
    () => {
      const core = withBob();
      const [leave] = effectsOf(core.when(asTyped('/leave')), 'request');
      return core.when({ type: 'replied', request: leave?.request ?? 0, reply: { status: 'OK' } });
    },
    { link: LINK },
  ],
  drop: [
    'nothing was acknowledged for 15 s',
    () =>
      later(withBob().given(asTyped('hello')), 15_000, { type: 'timeCame', timer: { kind: 'ack', username: 'bob' } }),
    { link: LINK },
  ],
  deriveSecret: [
    'a room is opened by a password',
    () => withBob().when(asTyped('/join vault --password sesame')),
    { room: 'vault', password: 'sesame' },
  ],
  changePassword: [
    'both passwords were given',
    () => {
      const core = new Core({ asksPasswords: false }).given({ ...loggedIn, features: ['new-password'] });
      return core.given(asTyped('/password'), asTyped('old')).when(asTyped('correct horse battery'));
    },
    { current: 'old', next: 'correct horse battery' },
  ],
  keepContacts: [
    'somebody was met for the first time',
    () => new Core().inRoom(dev).when(linkWithBob),
    { contacts: [expect.objectContaining({ username: 'bob', fingerprint: BOBS_KEY })] },
  ],
  keepRoomKeys: [
    'a room by invitation is created',
    () => {
      const core = new Core().given(loggedIn);
      const [create] = effectsOf(core.when(asTyped('/create club --invite-only')), 'request');
      const club = roomView('club', { ana: { key: OWN_KEY } }, { access: 'invite' });
      return core.when({ type: 'replied', request: create?.request ?? 0, reply: { status: 'OK', room: club } });
    },
    { roomKeys: [expect.objectContaining({ room: 'club', owner: 'ana' })] },
  ],
  keepConversations: [
    'a room was entered',
    () => new Core({ conversations: { rooms: [], chats: [], current: null } }).inRoom(dev).followed,
    { conversations: expect.objectContaining({ rooms: [expect.objectContaining({ room: 'dev', owner: 'ana' })] }) },
  ],
  prepareKey: ['another key is wanted', () => withBob().when(asTyped('/fingerprint --rotate')), {}],
  setTimer: [
    'a line waits for its acknowledgement',
    () => withBob().when(asTyped('hello')),
    { timer: { kind: 'ack', username: 'bob' }, ms: 15_000 },
  ],
  cancelTimer: [
    'a link has opened, so that no dial is due any more',
    () => new Core().inRoom(dev).when(linkWithBob),
    { timer: { kind: 'dial', username: 'bob' } },
  ],
  watchWire: ['the wire is to be watched', () => withBob().when(asTyped('/wire on')), { isOn: true }],
  quit: ['the user quits', () => withBob().when(asTyped('/quit')), { exitCode: 0 }],
};

describe('an effect', () => {
  it.each(Object.entries(CASES).map(([type, [when, effects, effect]]) => [type, when, effects, effect] as const))(
    '%s is asked for when %s',
    (type, _when, effects, effect) => {
      expect(effects()).toContainEqual(expect.objectContaining({ type, ...effect }));
    },
  );
});
