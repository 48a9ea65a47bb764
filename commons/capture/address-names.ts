/** More addresses than that are not named: whoever connects can have as many as they like. */
const MAX_ADDRESSES = 1_000;

/** Who is at which address, as far as an address belongs to one alone: on one machine they often share one. */
export class AddressNames {
  /** null: more than one. */
  readonly #names = new Map<string, string | null>();
  readonly #news = new Map<string, string>();

  claim(address: string, name: string): void {
    const known = this.#names.get(address);
    if (name === '' || known === name || known === null) return;
    if (known === undefined && this.#names.size >= MAX_ADDRESSES) return;
    this.#names.set(address, known === undefined ? name : null);
    if (known === undefined) this.#news.set(address, name);
    else if (!this.#news.delete(address)) this.#news.set(address, address);
  }

  /** null: nobody, or more than one. */
  at(address: string): string | null {
    return this.#names.get(address) ?? null;
  }

  /**
   * What has changed since the last time. An address that turned out to belong to more than one is named by itself, which
   * undoes the name that it had.
   */
  takeNews(): [address: string, name: string][] {
    const news = [...this.#news];
    this.#news.clear();
    return news;
  }
}
