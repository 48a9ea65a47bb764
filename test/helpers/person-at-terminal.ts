// Somebody at a terminal of their own, with the full screen, and with files of their own.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type TrackerProgram, temporaryFolder } from './programs.ts';
import { Terminal, type TerminalFacts } from './terminal.ts';

const PEER = join(import.meta.dirname, '..', '..', 'dist', 'peer', 'main.js');

/** Longer than LEAST_LOOK_MS of peer/ui/tui/desk.ts. */
const LOOK_MS = 50;

export interface PersonOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Options of node itself. */
  readonly nodeOptions?: readonly string[];
  /** The shell itself runs the program, with nothing in between. */
  readonly isAlone?: boolean;
  /** What is run; by default the peer. */
  readonly program?: string;
  /** The config file, to begin with. */
  readonly config?: string;
  /** The files of an earlier run. */
  readonly home?: string;
}

/** How the program left the terminal. */
export interface PersonEnd {
  readonly code: number;
  /** What `stty -a` said right after it. */
  readonly tty: string;
}

/** As npm does it, the program is run by a shell that waits for it; this one then says how it found the terminal. */
const RUN = `
trap : HUP TERM
sh -c 'echo $$ > "$0"; exec "$@"' "$FOLDER/pid" "$@"
code=$?
stty -a > "$FOLDER/tty" 2>&1
echo $code > "$FOLDER/code.new" && mv "$FOLDER/code.new" "$FOLDER/code"
echo "ended with $code"
`;

const RUN_ALONE = 'echo $$ > "$FOLDER/pid"; exec "$@"';

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

export class Person {
  readonly name: string;
  /** Where the files are that a later run finds again. */
  readonly home: string;
  readonly password: string;
  readonly terminal: Terminal;
  readonly #folder = temporaryFolder();

  constructor(name: string, tracker: Pick<TrackerProgram, 'endpoint'>, given: PersonOptions = {}) {
    const { columns = 80, rows = 24, args = [], environment = {}, nodeOptions = [], isAlone = false, config } = given;
    const { program = PEER } = given;
    this.name = name;
    this.password = `hunter2-${name}`;
    this.home = given.home ?? temporaryFolder();
    if (config !== undefined) {
      mkdirSync(join(this.home, 'config', 'p2p-chat'), { recursive: true });
      writeFileSync(this.configFile, config);
    }
    const surroundings = {
      LC_ALL: 'C.UTF-8',
      LANG: 'C.UTF-8',
      TERM: 'xterm-256color',
      XDG_DATA_HOME: join(this.home, 'data'),
      XDG_CONFIG_HOME: join(this.home, 'config'),
      FOLDER: this.#folder,
      ...environment,
    };
    const script = join(this.#folder, 'run');
    const set = Object.entries(surroundings).map(([key, value]) => `export ${key}=${quoted(value)}`);
    const command = ['node', ...nodeOptions, program, '--tracker', tracker.endpoint, ...args].map(quoted).join(' ');
    const run = isAlone ? RUN_ALONE : RUN;
    writeFileSync(script, `${set.join('\n')}\nset -- ${command}\n${run}`);
    this.terminal = new Terminal(`sh ${script}`, { columns, rows });
    onTestFinished(() => {
      if (this.terminal.everShowed(this.password)) throw new Error(`the password of ${name} was on the screen`);
    });
  }

  get configFile(): string {
    return join(this.home, 'config', 'p2p-chat', 'config');
  }

  /** Fills in the form of the first screen as somebody new. */
  async registers(): Promise<this> {
    await this.sees(/Repeat password|Repita a senha/);
    this.enters(this.name);
    this.terminal.presses('-l', this.password);
    await this.sees('*'.repeat(this.password.length));
    this.presses('Enter');
    this.enters(this.password);
    await this.isReady();
    return this;
  }

  /**
   * The tracker has let them in: home greets them, or, where they come back to a conversation, its prompt stands there.
   */
  async isReady(): Promise<void> {
    await this.sees(/F1 expl|[#@]\S+>/);
  }

  /** Types a line and presses Enter. */
  enters(line: string): void {
    this.terminal.types(line);
  }

  presses(...keys: string[]): void {
    this.terminal.presses(...keys);
  }

  get frame(): string {
    return this.terminal.frame;
  }

  /**
   * Resolves when it is on the screen, and long enough for a question to take an answer: nobody is faster than 30 ms.
   */
  async sees(what: string | { test(frame: string): boolean }, deadlineMs?: number): Promise<void> {
    await this.terminal.until(what, () => this.frame, deadlineMs);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }

  seesNoMore(text: string): Promise<void> {
    const isGone = { test: (frame: string) => !frame.includes(text), toString: () => `a frame without ${text}` };
    return this.sees(isGone);
  }

  /** The process itself, not the shells around it. */
  get processId(): number {
    return Number(readFileSync(join(this.#folder, 'pid'), 'utf8'));
  }

  kill(signal: NodeJS.Signals): void {
    process.kill(this.processId, signal);
  }

  get facts(): TerminalFacts {
    return this.terminal.facts;
  }

  /** Resolves with how the program ended, as the shell saw it; also when the window is not there any more. */
  async ended(): Promise<PersonEnd> {
    const [code, tty] = ['code', 'tty'].map((file) => join(this.#folder, file)) as [string, string];
    const isThere = (): string => (existsSync(code) ? 'ended' : 'still there');
    await this.terminal.until('ended', isThere);
    return { code: Number(readFileSync(code, 'utf8')), tty: readFileSync(tty, 'utf8') };
  }
}
