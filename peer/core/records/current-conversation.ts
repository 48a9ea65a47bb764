import type { Conversation } from './conversation.ts';

/** Where typed lines go, and where they went before. */
export class CurrentConversation {
  #current: Conversation | null = null;
  #previous: Conversation | null = null;

  get current(): Conversation | null {
    return this.#current;
  }

  /** The conversation that becomes current again when the current one is over. */
  get previous(): Conversation | null {
    return this.#previous;
  }

  switchTo(conversation: Conversation | null): void {
    this.#previous = this.#current;
    this.#current = conversation;
  }

  /** The current one is over. */
  end(): void {
    this.#current = null;
  }
}
