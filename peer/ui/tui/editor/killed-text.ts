/** What was killed last, to be yanked: what is killed in one go, by several keys, comes back in one go. */
export class KilledText {
  #text = '';
  #isGoingOn = false;

  get text(): string {
    return this.#text;
  }

  /** `isBackward`: it stood before what was killed just now. */
  add(killed: string, isBackward: boolean): void {
    const before = this.#isGoingOn ? this.#text : '';
    this.#text = isBackward ? killed + before : before + killed;
    this.#isGoingOn = true;
  }

  /** Something else was done: what is killed next stands for itself. */
  close(): void {
    this.#isGoingOn = false;
  }
}
