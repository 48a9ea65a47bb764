// The machine as far as Wireshark is concerned: what is installed there, and where. A test has one of its own.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { visible } from '../../commons/text/text.ts';

export interface Machine {
  /** As node says it: `linux`, `darwin`, `win32`. */
  readonly platform: string;
  readonly home: string;
  readonly environment: { readonly [name: string]: string | undefined };
  /** What a program writes, when it has ended; null: there is no such program. */
  ask(program: string, args: readonly string[]): { readonly output: string; readonly exitCode: number | null } | null;
  /** Starts a program that goes on by itself, or whose output is read (`reads`). */
  start(program: string, args: readonly string[], reads: boolean): ChildProcess;
  /** For a person, on standard output: one line. */
  say(line: string): void;
}

/** A program that only answers a question has this long. */
const ANSWER_MS = 20_000;

export function thisMachine(about: Pick<Machine, 'platform' | 'home' | 'environment' | 'say'>): Machine {
  return {
    ...about,
    ask(program, args) {
      const { error, stdout, status } = spawnSync(program, args, { encoding: 'utf8', timeout: ANSWER_MS });
      return error ? null : { output: stdout, exitCode: status };
    },
    start(program, args, reads) {
      if (reads) return spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
      const child = spawn(program, args, { stdio: 'ignore', detached: true });
      child.unref();
      return child;
    },
  };
}

/** How a program of Wireshark (`wireshark`, `tshark`) is called here; null: it is not installed. */
export function locate(machine: Machine, program: 'wireshark' | 'tshark'): string | null {
  return candidates(machine, program).find((path) => machine.ask(path, ['--version'])?.exitCode === 0) ?? null;
}

/** Its installers for macOS and Windows put it where no shell looks. */
function candidates({ platform, environment }: Machine, program: 'wireshark' | 'tshark'): string[] {
  if (platform === 'darwin') {
    const file = program === 'wireshark' ? 'Wireshark' : 'tshark';
    return [program, `/Applications/Wireshark.app/Contents/MacOS/${file}`];
  }
  if (platform === 'win32') {
    const folder = environment['ProgramFiles'] ?? 'C:\\Program Files';
    return [`${program}.exe`, `${folder}\\Wireshark\\${program === 'wireshark' ? 'Wireshark' : 'tshark'}.exe`];
  }
  return [program];
}

/** What to do where one of them is missing. */
export function howToInstall({ platform }: Machine, program: 'wireshark' | 'tshark'): string {
  const name = program === 'wireshark' ? 'Wireshark' : 'tshark';
  if (platform === 'darwin')
    return `${name} is not installed: get it at https://www.wireshark.org, or with \`brew install --cask wireshark\`.`;
  if (platform === 'win32')
    return `${name} is not installed: get it at https://www.wireshark.org; for loopback, let its installer add Npcap.`;
  return `${name} is not installed: on Debian and Ubuntu \`sudo apt install ${program}\`, on Fedora \`sudo dnf install wireshark${program === 'tshark' ? '-cli' : ''}\`.`;
}

/** Of all that tshark has written to standard error, what matters to a person. */
export function whatTsharkSays(complaint: string): string {
  if (/neither a field nor a protocol|not a valid protocol/.test(complaint)) {
    return 'the dissector was not loaded. From version 4.4 on, plugins are not when tshark runs as root: be somebody else.';
  }
  const said = complaint.split('\n').filter((line) => line.startsWith('tshark:'));
  return visible(said.join(' ')) || 'it does not say why.';
}
