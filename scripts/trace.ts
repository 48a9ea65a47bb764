// `npm run trace -- FILE`: prints the messages of a capture as a sequence diagram.

import { fileURLToPath } from 'node:url';
import { endScript, scriptLanguage } from './script-failed.ts';
import { parseTraceOptions } from './trace/options.ts';
import { trace } from './trace/trace.ts';

/** The width assumed for a terminal that does not report its own. */
const USUAL_WIDTH = 80;

// The program that reads this output, such as head, has ended.
process.stdout.on('error', () => process.exit());

try {
  const options = parseTraceOptions(process.argv.slice(2), scriptLanguage());
  const isNpmTalking =
    process.env['npm_lifecycle_event'] !== undefined && process.env['npm_config_loglevel'] !== 'silent';
  if (isNpmTalking && options.out === null && !process.stdout.isTTY) {
    process.stderr.write(
      'npm writes two lines of its own before this; to write to a file, use --out FILE instead of >.\n',
    );
  }
  await trace(options, {
    dissector: fileURLToPath(new URL('../../wireshark/p2pchat.lua', import.meta.url)),
    width: process.stdout.columns ?? USUAL_WIDTH,
    print: (text) => process.stdout.write(text),
  });
} catch (error) {
  endScript(error);
}
