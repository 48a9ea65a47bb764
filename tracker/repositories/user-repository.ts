import { z } from 'zod';
import { nameKey } from '../../commons/model/names.ts';
import { fingerprintText } from '../../commons/protocol/schema.ts';
import type { Store } from '../../commons/storage/store.ts';

export const userRecord = z.object({
  username: z.string().min(1),
  /** The stored form of the password, with its parameters. */
  secret: z.string().min(1),
  created_at: z.string(),
  /** The key that the user last proved together with the password; it logs in without one. */
  fingerprint: fingerprintText.optional(),
});

export type User = z.infer<typeof userRecord>;

/** Everyone who has registered. Users are found in any spelling of their name that has the same key. */
export class UserRepository {
  readonly #store: Store<User>;
  readonly #users: Map<string, User>;
  readonly #beingCreated = new Set<string>();
  /** The newest record of each user that is on its way to the disk. */
  readonly #beingChanged = new Map<string, User>();

  private constructor(store: Store<User>, users: ReadonlyMap<string, User>) {
    this.#store = store;
    this.#users = new Map([...users.values()].map((user) => [nameKey(user.username), user]));
  }

  static async open(store: Store<User>): Promise<UserRepository> {
    return new UserRepository(store, await store.load());
  }

  /** The number of users, including those who are being created. */
  get count(): number {
    return this.#users.size + this.#beingCreated.size;
  }

  find(username: string): User | undefined {
    return this.#users.get(nameKey(username));
  }

  /** Whether the name is taken, or is being registered. */
  isTaken(username: string): boolean {
    const key = nameKey(username);
    return this.#users.has(key) || this.#beingCreated.has(key);
  }

  /** Resolves when the user is durable; false if the name was taken. Rejects with a StorageError. */
  async create(user: User): Promise<boolean> {
    const key = nameKey(user.username);
    if (this.isTaken(user.username)) return false;
    this.#beingCreated.add(key);
    try {
      await this.#store.commit(new Map([[key, user]]));
      this.#users.set(key, user);
      return true;
    } finally {
      this.#beingCreated.delete(key);
    }
  }

  /**
   * Converts the secrets for which `convert` returns a new form, all in one write. Resolves with their number when the
   * write is durable; until then, the old forms count. Rejects with a StorageError.
   */
  async convertSecrets(convert: (secret: string) => string | null): Promise<number> {
    const converted = new Map<string, User>();
    for (const [key, user] of this.#users) {
      const secret = convert(user.secret);
      if (secret !== null) converted.set(key, { ...user, secret });
    }
    if (converted.size > 0) await this.#store.commit(converted);
    for (const [key, user] of converted) this.#users.set(key, user);
    return converted.size;
  }

  /**
   * The record of a user including pending writes; `find` returns it when it is durable. A password that was proven a
   * moment ago counts only if it is still the one here.
   */
  newest(username: string): User | undefined {
    const key = nameKey(username);
    return this.#beingChanged.get(key) ?? this.#users.get(key);
  }

  /**
   * Changes some fields of an existing user, on top of a record that is being written. Resolves when the change is
   * durable. Rejects with a StorageError.
   */
  async update(username: string, change: Partial<Omit<User, 'username'>>): Promise<void> {
    const key = nameKey(username);
    const before = this.newest(username);
    if (!before) return;
    const user = { ...before, ...change };
    this.#beingChanged.set(key, user);
    try {
      await this.#store.commit(new Map([[key, user]]));
      this.#users.set(key, user);
    } finally {
      if (this.#beingChanged.get(key) === user) this.#beingChanged.delete(key);
    }
  }
}
