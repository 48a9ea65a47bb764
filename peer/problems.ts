// What a user asked for and did not get, or has to know: values with the fields that a sentence about them needs. The
// sentences are in `ui/phrases/problems-en` and `problems-pt`.

import type { CommandName, ScreenCommandName } from './commands/commands.ts';

export type Problem =
  // Typed lines
  /** `typed`: without its slash. `guess`: what was probably meant. */
  | { readonly code: 'UNKNOWN_COMMAND'; readonly typed: string; readonly guess: CommandName | ScreenCommandName | null }
  | { readonly code: 'BAD_ARGUMENTS'; readonly why: 'usage'; readonly command: CommandName | ScreenCommandName }
  | { readonly code: 'NEEDS_SCREEN'; readonly command: ScreenCommandName }
  | { readonly code: 'TOO_MANY_LINES' }
  /** `why`: what was to be done in the current conversation, and there is none of that kind. */
  | { readonly code: 'NO_CONVERSATION'; readonly why: 'say' | 'invite' | 'add' | 'leave' | 'delete' }
  | { readonly code: 'NOT_IN_ROOM'; readonly room: string | null }
  | { readonly code: 'NOT_TO_YOURSELF' }
  /** `why`: a message beyond what may be sent, or a line of the input beyond what is read. */
  | { readonly code: 'TOO_LARGE'; readonly why: 'message' | 'input' }
  // The program
  | { readonly code: 'NOT_UTF8' }
  /** The input has ended, and not all of it was done within `seconds`. */
  | { readonly code: 'NOT_DONE'; readonly seconds: number }
  /** What the user decided could not be written to the profile; `reason`: the system's words. */
  | { readonly code: 'STORAGE_FAILED'; readonly reason: string }
  /** English that is not a value yet. */
  | { readonly code: 'TEXT'; readonly of: string; readonly english: string };

export type ProblemOf<C extends Problem['code']> = Extract<Problem, { readonly code: C }>;

/** The code that programs read. */
export function codeOf(problem: Problem): string {
  return problem.code === 'TEXT' ? problem.of : problem.code;
}
