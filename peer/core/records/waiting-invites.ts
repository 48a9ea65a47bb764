import type { Invite } from '../../../commons/protocol/peer-messages.ts';

/** Invitations for one person that are to be sent as soon as there is a link. */
export class WaitingInvites {
  #invites: Invite[] = [];

  get isEmpty(): boolean {
    return this.#invites.length === 0;
  }

  add(invite: Invite): void {
    this.#invites.push(invite);
  }

  takeAll(): readonly Invite[] {
    const invites = this.#invites;
    this.#invites = [];
    return invites;
  }
}
