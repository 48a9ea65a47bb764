/**
 * `count` items of `all`, evenly spread and in order; the same seed selects the same items. All, if there are no more.
 */
export function sample<T>(all: readonly T[], count: number, seed: number): T[] {
  if (all.length <= count) return [...all];
  const step = all.length / count;
  const from = seed % Math.ceil(step);
  return Array.from({ length: count }, (_, index) => all[Math.floor(index * step + from) % all.length] as T);
}
