// `npm run trace -- FILE`: who said what to whom, as a sequence diagram.

import { fileURLToPath } from 'node:url';
import { endScript } from './script-failed.ts';
import { parseTraceOptions } from './trace/options.ts';
import { trace } from './trace/trace.ts';

/** Of a terminal that does not say how wide it is. */
const USUAL_WIDTH = 80;

// Whoever reads it, such as head, has seen enough.
process.stdout.on('error', () => process.exit());

try {
  await trace(parseTraceOptions(process.argv.slice(2)), {
    dissector: fileURLToPath(new URL('../../wireshark/p2pchat.lua', import.meta.url)),
    width: process.stdout.columns ?? USUAL_WIDTH,
    print: (text) => process.stdout.write(text),
  });
} catch (error) {
  endScript(error);
}
