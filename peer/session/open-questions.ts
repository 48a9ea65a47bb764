// Questions of others, or of the client, that the user has not answered yet.

import { forgetOldest } from '../../commons/limits/forget-oldest.ts';
import { nameKey } from '../../commons/model/names.ts';
import type { WaitingRequest } from '../reports.ts';

/** The core keeps no more, and forgets the oldest too. */
const MAX_INVITATIONS = 16;

export interface OpenInvitation {
  readonly from: string;
  readonly room: string;
  readonly isPrivate: boolean;
  /** The better-known user, or room, whose name looks the same. */
  readonly likeUser?: string | undefined;
  readonly likeRoom?: string | undefined;
}

/** A password that the client asks for: that of a room, or a new one for the user's account, with the current one. */
export interface WantedPassword {
  readonly number: number;
  readonly for: 'create' | 'join' | 'account';
  /** null: of our account. */
  readonly room: string | null;
}

/** `only`: what is answered of somebody who has asked two things. */
interface AnsweredUser {
  readonly user: string;
  readonly only?: 'invitation' | 'request';
}

export class OpenQuestions {
  /** By the inviter's name in one case; the last one is the newest. */
  readonly invitations = new Map<string, OpenInvitation>();
  /** First messages of unknown people, by name in the same way. The core bounds how many may wait. */
  readonly requests = new Map<string, WaitingRequest>();
  /** How many requests were dropped for newer ones. */
  droppedRequests = 0;
  /** The one that was asked for last; null: none is. */
  wantedPassword: WantedPassword | null = null;

  /** One invitation of each person waits: a later one replaces it, as the newest. */
  invited(invitation: OpenInvitation): void {
    const key = nameKey(invitation.from);
    this.invitations.delete(key);
    this.invitations.set(key, invitation);
    forgetOldest(this.invitations, MAX_INVITATIONS);
  }

  /** The user is in the room: invitations into it are answered. */
  entered(room: string): void {
    for (const { from, room: into } of this.invitations.values()) {
      if (nameKey(into) === nameKey(room)) this.invitations.delete(nameKey(from));
    }
  }

  /** The user accepts or declines. `whom`: the inviter, or the room; null: the newest invitation. */
  answered(whom: AnsweredUser | { readonly room: string } | null, isAccepted: boolean): void {
    if (whom && 'room' in whom) {
      const into = [...this.invitations.values()].filter(({ room }) => nameKey(room) === nameKey(whom.room));
      if (into.length === 1) for (const { from } of into) this.invitations.delete(nameKey(from));
      return;
    }
    const key = whom ? nameKey(whom.user) : ([...this.invitations.keys()].at(-1) ?? '');
    if (!this.#mayMeanRequest(whom, isAccepted)) this.invitations.delete(key);
  }

  /** Then the core asks what is meant, or takes the request. */
  #mayMeanRequest(whom: AnsweredUser | null, isAccepted: boolean): boolean {
    if (!whom) return this.requests.size > 0;
    if (whom.only) return whom.only === 'request';
    return isAccepted && this.requests.has(nameKey(whom.user));
  }

  /** The user has given that password, or does not want to. */
  passwordAnswered(number: number): void {
    if (this.wantedPassword?.number === number) this.wantedPassword = null;
  }
}
