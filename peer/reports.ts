// What front ends are told: facts in the past tense, the same for the full screen, for plain lines and for programs.
// The names and fields are a contract with whoever reads `--json`; more fields may be added.

import type { Endpoint } from '../commons/net/connection.ts';

export type TrackerState = 'connected' | 'lost' | 'reconnecting';
export type LinkReport = 'connecting' | 'open' | 'closed';
/** How a person is reached. */
export type Path = 'direct';
export type Security = 'tls1.3' | 'plaintext';

export interface MemberReport {
  readonly username: string;
  readonly state: 'present' | 'away';
  readonly link: LinkReport;
  /** Lines that wait for this person. */
  readonly waiting: number;
}

export type Report =
  | { event: 'ready'; username: string; listen: Endpoint; tracker: string }
  | { event: 'rooms'; rooms: readonly { name: string; owner: string; present: readonly string[]; seats: number }[] }
  | { event: 'peers'; room: string | null; peers: readonly ListedPeer[] }
  | { event: 'room_created'; room: string }
  | { event: 'room_joined'; room: string; owner: string; members: readonly string[] }
  | { event: 'room_left'; room: string }
  | { event: 'room_deleted'; room: string; by: string | null }
  | { event: 'member_joined'; room: string; username: string }
  | { event: 'member_away'; room: string; username: string }
  | { event: 'member_back'; room: string; username: string }
  | { event: 'member_left'; room: string; username: string; reason: 'left' | 'lost' }
  | LinkChanged
  | MessageReport
  | { event: 'queued'; id: string; room?: string; to?: string; content: string; people: readonly string[] }
  | { event: 'sent'; id: string; to: string }
  | { event: 'delivered'; id: string; to: string }
  | { event: 'failed'; id: string; to: string; reason: string }
  | { event: 'tracker'; state: TrackerState; reason?: string; retry_in_ms?: number }
  | { event: 'conversation'; room: string | null; to: string | null }
  | { event: 'status'; status: StatusReport }
  | { event: 'help'; commands: readonly { usage: string; aliases: readonly string[]; summary: string }[] }
  | { event: 'error'; code: string; message: string };

export interface ListedPeer {
  readonly username: string;
  readonly address: string | null;
  readonly port: number | null;
  readonly rooms: readonly string[];
  readonly state: 'present' | 'away';
  readonly link: LinkReport | null;
}

export interface LinkChanged {
  event: 'link';
  peer: string;
  state: LinkReport;
  path: Path;
  security: Security;
  verified: boolean;
  /** With `open`: whether what we write there is confirmed; a reference peer never says that a line has come. */
  confirms?: boolean;
  /** With `closed`: why, in words for a person. */
  reason?: string;
}

export interface MessageReport {
  event: 'message';
  /** null: private. */
  room: string | null;
  from: string;
  content: string;
  id: string;
  /** ISO 8601: when the sender says it was written; when it came, from a peer that does not say. */
  sent_at: string;
  security: Security;
}

export interface StatusReport {
  readonly username: string;
  readonly listen: Endpoint;
  readonly tracker: TrackerState;
  readonly rooms: readonly string[];
  readonly people: readonly (MemberReport & { readonly path: Path; readonly security: Security })[];
}
