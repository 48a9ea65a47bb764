/** Further addresses get no name: a client can connect from any number of them. */
const MAX_ADDRESSES = 1_000;

/** The user at each address, if there is only one: on one machine users often share an address. */
export class AddressNames {
  /** null: more than one user. */
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

  /** null: no user, or more than one. */
  at(address: string): string | null {
    return this.#names.get(address) ?? null;
  }

  /**
   * The changes since the last call. An address that several users share is named by itself, which undoes its
   * earlier name.
   */
  takeNews(): [address: string, name: string][] {
    const news = [...this.#news];
    this.#news.clear();
    return news;
  }
}
