// `node dist/scripts/newest-lts.js FOLDER`: installs the newest long-term Node below FOLDER, as a package like any
// other, and prints the path of its program. For the gate.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../commons/clock.ts';

/** The first major version of the yearly schedule, in which each is long-term; before it, only even versions are. */
const YEARLY_FROM = 27;
/** The month (0 is January) in which a version becomes a long-term one. */
const LTS_MONTH = 9;

/**
 * The newest major version of `versions` that is a long-term one at `nowMs` (wall-clock), by the schedule of Node: an
 * even one from the October of its year on, and from 27 on every one. Early versions (`27.0.0-alpha.1`) do not count.
 * The packages cannot be asked: the name of a long-term version is in a release only weeks later. Throws if there is
 * none.
 */
export function newestLts(versions: readonly string[], nowMs: number): number {
  const majors = versions
    .filter((version) => /^\d+\.\d+\.\d+$/.test(version))
    .map((version) => Number(version.split('.', 1)[0]));
  const newest = Math.max(...majors.filter((major) => isLongTerm(major, nowMs)));
  if (!Number.isFinite(newest)) throw new Error('the registry has no long-term version of Node');
  return newest;
}

function isLongTerm(major: number, nowMs: number): boolean {
  if (major < YEARLY_FROM && major % 2 !== 0) return false;
  const year = major < YEARLY_FROM ? 2013 + major / 2 : 2000 + major;
  return nowMs >= Date.UTC(year, LTS_MONTH, 1);
}

function installInto(folder: string): string {
  const name = `node-${process.platform}-${process.arch}`;
  const npm = (...args: string[]): string => execFileSync('npm', args, { encoding: 'utf8' });
  const versions = [JSON.parse(npm('view', name, 'versions', '--json'))].flat().map(String);
  const wanted = `${name}@${newestLts(versions, systemClock.now())}`;
  npm('install', '--silent', '--no-save', '--no-package-lock', '--prefix', folder, wanted);
  const program = join(folder, 'node_modules', name, 'bin', 'node');
  if (!existsSync(program)) throw new Error(`there is no program in ${wanted}`);
  return program;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(`${installInto(process.argv[2] ?? '.')}\n`);
}
