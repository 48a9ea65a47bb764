// Opens profiles, each for one program at a time, and asks for the passphrase of those that are sealed.

import { PassphraseNeeded } from '../../commons/identity/identity-file.ts';
import type { Endpoint } from '../../commons/net/endpoint.ts';
import { privateFolder } from '../../commons/storage/private-files.ts';
import { placeOf } from '../profile/places.ts';
import { openProfile, type Profile } from '../profile/profile.ts';
import type { SignInDialogue } from './dialogue.ts';

export interface ProfileOptions {
  /** null: in the user's data folder. */
  readonly data: string | null;
  /** Files are to be sealed. */
  readonly seal: boolean;
}

/** Makes the folder this program's own; resolves with what gives it free. Rejects with what is to be said. */
export type LockProfile = (folder: string) => Promise<() => void>;

export interface PassphrasesDeps {
  /** null: nobody can be asked. */
  readonly dialogue: SignInDialogue | null;
  /** Is told what is wrong with the files, in words. */
  readonly warn: (message: string) => void;
  readonly lock: LockProfile;
}

export class Passphrases {
  readonly #options: ProfileOptions;
  readonly #dialogue: SignInDialogue | null;
  readonly #warn: (message: string) => void;
  /** The profile that was opened last: asking twice for the same one opens it once. */
  #opened: { readonly name: string; readonly profile: Profile } | null = null;
  readonly #lock: LockProfile;
  #locked: { readonly folder: string; unlock(): void } | null = null;
  #passphrase: string | null;

  constructor(options: ProfileOptions, passphrase: string | null, { dialogue, warn, lock }: PassphrasesDeps) {
    this.#options = options;
    this.#passphrase = passphrase;
    this.#dialogue = dialogue;
    this.#warn = warn;
    this.#lock = lock;
  }

  /** Whether files are sealed: then there is no log, which would tell what they keep. */
  get isSealing(): boolean {
    return this.#passphrase !== null;
  }

  /** Rejects with what is to be said. */
  async open(username: string, tracker: Endpoint): Promise<Profile> {
    const { data, seal } = this.#options;
    const dialogue = this.#dialogue;
    const place = placeOf(data, username, tracker);
    const name = `${place.folder} ${place.filesFolder}`;
    if (this.#opened?.name === name) return this.#opened.profile;
    await this.#lockFolder(place.folder);
    if (seal && this.#passphrase === null && dialogue) this.#passphrase = await dialogue.newPassphrase();
    while (true) {
      try {
        const profile = await openProfile({ ...place, passphrase: this.#passphrase }, this.#warn);
        this.#opened = { name, profile };
        return profile;
      } catch (error) {
        if (!(error instanceof PassphraseNeeded) || !dialogue) throw error;
        this.#passphrase = await dialogue.passphrase(this.#passphrase !== null);
      }
    }
  }

  /** Gives the last profile's folder free. */
  close(): void {
    this.#locked?.unlock();
    this.#locked = null;
    this.#opened = null;
  }

  /** Two programs would overwrite each other's contacts. A folder of --data holds the files of several names. */
  async #lockFolder(folder: string): Promise<void> {
    if (this.#locked?.folder === folder) return;
    this.close();
    await privateFolder(folder);
    this.#locked = { folder, unlock: await this.#lock(folder) };
  }
}
