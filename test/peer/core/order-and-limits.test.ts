// Rules of the core that the network around it would hide, since it heals what they let through.
import { describe, expect, it } from 'vitest';
import { newRoomKey, roomProof, trackerSecretOf } from '../../../commons/identity/room-proof.ts';
import type { Effect } from '../../../peer/core/effects.ts';
import type { PeerEvent } from '../../../peer/core/events.ts';
import { Core, effectsOf, OWN_KEY, opened, reportsOf, roomView } from '../../helpers/core.ts';
import { asTyped } from '../../helpers/typed.ts';

const BOBS_KEY = 'B'.repeat(43);
const LINK = 100;
const GONE = { why: 'not_online' } as const;

const plainDev = roomView('dev', { ana: { key: OWN_KEY }, bob: {} });
const dev = roomView('dev', { ana: { key: OWN_KEY }, bob: { key: BOBS_KEY } });
const linkWithBob: PeerEvent = { type: 'linkOpened', link: LINK, ...opened('bob', BOBS_KEY) };
const closed = (link: number): PeerEvent => ({ type: 'linkClosed', link, reason: GONE });
const dialledLink = ({ followed }: Core): number => effectsOf(followed, 'dial')[0]?.link ?? 0;
const timersOf = (effects: readonly Effect[], kind: string) =>
  effectsOf(effects, 'setTimer').filter(({ timer }) => timer.kind === kind);
const says = (content: string, room: string): PeerEvent => ({
  type: 'messageReceived',
  link: LINK,
  message: { cmd: 'MESSAGE', room, content, id: content },
});

describe('a message that may not be heard yet', () => {
  it('makes later ones of its room wait behind it, also those that come another way', () => {
    const key = newRoomKey();
    const roomKeys = [{ room: 'club', owner: 'ana', secret: trackerSecretOf(key), key }];
    const members = { ana: { key: OWN_KEY }, bob: { key: BOBS_KEY } };
    const other = 200;
    const proves = (link: number, binding: string): PeerEvent => {
      const of = { roomKey: key, room: 'club', binding, prover: BOBS_KEY, verifier: OWN_KEY };
      return { type: 'controlReceived', link, message: { cmd: 'PROVE', room: 'club', proof: roomProof(of) } };
    };
    const core = new Core({ roomKeys }).inRoom(roomView('club', members, { access: 'invite' }));
    core.given(linkWithBob, { type: 'linkOpened', link: other, ...opened('bob', BOBS_KEY, { binding: 'other' }) });
    const heard = (event: PeerEvent): string[] => reportsOf(core.when(event), 'message').map(({ content }) => content);
    expect(heard(says('1', 'club'))).toEqual([]);
    expect(heard({ ...says('2', 'club'), link: other } as PeerEvent)).toEqual([]);
    expect(heard(proves(other, 'other'))).toEqual([]);
    expect(heard({ ...says('3', 'club'), link: other } as PeerEvent)).toEqual([]);
    expect(heard(proves(LINK, 'binding'))).toEqual(['1', '2', '3']);
  });

  it('holds up no other room', () => {
    const core = new Core().inRoom(dev).given(linkWithBob, says('1', 'tea'));
    expect(reportsOf(core.when(says('here', 'dev')), 'message')).toMatchObject([{ content: 'here' }]);
  });
});

describe('a name that is known', () => {
  it('is turned away in another spelling, without a question to the tracker', () => {
    const core = new Core().inRoom(dev).given(linkWithBob);
    const remote = { address: '127.0.0.1', port: 40_000 };
    const greeted = { type: 'linkGreeted', link: 7, username: 'Bob', remote, fingerprint: BOBS_KEY } as const;
    const effects = core.when({ ...greeted, keyChanges: [] });
    expect(effects).toMatchObject([{ type: 'turnAway', link: 7 }]);
  });
});

