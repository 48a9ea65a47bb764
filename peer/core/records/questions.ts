/** The user's passwords are asked for. `current`: the one so far, once it was typed as a line; null: it was not. */
export interface OwnPasswordQuestion {
  readonly number: number;
  readonly current: string | null;
}

/** A room's password is asked for. `to`: what it is needed for. */
export interface RoomPasswordQuestion {
  readonly to: 'create' | 'join';
  readonly room: string;
  readonly number: number;
}

/** A line that was not sent because it holds an invitation. */
export interface HeldInvitation {
  /** All of it so far: a line break may have cut it. */
  readonly text: string;
  /** The line that was entered last. */
  readonly last: string;
}

/** What the user is asked, and answers with the next line or in a window; null: nothing. */
export class Questions {
  #ownPassword: OwnPasswordQuestion | null = null;
  #roomPassword: RoomPasswordQuestion | null = null;
  #heldInvitation: HeldInvitation | null = null;

  get ownPassword(): OwnPasswordQuestion | null {
    return this.#ownPassword;
  }

  get roomPassword(): RoomPasswordQuestion | null {
    return this.#roomPassword;
  }

  askOwnPassword(question: OwnPasswordQuestion): void {
    this.#ownPassword = question;
  }

  endOwnPassword(): void {
    this.#ownPassword = null;
  }

  askRoomPassword(question: RoomPasswordQuestion): void {
    this.#roomPassword = question;
  }

  takeRoomPassword(): RoomPasswordQuestion | null {
    const question = this.#roomPassword;
    this.#roomPassword = null;
    return question;
  }

  holdInvitation(held: HeldInvitation): void {
    this.#heldInvitation = held;
  }

  /** Only the next line can answer it. */
  takeHeldInvitation(): HeldInvitation | null {
    const held = this.#heldInvitation;
    this.#heldInvitation = null;
    return held;
  }
}
