// Whose profile is opened, and how: a name, what seals it, and what it takes to log in.

import { PassphraseNeeded } from '../commons/identity/identity-file.ts';
import type { Credentials } from './login.ts';
import type { PeerCommandLine } from './options.ts';
import { placeOf } from './profile/places.ts';
import { openProfile, type Profile } from './profile/profile.ts';
import { askNewPassphrase, askPassphrase, askPassword, askUsername, digestOf, type SignInTerminal } from './sign-in.ts';

/** A name, and a password unless the key may do. */
export async function signIn(
  terminal: SignInTerminal,
  options: PeerCommandLine,
  password: string | null,
  passphrases: Passphrases,
): Promise<{ profile: Profile; credentials: Credentials }> {
  const { register, encryption } = options;
  const username = options.username ?? (await askUsername(terminal));
  const profile = await passphrases.open(username);
  const mayDoWithout = !profile.isNew && !register && encryption !== 'off';
  const typed = mayDoWithout ? null : await (password === null ? askPassword(terminal, username) : null);
  const digest = password === null ? typed : digestOf(password);
  return { profile, credentials: { username, register, digest } };
}

/** Opens profiles, and asks for the passphrase of those that are sealed. */
export class Passphrases {
  readonly #options: PeerCommandLine;
  /** null: nobody can be asked. */
  readonly #terminal: SignInTerminal | null;
  readonly #warn: (message: string) => void;
  #passphrase: string | null;

  /** `warn` is told what is wrong with the files, in words. */
  constructor(
    options: PeerCommandLine,
    passphrase: string | null,
    terminal: SignInTerminal | null,
    warn: (message: string) => void,
  ) {
    this.#options = options;
    this.#passphrase = passphrase;
    this.#terminal = terminal;
    this.#warn = warn;
  }

  /** Whether files are sealed: then there is no log, which would tell what they keep. */
  get isSealing(): boolean {
    return this.#passphrase !== null;
  }

  /** Rejects with what is to be said. */
  async open(username: string): Promise<Profile> {
    const { data, tracker, seal } = this.#options;
    const terminal = this.#terminal;
    if (seal && this.#passphrase === null && terminal) this.#passphrase = await askNewPassphrase(terminal);
    while (true) {
      const place = { ...placeOf(data, username, tracker), passphrase: this.#passphrase };
      try {
        return await openProfile(place, this.#warn);
      } catch (error) {
        if (!(error instanceof PassphraseNeeded) || !terminal) throw error;
        if (this.#passphrase !== null) terminal.output.write('That is not it.\n');
        this.#passphrase = await askPassphrase(terminal);
      }
    }
  }
}
