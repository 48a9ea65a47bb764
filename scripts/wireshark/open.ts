import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { visible } from '../../commons/text.ts';
import { ScriptFailed } from '../script-failed.ts';
import { endingOf } from '../trace/ending.ts';
import { install, PROFILE } from './install.ts';
import { howToInstall, locate, type Machine, whatTsharkSays } from './machine.ts';

export interface OpenOptions {
  readonly file: string;
  /** Shows the summary here, with tshark, instead of opening a window. */
  readonly isText: boolean;
}

/** Opens a capture in Wireshark with our profile, or shows it here. Rejects with a {@link ScriptFailed}. */
export async function open(machine: Machine, source: string, { file, isText }: OpenOptions): Promise<void> {
  const path = resolve(file);
  if (!existsSync(path)) throw new ScriptFailed(`There is no ${path}.`);
  const program = isText ? 'tshark' : 'wireshark';
  const found = locate(machine, program);
  if (found === null)
    throw new ScriptFailed([howToInstall(machine, program), ...otherWays(machine, file, isText)].join('\n'));
  if (!isText && !hasScreen(machine)) {
    throw new ScriptFailed(
      ['There is no graphical screen here for Wireshark to open on.', ...otherWays(machine, file, isText)].join('\n'),
    );
  }
  if (install(machine, source))
    machine.say('Installed the dissector and the profile (npm run wireshark -- install says where).');
  const args = isText ? ['-C', PROFILE, '-r', path, '-Y', 'p2pchat'] : ['-C', PROFILE, '-r', path];
  const child = machine.start(found, args, isText);
  if (!isText) {
    machine.say(`Opened ${path} in Wireshark.`);
    return;
  }
  const ending = endingOf(child);
  if (child.stdout) {
    for await (const line of createInterface({ input: child.stdout })) machine.say(visible(line));
  }
  const { exitCode, complaint } = await ending;
  if (exitCode !== 0 && exitCode !== null)
    throw new ScriptFailed(`tshark could not show it: ${whatTsharkSays(complaint)}`);
}

/** Without a window; only those that there are. */
function otherWays(machine: Machine, file: string, isText: boolean): string[] {
  const isThere = !isText && locate(machine, 'tshark') !== null;
  return [
    ...(isThere ? [`tshark is there, and shows the same as text: npm run wireshark -- open ${file} --text`] : []),
    `Who said what to whom is drawn without either: npm run trace -- ${file}`,
  ];
}

function hasScreen({ platform, environment }: Machine): boolean {
  return platform !== 'linux' || Boolean(environment['DISPLAY'] || environment['WAYLAND_DISPLAY']);
}
