// The baseline of the tracker's storage: lowdb as it is, with all users in one file that is written again, durably, at
// each registration. Registrations during a write share the next one.

import { open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Adapter, Low } from 'lowdb';
import type { User } from '../tracker/repositories/user-repository.ts';

const FILE = 'users.json';

interface Contents {
  readonly users: { [key: string]: User };
}

class DurableFile implements Adapter<Contents> {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  async read(): Promise<Contents> {
    return JSON.parse(await readFile(this.#file, 'utf8')) as Contents;
  }

  async write(contents: Contents): Promise<void> {
    const temporary = `${this.#file}.tmp`;
    await onDisk(temporary, 'w', (handle) => handle.writeFile(JSON.stringify(contents)));
    await rename(temporary, this.#file);
    await onDisk(dirname(this.#file), 'r', async () => {});
  }
}

async function onDisk(
  path: string,
  flags: string,
  work: (handle: Awaited<ReturnType<typeof open>>) => Promise<void>,
): Promise<void> {
  const handle = await open(path, flags);
  try {
    await work(handle);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export class WholeFile {
  readonly #low: Low<Contents>;
  #last: Promise<void> = Promise.resolve();
  #next: Promise<void> | null = null;

  private constructor(file: string) {
    this.#low = new Low<Contents>(new DurableFile(file), { users: {} });
  }

  static async open(folder: string): Promise<WholeFile> {
    const opened = new WholeFile(join(folder, FILE));
    await opened.#low.read();
    return opened;
  }

  /** Writes a new file with `users` in it. */
  static async make(folder: string, users: readonly User[]): Promise<void> {
    const entries = users.map((user) => [user.username, user]);
    await new DurableFile(join(folder, FILE)).write({ users: Object.fromEntries(entries) });
  }

  /** Resolves when the user is durable; false if the name was taken. */
  async create(user: User): Promise<boolean> {
    const { users } = this.#low.data;
    if (Object.hasOwn(users, user.username)) return false;
    users[user.username] = user;
    this.#next ??= this.#last.then(() => {
      this.#next = null;
      return this.#low.write();
    });
    this.#last = this.#next;
    await this.#next;
    return true;
  }
}
