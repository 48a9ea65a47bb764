// What a few honest people notice of a crowd: how soon a tracker answers them, with and without it.

import type { Loaded } from './loaded.ts';
import { inRounds } from './progress.ts';
import { median } from './statistics.ts';

/** Connections of the honest few: four that send requests, and two that are told. */
export const HONEST = 4;
const PACE_PER_SECOND = 1_000;

/** The p50 of a request in us, medians of alternating rounds of `paceMs`. */
export async function honestP50(
  { crowd, few }: { readonly crowd: Loaded; readonly few: Loaded },
  { rounds, paceMs }: { readonly rounds: number; readonly paceMs: number },
): Promise<{ crowd: number; few: number }> {
  // The tracker with many has had much more to do so far: both are warm before they are compared.
  for (const loaded of [crowd, few]) await loaded.run(paceMs);
  const p50 = { crowd: [] as number[], few: [] as number[] };
  await inRounds('crowd', rounds, async (isCounted) => {
    for (const [name, loaded] of [['crowd', crowd] as const, ['few', few] as const]) {
      const { p50Us } = await loaded.pace(paceMs, PACE_PER_SECOND);
      if (isCounted) p50[name].push(p50Us);
    }
  });
  return { crowd: median(p50.crowd), few: median(p50.few) };
}
