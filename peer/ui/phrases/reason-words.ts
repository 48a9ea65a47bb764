import type { Reason, ReasonOf } from '../../reasons.ts';

/** A clause for each reason, in one language. It may repeat what others have written: make it harmless afterwards. */
export type ReasonWords = { readonly [W in Reason['why']]: (reason: ReasonOf<W>) => string };

export function reasonedBy(words: ReasonWords): (reason: Reason) => string {
  return (reason) => (words[reason.why] as (reason: Reason) => string)(reason);
}
