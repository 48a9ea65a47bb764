import type { MessageReport } from '../../reports.ts';
import { ContactRequest } from './contact-request.ts';
import { Lookup } from './lookup.ts';

/** People whose first messages wait for an answer, by their names; the newest last. */
export class RequestBox extends Lookup<ContactRequest> {
  readonly #unreported = new Set<string>();
  #dropped = 0;

  /** `usernames`: the people who waited already before this program was started. */
  constructor(usernames: readonly string[]) {
    super(usernames.map((username) => [username, new ContactRequest(username, true)]));
    for (const username of usernames) this.#unreported.add(username);
  }

  /** Whether there are requests or messages that were not reported to front ends. */
  get hasNews(): boolean {
    return this.#unreported.size > 0;
  }

  /** How many requests were dropped for newer ones. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Keeps a message. Returns whether it may wait. */
  hold(message: MessageReport): boolean {
    const { from } = message;
    const request = this.map.get(from) ?? new ContactRequest(from, false);
    if (!request.hold(message)) return false;
    this.map.set(from, request);
    this.#unreported.add(from);
    return true;
  }

  /** The requests with news; they count as reported. */
  takeNews(): readonly ContactRequest[] {
    const news = [...this.#unreported].map((from) => this.map.get(from)).filter((request) => request !== undefined);
    this.#unreported.clear();
    for (const request of news) request.markReported();
    return news;
  }

  remove(from: string): void {
    this.map.delete(from);
    this.#unreported.delete(from);
  }

  countDropped(): void {
    this.#dropped += 1;
  }
}
