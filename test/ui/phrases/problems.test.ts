// Problems are worded in both languages, from their fields alone.
import { describe, expect, it } from 'vitest';
import type { AskedOfTracker, Problem } from '../../../peer/problems.ts';
import { jsonEventOf } from '../../../peer/ui/json-event.ts';
import { problemInEnglish } from '../../../peer/ui/phrases/problems-en.ts';
import { problemInPortuguese } from '../../../peer/ui/phrases/problems-pt.ts';

const ASKED: readonly AskedOfTracker[] = [
  ...(['create', 'join', 'leave', 'delete'] as const).map((to) => ({ to, room: 'dev' })),
  { to: 'find', username: 'bob' },
  ...(['rooms', 'peers'] as const).map((what) => ({ to: 'list', what }) as const),
  { to: 'other' },
];

/** At least one of each code, which the compiler asks for. */
const SAMPLES: { readonly [C in Problem['code']]: readonly Problem[] } = {
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
  OTHER_TRACKER: [{ code: 'OTHER_TRACKER', tracker: { address: '10.0.0.1', port: 7070 } }],
  KEY_CHANGED: [{ code: 'KEY_CHANGED', username: 'bob' }],
  OTHER_INVITATION: [{ code: 'OTHER_INVITATION', room: 'dev' }],
  NOT_INVITE_ONLY: [{ code: 'NOT_INVITE_ONLY', room: 'dev' }],
  ALREADY_HERE: [{ code: 'ALREADY_HERE', username: 'bob', room: 'dev' }],
  CANNOT_INVITE: [
    { code: 'CANNOT_INVITE', why: 'link', username: 'bob' },
    { code: 'CANNOT_INVITE', why: 'unreachable', username: 'bob', room: 'dev', reason: 'no answer' },
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
  TEXT: [{ code: 'TEXT', of: 'BUSY', english: 'Too many people are logging in; try again in 2 s.' }],
};

const ALL = Object.values(SAMPLES).flat();

describe('a problem', () => {
  it.each(ALL.map((problem) => [JSON.stringify(problem), problem] as const))(
    'is a sentence in both languages: %s',
    (_, problem) => {
      const [english, portuguese] = [problemInEnglish(problem), problemInPortuguese(problem)];
      for (const text of [english, portuguese]) {
        expect(text).toMatch(/^[\p{L}/#].*(?:\.|\)|--open)$/u);
        expect(text).not.toMatch(/undefined|\[object|null/);
      }
      expect(portuguese).not.toBe(english);
    },
  );

  it.each([
    [SAMPLES.UNKNOWN_COMMAND[0], 'Did you mean /join?', 'Seria /entrar?'],
    [SAMPLES.BAD_ARGUMENTS[0], 'Usage: /join <room or invitation>', 'entra em uma sala'],
    [SAMPLES.NEEDS_SCREEN[0], '/theme', '/tema'],
    [SAMPLES.NOT_IN_ROOM[0], '#dev', '#dev'],
    [SAMPLES.NOT_DONE[0], '5 s', '5 s'],
    [SAMPLES.STORAGE_FAILED[0], 'EACCES', 'EACCES'],
    [SAMPLES.NOT_INVITED[0], "eva is in #dev but couldn't", 'eva está em #dev sem provar'],
    [SAMPLES.OTHER_TRACKER[0], '--tracker 10.0.0.1:7070', '--tracker 10.0.0.1:7070'],
    [SAMPLES.TOO_MANY_CONTACTS[0], '1,000 people', '1.000 pessoas'],
    [SAMPLES.TRACKER_AWAY[0], '#dev was not created: the tracker is away', '#dev não foi criada: o tracker está fora'],
    [SAMPLES.LOOKS_LIKE[1], '#d3v only looks like #dev', '#d3v só parece #dev'],
    [SAMPLES.ROOM_OR_CHAT[0], '/accept #dev', '/aceitar #dev'],
  ])('keeps its fields in both: %j', (problem, english, portuguese) => {
    expect(problemInEnglish(problem as Problem)).toContain(english);
    expect(problemInPortuguese(problem as Problem)).toContain(portuguese);
  });

  it('has a code and an English sentence for programs', () => {
    expect(jsonEventOf({ event: 'error', problem: { code: 'NOT_TO_YOURSELF' } })).toEqual({
      event: 'error',
      code: 'NOT_TO_YOURSELF',
      message: 'That is you.',
    });
  });
});
