// Every kind of intent, on the core alone: what it asks of the tracker, reports or does. The compiler asks for each
// kind.
import { describe, expect, it } from 'vitest';
import type { Invitation } from '../../../commons/model/invitation.ts';
import { findInvitation } from '../../../commons/model/pasted-invitation.ts';
import type { Intent } from '../../../peer/commands/intent.ts';
import type { Effect } from '../../../peer/core/effects.ts';
import { Core, OWN_KEY, opened, roomView } from '../../helpers/core.ts';
import { INVITE } from '../../ui/phrases/sample-reports.ts';

const BOBS_KEY = 'B'.repeat(43);
const found = findInvitation(INVITE) as Invitation;
const invitation: Invitation = { ...found, room: 'club', from: { username: 'eva', fingerprint: 'E'.repeat(43) } };
const elsewhere: Invitation = { ...invitation, tracker: { address: '192.0.2.1', port: 6060 } };
const dev = roomView('dev', { ana: { key: OWN_KEY }, bob: { key: BOBS_KEY } });

/** ana in #dev, linked with bob. */
const inDev = (): Core => new Core().inRoom(dev).given({ type: 'linkOpened', link: 1, ...opened('bob', BOBS_KEY) });

/** What follows, in a word or two: requests by their command, reports by their event, the rest by its type. */
function named(effect: Effect): string {
  if (effect.type === 'request') return effect.message.cmd;
  if (effect.type === 'report')
    return effect.report.event === 'error' ? effect.report.problem.code : effect.report.event;
  return effect.type === 'send' ? effect.message.cmd : effect.type;
}

type Case = readonly [Intent, ...follows: readonly string[]];

const CASES: { readonly [Kind in Intent['kind']]: readonly Case[] } = {
  send: [
    [{ kind: 'send', text: 'hi', as: 'text' }, 'queued', 'MESSAGE', 'sent'],
    [{ kind: 'send', text: ' ', as: 'text' }],
  ],
  message: [
    [{ kind: 'message', to: 'bob', text: 'hi' }, 'keepContacts', 'queued', 'MESSAGE', 'sent', 'WATCH_PEERS'],
    [{ kind: 'message', to: 'eva', text: 'hi' }, 'LIST_PEERS'],
  ],
  openPrivate: [
    [{ kind: 'openPrivate', to: 'bob' }, 'conversation', 'keepContacts', 'WATCH_PEERS'],
    [{ kind: 'openPrivate', to: 'ana' }, 'NOT_TO_YOURSELF'],
  ],
  create: [
    [{ kind: 'create', room: 'ops', lock: { access: 'open' } }, 'CREATE_ROOM'],
    [{ kind: 'create', room: 'ops', lock: { access: 'invite' } }, 'CREATE_ROOM'],
    [{ kind: 'create', room: 'ops', lock: { access: 'password', password: 'x' } }, 'deriveSecret'],
    [{ kind: 'create', room: 'ops', lock: { access: 'password', password: null } }, 'password_wanted'],
  ],
  join: [
    [{ kind: 'join', room: 'ops', entry: { by: 'keptKey' } }, 'JOIN_ROOM'],
    [{ kind: 'join', room: 'ops', entry: { by: 'nothing' } }, 'JOIN_ROOM'],
    [{ kind: 'join', room: 'ops', entry: { by: 'password', password: 'x' } }, 'deriveSecret'],
    [{ kind: 'join', room: 'ops', entry: { by: 'password', password: null } }, 'JOIN_ROOM'],
    [{ kind: 'join', room: 'dev', entry: { by: 'keptKey' } }, 'room_joined', 'conversation'],
  ],
  joinByInvitation: [
    [{ kind: 'joinByInvitation', invitation }, 'keepContacts', 'trust', 'JOIN_ROOM'],
    [{ kind: 'joinByInvitation', invitation: elsewhere }, 'OTHER_TRACKER'],
    [{ kind: 'joinByInvitation', invitation: null }, 'BAD_INVITATION'],
  ],
  leave: [
    [{ kind: 'leave', what: null }, 'LEAVE_ROOM'],
    [{ kind: 'leave', what: { room: 'ops' } }, 'LEAVE_ROOM'],
    [{ kind: 'leave', what: { name: 'dev' } }, 'LEAVE_ROOM'],
  ],
  deleteRoom: [
    [{ kind: 'deleteRoom', room: null }, 'DELETE_ROOM'],
    [{ kind: 'deleteRoom', room: 'ops' }, 'DELETE_ROOM'],
  ],
  invite: [
    [{ kind: 'invite', room: null }, 'NOT_INVITE_ONLY'],
    [{ kind: 'invite', room: 'ops' }, 'NO_CONVERSATION'],
  ],
  add: [
    [{ kind: 'add', user: 'rui' }, 'LIST_PEERS'],
    [{ kind: 'add', user: 'bob' }, 'ALREADY_HERE'],
  ],
  accept: [[{ kind: 'accept', whom: null }, 'NO_INVITATION']],
  decline: [[{ kind: 'decline', whom: { room: 'ops' } }, 'NO_INVITATION']],
  showKey: [
    [{ kind: 'showKey', user: null }, 'fingerprint'],
    [{ kind: 'showKey', user: 'eva' }, 'NO_KEY'],
  ],
  rotateKey: [[{ kind: 'rotateKey' }, 'prepareKey']],
  showSafetyNumber: [[{ kind: 'showSafetyNumber', user: 'bob' }, 'safety_number']],
  verify: [
    [{ kind: 'verify', user: 'bob', number: null }, 'safety_number', 'keepContacts', 'trust'],
    [{ kind: 'verify', user: 'bob', number: '1' }, 'NUMBERS_DIFFER'],
  ],
  unverify: [[{ kind: 'unverify', user: 'bob' }, 'NOT_VERIFIED']],
  trust: [[{ kind: 'trust', user: 'bob' }, 'NOTHING_TO_TRUST']],
  block: [[{ kind: 'block', user: 'bob' }, 'keepContacts', 'blocked', 'drop', 'drop']],
  unblock: [[{ kind: 'unblock', user: 'bob' }, 'NOT_BLOCKED']],
  changePassword: [[{ kind: 'changePassword' }, 'NO_NEW_PASSWORD']],
  listMembers: [[{ kind: 'listMembers' }, 'peers']],
  listPeers: [[{ kind: 'listPeers' }, 'LIST_PEERS']],
  listRooms: [[{ kind: 'listRooms' }, 'LIST_ROOMS']],
  listRequests: [[{ kind: 'listRequests' }, 'requests']],
  showStatus: [[{ kind: 'showStatus' }, 'status']],
  watchWire: [[{ kind: 'watchWire', isOn: true }, 'watchWire', 'watching_wire']],
  help: [[{ kind: 'help', command: null }, 'help']],
  quit: [[{ kind: 'quit' }, 'LEAVE', 'quit']],
};

describe('an intent', () => {
  it.each(
    Object.values(CASES)
      .flat()
      .map((each) => [JSON.stringify(each[0]), each] as const),
  )('does what it is for: %s', (_, [intent, ...follows]) => {
    const effects = inDev().when({ type: 'intended', intent });
    const seen = effects.filter(({ type }) => !/Timer|keepConversations/.test(type));
    expect(seen.map(named)).toEqual(follows);
  });
});
