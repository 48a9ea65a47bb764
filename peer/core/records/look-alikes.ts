import { ReportedNames } from './reported-names.ts';

/** Names that are remembered, of those that were reported and of those that the user means. */
const MAX_NAMES = 256;

/** Which names that look like known ones the user knows of, and means. */
export class LookAlikes {
  readonly reported = new ReportedNames(MAX_NAMES);
  #asked: string | null = null;
  #askedBefore: string | null = null;
  readonly #meant = new Set<string>();

  isMeant(name: string): boolean {
    return this.#meant.has(name);
  }

  /** Whether the line before this one was about the same, and the user was asked then. */
  wasAsked(about: string): boolean {
    return this.#askedBefore === about;
  }

  /** The user is asked whether they mean it: only the very next line can answer. */
  ask(about: string): void {
    this.#asked = about;
  }

  nextLine(): void {
    this.#askedBefore = this.#asked;
    this.#asked = null;
  }

  markMeant(name: string): void {
    if (this.#meant.size < MAX_NAMES) this.#meant.add(name);
  }
}
