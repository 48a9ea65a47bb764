import type { MessageReport } from '../../reports.ts';

/** Messages of one person that may wait, and their UTF-16 units: enough for an introduction, or one of the largest. */
export const MAX_REQUEST_LINES = 100;
export const MAX_REQUEST_UNITS = 64 * 1024;

/** A person whom the user does not know has written, and waits for the user to accept them. */
export class ContactRequest {
  readonly from: string;
  /** They wrote before this program was started, and those messages were not stored. */
  readonly isFromBefore: boolean;
  readonly #messages: MessageReport[] = [];
  #units = 0;
  #refused = 0;
  #isReported = false;

  constructor(from: string, isFromBefore: boolean) {
    this.from = from;
    this.isFromBefore = isFromBefore;
  }

  /** What waits, the oldest first. */
  get messages(): readonly MessageReport[] {
    return this.#messages;
  }

  /** Messages that were refused because no more may wait. */
  get refused(): number {
    return this.#refused;
  }

  /** The request was reported to front ends. */
  get isReported(): boolean {
    return this.#isReported;
  }

  /** Keeps a message. Returns whether it may wait. */
  hold(message: MessageReport): boolean {
    const units = this.#units + message.content.length;
    if (this.#messages.length >= MAX_REQUEST_LINES || units > MAX_REQUEST_UNITS) {
      this.#refused += 1;
      return false;
    }
    this.#messages.push(message);
    this.#units = units;
    return true;
  }

  markReported(): void {
    this.#isReported = true;
  }
}
