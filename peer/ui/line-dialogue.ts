// Signing in line by line: one question after the other.

import { parseUsername } from '../../commons/model/names.ts';
import { type Endpoint, formatEndpoint } from '../../commons/net/endpoint.ts';
import { visible } from '../../commons/text/text.ts';
import { codeOf } from '../problems.ts';
import type { Answer, Draft, Refusal, SignInDialogue } from '../sign-in/dialogue.ts';
import { digestsOf } from '../sign-in/given-secrets.ts';
import { isWeakPassword, MIN_PASSWORD_CHARACTERS } from '../sign-in/password-rule.ts';
import type { TrackerKeys } from '../tracker/login.ts';
import { ask, askHidden } from './ask.ts';
import { problemInEnglish } from './phrases/problems-en.ts';

const TOO_SHORT = `A new account needs a password of at least ${MIN_PASSWORD_CHARACTERS} characters, other than your name.`;

export class LineDialogue implements SignInDialogue {
  readonly #input: NodeJS.ReadStream;
  readonly #output: NodeJS.WriteStream;
  #isGreeted = false;

  constructor(input: NodeJS.ReadStream, output: NodeJS.WriteStream) {
    this.#input = input;
    this.#output = output;
  }

  async signIn(
    draft: Draft,
    refusal: Refusal | null,
    needsPassword: (username: string, tracker: Endpoint) => Promise<boolean>,
  ): Promise<Answer> {
    if (!this.#isGreeted) this.#say(`P2P Chat - tracker ${formatEndpoint(draft.tracker)}`);
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
    this.#say(`The tracker at ${formatEndpoint(tracker)} has another key than before.`);
    this.#say(`  before: ${known}`);
    this.#say(`  now:    ${shown}`);
    this.#say('Was it set up again? If not, someone may be intercepting you.');
    const question = 'Type t to trust the new key (anything else: do not): ';
    return (await ask(this.#input, this.#output, question)).trim().toLowerCase() === 't';
  }

  passphrase(isWrong: boolean): Promise<string> {
    if (isWrong) this.#say('That is not it.');
    return this.#askHidden('Passphrase of your files: ');
  }

  async newPassphrase(): Promise<string> {
    while (true) {
      const first = await this.#askHidden('A passphrase to seal your files with: ');
      if (first !== '' && (await this.#askHidden('The same again: ')) === first) return first;
      this.#say(first === '' ? 'It must not be empty.' : 'They were not the same.');
    }
  }

  /** What may be tried with the same name, or null: start over. */
  async #afterRefusal(
    draft: Draft,
    { problem }: Refusal,
    needsPassword: (username: string, tracker: Endpoint) => Promise<boolean>,
  ): Promise<Answer | null> {
    const code = codeOf(problem);
    if (code !== 'LOGIN_FAILED') this.#say(visible(problemInEnglish(problem)));
    if (code !== 'LOGIN_FAILED' || draft.register || draft.username === null) return null;
    const { username, tracker } = draft;
    if (draft.digest !== null && (await needsPassword(username, tracker))) {
      return this.#offerToRegister(draft, username);
    }
    const isWrong = draft.digest !== null;
    this.#say(isWrong ? `That is not the password.` : `The tracker does not know your key as that of ${username}.`);
    return { username, tracker, register: false, isTyped: true, ...digestsOf(await this.#askPassword(username)) };
  }

  /**
   * The tracker knows no such name with such a password. Who is new registers by typing the password again; who mistyped
   * it types the right one, and logs in.
   */
  async #offerToRegister({ digest: refused, tracker }: Draft, username: string): Promise<Answer | null> {
    this.#say(`Nobody here is called ${username} and has that password.`);
    const again = await this.#askHidden(`New here? Type it again to register ${username} (Enter alone: start over): `);
    if (again === '') return null;
    const digests = digestsOf(again);
    const register = digests.digest === refused;
    if (register && isWeakPassword(again, username)) {
      this.#say(TOO_SHORT);
      return null;
    }
    return { username, tracker, ...digests, isTyped: true, register };
  }

  async #askName(): Promise<string> {
    while (true) {
      const named = parseUsername((await ask(this.#input, this.#output, 'Your name: ')).trim());
      if ('name' in named) return named.name;
      this.#say(named.problem);
    }
  }

  #askPassword(username: string): Promise<string> {
    return this.#askHidden(`Password of ${username}: `);
  }

  async #askNewPassword(username: string): Promise<string> {
    while (true) {
      const password = await this.#askPassword(username);
      if (!isWeakPassword(password, username)) return password;
      this.#say(TOO_SHORT);
    }
  }

  #askHidden(question: string): Promise<string> {
    return askHidden(this.#input, this.#output, question);
  }

  #say(text: string): void {
    this.#output.write(`${text}\n`);
  }
}
