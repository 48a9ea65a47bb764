// What front ends are told: facts in the past tense, the same for the full screen, for plain lines and for programs.
// The names and fields are a contract with programs that read `--json`; more fields may be added.

import type { Endpoint } from '../commons/net/endpoint.ts';
import type { Problem } from './problems.ts';
import type { StartedTracker } from './program/started-tracker.ts';
import type { Reason } from './reasons.ts';

export type TrackerState = 'connected' | 'lost' | 'reconnecting';
export type LinkReport = 'connecting' | 'open' | 'closed';
/** How a person is reached. */
export type Path = 'direct';
export type Security = 'tls1.3' | 'plaintext';
/** What links may be: always encrypted, encrypted where the other side can, or never (a laboratory). */
export type EncryptionPolicy = 'require' | 'prefer' | 'off';
/**
 * The first message of somebody whom the user does not know: waits until the user accepts them, or is shown at once.
 */
export type RequestPolicy = 'ask' | 'accept';

/**
 * Why a room was not entered: it was never asked for; it belongs to somebody else now, or its owner has another key; it
 * is not by invitation, or has no password, any more; it is no more, full, locked by something else; or the tracker
 * refuses for another reason.
 */
export type NotEntered =
  | 'not_asked'
  | 'other_owner'
  | 'other_key'
  | 'not_by_invitation'
  | 'not_by_password'
  | 'gone'
  | 'full'
  | 'locked'
  | 'refused';

export interface MemberReport {
  readonly username: string;
  readonly state: 'present' | 'away';
  readonly link: LinkReport;
  /** Lines that wait for this person. */
  readonly waiting: number;
}

