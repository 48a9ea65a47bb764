import { visible } from '../text/text.ts';

/** Kinds of objects named in one comment; a packet may hold many more objects. */
const MAX_WORDS = 8;

const MAX_WORD_LENGTH = 32;

/** The comment of a packet: the sender and the commands. Never their contents. */
export class Saying {
  readonly #who: string;
  readonly #isDecrypted: boolean;
  readonly #counts = new Map<string, number>();
  #others = 0;

  /** `isDecrypted`: the capture shows the objects in plaintext, but they were sent encrypted. */
  constructor(who: string, isDecrypted: boolean) {
    this.#who = who;
    this.#isDecrypted = isDecrypted;
  }

  /** `word`: the command or the status of an object; null if it has none. */
  add(word: string | null): void {
    const known = word === null ? undefined : this.#counts.get(word);
    if (word !== null && known !== undefined) this.#counts.set(word, known + 1);
    else this.#addNew(visible(word?.slice(0, MAX_WORD_LENGTH) ?? '') || 'an object');
  }

  #addNew(name: string): void {
    const count = this.#counts.get(name) ?? 0;
    if (count === 0 && this.#counts.size >= MAX_WORDS) this.#others += 1;
    else this.#counts.set(name, count + 1);
  }

  get text(): string {
    const words = [...this.#counts].map(([word, count]) => (count === 1 ? word : `${count} ${word}`));
    const others = this.#others === 0 ? [] : [`${this.#others} more`];
    const how = this.#isDecrypted ? ' (shown decrypted: the connection is older than the capture)' : '';
    return `${this.#who} sends ${[...words, ...others].join(', ')}${how}`;
  }
}
