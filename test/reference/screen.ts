/** What the original would have printed: its only account of what went wrong, kept here for a test to look at. */
export class Screen {
  /** Errors: pieces it could not read, connections it could not make, messages it could not send, silence. */
  readonly problems: string[] = [];
  /** Information; that a newcomer's data are incomplete is part of every ROOM_UPDATE that shows one. */
  readonly notices: string[] = [];
  /** Tells that something happened, printed or not. */
  readonly changed: () => void;
  #isOff = false;

  constructor(changed: () => void) {
    this.changed = changed;
  }

  /** Returns false, for callers that end with it. */
  problem(text: string): false {
    return this.#print(this.problems, text);
  }

  notice(text: string): void {
    this.#print(this.notices, text);
  }

  /** Prints nothing any more: the program has ended. */
  turnOff(): void {
    this.#isOff = true;
  }

  #print(lines: string[], text: string): false {
    if (!this.#isOff) lines.push(text);
    this.changed();
    return false;
  }
}
