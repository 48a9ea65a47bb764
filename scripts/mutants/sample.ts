/** `count` of them, evenly spread and in their order: the same ones for the same seed. All, if there are no more. */
export function sample<T>(all: readonly T[], count: number, seed: number): T[] {
  if (all.length <= count) return [...all];
  const step = all.length / count;
  const from = seed % Math.ceil(step);
  return Array.from({ length: count }, (_, index) => all[Math.floor(index * step + from) % all.length] as T);
}
