/** A map that everybody may read, and only the record that extends it writes. */
export class Lookup<Value> {
  protected readonly map: Map<string, Value>;

  constructor(entries: Iterable<readonly [string, Value]> = []) {
    this.map = new Map(entries);
  }

  get size(): number {
    return this.map.size;
  }

  get(key: string): Value | undefined {
    return this.map.get(key);
  }

  has(key: string): boolean {
    return this.map.has(key);
  }

  keys(): MapIterator<string> {
    return this.map.keys();
  }

  values(): MapIterator<Value> {
    return this.map.values();
  }
}
