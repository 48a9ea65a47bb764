// Signing in on the full screen: one form, and boxes for what else has to be asked. The form may be filled in before
// there is a program that wants to know; what was entered waits for it.

import { type Endpoint, formatEndpoint } from '../../../../commons/net/endpoint.ts';
import { visible } from '../../../../commons/text/text.ts';
import { codeOf } from '../../../problems.ts';
import type { Answer, Draft, Refusal, SignInDialogue } from '../../../sign-in/dialogue.ts';
import type { PasswordDigests } from '../../../sign-in/given-secrets.ts';
import { isWeakPassword, MIN_PASSWORD_CHARACTERS } from '../../../sign-in/password-rule.ts';
import type { TrackerKeys } from '../../../tracker/login.ts';
import { Cancelled, type Leaving } from '../../cancelled.ts';
import { phrasesFor } from '../../phrases/phrases-for.ts';
import type { Desk } from '../desk.ts';
import { SecretQuestion } from '../overlays/question.ts';
import { type Entered, SignInForm } from './sign-in-form.ts';
import { TrackerKeyQuestion } from './tracker-key-question.ts';

type NeedsPassword = (username: string, tracker: Endpoint) => Promise<boolean>;

/** What is loaded only when somebody may have typed something: the first picture does not wait for it. */
export interface SignInChecks {
  /** The name as it is registered, or what is wrong with it. */
  parseUsername(text: string): { readonly name: string } | { readonly problem: string };
  digestOf(password: string): string;
  /** See `digestsOf`. */
  digestsOf?(password: string): PasswordDigests;
}

/** Somebody waits for an answer. */
interface Question {
  readonly needsPassword: NeedsPassword;
  resolve(answer: Answer): void;
  reject(error: Cancelled): void;
}

export class ScreenDialogue implements SignInDialogue {
  readonly #desk: Desk;
  readonly #redraw: () => void;
  readonly #checks: Promise<SignInChecks>;
  #form: SignInForm | null = null;
  #question: Question | null = null;
  #entered: Entered | null = null;
  /** What was entered last: who turns out to be new has to type the password once more, not twice. */
  #last: Entered | null = null;
  #left: Leaving | null = null;

  constructor(desk: Desk, checks: Promise<SignInChecks>, redraw: () => void) {
    this.#desk = desk;
    this.#checks = checks;
    this.#redraw = redraw;
  }

  /** Shows the form at once. `offered`: names whose keys are here; typing replaces them. */
  begin(draft: Draft, offered: readonly string[]): void {
    this.#openForm(draft, offered, '');
  }

