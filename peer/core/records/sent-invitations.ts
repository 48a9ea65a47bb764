import { forgetOldest } from '../../../commons/limits/forget-oldest.ts';

/** Sent invitations whose answers are awaited. */
const MAX_SENT = 16;

/** Invitations that we have sent, by their ids. */
export class SentInvitations {
  readonly #sent = new Map<string, { readonly room: string; readonly to: string }>();

  add(id: string, room: string, to: string): void {
    this.#sent.set(id, { room, to });
    forgetOldest(this.#sent, MAX_SENT);
  }

  /** `by` has answered an invitation. Returns its room; undefined: none with that id was sent to them. */
  answered(id: string, by: string): string | undefined {
    const sent = this.#sent.get(id);
    if (sent?.to !== by) return undefined;
    this.#sent.delete(id);
    return sent.room;
  }
}
