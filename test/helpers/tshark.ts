// tshark with our dissector, as somebody uses it who has a capture.

import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isInstalled } from './installed.ts';

export const DISSECTOR = join(import.meta.dirname, '..', '..', 'wireshark', 'p2pchat.lua');

/** Output of a whole session is a few MB; more than this is a mistake. */
const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

/** Whether there is a tshark to run these tests with. */
export const hasTshark = (): boolean => isInstalled('tshark', '--version', 'the tests of the dissector are');

export interface TsharkOptions {
  /** Another dissector, or null for none. */
  readonly dissector?: string | null;
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * What tshark writes about a capture. Rejects if it fails, or if the dissector does: in the tree a Lua error is
 * but one more line.
 */
export async function tshark(
  capture: Buffer,
  args: readonly string[],
  { dissector = DISSECTOR, env = {} }: TsharkOptions = {},
): Promise<string> {
  return inTemporaryFolder((folder) => runIn(folder, capture, args, dissector, env));
}

/** The seconds of processor time that tshark takes for a capture with our dissector; other programs do not count. */
export async function tsharkSeconds(capture: Buffer, args: readonly string[]): Promise<number> {
  const measured = ['sh', '-c', '"$@" >/dev/null || exit; times', 'sh'];
  const out = await inTemporaryFolder((folder) => runIn(folder, capture, args, DISSECTOR, {}, measured));
  // The second line has the times of what the shell started: user and system (POSIX, `times`).
  const times = [...(out.split('\n')[1] ?? '').matchAll(/(\d+)m([\d.]+)s/g)];
  return times.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
}

async function inTemporaryFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'p2pchat-tshark-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runIn(
  folder: string,
  capture: Buffer,
  args: readonly string[],
  dissector: string | null,
  env: NodeJS.ProcessEnv,
  around: readonly string[] = [],
): Promise<string> {
  const file = join(folder, 'capture.pcapng');
  writeFileSync(file, capture);
  // Later versions read no Lua as root, and say nothing of it; so everything is to be read by nobody in particular.
  chmodSync(folder, 0o755);
  const plugin = join(folder, 'dissector.lua');
  if (dissector !== null) copyFileSync(dissector, plugin);
  const [command = 'tshark', ...before] = [...around, ...unprivileged()];
  const { stdout, stderr } = await run(
    command,
    [...before, ...(dissector === null ? [] : ['-X', `lua_script:${plugin}`]), '-r', file, ...args],
    // The user's own settings must not affect the tests.
    { HOME: folder, XDG_CONFIG_HOME: folder, ...env },
  );
  const error = /Lua Error: .*|.*lua:\d+:.*/.exec(stderr) ?? /^\s*"?Lua Error: .*/m.exec(stdout);
  if (error) throw new Error(`the dissector failed: ${error[0].trim()}`);
  return stdout;
}

/**
 * An object as tshark has it: its fields by their names, several of one name as an array, objects in it as `..._tree`.
 */
export interface Dissected {
  readonly [field: string]: string | Dissected | readonly (string | Dissected)[];
}

/** All objects of a capture in two passes, in order; also where segments overtook each other. */
export async function dissect(capture: Buffer, args: readonly string[] = []): Promise<Dissected[]> {
  const out = await tshark(capture, [
    ...['-n', '-2', '-o', 'tcp.reassemble_out_of_order:TRUE', ...args],
    // A filter that is not known, because the dissector did not load, is an error. Failures have no field of ours.
    ...['-Y', 'p2pchat || _ws.lua.error', '-T', 'json', '-J', 'p2pchat', '--no-duplicate-keys'],
  ]);
  const packets = JSON.parse(out) as { _source: { layers: { p2pchat?: Dissected | Dissected[] } } }[];
  return packets.flatMap(({ _source: { layers } }): Dissected[] => [layers.p2pchat ?? []].flat());
}

/** The values of a field anywhere in an object. */
export function valuesOf(dissected: Dissected, field: string): string[] {
  return pairsOf(dissected)
    .filter(([name]) => name === field)
    .map(([, value]) => value);
}

/** Each field of an object, and of those in it, beside its value. */
export function pairsOf(dissected: Dissected): [string, string][] {
  return Object.entries(dissected).flatMap(([name, values]) =>
    (Array.isArray(values) ? values : [values]).flatMap((value): [string, string][] =>
      typeof value === 'object' ? pairsOf(value as Dissected) : [[name, value as string]],
    ),
  );
}

/** tshark as this user, or as nobody where this user is root and tshark would read no Lua for that. */
function unprivileged(): [string, ...string[]] {
  if (process.getuid?.() !== 0 || /^TShark \S+ 4\.0\./.test(version())) return ['tshark'];
  return ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', 'tshark'];
}

let known: string | null = null;

function version(): string {
  known ??= execFileSync('tshark', ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return known;
}

function run(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{ stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const options = { encoding: 'utf8' as const, maxBuffer: MAX_OUTPUT_BYTES, env: { ...process.env, ...env } };
    execFile(command, args, options, (error, stdout, stderr) => {
      if (error) reject(new Error(`${error.message}\n${stderr}`));
      else resolve({ stdout, stderr });
    });
  });
}
