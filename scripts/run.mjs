// `npm start`, `npm run tracker`, ...: make the checkout runnable, then become the program.
import { fileURLToPath } from 'node:url';
import { setup } from './setup.mjs';

const PROGRAMS = {
  start: 'scripts/start.js',
  tracker: 'tracker/main.js',
  peer: 'peer/main.js',
  demo: 'scripts/demo.js',
  lab: 'scripts/lab.js',
  trace: 'scripts/trace.js',
  wireshark: 'scripts/wireshark.js',
  bench: 'bench/main.js',
};
const [name = 'start', ...args] = process.argv.slice(2);
try {
  await setup();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
const entry = new URL(`../dist/${PROGRAMS[name]}`, import.meta.url);
process.argv.splice(1, process.argv.length - 1, fileURLToPath(entry), ...args);
await import(entry.href);
