// Problems are worded in both languages, from their fields alone.
import { describe, expect, it } from 'vitest';
import { codeOf, type Problem } from '../../../peer/problems.ts';
import { jsonEventOf } from '../../../peer/ui/json-event.ts';
import { problemInEnglish } from '../../../peer/ui/phrases/problems-en.ts';
import { problemInPortuguese } from '../../../peer/ui/phrases/problems-pt.ts';
import { SAMPLE_PROBLEMS, SAMPLES } from './sample-problems.ts';

describe('a problem', () => {
  it.each(SAMPLE_PROBLEMS.map((problem) => [JSON.stringify(problem), problem] as const))(
    'is a sentence in both languages: %s',
    (_, problem) => {
      const [english, portuguese] = [problemInEnglish(problem), problemInPortuguese(problem)];
      for (const text of [english, portuguese]) {
        expect(text).toMatch(/^[\p{L}/#].*(?:\.|\)|--open)$/u);
        expect(text).not.toMatch(/undefined|\[object|null/);
      }
      if (problem.code !== 'PROFILE' && codeOf(problem) !== 'WAT') expect(portuguese).not.toBe(english);
    },
  );

  it.each([
    [SAMPLES.UNKNOWN_COMMAND[0], 'Did you mean /join?', 'Seria /entrar?'],
    [SAMPLES.BAD_ARGUMENTS[0], 'Usage: /join <room or invitation>', 'entra em uma sala'],
    [SAMPLES.NEEDS_SCREEN[0], '/theme', '/tema'],
    [SAMPLES.NOT_IN_ROOM[0], '#dev', '#dev'],
    [SAMPLES.NOT_DONE[0], '5 s', '5 s'],
    [SAMPLES.STORAGE_FAILED[0], 'EACCES', 'EACCES'],
    [SAMPLES.NOT_INVITED[0], "eva is in #dev but couldn't", 'eva está em #dev, mas não provou'],
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
