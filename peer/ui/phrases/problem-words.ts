import type { Problem, ProblemOf } from '../../problems.ts';

/**
 * A sentence for each problem, in one language. It may repeat what others have written: make it harmless afterwards.
 */
export type ProblemWords = { readonly [C in Problem['code']]: (problem: ProblemOf<C>) => string };

export function wordedBy(words: ProblemWords): (problem: Problem) => string {
  return (problem) => (words[problem.code] as (problem: Problem) => string)(problem);
}
