import { ReportedNames } from './reported-names.ts';

/** Names that are stored as reported, and as many that the user has confirmed. */
const MAX_NAMES = 256;

/** Names that look like known ones: those that were reported to the user, and those that the user has confirmed. */
export class LookAlikes {
  readonly reported = new ReportedNames(MAX_NAMES);
  #asked: string | null = null;
  #askedBefore: string | null = null;
  readonly #meant = new Set<string>();

  isMeant(name: string): boolean {
    return this.#meant.has(name);
  }

  /** Whether the user was asked about the same at the line before this one. */
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
