import { formatInvitation } from '../../commons/model/invitation.ts';
import type { Asker, Intent, Misread } from '../../peer/commands/intent.ts';

/** The line, in English, that means this: so that tests of clicks and menus read as what they do. */
export function asLine(intent: Intent | Misread): string {
  const words = wordsFor(intent).filter((word) => word !== null);
  return words.join(' ');
}

function wordsFor(intent: Intent | Misread): (string | null)[] {
  switch (intent.kind) {
    case 'send':
      return intent.as === 'action' ? ['/me', intent.text] : [intent.text.replace(/^\//, '//')];
    case 'message':
      return ['/msg', intent.to, intent.text];
    case 'openPrivate':
      return ['/msg', intent.to];
    case 'create': {
      const { room, lock } = intent;
      if (lock.access === 'password') return ['/create', `#${room}`, '--password', lock.password];
      return ['/create', `#${room}`, lock.access === 'invite' ? '--invite-only' : null];
    }
    case 'join': {
      const { room, entry } = intent;
      if (entry.by === 'password') return ['/join', `#${room}`, '--password', entry.password];
      return ['/join', `#${room}`, entry.by === 'nothing' ? '--open' : null];
    }
    case 'joinByInvitation':
      return ['/join', intent.invitation && formatInvitation(intent.invitation)];
    case 'leave':
      return ['/leave', intent.what && ('room' in intent.what ? `#${intent.what.room}` : intent.what.name)];
    case 'deleteRoom':
      return ['/delete-room', intent.room === null ? null : `#${intent.room}`];
    case 'invite':
      return ['/invite', intent.room === null ? null : `#${intent.room}`];
    case 'accept':
    case 'decline':
      return [`/${intent.kind}`, intent.whom && asker(intent.whom)];
    case 'showKey':
      return ['/fingerprint', intent.user];
    case 'rotateKey':
      return ['/fingerprint', '--rotate'];
    case 'verify':
      return ['/verify', intent.user, intent.number];
    case 'watchWire':
      return ['/wire', intent.isOn ? 'on' : 'off'];
    case 'help':
      return ['/help', intent.command];
    case 'misread':
      return [intent.problem.code, 'typed' in intent.problem ? intent.problem.typed : null];
    default:
      return [SAME[intent.kind], 'user' in intent ? intent.user : null];
  }
}

/** What has no more fields than a user. */
const SAME = {
  add: '/add',
  showSafetyNumber: '/safety-number',
  unverify: '/unverify',
  trust: '/trust',
  block: '/block',
  unblock: '/unblock',
  changePassword: '/password',
  listMembers: '/users',
  listPeers: '/peers',
  listRooms: '/rooms',
  listRequests: '/requests',
  showStatus: '/status',
  quit: '/quit',
} as const;

function asker(whom: Asker): string {
  if ('room' in whom) return `#${whom.room}`;
  return whom.only ? `${whom.user} (${whom.only})` : whom.user;
}