export type Report =
  | {
      event: 'ready';
      username: string;
      listen: Endpoint;
      tracker: string;
      encryption: EncryptionPolicy;
      /** null: we have no key, and encrypt nothing. */
      fingerprint: string | null;
      /** Where our keys are recorded; null: nowhere. */
      keylog: string | null;
      /** The tracker that was started beside this program. */
      tracker_process?: StartedTracker;
      /** Where all our traffic is recorded, which has no keys to be told of. */
      capture?: string;
    }
  | { event: 'rooms'; rooms: readonly ListedRoom[] }
  | { event: 'peers'; room: string | null; peers: readonly ListedPeer[] }
  | { event: 'room_created'; room: string }
  /** `away`: those of the members whose seat waits for them. */
  | { event: 'room_joined'; room: string; owner: string; members: readonly string[]; away: readonly string[] }
  /** After the first login: the rooms that are being entered again, and the private chats that go on. */
  | { event: 'returning'; rooms: readonly string[]; people: readonly string[] }
  /**
   * A room of the last time, or one in which the tracker says that we sit; `owner`: whose it is now, if that is known.
   */
  | { event: 'room_not_entered'; room: string; reason: NotEntered; owner: string | null }
  /** `lost`: not on our own wish; why was said before. */
  | { event: 'room_left'; room: string; reason: 'left' | 'lost' }
  | { event: 'room_deleted'; room: string; by: string | null }
  | { event: 'member_joined'; room: string; username: string }
  | { event: 'member_away'; room: string; username: string }
  | { event: 'member_back'; room: string; username: string }
  | { event: 'member_left'; room: string; username: string; reason: 'left' | 'lost' }
  | LinkChanged
  /**
   * Others cannot dial us. `not_listening`: `address`, which they are told, is none of those that we listen on.
   * `only_here`: we listen on this machine alone, and `peer` is at `address`, on another one.
   */
  | {
      event: 'not_reachable';
      why: 'not_listening' | 'only_here';
      peer: string | null;
      address: string;
      listen: readonly string[];
    }
  | MessageReport
  | {
      event: 'queued';
      id: string;
      room?: string;
      to?: string;
      content: string;
      literal?: true;
      people: readonly string[];
      /** Those of them whom nothing is sent to; `failed` follows at once. */
      refused?: readonly string[];
    }
  | { event: 'sent'; id: string; to: string }
  | { event: 'delivered'; id: string; to: string }
  | { event: 'failed'; id: string; to: string; reason: Reason }
  | { event: 'tracker'; state: TrackerState; reason?: Reason; retry_in_ms?: number }
  /**
   * What is known of somebody's key, when it changes; `was`: the one that counted before. With `first-use` it has
   * signed that the new one follows it, and the tracker has confirmed that. `why`: what is wrong with such statements.
   */
  | {
      event: 'trust';
      peer: string;
      state: 'first-use' | 'verified' | 'changed';
      fingerprint: string;
      was?: string;
      /** With `first-use`: the key is the same, and the user has taken back that it is verified. */
      was_verified?: true;
      why?: Dispute;
    }
  /**
   * A new key of our own: it was made and waits for a login by password (`prepared` just now, `waiting` from earlier),
   * or has taken the place of `was`.
   */
  | { event: 'key_rotation'; state: 'prepared' | 'waiting' | 'done'; fingerprint: string; was?: string }
  /**
   * Whether the tracker says that a key which we know is still that person's, of somebody whom we have a link with:
   * said when it cannot be asked or does not list them, and when it has confirmed the key after that.
   */
  | { event: 'key_check'; peer: string; result: 'tracker_away' | 'not_online' | 'confirmed' }
  /** Somebody whose name only looks like that of somebody who is known better; said once. */
  | { event: 'look_alike'; peer: string; like: string }
  /** The tracker told somebody else something else of a room's members than us. */
  | {
      event: 'roster_mismatch';
      room: string;
      peer: string;
      told: readonly RosterEntry[];
      told_them: readonly RosterEntry[];
    }
  | { event: 'fingerprint'; username: string; fingerprint: string | null; trust: TrustReport }
  /** `is_new_key`: it is of a key that has not been accepted yet. */
  | {
      event: 'safety_number';
      peer: string;
      number: string;
      fingerprint: string;
      verified: boolean;
      is_new_key: boolean;
      looks_like?: string;
    }
  | { event: 'blocked'; peer: string; blocked: boolean }
  /** A password is wanted, and is not to be shown: the next line is taken for it, or the answer with that number. */
  /** The password so far and a new one; the answer has the number. A program writes both as its next two lines. */
  | { event: 'new_password_wanted'; number: number }
  | { event: 'password_changed' }
  | { event: 'password_wanted'; room: string; for: 'create' | 'join'; number: number }
  /** An invitation to be passed on. */
  | { event: 'invite'; room: string; invite: string }
  /** Somebody has asked us into a room. */
  | {
      event: 'invitation';
      from: string;
      room: string;
      private: boolean;
      /** The user does not know them. */
      stranger?: true;
      looks_like?: string;
      room_looks_like?: string;
    }
  /**
   * Somebody whom the user does not know has written: it waits until they are accepted, and comes as `message` then.
   * Again with each further one; after a restart for those who waited before.
   */
  | ({ event: 'request' } & WaitingRequest)
  /** `dropped` (how): a newer one took its place, as of `dropped` people so far. */
  | {
      event: 'request_ended';
      from: string;
      how: 'accepted' | 'declined' | 'blocked' | 'dropped';
      lines: number;
      refused: number;
      from_before?: true;
      dropped?: number;
    }
  /** The answer to `/requests`: the oldest first; `dropped`: how many had to make room for newer ones so far. */
  | { event: 'requests'; requests: readonly WaitingRequest[]; dropped: number }
  | { event: 'invite_sent'; room: string; to: string }
  | { event: 'invite_answered'; room: string; by: string; accepted: boolean }
  /** `back`: the conversation before is over, and the lines go where they went earlier. */
  | { event: 'conversation'; room: string | null; to: string | null; back: boolean }
  /** Whom we know from earlier, and what we have decided about them. */
  | { event: 'contacts'; contacts: readonly KnownContact[] }
  | { event: 'status'; status: StatusReport }
  | { event: 'help'; commands: readonly { usage: string; aliases: readonly string[]; summary: string }[] }
  | WireReport
  | { event: 'watching_wire'; on: boolean }
  /** `about`: the list that could not be had. */
  | { event: 'error'; problem: Problem; about?: 'rooms' | 'peers' };

/** Two keys are said to follow one, or the tracker names another key than the one that is said to follow. */
export type Dispute = 'two_successors' | 'not_confirmed';

/** The reports of that event. */
export type ReportOf<E extends Report['event']> = Extract<Report, { event: E }>;

export type TrustReport = 'unknown' | 'first-use' | 'verified' | 'changed' | 'own';

export interface KnownContact {
  readonly username: string;
  readonly trust: TrustReport;
  readonly blocked: boolean;
}

