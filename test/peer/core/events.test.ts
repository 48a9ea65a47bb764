// Each kind of event: given what was before, when it comes, then these effects. The compiler asks for a case of each.
import { describe, expect, it } from 'vitest';
import type { Effect } from '../../../peer/core/effects.ts';
import type { PeerEvent } from '../../../peer/core/events.ts';
import { Core, effectsOf, OWN_KEY, opened, reportsOf, roomView } from '../../helpers/core.ts';
import { asTyped } from '../../helpers/typed.ts';

const BOBS_KEY = 'B'.repeat(43);
const NEXT_KEY = 'N'.repeat(43);
const LINK = 100;
const GONE = { why: 'not_online' } as const;

const dev = roomView('dev', { ana: { key: OWN_KEY }, bob: { key: BOBS_KEY } });
const loggedIn: PeerEvent = { type: 'loggedIn', rooms: [], features: [], seenAs: null, keyExchange: null };
const linkWithBob: PeerEvent = { type: 'linkOpened', link: LINK, ...opened('bob', BOBS_KEY) };
const message = (content: string, room: string | null = 'dev'): PeerEvent => ({
  type: 'messageReceived',
  link: LINK,
  message: { cmd: 'MESSAGE', room, content, id: content },
});

const peerOf = (username: string) => ({
  username,
  address: '127.0.0.1',
  port: 7002,
  connected: true,
  last_ping: null,
  rooms: [],
});

/** In #dev with bob, who is linked. */
const withBob = (options: ConstructorParameters<typeof Core>[0] = {}) =>
  new Core(options).inRoom(dev).given(linkWithBob);

const events = (effects: readonly Effect[]): string[] => effectsOf(effects, 'report').map(({ report }) => report.event);
const codes = (effects: readonly Effect[]): string[] => reportsOf(effects, 'error').map(({ problem }) => problem.code);
const firstRequest = (effects: readonly Effect[]): number => effectsOf(effects, 'request')[0]?.request ?? 0;