describe('somebody who was an extended peer', () => {
  it('is dialled as one from then on: silence is no answer of theirs', () => {
    const core = new Core({ encryption: 'off', fingerprint: null }).inRoom(plainDev);
    expect(effectsOf(core.followed, 'dial')).toMatchObject([{ isExtended: false, key: null }]);
    const link = dialledLink(core);
    core.given({ type: 'linkOpened', link, ...opened('bob', null, { isDialled: true, isExtended: true }) });
    core.given(closed(link)); // The first dial after a loss is made at once.
    expect(effectsOf(core.followed, 'dial')).toMatchObject([{ isExtended: true }]);
  });

  it('with a key is never dialled as less, also the first time', () => {
    expect(effectsOf(new Core().inRoom(dev).followed, 'dial')).toMatchObject([{ isExtended: true, key: BOBS_KEY }]);
  });
});

describe('a link that we have closed ourselves', () => {
  it('is no failure of theirs: a dial that fails after it is the first that fails', () => {
    const pauseAfterRefusal = (core: Core): number => {
      core.given(closed(dialledLink(core)));
      return timersOf(core.followed, 'dial')[0]?.ms ?? 0;
    };
    const core = new Core().inRoom(dev);
    const link = dialledLink(core);
    core.given({ type: 'linkOpened', link, ...opened('bob', BOBS_KEY, { isDialled: true }) });
    core.given({ type: 'leaveReceived', link, room: null }, closed(link));
    core.elapsed += timersOf(core.followed, 'dial')[0]?.ms ?? 0;
    core.given({ type: 'timeCame', timer: { kind: 'dial', username: 'bob' } });
    expect(pauseAfterRefusal(core)).toBe(pauseAfterRefusal(new Core().inRoom(dev)));
  });
});

describe('lines for somebody who goes away', () => {
  const away: PeerEvent = {
    type: 'roomChanged',
    room: roomView('dev', { ana: { key: OWN_KEY }, bob: { key: BOBS_KEY, state: 'away' } }, { revision: 4 }),
  };

  it.each([
    ['while they are dialled', (core: Core): Effect[] => core.when(away)],
    ['and cannot be dialled', (core: Core): Effect[] => core.when(closed(dialledLink(core)))],
  ])('are trimmed to 1,000 %s: the rest has failed', (_when, goesAway) => {
    const core = new Core().inRoom(dev);
    const { followed } = core;
    for (let line = 0; line < 1_500; line += 1) core.given(asTyped(`${line}`));
    core.followed = followed;
    const failed = reportsOf(goesAway(core), 'failed');
    expect(failed).toHaveLength(500);
    expect(new Set(failed.map(({ to }) => to))).toEqual(new Set(['bob']));
  });
});

describe('invitations', () => {
  const invite = (id: string, room = 'tea', link = LINK): PeerEvent => ({
    type: 'controlReceived',
    link,
    message: { cmd: 'INVITE', id, room },
  });

  it('of one person are heard every two seconds', () => {
    const core = new Core().inRoom(dev).given(linkWithBob);
    const heard = [0, 1_999, 1].map((ms, index) => {
      core.elapsed += ms;
      return reportsOf(core.when(invite(`${index}`)), 'invitation').length;
    });
    expect(heard).toEqual([1, 0, 1]);
  });

  it('are not accepted blindly when another one came just before', () => {
    const eva: PeerEvent = { type: 'linkOpened', link: 200, ...opened('eva', 'E'.repeat(43)) };
    const core = new Core().inRoom(dev).given(linkWithBob, eva, invite('1'));
    core.elapsed += 60_000;
    core.given(invite('2', 'mess', 200));
    core.elapsed += 1_999;
    const hasty = core.when(asTyped('/accept'));
    expect(reportsOf(hasty, 'error').map(({ problem }) => problem.code)).toEqual(['WHOSE_INVITATION']);
    core.elapsed += 1;
    expect(effectsOf(core.when(asTyped('/accept')), 'request')).toMatchObject([
      { message: { cmd: 'JOIN_ROOM', room: 'mess' } },
    ]);
  });
});
