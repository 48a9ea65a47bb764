// `npm start`, `npm run tracker`, ...: make the checkout runnable, then become the program.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inWords, setup } from './setup.mjs';

const PROGRAMS = {
  start: 'scripts/start.js',
  tracker: 'tracker/main.js',
  peer: 'peer/main.js',
  demo: 'scripts/demo.js',
  lab: 'scripts/lab.js',
  trace: 'scripts/trace.js',
  wireshark: 'scripts/wireshark.js',
  bench: 'bench/main.js',
  mutants: 'scripts/mutants.js',
};
const OPEN_FILES_NEEDED = 160;
const [name = 'start', ...args] = process.argv.slice(2);
try {
  checkOpenFiles();
  await setup();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
/** As commons/process/open-files.ts, which may not be built yet; the compiler opens more files than the programs. */
function checkOpenFiles() {
  const limits = existsSync('/proc/self/limits') ? readFileSync('/proc/self/limits', 'utf8') : '';
  const [, limit] = /^Max open files\s+(\d+)/m.exec(limits) ?? [];
  if (limit === undefined || Number(limit) >= OPEN_FILES_NEEDED) return;
  throw new Error(
    inWords(
      `Only ${limit} files may be open at a time here, and ${OPEN_FILES_NEEDED} are needed; raise the hard limit (ulimit -Hn), or use another terminal.`,
      `Só ${limit} arquivos podem ficar abertos ao mesmo tempo aqui, e são necessários ${OPEN_FILES_NEEDED}; aumente o limite (ulimit -Hn), ou use outro terminal.`,
    ),
  );
}

const entry = new URL(`../dist/${PROGRAMS[name]}`, import.meta.url);
process.argv.splice(1, process.argv.length - 1, fileURLToPath(entry), ...args);
await import(entry.href);
