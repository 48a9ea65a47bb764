import type { Report } from '../../peer/reports.ts';

/** Every kind of report that there is; the compiler says when one is missing. */
const KINDS: Readonly<Record<Report['event'], true>> = {
  ready: true,
  rooms: true,
  peers: true,
  room_created: true,
  room_joined: true,
  returning: true,
  look_alike: true,
  room_not_entered: true,
  room_left: true,
  room_deleted: true,
  member_joined: true,
  member_away: true,
  member_back: true,
  member_left: true,
  key_check: true,
  key_rotation: true,
  link: true,
  message: true,
  queued: true,
  sent: true,
  delivered: true,
  failed: true,
  tracker: true,
  trust: true,
  roster_mismatch: true,
  fingerprint: true,
  safety_number: true,
  blocked: true,
  password_wanted: true,
  invite: true,
  invitation: true,
  invite_sent: true,
  invite_answered: true,
  conversation: true,
  status: true,
  help: true,
  wire: true,
  contacts: true,
  watching_wire: true,
  error: true,
};

export function isKnown({ event }: Report): boolean {
  return Object.hasOwn(KINDS, event);
}
