// The tracker as a process of its own, where it matters whether it lives and how much memory it takes.

import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as afterMs } from 'node:timers/promises';
import { expect } from 'vitest';
import { TrackerProgram } from '../helpers/programs.ts';
import { HONEST, login, register, servesTheHonest } from './honest.ts';
import { type ConnectOptions, RawClient } from './raw-client.ts';

const SAMPLE_MS = 20;

/** A tracker process under attack; afterwards it must live, and serve an honest user. */
export async function processAttacked(
  attack: (tracker: HostileProgram) => Promise<void>,
  args: readonly string[] = [],
): Promise<void> {
  const program = await TrackerProgram.start(args);
  const tracker = new HostileProgram(program);
  const honest = await tracker.connect();
  expect(await honest.ask(register(HONEST))).toMatchObject({ status: 'OK' });
  honest.socket.destroy();
  await attack(tracker);
  expect(program.child.exitCode, 'the process lives').toBeNull();
  await servesTheHonest(tracker.port);
}

export class HostileProgram {
  readonly program: TrackerProgram;

  constructor(program: TrackerProgram) {
    this.program = program;
  }

  get port(): number {
    return this.program.port;
  }

  connect(options?: ConnectOptions): Promise<RawClient> {
    return RawClient.connect(this.port, options);
  }

  async member(username: string, more: object = {}): Promise<RawClient> {
    const client = await this.connect();
    expect(await client.ask(register(username, more))).toMatchObject({ status: 'OK' });
    return client;
  }

  /** Resident memory in MiB. */
  get memory(): number {
    const status = readFileSync(`/proc/${this.program.child.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
  }

  /** Files and sockets that are open. */
  get descriptors(): number {
    return readdirSync(`/proc/${this.program.child.pid}/fd`).length;
  }

  /** By how many MiB the resident memory grew at most while `work` went on. */
  async growthDuring(work: () => Promise<void>): Promise<number> {
    const before = this.memory;
    let most = before;
    const timer = setInterval(() => {
      most = Math.max(most, this.memory);
    }, SAMPLE_MS);
    await work().finally(() => clearInterval(timer));
    return Math.max(most, this.memory) - before;
  }

  /** Logs in with a password; told that the tracker is busy, it comes back once, after the time that it was told. */
  async patientLogin(username: string): Promise<RawClient> {
    for (const isLast of [false, true]) {
      const client = await this.connect();
      const reply = await client.ask(login(username));
      if (reply['status'] === 'OK') return client;
      expect(reply).toMatchObject({ code: 'BUSY', retry_after: expect.any(Number) });
      expect(isLast, 'busy again, after the time that it had named').toBe(false);
      await afterMs(Number(reply['retry_after']) * 1_000);
    }
    throw new Error('not reached');
  }
}

/** Writes `piece` again and again until `total` bytes have left or the other side is gone; returns how many left. */
export async function pourInto(client: RawClient, piece: Buffer, total: number): Promise<number> {
  const { socket } = client;
  while (socket.bytesWritten < total && !client.isClosed) {
    if (!socket.write(piece)) await client.drained();
  }
  return socket.bytesWritten;
}

/** The time that 99 of 100 took at most, in ms. */
export function p99(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.ceil(times.length * 0.99) - 1] ?? Number.NaN;
}

/** How long `work` took, in ms. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}
