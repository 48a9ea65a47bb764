// The questions and messages of a sign-in without a full screen.

import type { Language } from '../../../commons/command-line/language.ts';
import { MIN_PASSWORD_CHARACTERS } from '../../sign-in/password-rule.ts';
import { BAD_NAME_PT } from './options.ts';

export interface SignInWords {
  /** Above the first question. */
  readonly trackerIs: (tracker: string) => string;
  readonly askName: string;
  /** `problem`: the same in English, with more detail. */
  readonly badName: (problem: string) => string;
  readonly askPassword: (username: string) => string;
  readonly passwordTooShort: string;
  readonly wrongPassword: string;
  readonly keyUnknown: (username: string) => string;
  /** The name is new, or the password is mistyped. */
  readonly unknownOrWrong: string;
  readonly askAgainToRegister: (username: string) => string;
  /** The tracker shows another key than the known one. */
  readonly trackerKeyChanged: (tracker: string, known: string, shown: string) => readonly string[];
  readonly askTrust: string;
  /** Lower case; any other answer is no. */
  readonly trustLetter: string;
  readonly askPassphrase: string;
  readonly wrongPassphrase: string;
  readonly askNewPassphrase: string;
  readonly askPassphraseAgain: string;
  readonly emptyPassphrase: string;
  readonly passphrasesDiffer: string;
}

export const signInWords: Readonly<Record<Language, SignInWords>> = {
  en: {
    trackerIs: (tracker) => `P2P Chat - tracker ${tracker}`,
    askName: 'Your name: ',
    badName: (problem) => problem,
    askPassword: (username) => `Password for ${username}: `,
    passwordTooShort: `A new account needs a password of at least ${MIN_PASSWORD_CHARACTERS} characters, other than your name.`,
    wrongPassword: 'Wrong password.',
    keyUnknown: (username) => `The tracker does not know your key for ${username}.`,
    unknownOrWrong: 'Wrong name or password.',
    askAgainToRegister: (username) =>
      `New here? Repeat the password to register ${username} (or just Enter to start over): `,
    trackerKeyChanged: (tracker, known, shown) => [
      `The tracker at ${tracker} has a different key than before.`,
      `  before: ${known}`,
      `  now:    ${shown}`,
      'Was this tracker set up again? If not, someone may be intercepting you.',
    ],
    askTrust: 'Type t to trust the new key (anything else: do not): ',
    trustLetter: 't',
    askPassphrase: 'Passphrase for your files: ',
    wrongPassphrase: 'Wrong passphrase.',
    askNewPassphrase: 'Choose a passphrase to seal your files: ',
    askPassphraseAgain: 'Repeat the passphrase: ',
    emptyPassphrase: 'The passphrase must not be empty.',
    passphrasesDiffer: "The passphrases don't match.",
  },
  pt: {
    trackerIs: (tracker) => `P2P Chat, tracker ${tracker}`,
    askName: 'Seu nome: ',
    badName: () => BAD_NAME_PT,
    askPassword: (username) => `Senha de ${username}: `,
    passwordTooShort: `Uma conta nova precisa de uma senha com pelo menos ${MIN_PASSWORD_CHARACTERS} caracteres, diferente do seu nome.`,
    wrongPassword: 'Senha incorreta.',
    keyUnknown: (username) => `O tracker não conhece sua chave para ${username}.`,
    unknownOrWrong: 'Nome ou senha incorretos.',
    askAgainToRegister: (username) =>
      `Primeira vez? Repita a senha para criar a conta ${username} (ou só Enter para começar de novo): `,
    trackerKeyChanged: (tracker, known, shown) => [
      `O tracker em ${tracker} tem outra chave.`,
      `  antes: ${known}`,
      `  agora: ${shown}`,
      'Este tracker foi instalado de novo? Se não, alguém pode estar interceptando você.',
    ],
    askTrust: 'Digite c para confiar na chave nova (qualquer outra coisa: não): ',
    trustLetter: 'c',
    askPassphrase: 'Frase secreta dos seus arquivos: ',
    wrongPassphrase: 'Frase secreta incorreta.',
    askNewPassphrase: 'Escolha uma frase secreta para lacrar seus arquivos: ',
    askPassphraseAgain: 'Repita a frase secreta: ',
    emptyPassphrase: 'A frase secreta não pode ficar vazia.',
    passphrasesDiffer: 'As frases secretas não são iguais.',
  },
};
