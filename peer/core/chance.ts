/** Time, random numbers and new ids, passed in by the shell, so that tests can choose them. */
export interface Chance {
  /** Wall-clock ms. */
  now(): number;
  /** Monotonic ms. */
  elapsed(): number;
  /** 0 <= random() < 1. */
  random(): number;
  /** A new id for a message, that no other message has. */
  newId(): string;
  /** A new secret for a room by invitation (`commons/identity/room-proof.ts`). */
  newRoomKey(): string;
}
