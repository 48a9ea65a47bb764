/** Keeps a collection from growing: forgets the entries that were set first, so that `most` remain. */
export function forgetOldest(map: Map<unknown, unknown> | Set<unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}
