/** The cost of one derivation. */
export interface ScryptCost {
  readonly log2N: number;
  readonly r: number;
  readonly p: number;
}

/** Each guess costs an attacker who has the tracker's files 32 MiB (2^15 x 8 x 128 bytes) and 50-100 ms of one core. */
export const SCRYPT_COST: ScryptCost = { log2N: 15, r: 8, p: 1 };

/** Costs are read from files and received from the other side; those above these limits are refused. */
const MAX_LOG2_N = 18;
const MAX_WORK = 2 ** 18 * 8;

/** The work of a derivation: its time is proportional to N, r and p, its memory to N and r only. */
export function workOf({ log2N, r, p }: ScryptCost): number {
  return 2 ** log2N * r * p;
}

/** `15:8:1`: log2 N, r and p. */
export function formatCost({ log2N, r, p }: ScryptCost): string {
  return `${log2N}:${r}:${p}`;
}

/** Reads what {@link formatCost} writes; null: the text is not a cost, or the cost is too high. */
export function parseCost(text: string): ScryptCost | null {
  const match = /^(\d{1,2}):(\d{1,2}):(\d{1,2})$/.exec(text);
  if (!match) return null;
  const [log2N = 0, r = 0, p = 0] = match.slice(1).map(Number);
  const cost = { log2N, r, p };
  if (log2N < 1 || log2N > MAX_LOG2_N || r < 1 || p < 1 || workOf(cost) > MAX_WORK) return null;
  return cost;
}
