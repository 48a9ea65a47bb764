// The tracker as a process, started in any way (in a mount namespace, under a limit, with another clock), and killed in
// any; and clients that talk to it over TCP. Whatever is waited for has a deadline and says what it was.

import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../commons/clock.ts';
import { JsonChannel } from '../../commons/net/json-channel.ts';
import { tcpNetwork } from '../../commons/net/tcp.ts';
import type { JsonObject } from '../../commons/protocol/json-framer.ts';
import { within } from './within.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'dist', 'tracker', 'main.js');

/** What a password becomes before it leaves a peer. */
export const DIGEST = 'd'.repeat(64);

export interface StartOptions {
  /** A command that runs the one that follows it, as `nsenter ... --` does. */
  readonly through?: readonly string[];
  /** Options of node itself. */
  readonly node?: readonly string[];
  /** A file that gets what it writes, as `npm start` has it; then nothing of it is known here but the port. */
  readonly logFile?: string;
}

interface LogLine {
  readonly level?: string;
  readonly message?: string;
}

export class TrackerProcess {
  readonly data: string;
  readonly child: ChildProcess;
  readonly log: LogLine[] = [];
  /** What it wrote to standard error. */
  errors = '';
  port = 0;
  readonly exited: Promise<number | NodeJS.Signals | null>;
  readonly #listens: Promise<void>;
  readonly #onLine = new Set<() => void>();

  constructor(data: string, { through = [], node = [], logFile }: StartOptions = {}) {
    this.data = data;
    const [program = '', ...args] = [...through, process.execPath, ...node, MAIN];
    const output = logFile === undefined ? 'pipe' : openSync(logFile, 'a');
    this.child = spawn(program, [...args, '--port', '0', '--data', data, '--json'], {
      stdio: ['pipe', output, output, 'ipc'],
    });
    if (typeof output === 'number') closeSync(output);
    this.#listens = new Promise((resolve) => {
      this.child.once('message', ({ listening }: { listening: { port: number } }) => {
        this.port = listening.port;
        resolve();
      });
    });
    const { stdout, stderr } = this.child;
    if (stdout) createInterface({ input: stdout }).on('line', (line) => this.#heard(line));
    stderr?.on('data', (text) => {
      this.errors += text;
    });
    this.exited = new Promise((resolve) => this.child.once('close', (code, signal) => resolve(code ?? signal)));
    onTestFinished(() => this.kill());
  }

  /** One that listens. */
  static async start(data: string, options?: StartOptions): Promise<TrackerProcess> {
    const tracker = new TrackerProcess(data, options);
    await tracker.listening();
    return tracker;
  }

  /** One that refuses to start: its exit code, and what it said. */
  static async refused(data: string, options?: StartOptions): Promise<{ code: unknown; out: number; err: string }> {
    const tracker = new TrackerProcess(data, options);
    const code = await within(tracker.exited, 'the tracker to refuse to start');
    return { code, out: tracker.log.length, err: tracker.errors };
  }

  /** Resolves when it listens; rejects if it ends instead. */
  async listening(): Promise<void> {
    const ended = this.exited.then((code) => `the tracker ended with ${code} instead of listening: ${this.errors}`);
    const end = await within(Promise.race([this.#listens, ended]), 'the tracker to listen');
    if (end !== undefined) throw new Error(end);
  }

  /** What it has logged as a warning or an error. */
  get warnings(): string[] {
    return this.log.filter(({ level }) => level === 'warn' || level === 'error').map(({ message }) => message ?? '');
  }

  /** The first log message, of those that came and those to come, that matches. */
  said(pattern: RegExp, what: string): Promise<string> {
    const found = (): string | undefined => this.log.find(({ message }) => pattern.test(message ?? ''))?.message;
    const saying = new Promise<string>((resolve) => {
      const look = (): void => {
        const message = found();
        if (message === undefined) return;
        this.#onLine.delete(look);
        resolve(message);
      };
      this.#onLine.add(look);
      look();
    });
    return within(saying, `${what}; it said ${JSON.stringify(this.log.slice(-5))} ${this.errors}`);
  }

  /** As `kill -9` does; resolves when it is gone. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await within(this.exited, 'the killed tracker to end');
  }

  /** Asks it to end in order; its exit code. */
  stop(): Promise<unknown> {
    this.child.kill('SIGTERM');
    return within(this.exited, 'the tracker to stop');
  }

  #heard(text: string): void {
    try {
      this.log.push(JSON.parse(text) as LogLine);
    } catch {
      this.log.push({ message: text }); // Half a line of one that was killed.
    }
    for (const look of this.#onLine) look();
  }
}

/** Thrown by {@link Client.ask} when the connection ends before the reply. */
export class Hangup extends Error {}

/** One request at a time, over a connection of its own. */
export class Client {
  readonly #channel: JsonChannel;
  readonly #closed: Promise<never>;
  #answered: (reply: JsonObject) => void = () => {};

  constructor(channel: JsonChannel) {
    this.#channel = channel;
    let hangUp: (error: Hangup) => void = () => {};
    this.#closed = new Promise((_resolve, reject) => {
      hangUp = reject;
    });
    this.#closed.catch(() => {});
    channel.start({
      received: (object) => object['status'] !== 'ROOM_UPDATE' && this.#answered(object),
      violated: () => {},
      closed: (reason) => hangUp(new Hangup(reason)),
    });
    onTestFinished(() => channel.destroy('the test is over'));
  }

  static async connect({ port }: TrackerProcess): Promise<Client> {
    const connection = await tcpNetwork().dial({ address: '127.0.0.1', port }, { timeoutMs: 5_000 });
    return new Client(new JsonChannel(connection, { clock: systemClock, isAccepted: false }));
  }

  /** A session of that user, who registers if `cmd` says so, with the tracker's reply. */
  static async enter(
    tracker: TrackerProcess,
    cmd: 'REGISTER' | 'LOGIN',
    username: string,
    secret: { readonly password: string } | { readonly token: string } = { password: DIGEST },
  ): Promise<{ client: Client; reply: JsonObject }> {
    const client = await Client.connect(tracker);
    const reply = await client.ask({ cmd, username, port: 5_000, features: [], ...secret });
    return { client, reply };
  }

  /** As {@link enter}, for one who must be let in. */
  static async member(tracker: TrackerProcess, cmd: 'REGISTER' | 'LOGIN', username: string): Promise<Client> {
    const { client, reply } = await Client.enter(tracker, cmd, username);
    if (reply['status'] !== 'OK') throw new Error(`${cmd} of ${username}: ${JSON.stringify(reply)}`);
    return client;
  }

  /** Rejects with a {@link Hangup}. */
  ask(request: JsonObject): Promise<JsonObject> {
    const answer = new Promise<JsonObject>((resolve) => {
      this.#answered = resolve;
    });
    this.#channel.send(request);
    return within(Promise.race([answer, this.#closed]), `an answer to ${JSON.stringify(request)}`);
  }

  /** All rooms that the tracker lists, page by page. */
  async rooms(): Promise<Map<string, JsonObject>> {
    const rooms = new Map<string, JsonObject>();
    let after: unknown;
    do {
      const reply = await this.ask({ cmd: 'LIST_ROOMS', limit: 500, ...(after === undefined ? {} : { after }) });
      for (const [name, room] of Object.entries(reply['rooms'] as JsonObject)) rooms.set(name, room as JsonObject);
      after = reply['next'];
    } while (after !== undefined);
    return rooms;
  }

  hangUp(): void {
    this.#channel.destroy('hung up');
  }
}
