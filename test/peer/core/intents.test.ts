// What the user wants, given to the core alone: as an intent, or as a line that was read.
import { describe, expect, it } from 'vitest';
import type { Intent } from '../../../peer/commands/intent.ts';
import type { Effect } from '../../../peer/core/effects.ts';
import type { PeerEvent } from '../../../peer/core/events.ts';
import { Core, effectsOf, OWN_KEY, opened, reportsOf, roomView } from '../../helpers/core.ts';
import { asTyped } from '../../helpers/typed.ts';
import { INVITE } from '../../ui/phrases/sample-reports.ts';

const dev = roomView('dev', { ana: { key: OWN_KEY }, bob: {} });

const wants = (intent: Intent, from?: Extract<PeerEvent, { type: 'intended' }>['from']): PeerEvent => ({
  type: 'intended',
  intent,
  from,
});
const asked = (effects: readonly Effect[]) => effectsOf(effects, 'request').map(({ message }) => message);
const codes = (effects: readonly Effect[]) => reportsOf(effects, 'error').map(({ problem }) => problem.code);
const queued = (effects: readonly Effect[]) => reportsOf(effects, 'queued').map(({ content }) => content);

/** In #dev with bob, who is linked and may write. */
const inDev = (options: ConstructorParameters<typeof Core>[0] = {}) =>
  new Core(options).inRoom(dev).given({ type: 'linkOpened', link: 1, ...opened('bob', null) });

describe('an intent', () => {
  it('waits while the tracker is asked for a room, and is done when it has answered', () => {
    const core = inDev();
    const [create] = effectsOf(core.when(wants({ kind: 'create', room: 'ops', lock: { access: 'open' } })), 'request');
    expect(core.when(wants({ kind: 'send', text: 'hello', as: 'text' }))).toEqual([]);
    const refused = { status: 'ERROR', code: 'ROOM_EXISTS', message: '' } as const;
    const after = core.when({ type: 'replied', request: create?.request ?? 0, reply: refused });
    expect(queued(after)).toEqual(['hello']);
  });

  it.each(['text', 'action'] as const)('to send %s from a room that was left goes nowhere', (as) => {
    const elsewhere = { kind: 'room', room: 'ops' } as const;
    const effects = inDev().when(wants({ kind: 'send', text: 'for ops alone', as }, elsewhere));
    expect([codes(effects), queued(effects)]).toEqual([['NOT_IN_ROOM'], []]);
  });

  it('names a room of exactly that name, whatever it looks like', () => {
    const room = '#x --open';
    const core = inDev();
    const entry = { by: 'keptKey' } as const;
    expect(asked(core.when(wants({ kind: 'join', room, entry })))).toEqual([{ cmd: 'JOIN_ROOM', room }]);
  });

  it('is not taken for a password, nor for an answer about a line that was held back', () => {
    const core = inDev({ asksPasswords: false });
    core.given(asTyped('/create vault --password'), wants({ kind: 'listRooms' }));
    expect(effectsOf(core.when(asTyped('open sesame')), 'deriveSecret')).toMatchObject([{ password: 'open sesame' }]);
  });

  it('is asked for once more when the name only looks like a known one, and done when it is wanted again', () => {
    const core = inDev();
    const join = wants({ kind: 'join', room: 'd\u0435v', entry: { by: 'keptKey' } });
    expect(codes(core.when(join))).toEqual(['LOOKS_LIKE']);
    expect(asked(core.when(join))).toEqual([{ cmd: 'JOIN_ROOM', room: 'd\u0435v' }]);
  });

  it('answers what is chosen of somebody who has asked two things', () => {
    const core = inDev({ requestPolicy: 'ask' }).given({ type: 'linkOpened', link: 2, ...opened('rui', null) });
    core.given(
      { type: 'controlReceived', link: 2, message: { cmd: 'INVITE', id: 'i', room: 'tea' } },
      { type: 'messageReceived', link: 2, message: { cmd: 'MESSAGE', room: null, content: 'hello', id: 'm' } },
    );
    expect(codes(core.when(wants({ kind: 'accept', whom: { user: 'rui' } })))).toEqual(['ROOM_OR_CHAT']);
    const declined = core.when(wants({ kind: 'decline', whom: { user: 'rui', only: 'request' } }));
    expect(reportsOf(declined, 'request_ended')).toMatchObject([{ from: 'rui', how: 'declined' }]);
    const accepted = core.when(wants({ kind: 'accept', whom: { user: 'rui', only: 'invitation' } }));
    expect(asked(accepted)).toEqual([{ cmd: 'JOIN_ROOM', room: 'tea' }]);
  });
});

describe('a line', () => {
  it.each(['/rooms', '/nonsense', '/search x', 'plain'])(
    'is the password where one was asked for, whatever it reads as: %s',
    (line) => {
      const core = inDev({ asksPasswords: false }).given(asTyped('/create vault --password'));
      const effects = core.when(asTyped(line));
      expect(effectsOf(effects, 'deriveSecret')).toMatchObject([{ room: 'vault', password: line }]);
      expect([codes(effects), asked(effects)]).toEqual([[], []]);
    },
  );

  it('with an invitation is held back, and sent when it is entered again', () => {
    const core = inDev();
    expect(codes(core.when(asTyped(INVITE)))).toEqual(['INVITATION_NOT_SENT']);
    expect(queued(core.when(asTyped(INVITE)))).toEqual([INVITE]);
  });

  it('that means nothing is reported in its turn', () => {
    const core = inDev();
    expect(codes(core.when(asTyped('/nonsense')))).toEqual(['UNKNOWN_COMMAND']);
    expect(codes(core.when(asTyped('/search x')))).toEqual(['NEEDS_SCREEN']);
  });
});
