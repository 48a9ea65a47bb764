import type { LinkId } from './link-id.ts';

/** The dial to somebody that is under way, and the next one. */
export class Dialling {
  #link: LinkId | null = null;
  #attempts = 0;
  #redialAt: number | null = null;

  /** The link that is being dialled; null: none. */
  get link(): LinkId | null {
    return this.#link;
  }

  /** Failed dials, and links that did not last, in a row. */
  get attempts(): number {
    return this.#attempts;
  }

  /** When the next dial is due (monotonic ms); null: none is set. */
  get redialAt(): number | null {
    return this.#redialAt;
  }

  begin(link: LinkId): void {
    this.#link = link;
  }

  /** The dial has become a link, has failed, or was given up. */
  end(): void {
    this.#link = null;
  }

  setRedial(atMs: number): void {
    this.#redialAt = atMs;
  }

  clearRedial(): void {
    this.#redialAt = null;
  }

  countFailure(): void {
    this.#attempts += 1;
  }

  resetFailures(): void {
    this.#attempts = 0;
  }
}
