// How every fuzzing test runs: the kept inputs first, then random ones from one seed. A new seed is drawn each time
// unless P2PCHAT_SEED says which, and it is printed, so that every run can be had again. What fails is said as a line
// that can be added to the corpus.

import { randomInt } from 'node:crypto';
import { relative } from 'node:path';
import fc, { type Arbitrary, type Parameters, type RunDetails } from 'fast-check';
import { expect } from 'vitest';

const given = process.env['P2PCHAT_SEED'];

export const SEED = given === undefined ? randomInt(2 ** 31) : Number(given);
if (!Number.isInteger(SEED)) throw new Error(`P2PCHAT_SEED is no whole number: ${given}`);

/** Goes straight to one counterexample: what a failure has printed, for the test that it has named. */
const PATH = process.env['P2PCHAT_PATH'];

/** A property with all its inputs, or with the search for a smaller counterexample, may take so long. */
const LIMIT_MS = 120_000;

process.stderr.write(`fuzzing with seed ${SEED}; the same again: P2PCHAT_SEED=${SEED}\n`);

export interface Fuzz<T> {
  /** How many random inputs, besides the kept ones. */
  readonly runs: number;
  readonly inputs: Arbitrary<T>;
  readonly kept: readonly T[];
  /** The file of the corpus that an input belongs in, and how it is written there. */
  readonly corpus: string;
  line(input: T): string;
}

/** Checks a property that is known at once; how many inputs it was tried with. */
export function fuzz<T>(fuzzed: Fuzz<T>, property: (input: T) => void): number {
  const details = fc.check(fc.property(fuzzed.inputs, property), parametersOf(fuzzed));
  report(fuzzed, details);
  return details.numRuns;
}

/** Checks a property that has to wait. */
export async function fuzzLater<T>(fuzzed: Fuzz<T>, property: (input: T) => Promise<void>): Promise<void> {
  report(fuzzed, await fc.check(fc.asyncProperty(fuzzed.inputs, property), parametersOf(fuzzed)));
}

function parametersOf<T>({ runs, kept }: Fuzz<T>): Parameters<[T]> {
  return {
    seed: SEED,
    numRuns: runs + kept.length,
    examples: kept.map((input) => [input]),
    interruptAfterTimeLimit: LIMIT_MS,
    markInterruptAsFailure: true,
    ...(PATH === undefined ? {} : { path: PATH }),
  };
}

function report<T>({ corpus, line }: Fuzz<T>, details: RunDetails<[T]>): void {
  if (!details.failed) return;
  const { seed, counterexamplePath: path, counterexample, errorInstance: error } = details;
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (!counterexample) throw new Error(`seed ${seed}: it took longer than ${LIMIT_MS / 1_000} s`);
  throw new Error(
    [
      what,
      `after ${details.numRuns} inputs and ${details.numShrinks} smaller ones, with seed ${seed}.`,
      `Again: P2PCHAT_SEED=${seed} P2PCHAT_PATH=${path} ${thisTest()}`,
      `To keep it, add this line to test/fuzz/corpus/${corpus}:`,
      line(counterexample[0]),
    ].join('\n'),
  );
}

/** How to run this test alone. */
function thisTest(): string {
  const { currentTestName = '', testPath = '' } = expect.getState();
  const config = testPath.endsWith('.long.ts') ? '--config vitest.long.config.ts ' : '';
  return `npx vitest run ${config}${relative('.', testPath)} -t '${currentTestName.split(' > ').at(-1)}'`;
}
