// Everything that can happen to the client, in the past tense. The shell reports it; the core decides what follows.

import type { Fingerprint } from '../../commons/identity/fingerprint.ts';
import type { KeyChange } from '../../commons/identity/key-change.ts';
import type { PeerView, RoomView } from '../../commons/model/views.ts';
import type { Endpoint } from '../../commons/net/endpoint.ts';
import type {
  ChatMessage,
  Invite,
  InviteAnswer,
  KeyChanges,
  Prove,
  Roster,
} from '../../commons/protocol/peer-messages.ts';
import type { ErrorReply, OkReply } from '../../commons/protocol/tracker-messages.ts';
import type { Intent, Misread, TypedLine } from '../commands/intent.ts';
import type { Problem, ProblemOf } from '../problems.ts';
import type { Reason } from '../reasons.ts';
import type { Conversation } from './records/conversation.ts';
import type { LinkId } from './records/link-id.ts';
import type { Announced } from './records/person-links.ts';
import type { Timer } from './records/timer.ts';
import type { TrackerFacts } from './records/tracker-session.ts';

/** A command of the user. */
export interface Intended {
  readonly intent: Intent | Misread;
  /** The conversation in which the user gave it, for a front end that shows several; without it, the current one. */
  readonly from?: Conversation | null | undefined;
  /** The typed line, from a front end of lines: it may be a password, or decide about a held invitation. */
  readonly line?: TypedLine | undefined;
}

/** The user's current password, and the new one. */
export interface BothPasswords {
  readonly current: string;
  readonly next: string;
}

/** A link that has been greeted on both sides. */
export interface Opened {
  readonly username: string;
  /** Where the other side is. */
  readonly address: string;
  readonly isDialled: boolean;
  readonly isExtended: boolean;
  /** What they understand beyond the reference protocol. */
  readonly features: readonly string[];
  /** The key that they have proven; null: the link is plaintext. */
  readonly fingerprint: Fingerprint | null;
  /** What only the two ends of this link know (base64url). */
  readonly binding: string | null;
  /** The key exchange of the link; null: the link is plaintext, or they dialled. */
  readonly keyExchange: string | null;
  readonly recordsKeys: boolean;
  readonly hasEncryptionOff: boolean;
  /** Their statements that one key follows another. */
  readonly keyChanges: readonly KeyChange[];
}

/** What the tracker replies to a login. */
export interface LoggedIn extends TrackerFacts {
  /** Rooms in which we have a seat. */
  readonly rooms: readonly string[];
}

export type PeerEvent =
  | ({ type: 'intended' } & Intended)
  /** The answer to a `password_wanted`; null: the user cancelled. */
  | { type: 'passwordAnswered'; number: number; password: string | null }
  /** The answer to a `new_password_wanted`; null: the user cancelled. */
  | { type: 'newPasswordAnswered'; number: number; both: BothPasswords | null }
  /** `why`: why the password was not changed; null: it was changed. */
  | { type: 'passwordChanged'; request: number; why: Problem | null }
  | { type: 'quitAsked'; exitCode: number }
  /** All connections are closed: lines that were not acknowledged never will be. */
  | { type: 'everythingClosed' }
  // the tracker
  /** `features`: what the tracker can do. */
  | ({ type: 'loggedIn' } & LoggedIn)
  | { type: 'trackerLost'; reason: Reason }
  | { type: 'trackerAwaited'; retryInMs: number; reason: Reason }
  /** Another program answers in the tracker's place, or the tracker was set up again. */
  | { type: 'trackerKeyChanged'; problem: ProblemOf<'TRACKER_KEY_CHANGED'> }
  | { type: 'sessionEnded'; problem: Problem }
  | { type: 'replied'; request: number; reply: OkReply | ErrorReply }
  /** `wasSent` false: the request was not sent to the tracker. */
  | { type: 'requestFailed'; request: number; wasSent: boolean }
  | { type: 'roomChanged'; room: RoomView }
  | { type: 'roomDeleted'; room: string }
  | { type: 'peerCameOnline'; peer: PeerView }
  // links
  | {
      type: 'linkGreeted';
      link: LinkId;
      username: string;
      remote: Endpoint;
      fingerprint: Fingerprint | null;
      keyChanges: readonly KeyChange[];
    }
  | ({ type: 'linkOpened'; link: LinkId } & Opened)
  | ({ type: 'linkUpgraded'; link: LinkId } & Announced)
  | { type: 'linkClosed'; link: LinkId; reason: Reason }
  /** So many bytes went over the link that its keys are to be renewed. */
  | { type: 'rekeyDue'; link: LinkId }
  | { type: 'controlReceived'; link: LinkId; message: Roster | Prove | Invite | InviteAnswer | KeyChanges }
  | { type: 'messageReceived'; link: LinkId; message: ChatMessage }
  | { type: 'acknowledged'; link: LinkId; ids: readonly string[]; code: string | undefined }
  | { type: 'leaveReceived'; link: LinkId; room: string | null }
  /** The other side has answered a PING of ours. */
  | { type: 'pingAnswered'; link: LinkId }
  | { type: 'lineWritten'; link: LinkId; id: string }
  /** The secret for the tracker, derived from a room's password. */
  | { type: 'secretDerived'; request: number; secret: string }
  /** Our next key is stored, with the statement that it follows the current one. */
  | { type: 'keyPrepared'; fingerprint: Fingerprint; change: KeyChange }
  /** The tracker has registered our next key, and it is ours from now on. */
  | { type: 'keyReplaced'; was: Fingerprint }
  // time
  | { type: 'timeCame'; timer: Timer };
