// A tracker and three people, as processes on this machine that record themselves; and what they recorded, as one file.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../commons/clock.ts';
import { formatEndpoint } from '../../commons/net/endpoint.ts';
import { Program } from '../program.ts';
import { mergedCapture } from './merged-capture.ts';
import { namesOf, type Person, type Places } from './places.ts';

export interface LaboratoryDeps {
  readonly dist: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly places: Places;
  /** Of the tracker; 0: any free one. */
  readonly port: number;
  /** When it is aborted, all that runs is ended, and nothing more is begun. */
  readonly interrupted: AbortSignal;
  /** For a person. */
  say(line: string): void;
}

export interface PeerOptions {
  /** Of somebody who comes again under the same name, with nothing but it. */
  readonly isElsewhere?: boolean;
  readonly password?: string;
  readonly args?: readonly string[];
}

export class Laboratory {
  readonly #deps: LaboratoryDeps;
  readonly #folder = mkdtempSync(join(tmpdir(), 'p2pchat-lab-'));
  readonly #programs: Program[] = [];
  readonly #captures: string[] = [];
  #tracker: Program | null = null;
  #port = 0;

  constructor(deps: LaboratoryDeps) {
    this.#deps = deps;
    deps.interrupted.addEventListener('abort', () => void this.#endAll('SIGKILL'), { once: true });
  }

  say(line: string): void {
    this.#deps.say(line);
  }

  /** Resolves when it listens. */
  async startTracker(...args: readonly string[]): Promise<Program> {
    const { places, port } = this.#deps;
    const where = ['--host', places.tracker, '--port', String(port), '--data', join(this.#folder, 'tracker')];
    const tracker = this.#start('tracker', 'tracker/main.js', [...where, '--json', ...args], {});
    const { port: taken } = await tracker.fact({ message: /^listening on/ });
    this.#tracker = tracker;
    this.#port = Number(taken);
    return tracker;
  }

  /** The program of somebody who registers, unless they have. */
  startPeer(name: Person, { isElsewhere = false, password = passwordOf(name), args = [] }: PeerOptions = {}): Program {
    const { places } = this.#deps;
    const tracker = formatEndpoint({ address: places.tracker, port: this.#port });
    const data = join(this.#folder, isElsewhere ? `${name} elsewhere` : name);
    const who = ['--json', '--user', name, '--tracker', tracker, '--data', data, '--bind', places[name]];
    const more = isElsewhere ? args : ['--register', ...args];
    return this.#start(name, 'peer/main.js', [...who, ...more], { P2PCHAT_PASSWORD: password });
  }

  /** As {@link startPeer}; resolves when they are logged in. */
  async peer(name: Person, options?: PeerOptions): Promise<Program> {
    const peer = this.startPeer(name, options);
    await peer.fact({ event: 'ready' });
    return peer;
  }

  /** One after the other; each is gone when the next one goes. Rejects if one does not end in order. */
  async quit(...peers: readonly Program[]): Promise<void> {
    for (const peer of peers) {
      peer.type('/quit');
      if ((await peer.exited) !== 0) throw new Error(`${peer.name} did not end in order`);
    }
  }

  /** Where nothing tells when it is time to go on. */
  wait(ms: number): Promise<void> {
    const { clock, interrupted } = this.#deps;
    return new Promise((resolve, reject) => {
      interrupted.throwIfAborted();
      const cancel = clock.after(ms, resolve);
      interrupted.addEventListener('abort', () => {
        cancel();
        reject(interrupted.reason);
      });
    });
  }

  async stopTracker(): Promise<void> {
    this.#tracker?.child.kill('SIGTERM');
    await this.#tracker?.exited;
  }

  /** Ends whatever still runs; the bytes of a capture that holds each conversation once. */
  async finish(): Promise<Buffer> {
    await this.stopTracker();
    await this.#endAll('SIGTERM');
    const { places, interrupted } = this.#deps;
    interrupted.throwIfAborted();
    return mergedCapture(this.#captures, namesOf(places));
  }

  /** Has to be called, whatever happened. */
  async close(): Promise<void> {
    await this.#endAll('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #start(name: string, script: string, args: readonly string[], more: NodeJS.ProcessEnv): Program {
    const { dist, environment, clock, interrupted } = this.#deps;
    interrupted.throwIfAborted();
    const capture = join(this.#folder, `${this.#captures.length}-${name}.pcapng`);
    this.#captures.push(capture);
    const config = join(this.#folder, 'config'); // What the user has set up for themselves is not for the laboratory.
    const env = { ...environment, XDG_CONFIG_HOME: config, XDG_DATA_HOME: this.#folder, ...more };
    const program = new Program(name, script, [...args, '--capture', capture], { dist, environment: env, clock });
    this.#programs.push(program);
    return program;
  }

  async #endAll(signal: NodeJS.Signals): Promise<void> {
    for (const { child } of this.#programs) {
      child.kill('SIGCONT');
      child.kill(signal);
    }
    await Promise.all(this.#programs.map(({ exited }) => exited));
  }
}

/** Nothing here is secret. */
export function passwordOf(name: string): string {
  return `the password of ${name}`;
}
