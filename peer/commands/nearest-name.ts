/** Longer words are not compared, in UTF-16 units. */
const MAX_TYPED_UNITS = 64;

/** The nearest of the names, if at most a third of its letters differ; else null. */
export function nearestName(typed: string, names: readonly string[]): string | null {
  if (typed.length > MAX_TYPED_UNITS) return null;
  const key = typed.toLowerCase();
  const near = names
    .map((name) => ({ name, distance: editDistance(key, name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= name.length / 3);
  return near.sort((a, b) => a.distance - b.distance)[0]?.name ?? null;
}

/** How many letters to add, drop or change; two swapped letters count as one change. */
function editDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i += 1) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j += 1) {
      const changed = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      rows[i]?.push(Math.min(changed, at(i - 1, j) + 1, at(i, j - 1) + 1, isSwapped ? at(i - 2, j - 2) + 1 : changed));
    }
  }
  return at(a.length, b.length);
}
