// Problems are worded in both languages, from their fields alone.
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../peer/problems.ts';
import { jsonEventOf } from '../../../peer/ui/json-event.ts';
import { problemInEnglish } from '../../../peer/ui/phrases/problems-en.ts';
import { problemInPortuguese } from '../../../peer/ui/phrases/problems-pt.ts';

/** At least one of each code, which the compiler asks for. */
const SAMPLES: { readonly [C in Problem['code']]: readonly Problem[] } = {
  UNKNOWN_COMMAND: [
    { code: 'UNKNOWN_COMMAND', typed: 'jion', guess: 'join' },
    { code: 'UNKNOWN_COMMAND', typed: 'xyzzy', guess: null },
  ],
  BAD_ARGUMENTS: [{ code: 'BAD_ARGUMENTS', why: 'usage', command: 'join' }],
  NEEDS_SCREEN: [{ code: 'NEEDS_SCREEN', command: 'theme' }],
  TOO_MANY_LINES: [{ code: 'TOO_MANY_LINES' }],
  NO_CONVERSATION: (['say', 'invite', 'add', 'leave', 'delete'] as const).map((why) => ({
    code: 'NO_CONVERSATION',
    why,
  })),
  NOT_IN_ROOM: ['dev', null].map((room) => ({ code: 'NOT_IN_ROOM', room })),
  NOT_TO_YOURSELF: [{ code: 'NOT_TO_YOURSELF' }],
  TOO_LARGE: (['message', 'input'] as const).map((why) => ({ code: 'TOO_LARGE', why })),
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
        expect(text).toMatch(/^[\p{Lu}/#].*[.)?]$/u);
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
