// Runs a tracker or a peer as a child process: a script types lines into it and waits for what it reports.

import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Clock } from '../commons/clock.ts';
import { visible } from '../commons/text/text.ts';

/** An event of a peer (`--json`), or a line of the tracker's log. */
export type Fact = { readonly [key: string]: unknown };

export interface ProgramDeps {
  /** The folder that `npm run build` makes. */
  readonly dist: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly clock: Clock;
  /** A module that is loaded before the program, and the handler of the messages that it sends over IPC. */
  readonly tap?: { readonly module: string; heard(message: object): void };
}

/** Longer than any report takes on a slow machine. */
const DEADLINE_MS = 20_000;

export class Program {
  readonly name: string;
  readonly child: ChildProcess;
  /** Its exit code, or null if a signal ended it. */
  readonly exited: Promise<number | null>;
  readonly #clock: Clock;
  readonly #facts: Fact[] = [];
  readonly #waiting = new Set<() => void>();
  #complaint = '';
  #hasEnded = false;

  constructor(name: string, script: string, args: readonly string[], { dist, environment, clock, tap }: ProgramDeps) {
    this.name = name;
    this.#clock = clock;
    const command = [...(tap ? ['--import', tap.module] : []), `${dist}/${script}`, ...args];
    const stdio: StdioOptions = tap ? ['pipe', 'pipe', 'pipe', 'ipc'] : 'pipe';
    this.child = spawn(process.execPath, command, { stdio, env: environment });
    if (tap) this.child.on('message', (message) => tap.heard(message as object));
    this.exited = new Promise((resolve) => this.child.once('close', resolve));
    if (this.child.stdout) createInterface({ input: this.child.stdout }).on('line', (line) => this.#heard(line));
    this.child.stderr?.on('data', (text: Buffer) => {
      this.#complaint = (this.#complaint + text).slice(-2_000);
    });
    void this.exited.then(() => {
      this.#hasEnded = true;
      this.#wake();
    });
  }

  type(line: string): void {
    this.child.stdin?.write(`${line}\n`);
  }

  /** The facts reported so far that have all of `fields`; a RegExp has to match the value. */
  facts(fields: Fact): Fact[] {
    const isSo = ([key, value]: [string, unknown], fact: Fact): boolean =>
      value instanceof RegExp ? value.test(String(fact[key])) : fact[key] === value;
    return this.#facts.filter((fact) => Object.entries(fields).every((entry) => isSo(entry, fact)));
  }

  /** The first of {@link facts}, or number `count` (from 1); rejects if the program ends or 20 s pass without it. */
  async fact(fields: Fact, count = 1): Promise<Fact> {
    const until = this.#clock.elapsed() + DEADLINE_MS;
    while (true) {
      const found = this.facts(fields)[count - 1];
      if (found) return found;
      const leftMs = until - this.#clock.elapsed();
      if (leftMs <= 0 || this.#hasEnded) {
        const why = this.#hasEnded ? 'ended' : `waited ${DEADLINE_MS / 1000} s`;
        const what = Object.values(fields).map(String).join(' ');
        throw new Error(`${this.name} ${why} without reporting ${what}. ${visible(this.#complaint)}`.trim());
      }
      await this.#change(leftMs);
    }
  }

  #change(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        cancel();
        this.#waiting.delete(wake);
        resolve();
      };
      const cancel = this.#clock.after(withinMs, wake);
      this.#waiting.add(wake);
    });
  }

  #heard(line: string): void {
    try {
      this.#facts.push(JSON.parse(line) as Fact);
    } catch {
      return; // A program that was killed may leave half a line.
    }
    this.#wake();
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}
