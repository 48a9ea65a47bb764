// Runs the tests against one mutant in a copy of the repository.

import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../commons/clock.ts';
import { type Mutation, mutated } from './mutations.ts';

/** Deadlines, so that a mutant that makes a test wait without end counts as found. */
const NEAR_MS = 60_000;
const FAR_MS = 300_000;

const COPIED = ['bench', 'commons', 'docs', 'peer', 'scripts', 'test', 'tracker', 'wireshark'];
const COPIED_FILES = ['package.json', 'tsconfig.json', 'vitest.config.ts', 'README.md'];

export interface Mutant {
  /** Relative to the root of the repository. */
  readonly file: string;
  readonly mutation: Mutation;
  readonly near: readonly string[];
  readonly far: readonly string[];
}

export type Verdict = 'killed' | 'survived';

export class Copy {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async of(root: string): Promise<Copy> {
    const folder = await mkdtemp(join(tmpdir(), 'mutants-'));
    for (const name of [...COPIED, ...COPIED_FILES])
      await cp(join(root, name), join(folder, name), { recursive: true });
    for (const name of ['node_modules', 'dist']) await symlink(join(root, name), join(folder, name));
    return new Copy(folder);
  }

  /** Whether the tests pass without a mutant. */
  async isSound(tests: readonly string[]): Promise<boolean> {
    return await this.#passes(tests, FAR_MS);
  }

  async verdictOn({ file, mutation, near, far }: Mutant): Promise<Verdict> {
    const path = join(this.#folder, file);
    const source = await readFile(path, 'utf8');
    await writeFile(path, mutated(source, mutation));
    const isAlive = (await this.#passes(near, NEAR_MS)) && (await this.#passes(far, FAR_MS));
    await writeFile(path, source);
    return isAlive ? 'survived' : 'killed';
  }

  async end(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  #passes(tests: readonly string[], ms: number): Promise<boolean> {
    const args = ['node_modules/vitest/vitest.mjs', 'run', '--bail=1', '--reporter=dot', ...tests];
    const child = spawn(process.execPath, args, { cwd: this.#folder, stdio: 'ignore', detached: true });
    return new Promise((resolve, reject) => {
      const tooLate = systemClock.after(ms, () => child.pid && process.kill(-child.pid, 'SIGKILL'));
      child.on('error', reject);
      child.on('close', (code) => {
        tooLate();
        resolve(code === 0);
      });
    });
  }
}
