// What is said on the loopback interface, as it is said: tshark captures and decodes, a line an object.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_TRACKER } from '../../commons/net/endpoint.ts';
import { ScriptFailed } from '../script-failed.ts';
import { Participants } from '../trace/participants.ts';
import { fieldArguments } from '../trace/said-by-tshark.ts';
import { PLUGIN } from './install.ts';
import { howToInstall, locate, type Machine, whatTsharkSays } from './machine.ts';
import { lineFor, readSaid } from './said-lines.ts';

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
  const participants = new Participants();
  const { exitCode, complaint } = await readSaid(child, (said) => machine.say(lineFor(said, participants)));
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
      ? ['Encrypted traffic cannot be read: start the peers with --keylog FILE, or --encryption off.']
      : keyLogFile !== null && !existsSync(keyLogFile)
        ? [`There is no ${keyLogFile} yet: it is read when a peer makes it (--keylog ${keyLogFile}).`]
        : []),
    'Connections opened before this cannot be decrypted. Ctrl+C stops.',
  ];
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
  if (platform === 'darwin') return 'Install ChmodBPF, which comes with Wireshark for macOS, and log in again.';
  if (platform === 'win32')
    return 'Install Npcap with support for loopback (its installer comes with Wireshark), or run this as administrator.';
  return 'On Debian and Ubuntu: sudo dpkg-reconfigure wireshark-common (answer yes), sudo usermod -aG wireshark $USER, and log in again. Elsewhere: join the group wireshark.';
}
