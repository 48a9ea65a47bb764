// What a user asked for and did not get, or has to know: values with the fields that a sentence about them needs. The
// sentences are in `ui/phrases/problems-en` and `problems-pt`.

import type { Endpoint } from '../commons/net/endpoint.ts';
import type { ErrorReply } from '../commons/protocol/tracker-messages.ts';
import type { CommandName, ScreenCommandName } from './commands/command-row.ts';
import type { Reason } from './reasons.ts';

export type Problem =
  // Typed lines
  /** `typed`: without its slash. `guess`: what was probably meant. */
  | { readonly code: 'UNKNOWN_COMMAND'; readonly typed: string; readonly guess: CommandName | ScreenCommandName | null }
  | { readonly code: 'BAD_ARGUMENTS'; readonly why: 'usage'; readonly command: CommandName | ScreenCommandName }
  /** What follows the name of a room is no option of `/create` and `/join`. */
  | { readonly code: 'BAD_ARGUMENTS'; readonly why: 'room_options' }
  | { readonly code: 'NEEDS_SCREEN'; readonly command: ScreenCommandName }
  | { readonly code: 'TOO_MANY_LINES' }
  /** `why`: what was to be done in the current conversation, and there is none of that kind. */
  | { readonly code: 'NO_CONVERSATION'; readonly why: 'say' | 'invite' | 'add' | 'leave' | 'delete' }
  | { readonly code: 'NOT_IN_ROOM'; readonly room: string | null }
  | { readonly code: 'NOT_TO_YOURSELF' }
  /** `why`: a message beyond what may be sent, or a line of the input beyond what is read. */
  | { readonly code: 'TOO_LARGE'; readonly why: 'message' | 'input' }
  /** A line that holds an invitation waits to be confirmed; `room` null: the invitation is incomplete. */
  | { readonly code: 'INVITATION_NOT_SENT'; readonly room: string | null }
  | { readonly code: 'CANCELLED'; readonly why: 'no_room_password'; readonly room: string }
  | { readonly code: 'CANCELLED'; readonly why: 'no_passwords' | 'invitation_dropped' | 'login' }
  /** The name looks like one that is known, and is another: nothing was done. */
  | { readonly code: 'LOOKS_LIKE'; readonly of: 'user' | 'room'; readonly name: string; readonly like: string }
  // Rooms
  /** Nobody else is in the room, or all who are have been blocked. */
  | { readonly code: 'NOBODY_HERE'; readonly room: string; readonly why: 'alone' | 'all_blocked' }
  /** The user was asked about the room after this was typed. */
  | { readonly code: 'ROOM_ASKED_ABOUT'; readonly room: string }
  /** The room is known as one by invitation; the tracker says otherwise. */
  | { readonly code: 'NOT_BY_INVITATION'; readonly room: string }
  /** The tracker has created the room without its password. */
  | { readonly code: 'NOT_LOCKED'; readonly room: string }
  /** A member who has proven no invitation. */
  | { readonly code: 'NOT_INVITED'; readonly username: string; readonly room: string }
  // Invitations, and people who wait for an answer
  | { readonly code: 'BAD_INVITATION' }
  | { readonly code: 'OTHER_TRACKER'; readonly tracker: Endpoint }
  /** The invitation names another key of its sender than the one that is known. */
  | { readonly code: 'KEY_CHANGED'; readonly username: string }
  /** The user is in a room of that name, and the invitation is for another. */
  | { readonly code: 'OTHER_INVITATION'; readonly room: string }
  | { readonly code: 'NOT_INVITE_ONLY'; readonly room: string }
  | { readonly code: 'ALREADY_HERE'; readonly username: string; readonly room: string }
  /** `link`: the other program understands no invitations, or the link is not encrypted. */
  | { readonly code: 'CANNOT_INVITE'; readonly why: 'link'; readonly username: string }
  | {
      readonly code: 'CANNOT_INVITE';
      readonly why: 'unreachable';
      readonly username: string;
      readonly room: string;
      readonly reason: Reason;
    }
  | { readonly code: 'NO_INVITATION'; readonly why: 'none' }
  | { readonly code: 'NO_INVITATION'; readonly why: 'not_from'; readonly username: string }
  | { readonly code: 'NO_INVITATION'; readonly why: 'not_into'; readonly room: string }
  /** Several people wait; `example`: one of them. `room` null: not all of them have invited the user to one room. */
  | { readonly code: 'SAY_WHO'; readonly room: string | null; readonly example: string }
  /** The newest invitation came while the answer was typed. */
  | { readonly code: 'WHOSE_INVITATION'; readonly newest: string }
  /** Somebody has sent both an invitation and a first message. */
  | { readonly code: 'ROOM_OR_CHAT'; readonly username: string; readonly room: string }
  // Keys, and people
  /** What needs a key, while encryption is off. */
  | { readonly code: 'NO_KEY'; readonly why: 'rotate' | 'create' | 'invitation' | 'password' }
  /** Somebody's key is not known; `off`: no keys are learned without encryption. */
  | { readonly code: 'NO_KEY'; readonly why: 'not_met' | 'off'; readonly username: string }
  | { readonly code: 'NUMBERS_DIFFER'; readonly username: string }
  | { readonly code: 'NOT_VERIFIED'; readonly username: string }
  /** The key is not the one that `/verify` has shown. */
  | { readonly code: 'CHANGED_AGAIN'; readonly username: string }
  | { readonly code: 'NOTHING_TO_TRUST'; readonly username: string }
  | { readonly code: 'NOT_YOURSELF' }
  | { readonly code: 'NOT_BLOCKED'; readonly username: string }
  /** Somebody came with the key of `blocked`. */
  | { readonly code: 'BLOCKED_KEY'; readonly username: string; readonly blocked: string }
  | { readonly code: 'PLAINTEXT_REFUSED'; readonly username: string }
  /** `most`: as many keys are kept. */
  | { readonly code: 'TOO_MANY_CONTACTS'; readonly username: string; readonly most: number }
  | { readonly code: 'NO_SUCH_PEER'; readonly username: string }
  // The account
  /** `of`: the user's new password, or that of a new account. */
  | { readonly code: 'WEAK_PASSWORD'; readonly of: 'change' | 'account' }
  | { readonly code: 'NO_NEW_PASSWORD' }
  | { readonly code: 'USERNAME_TAKEN'; readonly username: string }
  | { readonly code: 'SESSION_REPLACED'; readonly username: string }
  // The tracker
  | {
      readonly code: 'TRACKER_AWAY';
      readonly why: 'not_sent' | 'no_answer' | 'may_be_done';
      readonly asked: AskedOfTracker;
    }
  /** The tracker refused. `refusal`: its code; `text`: its sentence; `retryAfter`: seconds after which to try again. */
  | {
      readonly code: 'REFUSED';
      readonly refusal: string;
      readonly asked: AskedOfTracker;
      readonly text: string | null;
      readonly retryAfter: number | null;
    }
  /**
   * The tracker has another key than before. `when`: at the first login of this run, or after one. `file` holds the
   * known key.
   */
  | {
      readonly code: 'TRACKER_KEY_CHANGED';
      readonly when: 'login' | 'later';
      readonly tracker: Endpoint;
      readonly file: string;
    }
  /**
   * The tracker cannot check a proof of the password. `file`: where it is kept that it could before; null: never met.
   */
  | { readonly code: 'NO_PASSWORD_PROOF'; readonly tracker: Endpoint; readonly file: string | null }
  | { readonly code: 'TRACKER_NOT_PROVEN'; readonly at: 'login' | 'password_change'; readonly tracker: Endpoint }
  /** The reply does not fit the request, and was ignored. */
  | { readonly code: 'BAD_REPLY' }
  // The program
  | { readonly code: 'NOT_UTF8' }
  /** The input has ended, and not all of it was done within `seconds`. */
  | { readonly code: 'NOT_DONE'; readonly seconds: number }
  /** What the user decided could not be written to the profile; `reason`: the system's words. */
  | { readonly code: 'STORAGE_FAILED'; readonly reason: string }
  /** The files of the profile cannot be used; `text`: a sentence in the language of the program. */
  | { readonly code: 'PROFILE'; readonly text: string };

export type ProblemOf<C extends Problem['code']> = Extract<Problem, { readonly code: C }>;

/** What the tracker was asked to do. */
export type AskedOfTracker =
  /** `rejoin`: to take our seat again. */
  | { readonly to: 'create' | 'join' | 'rejoin' | 'leave' | 'delete'; readonly room: string }
  | { readonly to: 'login' | 'change_password'; readonly username: string }
  | { readonly to: 'find'; readonly username: string }
  | { readonly to: 'list'; readonly what: 'rooms' | 'peers' }
  | { readonly to: 'other' };

/** The tracker has answered that request with an error. */
export function refusalOf({ code, msg, retry_after }: ErrorReply, asked: AskedOfTracker): ProblemOf<'REFUSED'> {
  return { code: 'REFUSED', refusal: code, asked, text: msg ?? null, retryAfter: retry_after ?? null };
}

/** The code that programs read. */
export function codeOf(problem: Problem): string {
  return problem.code === 'REFUSED' ? problem.refusal : problem.code;
}
