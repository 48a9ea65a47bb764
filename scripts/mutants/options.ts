import { cpus } from 'node:os';
import { ProgramCommand, parseArguments, wholeNumber } from '../../commons/command-line/command-line.ts';

export interface MutantsOptions {
  readonly count: number;
  readonly seed: number;
  /** What the files' paths begin with. */
  readonly only: string;
  /** Tests of so many mutants run at the same time. */
  readonly jobs: number;
}

const MAX_COUNT = 100_000;
const DEFAULT_COUNT = 100;

/** Throws a CommandLineEnd. */
export function parseMutantsOptions(args: readonly string[]): MutantsOptions {
  const words = {
    description: {
      en: 'Puts small faults into the source, one at a time, and lists those that no test notices.',
      pt: 'Põe pequenas falhas no código, uma de cada vez, e lista as que nenhum teste percebe.',
    },
    count: { en: 'how many, spread over all', pt: 'quantas, espalhadas por todas' },
    seed: { en: 'which ones', pt: 'quais' },
    only: { en: 'in files whose paths begin so', pt: 'em arquivos cujo caminho começa assim' },
    jobs: { en: 'so many at the same time', pt: 'quantas ao mesmo tempo' },
  };
  const command = new ProgramCommand('test:mutants', words.description, 'en')
    .takes('--count <n>', words.count, { read: wholeNumber(1, MAX_COUNT), value: DEFAULT_COUNT })
    .takes('--seed <n>', words.seed, { read: wholeNumber(0, MAX_COUNT), value: 0 })
    .takes('--only <path>', words.only, { value: '' })
    .takes('--jobs <n>', words.jobs, { read: wholeNumber(1, 64), value: cpus().length });
  return parseArguments<MutantsOptions>(command, args);
}
