// A process beside the one that measures, and what is asked of it. What is measured, what loads it and what only waits
// run in processes of their own, so that none of them pays for another.

import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What a child can be asked: the table that it hands to `answerQuestions`. */
type Questions<Q> = { readonly [K in keyof Q]: (details: never) => unknown };

interface Asked {
  resolve(value: never): void;
  reject(error: Error): void;
}

export interface ChildOptions {
  readonly args?: readonly string[];
  /** Open files it would like to have, if the system lets it; fewer is no error. */
  readonly files?: number;
}

export class Child<Q extends Questions<Q>> {
  readonly #process: ChildProcess;
  readonly #script: string;
  readonly #asked = new Map<number, Asked>();
  #count = 0;
  #isEnding = false;

  private constructor(script: string, { args = [], files }: ChildOptions) {
    this.#script = script;
    const node = [process.execPath, '--expose-gc', fileURLToPath(new URL(script, import.meta.url)), ...args];
    // Only a shell can raise the limit of what it then becomes.
    const raising = `(ulimit -n ${files}) 2>/dev/null && ulimit -n ${files}; exec "$0" "$@"`;
    const [program = '', ...rest] = files === undefined ? node : ['sh', '-c', raising, ...node];
    this.#process = spawn(program, rest, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.#process.on('message', (message) => this.#heard(message as { id: number; value?: never; error?: string }));
    this.#process.on('exit', (code, signal) => this.#failAll(`${script} ended (${signal ?? code})`));
  }

  /** Starts `script`, a file beside this one. Resolves when it can be asked. */
  static async start<Q extends Questions<Q>>(script: string, options: ChildOptions = {}): Promise<Child<Q>> {
    const child = new Child<Q>(script, options);
    await new Promise<void>((resolve, reject) => child.#asked.set(0, { resolve, reject }));
    return child;
  }

  /** Rejects with what went wrong there. */
  ask<K extends keyof Q & string>(what: K, ...details: Parameters<Q[K]>): Promise<Awaited<ReturnType<Q[K]>>> {
    return new Promise((resolve, reject) => {
      this.#count += 1;
      this.#asked.set(this.#count, { resolve, reject });
      this.#process.send({ id: this.#count, what, details: details[0] });
    });
  }

  /** Resolves when it is gone. */
  async end(): Promise<void> {
    this.#isEnding = true;
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const gone = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill('SIGKILL');
    await gone;
  }

  #heard({ id, value, error }: { id: number; value?: never; error?: string }): void {
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    if (error !== undefined) asked?.reject(new Error(`${this.#script}: ${error}`));
    else asked?.resolve(value as never);
  }

  #failAll(why: string): void {
    if (this.#isEnding) return;
    for (const { reject } of this.#asked.values()) reject(new Error(why));
  }
}

/** In the child: answers what is asked from now on, and ends with the process that asks. */
export function answerQuestions<Q extends Questions<Q>>(questions: Q): void {
  process.on('message', async ({ id, what, details }: { id: number; what: keyof Q; details: never }) => {
    try {
      process.send?.({ id, value: await questions[what](details) });
    } catch (error) {
      process.send?.({ id, error: (error as Error).message });
    }
  });
  process.on('disconnect', () => process.exit());
  process.send?.({ id: 0 });
}
