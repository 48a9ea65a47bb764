// What a user can want, as values. Typed lines, clicks and menus all become one of these, once; names stand in them as they
// are, without the `#` or `@` that they have on the screen, whatever else they look like.

import type { Invitation } from '../../commons/model/invitation.ts';
import type { ProblemOf } from '../problems.ts';
import type { CommandName, ScreenCommandName } from './command-row.ts';

/** What opens a new room: nothing is needed, an invitation, or a password; null: the user is asked for one. */
export type RoomLock =
  | { readonly access: 'open' }
  | { readonly access: 'invite' }
  | { readonly access: 'password'; readonly password: string | null };

/** What is shown to enter a room: the key that is kept of it, no key even if one is kept, or a password; null: it is asked for. */
export type RoomEntry =
  | { readonly by: 'keptKey' }
  | { readonly by: 'nothing' }
  | { readonly by: 'password'; readonly password: string | null };

/** What is left: a room, or whatever conversation has that name. */
export type LeftConversation = { readonly room: string } | { readonly name: string };

/**
 * Who is answered: somebody who has asked the user into a room, or has written for the first time. `only` says which of
 * the two is meant of somebody who has done both.
 */
export type Asker =
  | { readonly user: string; readonly only?: 'invitation' | 'request' }
  /** Whoever has asked the user into that room. */
  | { readonly room: string };

/** What the client does, whatever its face. A room, a user or a conversation that is null is the current or only one. */
export type Intent =
  // Writing
  | { readonly kind: 'send'; readonly text: string; readonly as: 'text' | 'action' }
  | { readonly kind: 'message'; readonly to: string; readonly text: string }
  | { readonly kind: 'openPrivate'; readonly to: string }
  // Rooms
  | { readonly kind: 'create'; readonly room: string; readonly lock: RoomLock }
  | { readonly kind: 'join'; readonly room: string; readonly entry: RoomEntry }
  /** null: what was to be an invitation is incomplete. */
  | { readonly kind: 'joinByInvitation'; readonly invitation: Invitation | null }
  | { readonly kind: 'leave'; readonly what: LeftConversation | null }
  | { readonly kind: 'deleteRoom'; readonly room: string | null }
  | { readonly kind: 'invite'; readonly room: string | null }
  | { readonly kind: 'add'; readonly user: string }
  | { readonly kind: 'accept' | 'decline'; readonly whom: Asker | null }
  // Keys and people
  | { readonly kind: 'showKey'; readonly user: string | null }
  | { readonly kind: 'rotateKey' }
  | { readonly kind: 'showSafetyNumber'; readonly user: string }
  /** `number`: what the other side sees; null: it was compared elsewhere. */
  | { readonly kind: 'verify'; readonly user: string; readonly number: string | null }
  | { readonly kind: 'unverify' | 'trust' | 'block' | 'unblock'; readonly user: string }
  | { readonly kind: 'changePassword' }
  // Lists, and what is known
  | { readonly kind: 'listMembers' | 'listPeers' | 'listRooms' | 'listRequests' | 'showStatus' }
  | { readonly kind: 'watchWire'; readonly isOn: boolean }
  | { readonly kind: 'help'; readonly command: CommandName | ScreenCommandName | null }
  | { readonly kind: 'quit' };

/** What the full screen does by itself. */
export type ScreenIntent =
  | { readonly kind: 'search'; readonly query: string }
  /** `conversation`: as it is labelled on the screen. */
  | { readonly kind: 'mute'; readonly conversation: string | null }
  | { readonly kind: 'showMarks' }
  | { readonly kind: 'clear' }
  | { readonly kind: 'export'; readonly file: string }
  | { readonly kind: 'showSettings'; readonly setting: string | null }
  | { readonly kind: 'changeSetting'; readonly setting: string; readonly value: string };

/** A line that says nothing that can be done: it is reported why. */
export interface Misread {
  readonly kind: 'misread';
  readonly problem: ProblemOf<'UNKNOWN_COMMAND' | 'BAD_ARGUMENTS' | 'NEEDS_SCREEN'>;
}

export type IntentOf<Kind extends Intent['kind']> = Extract<Intent, { readonly kind: Kind }>;

/** A line that an intent was read from: what it is taken for may depend on what was asked for before it. */
export interface TypedLine {
  readonly text: string;
  /** It holds an invitation where nothing shows that it is meant to go there: everybody who reads it could join. */
  readonly hasStrayInvitation: boolean;
}
