// The programs as processes, driven through their pipes. Whatever is waited for has a deadline and says what it was.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { PATIENCE_MS } from './patience.ts';

const DIST = join(import.meta.dirname, '..', '..', 'dist');

export type Line = { readonly [key: string]: unknown };

/** A folder that is gone when the test is over. A program that is being killed may write into it once more. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'p2pchat-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** One program that writes a JSON object a line. It is killed when the test is over. */
export class Program {
  readonly lines: Line[] = [];
  readonly child: ChildProcess;
  readonly name: string;
  errors = '';
  #waiting: (() => void)[] = [];
  readonly exited: Promise<number | string>;

  /** `through`: a command that runs the one that follows it, as `nsenter ... --` does. */
  constructor(
    name: string,
    script: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv = {},
    through: readonly string[] = [],
  ) {
    this.name = name;
    const [program = '', ...rest] = [...through, process.execPath, join(DIST, script), ...args];
    this.child = spawn(program, rest, {
      env: { ...process.env, ...env },
      stdio: 'pipe',
    });
    const { stdout, stderr } = this.child;
    if (stdout) createInterface({ input: stdout }).on('line', (line) => this.#heard(line));
    stderr?.on('data', (text) => {
      this.errors += text;
    });
    this.exited = new Promise((resolve) =>
      this.child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown')),
    );
    onTestFinished(async () => {
      this.child.kill('SIGKILL');
      await this.exited;
    });
  }

  /** The first line, of those that came and those to come, for which `matches`. */
  async line(matches: (line: Line) => boolean, what: string, deadlineMs = PATIENCE_MS): Promise<Line> {
    await this.until(() => this.lines.some(matches), what, deadlineMs);
    return this.lines.find(matches) as Line;
  }

  /** Resolves as soon as `isSo`, which is looked at after each line. */
  until(isSo: () => boolean, what: string, deadlineMs = PATIENCE_MS): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        const last = this.lines.slice(-8).map((line) => JSON.stringify(line));
        reject(
          new Error(`${this.name} waited ${deadlineMs} ms in vain for: ${what}\n${last.join('\n')}\n${this.errors}`),
        );
      }, deadlineMs);
      const check = (): void => {
        if (!isSo()) {
          this.#waiting.push(check);
          return;
        }
        clearTimeout(timer);
        resolve();
      };
      check();
    });
  }

  all(event: string): Line[] {
    return this.lines.filter((line) => line['event'] === event);
  }

  /** While `work` goes on, what the program reports waits in the pipe: reading it would keep this process busy. */
  async unheard<T>(work: () => Promise<T>): Promise<T> {
    this.child.stdout?.pause();
    try {
      return await work();
    } finally {
      this.child.stdout?.resume();
    }
  }

  type(...lines: string[]): void {
    this.child.stdin?.write(lines.map((line) => `${line}\n`).join(''));
  }

  #heard(text: string): void {
    this.lines.push(read(text));
    for (const check of this.#waiting.splice(0)) check();
  }
}

/** A program that is killed may leave half a line. */
function read(text: string): Line {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return { unreadable: text };
  }
}

export class TrackerProgram extends Program {
  port = 0;

  static async start(args: readonly string[] = [], data = temporaryFolder()): Promise<TrackerProgram> {
    const tracker = new TrackerProgram('tracker', 'tracker/main.js', [
      '--port',
      '0',
      '--data',
      data,
      '--json',
      ...args,
    ]);
    const listening = await tracker.line(
      (line) => String(line['message']).startsWith('listening'),
      'the tracker to listen',
    );
    tracker.port = Number(listening['port']);
    homes.set(tracker.endpoint, join(data, 'peers'));
    return tracker;
  }

  get endpoint(): string {
    return `127.0.0.1:${this.port}`;
  }
}

/** Where the peers of each tracker keep their own files: who comes again comes with the same key. */
const homes = new Map<string, string>();

export class PeerProgram extends Program {
  readonly username: string;

  constructor(
    username: string,
    tracker: string,
    args: readonly string[] = ['--register'],
    more: NodeJS.ProcessEnv = {},
  ) {
    const home = homes.get(tracker) ?? temporaryFolder();
    const xdg = { XDG_DATA_HOME: home, XDG_CONFIG_HOME: join(home, 'config') };
    const env = { P2PCHAT_PASSWORD: `secret of ${username}`, ...xdg, LC_ALL: 'C.UTF-8', ...more };
    super(username, 'peer/main.js', ['--json', '--user', username, '--tracker', tracker, ...args], env);
    this.username = username;
  }

  static async start(username: string, tracker: string, args?: readonly string[]): Promise<PeerProgram> {
    const peer = new PeerProgram(username, tracker, args);
    await peer.event('ready');
    return peer;
  }

  event(event: string, fields: Line = {}, deadlineMs?: number): Promise<Line> {
    const matches = (line: Line): boolean =>
      line['event'] === event && Object.entries(fields).every(([key, value]) => line[key] === value);
    return this.line(matches, `${event} ${JSON.stringify(fields)}`, deadlineMs);
  }

  /** The texts heard from others, in order. */
  get heard(): unknown[] {
    return this.all('message').map((message) => message['content']);
  }
}

/** Peers in `#dev`, all linked to each other; the first one owns it. */
export async function inRoom(tracker: TrackerProgram, ...usernames: string[]): Promise<PeerProgram[]> {
  const peers: PeerProgram[] = [];
  for (const username of usernames) {
    const peer = await PeerProgram.start(username, tracker.endpoint);
    peer.type(peers.length === 0 ? '/create dev' : '/join dev');
    await peer.event('room_joined');
    for (const other of peers) {
      await peer.event('link', { peer: other.username, state: 'open' });
      await other.event('link', { peer: username, state: 'open' });
    }
    peers.push(peer);
  }
  return peers;
}
