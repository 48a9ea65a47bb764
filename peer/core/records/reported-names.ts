/** Names of which something was reported, so that it is reported once of each. */
export class ReportedNames {
  readonly #max: number;
  readonly #names = new Set<string>();

  /** Beyond `max` names nothing more is reported: names are free, and a flood of them is not worth a line each. */
  constructor(max: number) {
    this.#max = max;
  }

  /** Remembers the name. Returns whether it is to be reported: it is new, and there is room for it. */
  add(name: string): boolean {
    if (this.#names.has(name) || this.#names.size >= this.#max) return false;
    this.#names.add(name);
    return true;
  }

  clear(): void {
    this.#names.clear();
  }
}
