// When a proof of an invitation is verified: as soon as it has come and the room's key is known.
import { describe, expect, it } from 'vitest';
import { newRoomKey, roomProof, trackerSecretOf } from '../../../commons/identity/room-proof.ts';
import type { PeerEvent } from '../../../peer/core/events.ts';
import { Core, effectsOf, OWN_KEY, opened, reportsOf, roomView } from '../../helpers/core.ts';
import { asTyped } from '../../helpers/typed.ts';

const BOBS_KEY = 'B'.repeat(43);
const key = newRoomKey();
const roomKeys = [{ room: 'club', owner: 'ana', secret: trackerSecretOf(key), key }];

const club = roomView('club', { ana: { key: OWN_KEY }, bob: { key: BOBS_KEY } }, { access: 'invite' });

const LINK = 1_000;
const PROVE = { kind: 'prove', username: 'bob' } as const;
const linkWithBob: PeerEvent = { type: 'linkOpened', link: LINK, ...opened('bob', BOBS_KEY) };
const bobSays = (content: string): PeerEvent => ({
  type: 'messageReceived',
  link: LINK,
  message: { cmd: 'MESSAGE', room: 'club', content, id: content },
});
const bobProves = (roomKey: string): PeerEvent => {
  const of = { roomKey, room: 'club', binding: 'binding', prover: BOBS_KEY, verifier: OWN_KEY };
  return { type: 'controlReceived', link: LINK, message: { cmd: 'PROVE', room: 'club', proof: roomProof(of) } };
};

describe('a proof of an invitation', () => {
  it('lets in what was said before it', () => {
    const core = new Core({ roomKeys }).inRoom(club).given(linkWithBob);
    expect(reportsOf(core.when(bobSays('early')), 'message')).toEqual([]);
    expect(reportsOf(core.when(bobProves(key)), 'message')).toMatchObject([{ from: 'bob', content: 'early' }]);
    expect(reportsOf(core.when(bobSays('later')), 'message')).toMatchObject([{ content: 'later' }]);
  });

  it('lets out what waited for it', () => {
    const core = new Core({ roomKeys }).inRoom(club).given(linkWithBob);
    expect(effectsOf(core.when(asTyped('hello')), 'send')).toEqual([]);
    expect(effectsOf(core.when(bobProves(key)), 'send')).toMatchObject([{ message: { content: 'hello' } }]);
  });

  it('that comes before we know that we are in the room counts as soon as we do', () => {
    const core = new Core({ roomKeys: [] });
    core.given({ type: 'loggedIn', rooms: [], features: [], seenAs: null, keyExchange: null });
    // bob has another room with us, so that there is a link.
    core.inRoom({ ...club, name: 'pub', access: undefined }).given(linkWithBob, bobProves(key));
    expect(reportsOf(core.when(bobSays('hello')), 'message')).toEqual([]);
    core.given({
      type: 'controlReceived',
      link: LINK,
      message: { cmd: 'INVITE', id: 'i', room: 'club', ...roomKeys[0], key },
    });
    const [join] = effectsOf(core.when(asTyped('/accept bob')), 'request');
    const joined = core.when({
      type: 'replied',
      request: join?.request ?? 0,
      reply: { status: 'OK', room: { ...club, revision: 9 } },
    });
    expect(reportsOf(joined, 'message')).toMatchObject([{ content: 'hello' }]);
  });

  it('that is wrong is reported when it comes, and what is said is kept from them', () => {
    const core = new Core({ roomKeys }).inRoom(club).given(linkWithBob);
    const wrong = core.when(bobProves(newRoomKey()));
    expect(reportsOf(wrong, 'error')).toMatchObject([
      { problem: { code: 'NOT_INVITED', username: 'bob', room: 'club' } },
    ]);
    expect(effectsOf(core.when(asTyped('hello')), 'send')).toEqual([]);
  });

  it('that comes after too many wrong ones is verified when guessing is allowed again', () => {
    const core = new Core({ roomKeys }).inRoom(club).given(linkWithBob);
    for (let guess = 0; guess < 3; guess += 1) core.given(bobProves(newRoomKey()));
    core.given(bobProves(key));
    core.elapsed += 3_000;
    const timers = effectsOf(core.when({ type: 'timeCame', timer: PROVE }), 'setTimer');
    const wait = timers.find(({ timer }) => timer.kind === 'prove')?.ms ?? 0;
    expect(wait).toBeGreaterThan(1_000);
    core.elapsed += wait;
    core.given({ type: 'timeCame', timer: PROVE });
    expect(reportsOf(core.when(bobSays('at last')), 'message')).toMatchObject([{ content: 'at last' }]);
  });
});
