// `npm run wireshark -- install | open FILE | live`: from a checkout to a decoded capture in one command.

import { fileURLToPath } from 'node:url';
import { homeFolder } from '../commons/storage/home-folder.ts';
import { endScript, scriptLanguage } from './script-failed.ts';
import { installAloud } from './wireshark/install.ts';
import { live } from './wireshark/live.ts';
import { thisMachine } from './wireshark/machine.ts';
import { open } from './wireshark/open.ts';
import { parseWiresharkOptions } from './wireshark/options.ts';

const source = fileURLToPath(new URL('../../wireshark', import.meta.url));
const machine = thisMachine({
  platform: process.platform,
  home: homeFolder() ?? '/',
  environment: process.env,
  say: (line) => process.stdout.write(`${line}\n`),
});

// Ctrl+C reaches tshark, too, which then ends in order; this process waits for it.
process.on('SIGINT', () => {});

// The program that reads this output, such as head, has ended.
process.stdout.on('error', () => process.exit());

try {
  const options = parseWiresharkOptions(process.argv.slice(2), scriptLanguage());
  if (options.what === 'install') installAloud(machine, source);
  if (options.what === 'open') await open(machine, source, options);
  if (options.what === 'live') await live(machine, source, options);
} catch (error) {
  endScript(error);
}