const CASES: { readonly [Type in PeerEvent['type']]: readonly [follows: string, then: () => void] } = {
  intended: [
    'a line is queued for everybody in the room, and sent',
    () => {
      const effects = withBob().when(asTyped('hello'));
      expect(reportsOf(effects, 'queued')).toMatchObject([{ room: 'dev', content: 'hello', people: ['bob'] }]);
      expect(effectsOf(effects, 'send')).toMatchObject([{ link: LINK, message: { cmd: 'MESSAGE', content: 'hello' } }]);
    },
  ],
  passwordAnswered: [
    'the secret of the room is derived from it; without one nothing is done',
    () => {
      const core = withBob();
      const [wanted] = reportsOf(core.when(asTyped('/create vault --password')), 'password_wanted');
      const number = wanted?.number ?? 0;
      const effects = core.when({ type: 'passwordAnswered', number, password: 'sesame' });
      expect(effectsOf(effects, 'deriveSecret')).toMatchObject([{ room: 'vault', password: 'sesame' }]);
      expect(core.when({ type: 'passwordAnswered', number, password: 'late' })).toEqual([]);
      const [again] = reportsOf(withBob().when(asTyped('/create vault --password')), 'password_wanted');
      const other = withBob().given(asTyped('/create vault --password'));
      const cancelled = other.when({ type: 'passwordAnswered', number: again?.number ?? 0, password: null });
      expect(codes(cancelled)).toEqual(['CANCELLED']);
    },
  ],
  newPasswordAnswered: [
    'the password is changed; a weak one is refused',
    () => {
      const features = ['new-password'];
      const core = new Core().given({ ...loggedIn, features });
      const answer = (next: string): Effect[] => {
        const [wanted] = reportsOf(core.when(asTyped('/password')), 'new_password_wanted');
        return core.when({ type: 'newPasswordAnswered', number: wanted?.number ?? 0, both: { current: 'old', next } });
      };
      expect(codes(answer('ana'))).toEqual(['WEAK_PASSWORD']);
      const next = 'correct horse battery';
      expect(effectsOf(answer(next), 'changePassword')).toMatchObject([{ current: 'old', next }]);
    },
  ],
  passwordChanged: [
    'it is reported, or why it was not',
    () => {
      const change = (): [Core, number] => {
        const core = new Core().given({ ...loggedIn, features: ['new-password'] });
        const [wanted] = reportsOf(core.when(asTyped('/password')), 'new_password_wanted');
        const both = { current: 'old', next: 'correct horse battery' };
        const effects = core.when({ type: 'newPasswordAnswered', number: wanted?.number ?? 0, both });
        return [core, effectsOf(effects, 'changePassword')[0]?.request ?? 0];
      };
      const [core, request] = change();
      expect(events(core.when({ type: 'passwordChanged', request, why: null }))).toEqual(['password_changed']);
      const [refused, number] = change();
      const why = { code: 'NO_NEW_PASSWORD' } as const;
      expect(codes(refused.when({ type: 'passwordChanged', request: number, why }))).toEqual(['NO_NEW_PASSWORD']);
      expect(core.when({ type: 'passwordChanged', request, why: null })).toEqual([]);
    },
  ],
  quitAsked: [
    'the links say goodbye, and the program ends with that code',
    () => {
      const effects = withBob().when({ type: 'quitAsked', exitCode: 7 });
      expect(effectsOf(effects, 'quit')).toEqual([{ type: 'quit', exitCode: 7 }]);
    },
  ],
  everythingClosed: [
    'what was not confirmed has failed',
    () => {
      const effects = withBob().given(asTyped('hello')).when({ type: 'everythingClosed' });
      expect(reportsOf(effects, 'failed')).toMatchObject([{ to: 'bob' }]);
    },
  ],
  loggedIn: [
    'the user is told who they are, once, and rooms in which the tracker seats us are entered',
    () => {
      const core = new Core();
      const first = core.when({ ...loggedIn, rooms: ['dev'] });
      expect(events(first)).toEqual(expect.arrayContaining(['ready', 'tracker']));
      expect(effectsOf(first, 'request').length).toBeGreaterThan(0);
      core.given({ type: 'trackerLost', reason: GONE });
      expect(events(core.when(loggedIn))).not.toContain('ready');
    },
  ],
  trackerLost: [
    'it is reported with the reason, and links stay',
    () => {
      const effects = withBob().when({ type: 'trackerLost', reason: GONE });
      expect(reportsOf(effects, 'tracker')).toMatchObject([{ state: 'lost' }]);
      expect([effectsOf(effects, 'close'), effectsOf(effects, 'drop')]).toEqual([[], []]);
    },
  ],
  trackerAwaited: [
    'it is reported when it is tried again',
    () => {
      const core = withBob().given({ type: 'trackerLost', reason: GONE });
      const effects = core.when({ type: 'trackerAwaited', retryInMs: 4_000, reason: GONE });
      expect(reportsOf(effects, 'tracker')).toMatchObject([{ state: 'reconnecting', retry_in_ms: 4_000 }]);
    },
  ],
  trackerKeyChanged: [
    'it is reported',
    () => {
      const problem = { code: 'TRACKER_KEY_CHANGED' } as Extract<PeerEvent, { type: 'trackerKeyChanged' }>['problem'];
      expect(codes(withBob().when({ type: 'trackerKeyChanged', problem }))).toEqual(['TRACKER_KEY_CHANGED']);
    },
  ],
  sessionEnded: [
    'the program ends with 1, and says why',
    () => {
      const problem = { code: 'SESSION_REPLACED' } as Extract<PeerEvent, { type: 'sessionEnded' }>['problem'];
      const effects = withBob().when({ type: 'sessionEnded', problem });
      expect(codes(effects)).toEqual(['SESSION_REPLACED']);
      expect(effectsOf(effects, 'quit')).toEqual([{ type: 'quit', exitCode: 1 }]);
    },
  ],
  replied: [
    'the room that was asked for is entered, and its members are dialled',
    () => {
      const core = new Core().given(loggedIn);
      const request = firstRequest(core.when(asTyped('/join dev')));
      const effects = core.when({ type: 'replied', request, reply: { status: 'OK', room: dev } });
      expect(reportsOf(effects, 'room_joined')).toMatchObject([{ room: 'dev', owner: 'ana', members: ['ana', 'bob'] }]);
      expect(effectsOf(effects, 'dial')).toMatchObject([{ username: 'bob', key: BOBS_KEY, isExtended: true }]);
    },
  ],
  requestFailed: [
    'the user is told whether it may have been done',
    () => {
      for (const wasSent of [true, false]) {
        const core = new Core().given(loggedIn);
        const request = firstRequest(core.when(asTyped('/join dev')));
        expect(codes(core.when({ type: 'requestFailed', request, wasSent }))).toEqual(['TRACKER_AWAY']);
      }
    },
  ],
  roomChanged: [
    'who has come is reported, and dialled if they do not dial within a second',
    () => {
      const room = roomView('dev', { ana: { key: OWN_KEY }, bob: { key: BOBS_KEY }, eva: {} }, { revision: 4 });
      const core = withBob();
      const effects = core.when({ type: 'roomChanged', room });
      expect(reportsOf(effects, 'member_joined')).toMatchObject([{ room: 'dev', username: 'eva' }]);
      expect(effectsOf(effects, 'dial')).toEqual([]);
      expect(effectsOf(effects, 'setTimer')).toContainEqual({
        type: 'setTimer',
        timer: { kind: 'dial', username: 'eva' },
        ms: 1_000,
      });
      expect(core.when({ type: 'roomChanged', room })).toEqual([]); // An older revision changes nothing.
    },
  ],
  roomDeleted: [
    'it is reported, and nothing is shared with its members any more',
    () => {
      const effects = withBob().when({ type: 'roomDeleted', room: 'dev' });
      expect(reportsOf(effects, 'room_deleted')).toMatchObject([{ room: 'dev', by: null }]);
      expect(effectsOf(effects, 'close')).toEqual([{ type: 'close', link: LINK }]);
    },
  ],
  peerCameOnline: [
    'somebody of a private chat, whom the tracker watches for us, is dialled',
    () => {
      const core = new Core().given({ ...loggedIn, features: ['watch'] });
      const request = firstRequest(core.when(asTyped('/msg bob hello')));
      core.given({ type: 'replied', request, reply: { status: 'OK', peers: { bob: peerOf('bob') } } });
      const [dial] = effectsOf(core.followed, 'dial');
      core.given({ type: 'linkClosed', link: dial?.link ?? 0, reason: GONE });
      expect(effectsOf(core.followed, 'dial')).toEqual([]);
      expect(core.when({ type: 'peerCameOnline', peer: peerOf('mal') })).toEqual([]);
      const back = core.when({ type: 'peerCameOnline', peer: { ...peerOf('bob'), port: 7009 } });
      expect(effectsOf(back, 'dial')).toMatchObject([{ username: 'bob', endpoint: { port: 7009 } }]);
    },
  ],
  linkGreeted: [
    'a member is let in; a key that is not theirs is turned away',
    () => {
      const remote = { address: '127.0.0.1', port: 40_000 };
      const greeted = { type: 'linkGreeted', link: LINK, username: 'bob', remote, keyChanges: [] } as const;
      const core = (): Core => new Core().inRoom(dev);
      expect(core().when({ ...greeted, fingerprint: BOBS_KEY })).toContainEqual({ type: 'admit', link: LINK });
      const doubted = core();
      const asked = effectsOf(doubted.when({ ...greeted, fingerprint: NEXT_KEY }), 'request');
      expect(asked).toMatchObject([{ message: { cmd: 'LIST_PEERS', peer: 'bob' } }]);
      const bob = { ...peerOf('bob'), fingerprint: BOBS_KEY };
      const reply = { status: 'OK', peers: { bob } } as const;
      const strange = doubted.when({ type: 'replied', request: asked[0]?.request ?? 0, reply });
      expect(effectsOf(strange, 'admit')).toEqual([]);
      expect(effectsOf(strange, 'turnAway')).toMatchObject([{ link: LINK }]);
    },
  ],
  linkOpened: [
    'it is reported with how it is secured, the key is kept, and what waits is sent',
    () => {
      const effects = new Core().inRoom(dev).given(asTyped('hello')).when(linkWithBob);
      expect(reportsOf(effects, 'link')).toMatchObject([{ peer: 'bob', state: 'open', security: 'tls1.3' }]);
      expect(effectsOf(effects, 'keepContacts')).toMatchObject([
        { contacts: [{ username: 'bob', fingerprint: BOBS_KEY }] },
      ]);
      expect(effectsOf(effects, 'send').map(({ message: { cmd } }) => cmd)).toContain('MESSAGE');
    },
  ],
  linkUpgraded: [
    'what waits is sent with a window, and that they record keys is reported',
    () => {
      const plain = roomView('dev', { ana: { key: OWN_KEY }, bob: {} });
      const reference: PeerEvent = { type: 'linkOpened', link: LINK, ...opened('bob', null, { isExtended: false }) };
      const core = new Core().inRoom(plain).given(reference);
      for (let line = 0; line < 10; line += 1) core.given(asTyped(`line ${line}`));
      const effects = core.when({
        type: 'linkUpgraded',
        link: LINK,
        features: [],
        recordsKeys: true,
        hasEncryptionOff: false,
      });
      expect(reportsOf(effects, 'link')).toMatchObject([{ state: 'open', records_keys: true }]);
      expect(effectsOf(effects, 'send')).toHaveLength(6);
    },
  ],
  linkClosed: [
    'it is reported, and somebody who is still there is dialled again, later each time',
    () => {
      const core = new Core().inRoom(dev);
      const pauses: number[] = [];
      for (let time = 0; time < 3; time += 1) {
        const link = effectsOf(core.followed, 'dial')[0]?.link ?? 0;
        core.given({ type: 'linkClosed', link, reason: GONE });
        if (time === 0) expect(reportsOf(core.followed, 'link')).toMatchObject([{ peer: 'bob', state: 'closed' }]);
        const timers = effectsOf(core.followed, 'setTimer').filter(({ timer }) => timer.kind === 'dial');
        pauses.push(timers[0]?.ms ?? 0);
        core.elapsed += timers[0]?.ms ?? 0;
        core.given({ type: 'timeCame', timer: { kind: 'dial', username: 'bob' } });
      }
      expect(pauses[0]).toBeGreaterThan(0);
      expect(pauses).toEqual([...new Set(pauses)].sort((a, b) => a - b));
    },
  ],
  rekeyDue: [
    'who dialled it dials again, and the link stays meanwhile',
    () => {
      const dialled: PeerEvent = { type: 'linkOpened', link: LINK, ...opened('bob', BOBS_KEY, { isDialled: true }) };
      const effects = new Core().inRoom(dev).given(dialled).when({ type: 'rekeyDue', link: LINK });
      expect(effectsOf(effects, 'dial')).toMatchObject([{ username: 'bob', key: BOBS_KEY }]);
      expect([effectsOf(effects, 'close'), effectsOf(effects, 'drop')]).toEqual([[], []]);
      expect(withBob().when({ type: 'rekeyDue', link: LINK })).toEqual([]); // They dialled: it is for them to do.
    },
  ],
  controlReceived: [
    'an invitation is reported, and waits for an answer',
    () => {
      const effects = withBob().when({
        type: 'controlReceived',
        link: LINK,
        message: { cmd: 'INVITE', id: 'i', room: 'tea' },
      });
      expect(reportsOf(effects, 'invitation')).toMatchObject([{ from: 'bob', room: 'tea', private: false }]);
    },
  ],
  messageReceived: [
    'it is reported once and acknowledged each time',
    () => {
      const core = withBob();
      const effects = core.when(message('hello'));
      expect(reportsOf(effects, 'message')).toMatchObject([{ room: 'dev', from: 'bob', content: 'hello' }]);
      expect(effectsOf(effects, 'acknowledge')).toEqual([{ type: 'acknowledge', link: LINK, id: 'hello' }]);
      expect(core.when(message('hello'))).toEqual([{ type: 'acknowledge', link: LINK, id: 'hello' }]);
    },
  ],
  acknowledged: [
    'the line is delivered, or has failed with the code',
    () => {
      const core = withBob();
      const [first] = reportsOf(core.when(asTyped('one')), 'queued');
      const [second] = reportsOf(core.when(asTyped('two')), 'queued');
      const taken = core.when({ type: 'acknowledged', link: LINK, ids: [first?.id ?? ''], code: undefined });
      expect(reportsOf(taken, 'delivered')).toMatchObject([{ id: first?.id, to: 'bob' }]);
      const refused = core.when({ type: 'acknowledged', link: LINK, ids: [second?.id ?? ''], code: 'BLOCKED' });
      expect(reportsOf(refused, 'failed')).toMatchObject([{ id: second?.id, to: 'bob' }]);
    },
  ],
  leaveReceived: [
    'a goodbye closes the link; one of a room says that the member has left it',
    () => {
      const goodbye = withBob().when({ type: 'leaveReceived', link: LINK, room: null });
      expect(effectsOf(goodbye, 'close')).toEqual([{ type: 'close', link: LINK }]);
      const left = withBob().when({ type: 'leaveReceived', link: LINK, room: 'dev' });
      expect(effectsOf(left, 'close')).toEqual([]);
    },
  ],
  pingAnswered: [
    'nothing follows, unless a roster was doubted',
    () => expect(withBob().when({ type: 'pingAnswered', link: LINK })).toEqual([]),
  ],
  lineWritten: [
    'a line for a reference peer has been sent, and the next ones may follow',
    () => {
      const plain = roomView('dev', { ana: { key: OWN_KEY }, bob: {} });
      const reference: PeerEvent = { type: 'linkOpened', link: LINK, ...opened('bob', null, { isExtended: false }) };
      const core = new Core().inRoom(plain).given(reference);
      const [first] = reportsOf(core.when(asTyped('one')), 'queued');
      const effects = core.when({ type: 'lineWritten', link: LINK, id: first?.id ?? '' });
      expect(reportsOf(effects, 'sent')).toMatchObject([{ id: first?.id, to: 'bob' }]);
    },
  ],
  secretDerived: [
    'the tracker is asked for the room with it',
    () => {
      const core = withBob();
      const [wanted] = reportsOf(core.when(asTyped('/create vault --password')), 'password_wanted');
      const answered = core.when({ type: 'passwordAnswered', number: wanted?.number ?? 0, password: 'sesame' });
      const request = effectsOf(answered, 'deriveSecret')[0]?.request ?? 0;
      const effects = core.when({ type: 'secretDerived', request, secret: 'S'.repeat(43) });
      expect(effectsOf(effects, 'request')).toMatchObject([
        { message: { cmd: 'CREATE_ROOM', room: 'vault', access: 'password', secret: 'S'.repeat(43) } },
      ]);
    },
  ],
  keyPrepared: [
    'the statement goes to everybody who understands it, over encrypted links',
    () => {
      const change = { key: NEXT_KEY } as unknown as Extract<PeerEvent, { type: 'keyPrepared' }>['change'];
      const event = { type: 'keyPrepared', fingerprint: NEXT_KEY, change } as Extract<
        PeerEvent,
        { type: 'keyPrepared' }
      >;
      const effects = withBob().when(event);
      expect(effectsOf(effects, 'send')).toMatchObject([{ link: LINK, message: { cmd: 'KEY_CHANGE' } }]);
      expect(reportsOf(effects, 'key_rotation')).toMatchObject([{ state: 'prepared', fingerprint: NEXT_KEY }]);
      const plain: PeerEvent = { type: 'linkOpened', link: LINK, ...opened('bob', null) };
      const inClear = new Core().inRoom(roomView('dev', { ana: { key: OWN_KEY }, bob: {} })).given(plain);
      expect(effectsOf(inClear.when(event), 'send')).toEqual([]);
    },
  ],
  keyReplaced: [
    'it is reported',
    () => {
      const effects = withBob().when({ type: 'keyReplaced', was: NEXT_KEY } as PeerEvent);
      expect(reportsOf(effects, 'key_rotation')).toMatchObject([{ state: 'done', was: NEXT_KEY }]);
    },
  ],
  timeCame: [
    'somebody who has not dialled within a second is dialled',
    () => {
      const room = roomView('dev', { ana: { key: OWN_KEY }, bob: { key: BOBS_KEY }, eva: {} }, { revision: 4 });
      const core = withBob().given({ type: 'roomChanged', room });
      core.elapsed += 1_000;
      const effects = core.when({ type: 'timeCame', timer: { kind: 'dial', username: 'eva' } });
      expect(effectsOf(effects, 'dial')).toMatchObject([{ username: 'eva', key: null }]);
    },
  ],
};

describe('when it comes', () => {
  it.each(Object.entries(CASES).map(([type, [follows, then]]) => [type, follows, then] as const))(
    '%s: %s',
    (_type, _follows, then) => then(),
  );
});
