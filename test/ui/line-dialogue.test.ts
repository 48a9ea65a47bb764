// Signing in line by line, in both languages.
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../commons/command-line/language.ts';
import { LineDialogue } from '../../peer/ui/line-dialogue.ts';
import { signInWords } from '../../peer/ui/phrases/sign-in-words.ts';
import { refusal } from '../helpers/refusal.ts';
import { KEY, OTHER_KEY } from './phrases/sample-reports.ts';

const TRACKER = { address: '127.0.0.1', port: 6060 };
const NOBODY = { username: null, digest: null, register: false, tracker: TRACKER };

/** A terminal at which each question that `answers` names is answered, in order. */
function terminal(language: Language, answers: readonly (readonly [question: string, answer: string])[]) {
  const waiting = [...answers];
  const input = Object.assign(new PassThrough(), { setRawMode: () => input, isTTY: true });
  let shown = '';
  const output = new PassThrough();
  output.on('data', (text: Buffer) => {
    shown += text.toString();
    const next = waiting[0];
    if (!next || !shown.endsWith(next[0])) return;
    waiting.shift();
    setImmediate(() => input.write(`${next[1]}\n`));
  });
  const [stdin, stdout] = [input as unknown as NodeJS.ReadStream, output as unknown as NodeJS.WriteStream];
  return { dialogue: new LineDialogue(stdin, stdout, language), waiting, shown: () => shown };
}

describe.each(LANGUAGES)('signing in line by line, in %s', (language) => {
  const words = signInWords[language];

  it('asks for a name until it is one, and for its password', async () => {
    const { dialogue, shown } = terminal(language, [
      [words.askName, 'not a name'],
      [words.askName, 'ana'],
      [words.askPassword('ana'), 'hunter22'],
    ]);
    const answer = await dialogue.signIn(NOBODY, null, async () => true);
    expect(answer).toMatchObject({ username: 'ana', register: false, isTyped: true });
    expect(shown()).toContain(words.trackerIs('127.0.0.1:6060'));
    expect(shown()).not.toContain('hunter22');
  });

  it('after a refusal registers a user who repeats the password', async () => {
    const first = terminal(language, [[words.askPassword('ana'), 'hunter22']]);
    const draft = { ...NOBODY, username: 'ana' };
    const { digest } = await first.dialogue.signIn(draft, null, async () => true);
    const { dialogue, shown } = terminal(language, [[words.askAgainToRegister('ana'), 'hunter22']]);
    const again = await dialogue.signIn({ ...draft, digest }, { problem: refusal('LOGIN_FAILED') }, async () => true);
    expect(again).toMatchObject({ username: 'ana', register: true, digest });
    expect(shown()).toContain(words.unknownOrWrong);
  });

  it('shows both keys of a tracker that has a new one, and trusts it by one letter alone', async () => {
    const keys = { known: KEY, shown: OTHER_KEY };
    for (const [answer, isTrusted] of [
      [words.trustLetter, true],
      ['', false],
      ['x', false],
    ] as const) {
      const { dialogue, shown } = terminal(language, [[words.askTrust, answer]]);
      expect(await dialogue.trustTracker(TRACKER, keys)).toBe(isTrusted);
      for (const line of words.trackerKeyChanged('127.0.0.1:6060', KEY, OTHER_KEY)) expect(shown()).toContain(line);
    }
  });

  it('asks for a new passphrase until the same is typed twice', async () => {
    const { dialogue, waiting, shown } = terminal(language, [
      [words.askNewPassphrase, ''],
      [words.askNewPassphrase, 'one'],
      [words.askPassphraseAgain, 'two'],
      [words.askNewPassphrase, 'three'],
      [words.askPassphraseAgain, 'three'],
    ]);
    expect(await dialogue.newPassphrase()).toBe('three');
    expect(waiting).toEqual([]);
    expect(shown()).toContain(words.emptyPassphrase);
    expect(shown()).toContain(words.passphrasesDiffer);
  });
});
