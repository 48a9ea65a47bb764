// The peer's own key, the key that will succeed it, and the statements that lead from each earlier key to the next.
// After any interruption, the identity file holds the old key or the new one, and until it holds the new one, both are
// stored.

import { join } from 'node:path';
import { z } from 'zod';
import { type Identity, identityFromPem, newIdentity } from '../../commons/identity/identity.ts';
import { replaceIdentity } from '../../commons/identity/identity-file.ts';
import { type KeyChange, MAX_KEY_CHANGES } from '../../commons/identity/key-change.ts';
import { signKeyChange } from '../../commons/identity/signed-key-change.ts';
import { nameKey } from '../../commons/model/names.ts';
import { keyChangeText, list, usernameText } from '../../commons/protocol/schema.ts';
import type { Vault } from './vault.ts';

export const KEY_CHANGES = 'key_changes.json';

function isPrivateKey(pem: string): boolean {
  try {
    identityFromPem(pem);
    return true;
  } catch {
    return false; // The file is damaged, and is put aside.
  }
}

const keptChange = z.object({ username: usernameText, change: keyChangeText });

export const keyChangesFile = z.object({
  /** The statements, the oldest first; the last one leads to the next key, if there is one. */
  changes: list(keptChange, MAX_KEY_CHANGES),
  /** The private key (PEM) that takes over at the user's next login by password; null: none was made. */
  next: z.object({ username: usernameText, key: z.string().max(1_024).refine(isPrivateKey) }).nullable(),
});

type Kept = z.infer<typeof keyChangesFile>;

export interface NextKey {
  readonly username: string;
  readonly identity: Identity;
}

export interface OwnKeysPlace {
  /** The folder of the identity. */
  readonly folder: string;
  readonly vault: Vault;
  readonly filesKey: Buffer | null;
  readonly passphrase: string | null;
}

export class OwnKeys {
  readonly #place: OwnKeysPlace;
  #identity: Identity;
  #kept: Kept;
  #next: NextKey | null;

  private constructor(place: OwnKeysPlace, identity: Identity, kept: Kept) {
    this.#place = place;
    this.#identity = identity;
    this.#kept = kept;
    const { next } = kept;
    const isUsed = next === null || identityFromPem(next.key).fingerprint === identity.fingerprint;
    this.#next = isUsed ? null : { username: next.username, identity: identityFromPem(next.key) };
  }

  /** Rejects with a PrivateFileError. A damaged file is kept under another name, and reported to `warn`. */
  static async open(place: OwnKeysPlace, identity: Identity, warn: (message: string) => void): Promise<OwnKeys> {
    const kept = await place.vault.read(KEY_CHANGES, keyChangesFile, warn);
    return new OwnKeys(place, identity, kept ?? { changes: [], next: null });
  }

  get identity(): Identity {
    return this.#identity;
  }

  get next(): NextKey | null {
    return this.#next;
  }

  changesOf(username: string): KeyChange[] {
    return this.#kept.changes
      .filter((kept) => nameKey(kept.username) === nameKey(username))
      .map(({ change }) => change);
  }

  /** Makes the next key, and a statement signed with the current one. Resolves when both are durable. */
  async prepare(username: string): Promise<{ next: NextKey; change: KeyChange }> {
    const identity = newIdentity();
    const change = signKeyChange(username, this.#identity, identity.fingerprint);
    const changes = [...this.#kept.changes, { username, change }].slice(-MAX_KEY_CHANGES);
    const kept = { changes, next: { username, key: identity.key } };
    await this.#place.vault.write(KEY_CHANGES, kept);
    this.#kept = kept;
    this.#next = { username, identity };
    return { next: this.#next, change };
  }

  /** The tracker has registered the next key: it replaces the current one. */
  async useNext(): Promise<void> {
    const next = this.#next;
    if (!next) return;
    const { folder, vault, filesKey, passphrase } = this.#place;
    await replaceIdentity(join(folder, 'identity.json'), next.identity, filesKey, passphrase);
    this.#identity = next.identity;
    this.#next = null;
    this.#kept = { ...this.#kept, next: null };
    await vault.write(KEY_CHANGES, this.#kept);
  }
}
