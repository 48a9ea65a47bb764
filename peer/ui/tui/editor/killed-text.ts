/** The text that was killed last, for yank. Kills that follow one another directly are joined into one text. */
export class KilledText {
  #text = '';
  #isGoingOn = false;

  get text(): string {
    return this.#text;
  }

  /** `isBackward`: the text stood before the previous kill, and is joined in front of it. */
  add(killed: string, isBackward: boolean): void {
    const before = this.#isGoingOn ? this.#text : '';
    this.#text = isBackward ? killed + before : before + killed;
    this.#isGoingOn = true;
  }

  /** Ends the series of kills: the next kill begins a new text. */
  close(): void {
    this.#isGoingOn = false;
  }
}
