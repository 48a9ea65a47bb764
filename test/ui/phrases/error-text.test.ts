// What is refused, and why, in Portuguese: by its code, with what must not be lost of the English sentence.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../../commons/protocol/errors.ts';
import { errorText } from '../../../peer/ui/phrases/error-text.ts';
import { OWN_ERRORS_PT, WIRE_ERRORS_PT } from '../../../peer/ui/phrases/errors-pt.ts';

describe('an error', () => {
  it('is said in English as it came', () => {
    for (const code of ERROR_CODES) expect(errorText('en', code, 'It is so.')).toBe('It is so.');
  });

  it.each(ERROR_CODES.filter((code) => WIRE_ERRORS_PT[code] !== null))('%s has its own sentence in pt', (code) => {
    expect(errorText('pt', code, 'x')).toMatch(/^[\p{Lu}].*\.$/u);
    expect(errorText('pt', code, 'x')).not.toMatch(/undefined|\[object/);
  });

  it.each(Object.keys(OWN_ERRORS_PT))('%s of our own has a sentence in pt, whatever came', (code) => {
    expect(errorText('pt', code, 'x')).toMatch(/^[\p{Lu}].*\.$/u);
    expect(errorText('pt', code, 'x')).not.toMatch(/undefined|\[object/);
  });

  it.each(['NEVER_HEARD_OF', 'BAD_REQUEST', 'toString', '__proto__', 'constructor', ''])(
    'that is not known, %s, is said in English',
    (code) => {
      expect(errorText('pt', code, 'It is so.')).toBe('It is so.');
    },
  );

  it.each([
    ['UNKNOWN_COMMAND', 'There is no command /jion. Did you mean /join? /help lists all.', 'Seria /entrar?'],
    ['BAD_ARGUMENTS', 'It is /join <room or invitation>: enter a room.', 'entra em uma sala'],
    ['RATE_LIMITED', 'That is too much at once; try again in 7 s.', 'É demais de uma só vez; tente de novo em 7 s.'],
    ['RATE_LIMITED', 'Too many wrong guesses; try again in 60 s.', 'tentativas erradas'],
    ['BUSY', 'Too many people are logging in; try again in 2 s.', 'de novo em 2 s.'],
    ['STORAGE_FAILED', 'What you decided could not be kept for the next time: EACCES.', 'próxima vez (EACCES).'],
    [
      'NOT_INVITED',
      'bob sits in #dev without an invitation: not a word goes',
      'bob está em #dev sem provar um convite',
    ],
    ['PLAINTEXT_REFUSED', 'bob speaks plaintext, which --encryption', 'bob fala sem criptografia'],
    ['OTHER_TRACKER', 'That is for x: use it with --tracker 10.0.0.1:6060.', 'use com --tracker 10.0.0.1:6060.'],
    ['TOO_MANY_CONTACTS', "You know 1,000 people: bob's key is not kept.", 'a chave de bob'],
    [
      'TRACKER_KEY_CHANGED',
      'Set up anew, quit, remove /a b/c and start again.',
      'saia, apague /a b/c e comece de novo.',
    ],
    ['NEEDS_SCREEN', '/theme is for the full screen, which this is not.', '/tema só funciona'],
  ])('%s keeps what must not be lost', (code, message, kept) => {
    expect(errorText('pt', code, message)).toContain(kept);
  });

  it('takes no long time over a sentence of a stranger', () => {
    const codes = fc.constantFrom(...Object.keys(OWN_ERRORS_PT), ...ERROR_CODES);
    const piece = fc.constantFrom(
      ' sits in #',
      'bob',
      ': ',
      "'s key is not kept.",
      ' speaks plaintext,',
      'It is /',
      '\n',
    );
    fc.assert(
      fc.property(codes, fc.array(piece, { maxLength: 40 }), (code, pieces) => {
        expect(errorText('pt', code, pieces.join('').repeat(20))).not.toContain('undefined');
      }),
      { numRuns: 100 },
    );
  });
});
