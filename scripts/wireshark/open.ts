import { resolve } from 'node:path';
import { refuseUnreadable } from '../given-file.ts';
import { ScriptFailed } from '../script-failed.ts';
import type { Said } from '../trace/diagram.ts';
import type { Ending } from '../trace/ending.ts';
import { Participants } from '../trace/participants.ts';
import { fieldArguments } from '../trace/said-by-tshark.ts';
import { install, PROFILE } from './install.ts';
import { howToInstall, locate, type Machine, whatTsharkSays } from './machine.ts';
import { lineFor, readSaid } from './said-lines.ts';

export interface OpenOptions {
  readonly file: string;
  /** Shows the summary here, with tshark, instead of opening a window. */
  readonly isText: boolean;
}

/** Opens a capture in Wireshark with our profile, or shows it here. Rejects with a {@link ScriptFailed}. */
export async function open(machine: Machine, source: string, { file, isText }: OpenOptions): Promise<void> {
  const path = resolve(file);
  refuseUnreadable(path);
  const program = isText ? 'tshark' : 'wireshark';
  const found = locate(machine, program);
  if (found === null)
    throw new ScriptFailed([howToInstall(machine, program), ...otherWays(machine, file, isText)].join('\n'));
  if (!isText && !hasScreen(machine)) {
    throw new ScriptFailed(
      ['Wireshark needs a graphical screen, and there is none here.', ...otherWays(machine, file, isText)].join('\n'),
    );
  }
  if (install(machine, source))
    machine.say('Installed the dissector and the profile (to see where: npm run wireshark -- install).');
  if (isText) return showText(machine, found, path);
  machine.start(found, ['-C', PROFILE, '-r', path], false);
  machine.say(`Opened ${path} in Wireshark.`);
}

/** In two passes, so that the names are known from the first line on, also where a capture begins in the middle. */
async function showText(machine: Machine, tshark: string, path: string): Promise<void> {
  const participants = new Participants();
  const pass = (filter: string, said: (object: Said) => void): Promise<Ending> => {
    const args = ['-C', PROFILE, '-n', '-r', path, '-Y', filter, ...fieldArguments()];
    return readSaid(machine.start(tshark, args, true), said);
  };
  await pass('p2pchat.username', (said) => participants.learn(said)); // What fails here fails again below.
  let count = 0;
  const { exitCode, complaint } = await pass('p2pchat', (said) => {
    count += 1;
    machine.say(lineFor(said, participants));
  });
  // A capture that is cut short is complained of after all of it was shown.
  if (exitCode !== 0 && exitCode !== null) {
    const how = count === 0 ? 'could not show it' : 'stopped there';
    throw new ScriptFailed(`tshark ${how}: ${whatTsharkSays(complaint)}`);
  }
  if (count === 0) machine.say(NOTHING);
}

const NOTHING =
  'It contains nothing of P2P Chat that can be read. Encrypted traffic needs its keys: record with --capture, which keeps them.';

/** Without a window; only those that there are. */
function otherWays(machine: Machine, file: string, isText: boolean): string[] {
  const isThere = !isText && locate(machine, 'tshark') !== null;
  return [
    ...(isThere ? [`tshark is installed, and shows the same as text: npm run wireshark -- open ${file} --text`] : []),
    `A diagram of who sent what to whom needs neither: npm run trace -- ${file}`,
  ];
}

function hasScreen({ platform, environment }: Machine): boolean {
  return platform !== 'linux' || Boolean(environment['DISPLAY'] || environment['WAYLAND_DISPLAY']);
}
