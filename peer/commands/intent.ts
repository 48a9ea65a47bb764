// The commands of a user, as values. Typed lines, clicks and menus make the same intents. Names have neither the `#`
// nor the `@` that the screen shows before them; a name may look like an option and is still a name.

import type { Invitation } from '../../commons/model/invitation.ts';
import type { ProblemOf } from '../problems.ts';
import type { CommandName, ScreenCommandName } from './command-row.ts';

/** What others need to enter a new room. `password` null: the user is asked for it. */
export type RoomLock =
  | { readonly access: 'open' }
  | { readonly access: 'invite' }
  | { readonly access: 'password'; readonly password: string | null };

/**
 * What opens the room: the stored key if there is one, no key in any case, or a password. `password` null: it is asked
 * for.
 */
export type RoomEntry =
  | { readonly by: 'keptKey' }
  | { readonly by: 'nothing' }
  | { readonly by: 'password'; readonly password: string | null };

/** The conversation to leave: a room, or a room or private chat of that name. */
export type LeftConversation = { readonly room: string } | { readonly name: string };

/**
 * Who is answered: a user who has sent an invitation or a contact request, or everyone who has sent an invitation to
 * that room. `only`: which of the two, if the user has sent both.
 */
export type Asker = { readonly user: string; readonly only?: 'invitation' | 'request' } | { readonly room: string };

/** Commands for the core. A conversation that is null is the current one, an asker that is null the only one. */
export type Intent =
  // Writing
  | { readonly kind: 'send'; readonly text: string; readonly as: 'text' | 'action' }
  | { readonly kind: 'message'; readonly to: string; readonly text: string }
  | { readonly kind: 'openPrivate'; readonly to: string }
  // Rooms
  | { readonly kind: 'create'; readonly room: string; readonly lock: RoomLock }
  | { readonly kind: 'join'; readonly room: string; readonly entry: RoomEntry }
  /** null: the invitation was incomplete. */
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
  /** `number`: what the other side sees; null: the two were compared outside of this program. */
  | { readonly kind: 'verify'; readonly user: string; readonly number: string | null }
  | { readonly kind: 'unverify' | 'trust' | 'block' | 'unblock'; readonly user: string }
  | { readonly kind: 'changePassword' }
  // Lists, and what is known
  | { readonly kind: 'listMembers' | 'listPeers' | 'listRooms' | 'listRequests' | 'showStatus' }
  | { readonly kind: 'watchWire'; readonly isOn: boolean }
  | { readonly kind: 'help'; readonly command: CommandName | ScreenCommandName | null }
  | { readonly kind: 'quit' };

/** Commands for the full screen alone. */
export type ScreenIntent =
  | { readonly kind: 'search'; readonly query: string }
  /** `conversation`: its label on the screen; null: the one that is shown. */
  | { readonly kind: 'mute'; readonly conversation: string | null }
  | { readonly kind: 'showMarks' }
  | { readonly kind: 'clear' }
  | { readonly kind: 'export'; readonly file: string }
  | { readonly kind: 'showSettings'; readonly setting: string | null }
  | { readonly kind: 'changeSetting'; readonly setting: string; readonly value: string };

/** A line that is no valid command: the problem is reported in its turn. */
export interface Misread {
  readonly kind: 'misread';
  readonly problem: ProblemOf<'UNKNOWN_COMMAND' | 'BAD_ARGUMENTS' | 'NEEDS_SCREEN'>;
}

export type IntentOf<Kind extends Intent['kind']> = Extract<Intent, { readonly kind: Kind }>;

/** The line of an intent. If the core has asked for a password, the line is that password. */
export interface TypedLine {
  readonly text: string;
  /**
   * The line holds an invitation, and its command is not about invitations: everyone who reads it could join the room.
   */
  readonly hasStrayInvitation: boolean;
}