export interface WaitingRequest {
  readonly from: string;
  /** Messages that wait; further ones were refused, and their sender was told so. */
  readonly lines: number;
  readonly refused: number;
  /** They wrote before this start; what they wrote then was not kept. */
  readonly from_before?: true;
  readonly looks_like?: string;
}

export interface RosterEntry {
  readonly username: string;
  readonly fingerprint: string | null;
}

export interface ListedRoom {
  readonly name: string;
  readonly owner: string;
  readonly present: readonly string[];
  readonly seats: number;
  /** What one needs for a seat. */
  readonly access: 'open' | 'password' | 'invite';
  /** A room that is known, which only looks the same. */
  readonly looks_like?: string;
}

export interface ListedPeer {
  readonly username: string;
  readonly address: string | null;
  readonly port: number | null;
  readonly rooms: readonly string[];
  readonly state: 'present' | 'away';
  readonly link: LinkReport | null;
  readonly trust?: TrustReport;
  /** Somebody who is known better, and only looks the same. */
  readonly looks_like?: string;
  readonly blocked?: true;
  /** They have said that they record the keys of their links. */
  readonly records_keys?: boolean;
}

/**
 * `trackers_machine`: a loopback address, which is the tracker's machine and not ours. `link_local`: it needs the name
 * of a network interface, and we know none.
 */
export type NotReached = 'trackers_machine' | 'link_local';

export interface LinkChanged {
  event: 'link';
  peer: string;
  state: LinkReport;
  path: Path;
  security: Security;
  verified: boolean;
  /** We neither write to them nor hear them. */
  blocked?: boolean;
  /** With `open`: they record the keys of their links, and anyone with the record can decrypt the traffic. */
  records_keys?: boolean;
  /** With `open`: they have switched encryption off. */
  encryption_off?: boolean;
  /** With `open`: whether what we write there is confirmed; a reference peer never says that a line has come. */
  confirms?: boolean;
  /** With `closed`: why. */
  reason?: Reason | undefined;
  /** With `closed`: it is we who do not want to, and nothing is tried until that changes. */
  refused?: boolean;
  /**
   * With `closed`: the address that the tracker tells means nothing here; nothing is tried until there is another one.
   */
  not_reached?: NotReached;
}

export interface MessageReport {
  event: 'message';
  /** null: private. */
  room: string | null;
  from: string;
  content: string;
  /** The content begins with `/me `, and is no action all the same. */
  literal?: true;
  id: string;
  /** ISO 8601: when the sender says it was written; when it came, from a peer that does not say. */
  sent_at: string;
  security: Security;
}

/** An object that crossed the wire, while it is watched (`/wire on`); what must stay secret is hidden. */
export interface WireReport {
  event: 'wire';
  /** Rises by one with each. */
  number: number;
  /** ISO 8601. */
  at: string;
  direction: 'sent' | 'received';
  /** `tracker`, or the user at the other end (`"tracker"` if they are called so); null: they have not said yet. */
  peer: string | null;
  /** Numbers the connections of this run. */
  connection: number;
  local: string;
  remote: string;
  is_dialled: boolean;
  security: 'unknown' | 'plaintext' | 'handshake' | 'tls1.3';
  /** Of the object, as JSON on a line of its own. */
  bytes: number;
  object: { readonly [name: string]: unknown };
  /**
   * The bytes on the wire that carried it, in hexadecimal, the first 2 KiB; null: the connection is older than the
   * watch.
   */
  carried: string | null;
  /** How many those were in all; one record may carry several objects. */
  carried_bytes: number | null;
}

export interface StatusReport {
  readonly username: string;
  readonly listen: Endpoint;
  readonly tracker: TrackerState;
  readonly rooms: readonly string[];
  readonly encryption: EncryptionPolicy;
  readonly fingerprint: string | null;
  readonly keylog: string | null;
  /** The tracker that was started beside this program. */
  readonly tracker_process?: StartedTracker;
  /** How the keys of the connection to the tracker were agreed on, as OpenSSL calls it: `X25519MLKEM768`, `X25519`. */
  readonly tracker_key_exchange?: string;
  readonly people: readonly (MemberReport & {
    readonly path: Path;
    readonly security: Security;
    readonly trust: TrustReport;
    readonly records_keys: boolean;
    /** How the keys of the link were agreed on; missing where they dialled, since only the dialler is told. */
    readonly key_exchange?: string;
  })[];
}
