import type { ListedPeerView, RoomView } from '../../../commons/model/views.ts';
import type { Request } from '../../../commons/protocol/tracker-messages.ts';
import type { KeptRoom } from './kept.ts';
import type { Opening } from './room-key.ts';

/** Why a request was made: what to do with its reply. */
export type Purpose =
  | { readonly kind: 'create' | 'join'; readonly room: string; readonly opening: Opening | null }
  | { readonly kind: 'rejoin' | 'leave' | 'delete' | 'giveUpSeat'; readonly room: string }
  /** We have a seat there already, or want it again; `kept`: the room as it was stored the last time. */
  | { readonly kind: 'resume'; readonly room: string; readonly kept: KeptRoom | null; readonly opening: Opening | null }
  /** Sent before `resume`, to learn who owns the room now. */
  | { readonly kind: 'lookAtRoom'; readonly kept: KeptRoom }
  | { readonly kind: 'watch' | 'changePassword' }
  /** Not a request: the shell derives the secret for the tracker from the room's password. */
  | { readonly kind: 'derive'; readonly to: 'create' | 'join'; readonly room: string }
  | { readonly kind: 'openInvite'; readonly to: string; readonly room: string }
  | { readonly kind: 'listRooms'; readonly soFar: readonly RoomView[]; readonly pages: number }
  | { readonly kind: 'listPeers'; readonly soFar: readonly ListedPeerView[]; readonly pages: number }
  | { readonly kind: 'openPrivate'; readonly to: string; readonly text: string | null }
  | { readonly kind: 'lookUp'; readonly username: string };

export type PurposeOf<K extends Purpose['kind']> = Extract<Purpose, { kind: K }>;

/** What is waited for. `message`: the request, with which the reply is compared; null: the tracker was not asked. */
export interface Asked {
  readonly purpose: Purpose;
  readonly message: Request | null;
}

/** Requests whose answers are awaited, by their numbers. */
export class PendingRequests {
  readonly #asked = new Map<number, Asked>();
  #blocking: number | null = null;

  get size(): number {
    return this.#asked.size;
  }

  /** Typed lines wait for an answer, because it decides where they go. */
  get isBlocking(): boolean {
    return this.#blocking !== null;
  }

  /** Whether a look-up of this name is under way at the tracker. */
  isLookedUp(username: string): boolean {
    for (const { purpose } of this.#asked.values())
      if (purpose.kind === 'lookUp' && purpose.username === username) return true;
    return false;
  }

  add(number: number, asked: Asked, blocks: boolean): void {
    this.#asked.set(number, asked);
    if (blocks) this.#blocking = number;
  }

  take(number: number): Asked | undefined {
    const asked = this.#asked.get(number);
    this.#asked.delete(number);
    if (this.#blocking === number) this.#blocking = null;
    return asked;
  }
}
