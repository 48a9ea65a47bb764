// The sign-in of the plain front end: asks one question after the other.

import type { Language } from '../../commons/command-line/language.ts';
import { parseUsername } from '../../commons/model/names.ts';
import { type Endpoint, formatEndpoint } from '../../commons/net/endpoint.ts';
import { visible } from '../../commons/text/text.ts';
import { codeOf } from '../problems.ts';
import type { Answer, Draft, Refusal, SignInDialogue } from '../sign-in/dialogue.ts';
import { digestsOf } from '../sign-in/given-secrets.ts';
import { isWeakPassword } from '../sign-in/password-rule.ts';
import type { TrackerKeys } from '../tracker/login.ts';
import { ask, askHidden } from './ask.ts';
import { phrasesFor } from './phrases/phrases-for.ts';
import { type SignInWords, signInWords } from './phrases/sign-in-words.ts';

export class LineDialogue implements SignInDialogue {
  readonly #input: NodeJS.ReadStream;
  readonly #output: NodeJS.WriteStream;
  readonly #language: Language;
  readonly #words: SignInWords;
  #isGreeted = false;

  constructor(input: NodeJS.ReadStream, output: NodeJS.WriteStream, language: Language) {
    this.#input = input;
    this.#output = output;
    this.#language = language;
    this.#words = signInWords[language];
  }

  async signIn(
    draft: Draft,
    refusal: Refusal | null,
    needsPassword: (username: string, tracker: Endpoint) => Promise<boolean>,
  ): Promise<Answer> {
    if (!this.#isGreeted) this.#say(this.#words.trackerIs(formatEndpoint(draft.tracker)));
    this.#isGreeted = true;
    const again = refusal ? await this.#afterRefusal(draft, refusal, needsPassword) : null;
    if (again) return again;
    const isNewName = refusal !== null || draft.username === null;
    const username = isNewName ? await this.#askName() : (draft.username ?? '');
    const { tracker } = draft;
    const register = refusal === null && draft.register;
    const given = refusal === null ? draft.digest : null;
    const mustAsk = given === null && (register || (await needsPassword(username, tracker)));
    const { isWeak, typedDigest } = draft;
    if (!mustAsk) return { username, register, digest: given, typedDigest, isWeak, tracker, isTyped: false };
    const digests = digestsOf(register ? await this.#askNewPassword(username) : await this.#askPassword(username));
    return { username, register, ...digests, tracker, isTyped: true };
  }

  async trustTracker(tracker: Endpoint, { known, shown }: TrackerKeys): Promise<boolean> {
    for (const line of this.#words.trackerKeyChanged(formatEndpoint(tracker), known, shown)) this.#say(line);
    const answer = await ask(this.#input, this.#output, this.#words.askTrust);
    return answer.trim().toLowerCase() === this.#words.trustLetter;
  }

  passphrase(isWrong: boolean): Promise<string> {
    if (isWrong) this.#say(this.#words.wrongPassphrase);
    return this.#askHidden(this.#words.askPassphrase);
  }

  async newPassphrase(): Promise<string> {
    while (true) {
      const first = await this.#askHidden(this.#words.askNewPassphrase);
      if (first !== '' && (await this.#askHidden(this.#words.askPassphraseAgain)) === first) return first;
      this.#say(first === '' ? this.#words.emptyPassphrase : this.#words.passphrasesDiffer);
    }
  }

  /** The next attempt with the same name after a refusal; null: the dialogue starts over. */
  async #afterRefusal(
    draft: Draft,
    { problem }: Refusal,
    needsPassword: (username: string, tracker: Endpoint) => Promise<boolean>,
  ): Promise<Answer | null> {
    const code = codeOf(problem);
    if (code !== 'LOGIN_FAILED') this.#say(visible(phrasesFor(this.#language).problem(problem)));
    if (code !== 'LOGIN_FAILED' || draft.register || draft.username === null) return null;
    const { username, tracker } = draft;
    if (draft.digest !== null && (await needsPassword(username, tracker))) {
      return this.#offerToRegister(draft, username);
    }
    const isWrong = draft.digest !== null;
    this.#say(isWrong ? this.#words.wrongPassword : this.#words.keyUnknown(username));
    return { username, tracker, register: false, isTyped: true, ...digestsOf(await this.#askPassword(username)) };
  }

  /**
   * The tracker knows no user with this name and password. A new user types the password again to register; a user who
   * mistyped it types the right one, and logs in.
   */
  async #offerToRegister({ digest: refused, tracker }: Draft, username: string): Promise<Answer | null> {
    this.#say(this.#words.unknownOrWrong);
    const again = await this.#askHidden(this.#words.askAgainToRegister(username));
    if (again === '') return null;
    const digests = digestsOf(again);
    const register = digests.digest === refused;
    if (register && isWeakPassword(again, username)) {
      this.#say(this.#words.passwordTooShort);
      return null;
    }
    return { username, tracker, ...digests, isTyped: true, register };
  }

  async #askName(): Promise<string> {
    while (true) {
      const named = parseUsername((await ask(this.#input, this.#output, this.#words.askName)).trim());
      if ('name' in named) return named.name;
      this.#say(this.#words.badName(named.problem));
    }
  }

  #askPassword(username: string): Promise<string> {
    return this.#askHidden(this.#words.askPassword(username));
  }

  async #askNewPassword(username: string): Promise<string> {
    while (true) {
      const password = await this.#askPassword(username);
      if (!isWeakPassword(password, username)) return password;
      this.#say(this.#words.passwordTooShort);
    }
  }

  #askHidden(question: string): Promise<string> {
    return askHidden(this.#input, this.#output, question);
  }

  #say(text: string): void {
    this.#output.write(`${text}\n`);
  }
}
