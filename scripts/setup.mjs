// Makes a checkout runnable: installs and builds what is missing or stale, once, however many terminals ask at a time.
// Plain JavaScript on node: modules alone, because nothing else exists yet on a fresh clone.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** As commons/command-line/language.ts, which may not be built yet. */
const { LC_ALL, LC_MESSAGES, LANG } = process.env;
const isPortuguese = /^pt/i.test([LC_ALL, LC_MESSAGES, LANG].find(Boolean) ?? '');
export const inWords = (english, portuguese) => (isPortuguese ? portuguese : english);

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => join(root, ...parts);
const SOURCES = ['commons', 'tracker', 'peer', 'scripts', 'bench'];
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

const readOr = (path, fallback) => (existsSync(path) ? readFileSync(path, 'utf8') : fallback);

function digest(paths) {
  const sum = createHash('sha256');
  for (const path of paths) sum.update(path).update('\0').update(readOr(path, '')).update('\0');
  return sum.digest('hex');
}

function sourceFiles() {
  return SOURCES.filter((folder) => existsSync(at(folder)))
    .flatMap((folder) => readdirSync(at(folder), { recursive: true }).map((name) => at(folder, String(name))))
    .filter((path) => path.endsWith('.ts'))
    .sort();
}

const installStamp = () =>
  `${process.platform}-${process.arch} ${digest([at('package.json'), at('package-lock.json')])}`;
const buildStamp = () =>
  digest([
    at('tsconfig.json'),
    at('tsconfig.build.json'),
    at('package-lock.json'),
    at('scripts', 'bundle.mjs'),
    ...sourceFiles(),
  ]);
const isInstalled = () => readOr(at('node_modules', '.setup-stamp'), '') === installStamp();
const isBuilt = () => readOr(at('dist', '.setup-stamp'), '') === buildStamp();

const say = (line) => process.stderr.write(`${line}\n`);

/** Runs one step; its output goes to standard error, so that standard output stays the program's. */
function run(what, args) {
  return new Promise((resolve, reject) => {
    say(`${what} ...`);
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] });
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0
        ? resolve()
        : reject(new Error(inWords(`${what} failed (exit ${code}).`, `${what}: falhou (código ${code}).`))),
    );
  });
}

/** npm's own script, so that no shell and no look-up in PATH is needed; npm names it to everything that it runs. */
function npmScript() {
  const candidates = [
    process.env.npm_execpath,
    join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  const found = candidates.find((path) => path?.endsWith('.js') && existsSync(path));
  if (!found)
    throw new Error(
      inWords(
        'npm was not found beside node; run `npm install` once, then try again.',
        'O npm não foi encontrado junto do node; rode `npm install` uma vez e tente de novo.',
      ),
    );
  return found;
}

const LOCK = at('.setup.lock');

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function tryLock() {
  try {
    mkdirSync(LOCK);
    writeFileSync(join(LOCK, 'pid'), String(process.pid));
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  }
}

/** Removes a lock whose holder died, or died before it wrote its number: it would block every later run. */
function breakAbandonedLock() {
  const pid = Number(readOr(join(LOCK, 'pid'), '0'));
  const age = Date.now() - (statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  if (pid > 0 ? !isAlive(pid) : age > 5000) rmSync(LOCK, { recursive: true, force: true });
}

async function withLock(work) {
  let told = false;
  while (!tryLock()) {
    if (!told)
      say(
        inWords(
          'Another terminal is setting up; waiting for it ...',
          'Outro terminal está preparando; esperando por ele ...',
        ),
      );
    told = true;
    breakAbandonedLock();
    await wait(200);
  }
  try {
    await work();
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}

async function install() {
  await run(inWords('Installing packages', 'Instalando pacotes'), [
    npmScript(),
    'ci',
    '--include=dev',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]);
  writeFileSync(at('node_modules', '.setup-stamp'), installStamp());
}

async function build() {
  const stamp = buildStamp();
  rmSync(at('dist'), { recursive: true, force: true });
  await run(inWords('Building', 'Compilando'), [
    at('node_modules', 'typescript', 'bin', 'tsc'),
    '-p',
    at('tsconfig.build.json'),
  ]);
  await run(inWords('Bundling', 'Empacotando'), [at('scripts', 'bundle.mjs')]);
  writeFileSync(at('dist', '.setup-stamp'), stamp);
}

/** Resolves when everything is installed and built; rejects with one sentence for a person. */
export async function setup() {
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(
      inWords(
        `Node 20.19 or newer is needed; this is ${process.versions.node}. Install a newer Node and try again.`,
        `É preciso Node 20.19 ou mais novo; este é o ${process.versions.node}. Instale um mais novo e tente de novo.`,
      ),
    );
  }
  if (isInstalled() && isBuilt()) return;
  await withLock(async () => {
    if (!isInstalled()) await install();
    if (!isBuilt()) await build();
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  setup().catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}
