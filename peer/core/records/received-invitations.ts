import type { Invite } from '../../../commons/protocol/peer-messages.ts';
import { Lookup } from './lookup.ts';

/** An invitation to a room that a person has sent us. */
export interface Invitation {
  readonly from: string;
  readonly message: Invite;
  /** Monotonic ms. */
  readonly at: number;
}

/** Invitations that wait for an answer, one of each person; the newest last. */
export class ReceivedInvitations extends Lookup<Invitation> {
  /** Replaces an earlier invitation of the same person. */
  add(invitation: Invitation): void {
    this.map.delete(invitation.from);
    this.map.set(invitation.from, invitation);
  }

  remove(from: string): void {
    this.map.delete(from);
  }
}
