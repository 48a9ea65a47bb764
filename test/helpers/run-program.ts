// The built programs, run to their end as somebody does who has just cloned the repository.

import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { temporaryFolder } from './programs.ts';

export const ROOT = join(import.meta.dirname, '..', '..');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A checkout that is built, for all tests of a file: each has a port of its own, and with it a folder for its data. */
export function builtCheckout(): string {
  const checkout = mkdtempSync(join(tmpdir(), 'p2pchat-checkout-'));
  beforeAll(() => {
    cpSync(join(ROOT, 'dist'), join(checkout, 'dist'), { recursive: true, filter: (path) => !path.endsWith('.map') });
    cpSync(join(ROOT, 'package.json'), join(checkout, 'package.json'));
    symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'));
  });
  afterAll(() => rmSync(checkout, { recursive: true, force: true }));
  return checkout;
}

function homeIn(folder: string): NodeJS.ProcessEnv {
  const home = folder === ROOT ? temporaryFolder() : join(folder, 'home');
  return { XDG_DATA_HOME: home, XDG_CONFIG_HOME: join(home, 'config') };
}

/** Runs a script of a checkout that is built, without a terminal. */
export function run(
  folder: string,
  script: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [join(folder, 'dist', script), ...args], {
    env: { ...process.env, ...homeIn(folder), LC_ALL: 'C.UTF-8', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (text) => {
    out += text;
  });
  child.stderr.on('data', (text) => {
    err += text;
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

/** A port on which `server` listens from now on. */
export async function takenPort(server = createServer()): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await takenPort(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The tracker outlives the program that started it, so the test has to end it. */
export function endTrackerAfterwards(output: string): number {
  const pid = Number(/\(process (\d+)\)/.exec(output)?.[1] ?? 0);
  onTestFinished(() => {
    if (pid > 0) process.kill(pid, 'SIGKILL');
  });
  return pid;
}
