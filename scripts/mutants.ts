// `npm run test:mutants`: puts small faults into the source, one at a time, and lists those that no test notices.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommandLineEnd } from '../commons/command-line/command-line.ts';
import { AREAS, type Area } from './mutants/areas.ts';
import { describeMutation, mutationsOf } from './mutants/mutations.ts';
import { type MutantsOptions, parseMutantsOptions } from './mutants/options.ts';
import { sample } from './mutants/sample.ts';
import { Copy, type Mutant } from './mutants/trial.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

function filesOf(sources: string): string[] {
  if (statSync(join(root, sources)).isFile()) return [sources];
  const names = readdirSync(join(root, sources), { recursive: true }).map(String).sort();
  return names.filter((name) => name.endsWith('.ts')).map((name) => `${sources}/${name}`);
}

function mutantsOf({ sources, near, far }: Area, wanted: string): Mutant[] {
  return filesOf(sources)
    .filter((file) => file.startsWith(wanted))
    .flatMap((file) =>
      mutationsOf(readFileSync(join(root, file), 'utf8')).map((mutation) => ({ file, mutation, near, far })),
    );
}

async function run({ count, seed, only, jobs }: MutantsOptions): Promise<void> {
  const all = AREAS.flatMap((area) => mutantsOf(area, only));
  const waiting = sample(all, count, seed);
  const total = waiting.length;
  console.log(`${total} of ${all.length} mutants, seed ${seed}`);
  const survivors: string[] = [];
  const copies = await Promise.all(Array.from({ length: jobs }, () => Copy.of(root)));
  try {
    const tests = [...new Set(waiting.flatMap(({ near, far }) => [...near, ...far]))];
    if (copies[0] && !(await copies[0].isSound(tests)))
      throw new Error('The tests fail without a mutant: mend them first.');
    await Promise.all(
      copies.map(async (copy) => {
        for (let mutant = waiting.pop(); mutant; mutant = waiting.pop()) {
          const verdict = await copy.verdictOn(mutant);
          const { file, mutation } = mutant;
          const line = `${file}:${describeMutation(readFileSync(join(root, file), 'utf8'), mutation)}`;
          if (verdict === 'survived') survivors.push(line);
          console.log(`${verdict}  ${line}`);
        }
      }),
    );
  } finally {
    await Promise.all(copies.map((copy) => copy.end()));
  }
  console.log(
    `\n${total - survivors.length} of ${total} were noticed (${Math.round((100 * (total - survivors.length)) / total)} %).`,
  );
  for (const line of survivors.sort()) console.log(`survived  ${line}`);
}

try {
  await run(parseMutantsOptions(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof CommandLineEnd)) throw error;
  (error.exitCode === 0 ? process.stdout : process.stderr).write(error.output);
  process.exitCode = error.exitCode;
}
