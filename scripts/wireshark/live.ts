// What is said on the loopback interface, as it is said: tshark captures and decodes, a line an object.

import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { isoTime } from '../../commons/clock.ts';
import { DEFAULT_TRACKER } from '../../commons/net/endpoint.ts';
import { ScriptFailed } from '../script-failed.ts';
import type { Said } from '../trace/diagram.ts';
import { endingOf } from '../trace/ending.ts';
import { Participants } from '../trace/participants.ts';
import { fieldArguments, saidInRow } from '../trace/said-by-tshark.ts';
import { PLUGIN } from './install.ts';
import { howToInstall, locate, type Machine, whatTsharkSays } from './machine.ts';

export interface LiveOptions {
  /** Of the tracker. */
  readonly port: number;
  /** Only these ports and the tracker's are captured; empty: all of TCP is, and what is ours is shown. */
  readonly ports: readonly number[];
  readonly keyLogFile: string | null;
  /** null: loopback. */
  readonly networkInterface: string | null;
}

/** Resolves when the capture ends, which it does when it is interrupted. Rejects with a {@link ScriptFailed}. */
export async function live(machine: Machine, source: string, options: LiveOptions): Promise<void> {
  const tshark = locate(machine, 'tshark');
  if (tshark === null) throw new ScriptFailed([howToInstall(machine, 'tshark'), WITHOUT_RIGHTS].join('\n'));
  const where = options.networkInterface ?? loopbackOf(machine);
  const child = machine.start(tshark, liveArguments(options, where, join(source, PLUGIN)), true);
  for (const line of warnings(options, where)) machine.say(line);
  const ending = endingOf(child);
  const participants = new Participants();
  if (child.stdout) {
    for await (const row of createInterface({ input: child.stdout })) {
      for (const said of saidInRow(row)) machine.say(lineFor(said, participants));
    }
  }
  const { exitCode, complaint } = await ending;
  if (exitCode !== 0 && exitCode !== null) throw new ScriptFailed(whyNot(machine, where, complaint));
}

export function liveArguments({ port, ports, keyLogFile }: LiveOptions, where: string, dissector: string): string[] {
  const filter = ports.length === 0 ? 'tcp' : [port, ...ports].map((one) => `tcp port ${one}`).join(' or ');
  return [
    ...['-i', where, '-f', filter, '-l', '-n'],
    ...['-X', `lua_script:${dissector}`, '-Y', 'p2pchat'],
    ...(port === DEFAULT_TRACKER.port ? [] : ['-o', `p2pchat.port:${port}`]),
    ...(keyLogFile === null ? [] : ['-o', `tls.keylog_file:${keyLogFile}`]),
    ...fieldArguments(),
  ];
}

function warnings({ ports, keyLogFile }: LiveOptions, where: string): string[] {
  return [
    ...(ports.length === 0
      ? [`All TCP on ${where} is looked at, that of others on this machine too; --ports restricts it.`]
      : []),
    ...(keyLogFile === null
      ? ['What is encrypted stays so: start the peers with --keylog FILE, or --encryption off.']
      : []),
    'Connections that began before this cannot be decrypted. Ctrl+C ends.',
  ];
}

/** "12:00:01.123  ana -> tracker  🔒 LOGIN ana" */
export function lineFor(said: Said, participants: Participants): string {
  participants.learn(said);
  const [from, to] = [participants.nameOf(said.from), participants.nameOf(said.to)];
  return `${isoTime(said.atMs).slice(11, 23)}  ${from.padEnd(8)} -> ${to.padEnd(8)} ${said.isEncrypted ? '🔒' : '  '} ${said.text}`;
}

function loopbackOf({ platform }: Machine): string {
  if (platform === 'win32') return '\\Device\\NPF_Loopback';
  return platform === 'darwin' ? 'lo0' : 'lo';
}

const WITHOUT_RIGHTS =
  'Without any of this: start a peer (or the tracker) with --capture FILE.pcapng, which needs no rights, and look at it with npm run trace -- FILE.pcapng.';

/** What tshark says, and what can be done about it. */
function whyNot(machine: Machine, where: string, complaint: string): string {
  if (/permission|not permitted|access is denied|no interfaces/i.test(complaint)) {
    return [`Capturing on ${where} needs rights that you do not have.`, howToGetRights(machine), WITHOUT_RIGHTS].join(
      '\n',
    );
  }
  return `tshark could not capture on ${where}: ${whatTsharkSays(complaint)}`;
}

function howToGetRights({ platform }: Machine): string {
  if (platform === 'darwin') return 'Install ChmodBPF, which comes with Wireshark for macOS, and log in anew.';
  if (platform === 'win32')
    return 'Install Npcap with support for loopback (its installer comes with Wireshark), or run this as administrator.';
  return 'On Debian and Ubuntu: sudo dpkg-reconfigure wireshark-common (answer yes), sudo usermod -aG wireshark $USER, and log in anew. Elsewhere: join the group wireshark.';
}
