/** The cost of one derivation. */
export interface ScryptCost {
  readonly log2N: number;
  readonly r: number;
  readonly p: number;
}

/** 2^15 x 8 takes 32 MiB and 50-100 ms of one core: the cost of a guess for a thief of the tracker's files. */
export const SCRYPT_COST: ScryptCost = { log2N: 15, r: 8, p: 1 };

/** Costs come from files and from the other side; higher ones than this are refused. */
const MAX_LOG2_N = 18;
const MAX_WORK = 2 ** 18 * 8;

/** Proportional to the time, and without `p` to the memory. */
export function workOf({ log2N, r, p }: ScryptCost): number {
  return 2 ** log2N * r * p;
}

/** `15:8:1`: log2 N, r and p. */
export function formatCost({ log2N, r, p }: ScryptCost): string {
  return `${log2N}:${r}:${p}`;
}

/** null: not a cost, or one that is too high. */
export function parseCost(text: string): ScryptCost | null {
  const match = /^(\d{1,2}):(\d{1,2}):(\d{1,2})$/.exec(text);
  if (!match) return null;
  const [log2N = 0, r = 0, p = 0] = match.slice(1).map(Number);
  const cost = { log2N, r, p };
  if (log2N < 1 || log2N > MAX_LOG2_N || r < 1 || p < 1 || workOf(cost) > MAX_WORK) return null;
  return cost;
}