  /** A user with a name and a key is asked nothing. */
  async signIn(draft: Draft, refusal: Refusal | null, needsPassword: NeedsPassword): Promise<Answer> {
    const { username, tracker, digest, isWeak, register } = draft;
    const isEnough = refusal === null && username !== null && !register;
    if (isEnough && (digest !== null || !(await needsPassword(username, tracker)))) {
      return { username, tracker, digest, isWeak, register };
    }
    const code = refusal ? codeOf(refusal.problem) : null;
    const isWrong = code === 'LOGIN_FAILED' && digest !== null && username !== null && !register;
    const isUnknown = isWrong && (await needsPassword(username, tracker));
    if (!this.#form || refusal) this.#openForm(draft, [], this.#problemOf(draft, refusal, isUnknown));
    if (isUnknown) this.#offerToRegister();
    if (code === 'USERNAME_TAKEN') this.#form?.focus('name');
    return new Promise((resolve, reject) => {
      this.#question = { needsPassword, resolve, reject };
      this.#proceed();
    });
  }

  /** The login has succeeded: no password is needed any more. */
  forget(): void {
    this.#last = null;
  }

  trustTracker(tracker: Endpoint, keys: TrackerKeys): Promise<boolean> {
    return new Promise((resolve) => {
      const answered = (isTrusted: boolean): void => {
        this.#desk.closeNamed('tracker-key');
        resolve(isTrusted);
      };
      this.#desk.open(new TrackerKeyQuestion(formatEndpoint(tracker), keys, answered));
      this.#redraw();
    });
  }

  passphrase(isWrong: boolean): Promise<string> {
    return this.#ask(() => (isWrong ? this.#desk.face.phrases.wrongPassphrase : this.#desk.face.phrases.passphrase));
  }

  async newPassphrase(): Promise<string> {
    const { phrases } = this.#desk.face;
    let title = phrases.newPassphrase;
    while (true) {
      const first = await this.#ask(() => title);
      if (first !== '' && (await this.#ask(() => phrases.passphraseAgain)) === first) return first;
      title = phrases.emptyPassphrase;
    }
  }

  /** Nobody has that name and that password: who is new needs one field more, and who is not one key. */
  #offerToRegister(): void {
    if (this.#last) this.#form?.offerToRegister(this.#last.password);
  }

  #ask(title: () => string): Promise<string> {
    return new Promise((resolve, reject) => {
      const answered = (secret: string): void => {
        this.#desk.closeNamed('secret');
        resolve(secret);
      };
      this.#desk.open(new SecretQuestion(title, answered, () => reject(new Cancelled('no passphrase'))));
      this.#redraw();
    });
  }

  #openForm(draft: Draft, offered: readonly string[], problem: string): void {
    const form = new SignInForm(draft, offered, problem, {
      entered: (entered) => {
        form.isBusy = true;
        this.#entered = entered;
        this.#proceed();
      },
      left: (how) => {
        this.#left = how;
        this.#proceed();
      },
    });
    this.#form = form;
    this.#entered = null;
    this.#desk.closeNamed('waiting');
    this.#desk.open(form);
    this.#redraw();
  }

  /** When there is somebody who asks, and something was entered. */
  #proceed(): void {
    const [question, form, entered] = [this.#question, this.#form, this.#entered];
    if (!question) return;
    if (this.#left !== null) return question.reject(new Cancelled('no answer', this.#left));
    if (!form || !entered) return;
    this.#entered = null;
    this.#last = entered;
    void this.#check(form, entered, question.needsPassword).then((answer) => {
      if (!answer || this.#question !== question) return;
      this.#desk.closeNamed(form.name);
      this.#form = null;
      this.#question = null;
      question.resolve(answer);
    });
  }

  /** What was entered, if it will do; otherwise the form says why not. */
  async #check(form: SignInForm, entered: Entered, needsPassword: NeedsPassword): Promise<Answer | null> {
    const { phrases } = this.#desk.face;
    const { parseUsername, digestOf, digestsOf = (typed) => ({ digest: digestOf(typed) }) } = await this.#checks;
    const named = parseUsername(entered.username);
    const { password, register, tracker } = entered;
    if ('problem' in named) return this.#object(form, phrases.badName(named.problem), 'name');
    if (!tracker) return this.#object(form, phrases.badTracker, 'tracker');
    if (entered.passwordAgain !== null && entered.passwordAgain !== password) {
      form.clearPasswords();
      return this.#object(form, phrases.passwordsDiffer, 'password');
    }
    if (register && isWeakPassword(password, named.name)) {
      form.clearPasswords();
      return this.#object(form, phrases.passwordTooShort(MIN_PASSWORD_CHARACTERS), 'password');
    }
    try {
      const isNeeded = password === '' && (await needsPassword(named.name, tracker));
      if (isNeeded) return this.#object(form, phrases.passwordNeeded, 'password');
    } catch (error) {
      return this.#object(form, (error as Error).message, 'name');
    }
    const digests = password === '' ? { digest: null } : digestsOf(password);
    return { username: named.name, ...digests, isTyped: true, register, tracker };
  }

  #object(form: SignInForm, problem: string, field: 'name' | 'password' | 'tracker'): null {
    form.isBusy = false;
    form.problem = visible(problem);
    form.focus(field);
    this.#redraw();
    return null;
  }

  /** `isUnknown`: the key of that name does not lie here, so that it may be a new one. */
  #problemOf(draft: Draft, refusal: Refusal | null, isUnknown: boolean): string {
    if (!refusal || refusal.problem.code === 'CANCELLED') return '';
    const { phrases, language } = this.#desk.face;
    const code = codeOf(refusal.problem);
    if (code === 'USERNAME_TAKEN' && draft.username !== null) return phrases.nameTaken(draft.username);
    if (code !== 'LOGIN_FAILED' || draft.register || draft.username === null) {
      return visible(phrasesFor(language).problem(refusal.problem));
    }
    if (draft.digest === null) return phrases.keyUnknown(draft.username);
    return isUnknown ? phrases.unknownOrWrong(draft.username) : phrases.wrongPassword(draft.username);
  }
}
