// What a power failure leaves: of each file what was synced for certain, and of what was not all, nothing or a part;
// the names as they were when the folder was synced, or as they are, or without those that were deleted since. It
// watches the calls that the product makes on one folder, which must go through the guarded disk.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Call, disk } from './disk.ts';

/** What becomes of that which was not synced yet. */
export interface Cut {
  /** Of creations, renames and deletions: all, the deletions alone, or nothing. */
  readonly names: 'kept' | 'deletions kept' | 'lost';
  readonly contents: 'kept' | 'torn' | 'lost';
}

export const CUTS: readonly Cut[] = (['kept', 'deletions kept', 'lost'] as const).flatMap((names) =>
  (['kept', 'torn', 'lost'] as const).map((contents) => ({ names, contents })),
);

/** One file, whatever its name. */
interface Stored {
  synced: Buffer;
}

export class Power {
  readonly #folder: string;
  readonly #names = new Map<string, Stored>();
  #syncedNames: ReadonlyMap<string, Stored>;
  readonly #deleted = new Set<Stored>();

  /** All that is in the folder now is taken to be on disk. */
  constructor(folder: string) {
    this.#folder = folder;
    for (const name of readdirSync(folder)) this.#names.set(name, { synced: readFileSync(join(folder, name)) });
    this.#syncedNames = new Map(this.#names);
    disk.after = (call) => this.#done(call);
    onTestFinished(() => {
      disk.after = null;
    });
  }

  /** The files as they are found when the power is back. */
  cut(how: Cut): ReadonlyMap<string, Buffer> {
    const names = [...(how.names === 'kept' ? this.#names : this.#syncedNames)].filter(
      ([, stored]) => how.names !== 'deletions kept' || !this.#deleted.has(stored),
    );
    return new Map(names.map(([name, stored]) => [name, this.#contents(stored, how.contents)]));
  }

  #contents(stored: Stored, contents: Cut['contents']): Buffer {
    const now = this.#now(stored);
    const { synced } = stored;
    if (contents === 'kept') return now;
    const isAppended = now.length > synced.length && now.subarray(0, synced.length).equals(synced);
    if (contents === 'lost' || !isAppended) return synced;
    return now.subarray(0, Math.ceil((synced.length + now.length) / 2));
  }

  #now(stored: Stored): Buffer {
    const [name] = [...this.#names].find(([, other]) => other === stored) ?? [];
    const path = join(this.#folder, name ?? '');
    return name !== undefined && existsSync(path) ? readFileSync(path) : stored.synced;
  }

  #done({ name, path, args }: Call): void {
    const to = basename(String(args[1]));
    const from = basename(path);
    const stored = this.#names.get(from);
    if (name === 'sync' && path === this.#folder) this.#syncedNames = new Map(this.#names);
    else if (name === 'open' && path !== this.#folder && !stored) this.#names.set(from, { synced: Buffer.alloc(0) });
    else if (name === 'copyFile') this.#names.set(to, { synced: Buffer.alloc(0) });
    else if (!stored) return;
    else if (name === 'rm') {
      this.#names.delete(from);
      this.#deleted.add(stored);
    } else if (name === 'link') this.#names.set(to, stored);
    else if (name === 'sync' || name === 'datasync') stored.synced = readFileSync(path);
    else if (name === 'rename') {
      this.#names.delete(from);
      this.#names.set(to, stored);
    }
  }
}
