// Problems of each kind, for tests of what is made of them.

import { ERROR_CODES } from '../../../commons/protocol/errors.ts';
import type { AskedOfTracker, Problem } from '../../../peer/problems.ts';
import { because } from '../../helpers/because.ts';

const TRACKER = { address: '10.0.0.1', port: 7070 };

const ASKED: readonly AskedOfTracker[] = [
  ...(['create', 'join', 'rejoin', 'leave', 'delete'] as const).map((to) => ({ to, room: 'dev' })),
  ...(['login', 'change_password', 'find'] as const).map((to) => ({ to, username: 'bob' })),
  ...(['rooms', 'peers'] as const).map((what) => ({ to: 'list', what }) as const),
  { to: 'other' },
];

/** At least one of each code, which the compiler asks for. */
export const SAMPLES: { readonly [C in Problem['code']]: readonly Problem[] } = {
  UNKNOWN_COMMAND: [
    { code: 'UNKNOWN_COMMAND', typed: 'jion', guess: 'join' },
    { code: 'UNKNOWN_COMMAND', typed: 'xyzzy', guess: null },
  ],
  BAD_ARGUMENTS: [
    { code: 'BAD_ARGUMENTS', why: 'usage', command: 'join' },
    { code: 'BAD_ARGUMENTS', why: 'room_options' },
  ],
  NEEDS_SCREEN: [{ code: 'NEEDS_SCREEN', command: 'theme' }],
  TOO_MANY_LINES: [{ code: 'TOO_MANY_LINES' }],
  NO_CONVERSATION: (['say', 'invite', 'add', 'leave', 'delete'] as const).map((why) => ({
    code: 'NO_CONVERSATION',
    why,
  })),
  NOT_IN_ROOM: ['dev', null].map((room) => ({ code: 'NOT_IN_ROOM', room })),
  NOT_TO_YOURSELF: [{ code: 'NOT_TO_YOURSELF' }],
  TOO_LARGE: (['message', 'input'] as const).map((why) => ({ code: 'TOO_LARGE', why })),
  INVITATION_NOT_SENT: ['dev', null].map((room) => ({ code: 'INVITATION_NOT_SENT', room })),
  CANCELLED: [
    { code: 'CANCELLED', why: 'no_room_password', room: 'dev' },
    { code: 'CANCELLED', why: 'no_passwords' },
    { code: 'CANCELLED', why: 'invitation_dropped' },
    { code: 'CANCELLED', why: 'login' },
  ],
  LOOKS_LIKE: [
    { code: 'LOOKS_LIKE', of: 'user', name: 'b0b', like: 'bob' },
    { code: 'LOOKS_LIKE', of: 'room', name: 'd3v', like: 'dev' },
  ],
  NOBODY_HERE: (['alone', 'all_blocked'] as const).map((why) => ({ code: 'NOBODY_HERE', room: 'dev', why })),
  ROOM_ASKED_ABOUT: [{ code: 'ROOM_ASKED_ABOUT', room: 'dev' }],
  NOT_BY_INVITATION: [{ code: 'NOT_BY_INVITATION', room: 'dev' }],
  NOT_LOCKED: [{ code: 'NOT_LOCKED', room: 'dev' }],
  NOT_INVITED: [{ code: 'NOT_INVITED', username: 'eva', room: 'dev' }],
  BAD_INVITATION: [{ code: 'BAD_INVITATION' }],
  OTHER_TRACKER: [{ code: 'OTHER_TRACKER', tracker: TRACKER }],
  KEY_CHANGED: [{ code: 'KEY_CHANGED', username: 'bob' }],
  OTHER_INVITATION: [{ code: 'OTHER_INVITATION', room: 'dev' }],
  NOT_INVITE_ONLY: [{ code: 'NOT_INVITE_ONLY', room: 'dev' }],
  ALREADY_HERE: [{ code: 'ALREADY_HERE', username: 'bob', room: 'dev' }],
  CANNOT_INVITE: [
    { code: 'CANNOT_INVITE', why: 'link', username: 'bob' },
    { code: 'CANNOT_INVITE', why: 'unreachable', username: 'bob', room: 'dev', reason: because('no answer') },
  ],
  NO_INVITATION: [
    { code: 'NO_INVITATION', why: 'none' },
    { code: 'NO_INVITATION', why: 'not_from', username: 'bob' },
    { code: 'NO_INVITATION', why: 'not_into', room: 'dev' },
  ],
  SAY_WHO: ['dev', null].map((room) => ({ code: 'SAY_WHO', room, example: 'bob' })),
  WHOSE_INVITATION: [{ code: 'WHOSE_INVITATION', newest: 'bob' }],
  ROOM_OR_CHAT: [{ code: 'ROOM_OR_CHAT', username: 'bob', room: 'dev' }],
  NO_KEY: [
    ...(['rotate', 'create', 'invitation', 'password'] as const).map((why) => ({ code: 'NO_KEY', why }) as const),
    ...(['not_met', 'off'] as const).map((why) => ({ code: 'NO_KEY', why, username: 'bob' }) as const),
  ],
  NUMBERS_DIFFER: [{ code: 'NUMBERS_DIFFER', username: 'bob' }],
  NOT_VERIFIED: [{ code: 'NOT_VERIFIED', username: 'bob' }],
  CHANGED_AGAIN: [{ code: 'CHANGED_AGAIN', username: 'bob' }],
  NOTHING_TO_TRUST: [{ code: 'NOTHING_TO_TRUST', username: 'bob' }],
  NOT_YOURSELF: [{ code: 'NOT_YOURSELF' }],
  NOT_BLOCKED: [{ code: 'NOT_BLOCKED', username: 'bob' }],
  BLOCKED_KEY: [{ code: 'BLOCKED_KEY', username: 'eva', blocked: 'mallory' }],
  PLAINTEXT_REFUSED: [{ code: 'PLAINTEXT_REFUSED', username: 'bob' }],
  TOO_MANY_CONTACTS: [{ code: 'TOO_MANY_CONTACTS', username: 'bob', most: 1_000 }],
  NO_SUCH_PEER: [{ code: 'NO_SUCH_PEER', username: 'bob' }],
  WEAK_PASSWORD: (['change', 'account'] as const).map((of) => ({ code: 'WEAK_PASSWORD', of })),
  NO_NEW_PASSWORD: [{ code: 'NO_NEW_PASSWORD' }],
  TRACKER_AWAY: (['not_sent', 'no_answer', 'may_be_done'] as const).flatMap((why) =>
    ASKED.map((asked) => ({ code: 'TRACKER_AWAY', why, asked }) as const),
  ),
  BAD_REPLY: [{ code: 'BAD_REPLY' }],
  NOT_UTF8: [{ code: 'NOT_UTF8' }],
  NOT_DONE: [{ code: 'NOT_DONE', seconds: 5 }],
  STORAGE_FAILED: [{ code: 'STORAGE_FAILED', reason: 'EACCES' }],
  PROFILE: [{ code: 'PROFILE', text: 'Este perfil está em uso.' }],
  REFUSED: [...ERROR_CODES, 'WAT'].flatMap((refusal) =>
    ASKED.flatMap((asked) => [
      { code: 'REFUSED', refusal, asked, text: 'The tracker says so.', retryAfter: 7 } as const,
      { code: 'REFUSED', refusal, asked, text: null, retryAfter: null } as const,
    ]),
  ),
  TRACKER_KEY_CHANGED: (['login', 'later'] as const).map((when) => ({
    code: 'TRACKER_KEY_CHANGED',
    when,
    tracker: TRACKER,
    file: '/a b/c',
  })),
  NO_PASSWORD_PROOF: ['/a b/c', null].map((file) => ({ code: 'NO_PASSWORD_PROOF', tracker: TRACKER, file })),
  TRACKER_NOT_PROVEN: (['login', 'password_change'] as const).map((at) => ({
    code: 'TRACKER_NOT_PROVEN',
    at,
    tracker: TRACKER,
  })),
  USERNAME_TAKEN: [{ code: 'USERNAME_TAKEN', username: 'ana' }],
  SESSION_REPLACED: [{ code: 'SESSION_REPLACED', username: 'ana' }],
};

export const SAMPLE_PROBLEMS: readonly Problem[] = Object.values(SAMPLES).flat();

/** What others, or the system, have written. */
const FREE_TEXT = new Set([
  'username',
  'room',
  'name',
  'like',
  'example',
  'newest',
  'blocked',
  'typed',
  'reason',
  'file',
  'text',
]);

/** The samples with that text wherever others have written something. */
export function problemsWith(text: string): readonly Problem[] {
  const replaced = JSON.stringify(SAMPLE_PROBLEMS, (key, value) =>
    typeof value === 'string' && FREE_TEXT.has(key) ? text : value,
  );
  return JSON.parse(replaced) as Problem[];
}
