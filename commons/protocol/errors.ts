import { wholeSeconds } from '../time.ts';

/** Codes of a refusal on the wire (protocol 3.4). Programs rely on the code; the sentence beside it is for people. */
export const ERROR_CODES = [
  'BAD_JSON',
  'TOO_LARGE',
  'BAD_REQUEST',
  'UNKNOWN_COMMAND',
  'LOGIN_REQUIRED',
  'LOGIN_FAILED',
  'USERNAME_TAKEN',
  'BAD_USERNAME',
  'NOT_YOU',
  'BAD_ROOM_NAME',
  'ROOM_EXISTS',
  'NO_SUCH_ROOM',
  'ROOM_FULL',
  'NOT_A_MEMBER',
  'NOT_OWNER',
  'TOO_MANY_ROOMS',
  'TRACKER_FULL',
  'PASSWORD_REQUIRED',
  'INVITE_REQUIRED',
  'WRONG_SECRET',
  'BUSY',
  'RATE_LIMITED',
  'TLS_REQUIRED',
  'STORAGE_FAILED',
  'SESSION_REPLACED',
  'INTERNAL',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** A valid request denied by a rule: a value, not an exception. `message` is one sentence for a person. */
export interface Refusal {
  readonly refused: ErrorCode;
  readonly message: string;
  /** Seconds after which to try again, with BUSY and RATE_LIMITED. */
  readonly retryAfter?: number;
}

export function refusal(refused: ErrorCode, message: string): Refusal {
  return { refused, message };
}

/** A refusal that ends by itself after `waitMs`. `what` is the reason, as the beginning of a sentence. */
export function passingRefusal(refused: ErrorCode, what: string, waitMs: number): Refusal {
  const retryAfter = wholeSeconds(waitMs);
  return { refused, message: `${what}; try again in ${retryAfter} s.`, retryAfter };
}

export function isRefusal(value: object): value is Refusal {
  return 'refused' in value;
}

/**
 * The other side violated the protocol: its bytes cannot be read. The connection closes, after a reply if one is
 * possible.
 */
export class Violation extends Error {
  override readonly name = 'Violation';
  readonly code: ErrorCode;

  constructor(code: 'BAD_JSON' | 'TOO_LARGE' | 'BAD_REQUEST', message: string) {
    super(message);
    this.code = code;
  }
}
