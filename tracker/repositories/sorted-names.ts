import { compareNames } from '../../commons/model/names.ts';

/** A set of names that can be read in order, page by page; sorted again only when it has changed since. */
export class SortedNames {
  readonly #names = new Set<string>();
  #sorted: string[] | null = null;

  has(name: string): boolean {
    return this.#names.has(name);
  }

  add(name: string): void {
    if (!this.#names.has(name)) this.#sorted = null;
    this.#names.add(name);
  }

  delete(name: string): void {
    if (this.#names.delete(name)) this.#sorted = null;
  }

  /** The names that come after `after`, in order; all of them without it. */
  *after(after: string | undefined): Generator<string> {
    this.#sorted ??= [...this.#names].sort(compareNames);
    const sorted = this.#sorted;
    for (let index = after === undefined ? 0 : firstAfter(sorted, after); index < sorted.length; index += 1) {
      yield sorted[index] as string;
    }
  }
}

function firstAfter(sorted: readonly string[], name: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareNames(sorted[middle] as string, name) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
