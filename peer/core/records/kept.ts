// The rooms that were entered and the private chats that were begun, as they are kept for the next time.

import { z } from 'zod';
import { nameKey } from '../../../commons/model/names.ts';
import { MAX_ROOMS_PER_USER } from '../../../commons/protocol/limits.ts';
import { fingerprintText, list, roomNameText, usernameText } from '../../../commons/protocol/schema.ts';
import type { Conversation } from './conversation.ts';

/** As many rooms as a user may have seats in, and as many again that could not be entered and wait for a decision. */
export const MAX_KEPT_ROOMS = 2 * MAX_ROOMS_PER_USER;

/** Private chats that are stored. The tracker is asked to watch for no more people than that either. */
export const MAX_KEPT_CHATS = 64;

/** Contact requests that are stored: as many as may wait at a time. */
export const MAX_KEPT_REQUESTS = 32;

const keptRoom = z.object({
  room: roomNameText,
  owner: usernameText,
  /** The owner's key; null: none was known. */
  owner_key: fingerprintText.nullable(),
});

/** `written`: the user has taken part, so that nobody else can push the chat out of the list by writing. */
const keptChat = z.object({ with: usernameText, written: z.boolean() });

/** Somebody who has written for the first time and waits for an answer; what they wrote is not kept. */
const keptRequest = z.object({ username: usernameText });

export const keptConversations = z.object({
  rooms: list(keptRoom, MAX_KEPT_ROOMS),
  chats: list(keptChat, MAX_KEPT_CHATS),
  /** The oldest first; earlier versions kept none. */
  requests: list(keptRequest, MAX_KEPT_REQUESTS).optional(),
  /** The conversation that typed lines went to last. */
  current: z
    .union([
      z.object({ kind: z.literal('room'), room: roomNameText }),
      z.object({ kind: z.literal('private'), to: usernameText }),
    ])
    .nullable(),
});

export type KeptConversations = z.infer<typeof keptConversations>;
export type KeptRoom = Readonly<z.infer<typeof keptRoom>>;
export type KeptChat = Readonly<z.infer<typeof keptChat>>;

/** The same in the core: rooms and private chats by the key of their names, the oldest first. */
export class Kept {
  readonly #rooms: Map<string, KeptRoom>;
  readonly #chats: Map<string, KeptChat>;
  #current: Conversation | null;

  constructor(kept: KeptConversations | null) {
    this.#rooms = new Map(kept?.rooms.map((each) => [nameKey(each.room), each]));
    this.#chats = new Map(kept?.chats.map((each) => [nameKey(each.with), each]));
    this.#current = kept?.current ?? null;
  }

  get rooms(): ReadonlyMap<string, KeptRoom> {
    return this.#rooms;
  }

  get chats(): ReadonlyMap<string, KeptChat> {
    return this.#chats;
  }

  get current(): Conversation | null {
    return this.#current;
  }

  setRoom(room: KeptRoom): void {
    this.#rooms.set(nameKey(room.room), room);
  }

  /** If there are too many rooms, removes those that are not entered, the oldest first. */
  limitRooms(isEntered: (key: string) => boolean): void {
    for (const key of this.#rooms.keys()) {
      if (this.#rooms.size <= MAX_KEPT_ROOMS) break;
      if (!isEntered(key)) this.#rooms.delete(key);
    }
  }

  /** Returns whether anything has changed. */
  removeRoom(name: string): boolean {
    const wasCurrent = this.#current?.kind === 'room' && nameKey(this.#current.room) === nameKey(name);
    if (wasCurrent) this.#current = null;
    return this.#rooms.delete(nameKey(name)) || wasCurrent;
  }

  /** Stores a chat. Of too many, the oldest other one in which the user has not written is removed, else the oldest. */
  setChat(chat: KeptChat): void {
    const key = nameKey(chat.with);
    this.#chats.set(key, chat);
    while (this.#chats.size > MAX_KEPT_CHATS) {
      const others = [...this.#chats].find(([name, { written }]) => !written && name !== key);
      const [oldest] = others ?? [...this.#chats][0] ?? [key];
      this.#chats.delete(oldest);
    }
  }

  /** Returns whether anything has changed. */
  removeChat(username: string): boolean {
    const wasCurrent = this.#current?.kind === 'private' && this.#current.to === username;
    if (wasCurrent) this.#current = null;
    return this.#chats.delete(nameKey(username)) || wasCurrent;
  }

  setCurrent(conversation: Conversation): void {
    this.#current = conversation;
  }
}
