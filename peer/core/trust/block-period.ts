// Refuses messages that somebody wrote while they were blocked. Their program keeps these, and sends them as soon as
// there is a link again. When a message was written is known only by their clock. So only messages that arrive soon
// after the link opens are compared with the block: if their clock is wrong, no more than these are refused by mistake.

import { nameKey } from '../../../commons/model/names.ts';
import type { ChatMessage } from '../../../commons/protocol/peer-messages.ts';
import type { Contact } from '../records/contact.ts';
import type { Person } from '../records/person.ts';
import type { PeerState } from '../state.ts';
import type { Turn } from '../turn.ts';
import { keyOf } from './contacts.ts';

/** How long after a link opens messages are compared with the block: those that waited are sent at once. */
const FLUSH_MS = 30_000;

/**
 * A link has opened: if it is the first one after a block, or since the person was forgotten, the comparison begins.
 */
export function beginBlockPeriod(turn: Turn, person: Person): void {
  const { blocked_from: from, blocked_until: until } = unblockedContact(turn.state, person.username) ?? {};
  if (!until) return;
  const end = Date.parse(until);
  if (person.incoming.blockPeriod?.until === end) return;
  const judgedUntil = turn.elapsed + FLUSH_MS;
  person.incoming.setBlockPeriod({ from: Date.parse(from ?? '') || 0, until: end, judgedUntil });
}

/** The contact of that name or, if it was never blocked, one with the same key that was; undefined: there is none. */
function unblockedContact(state: PeerState, username: string): Contact | undefined {
  const contact = state.contacts.get(nameKey(username));
  if (contact?.blocked_until) return contact;
  const key = keyOf(state, username);
  return key === null
    ? undefined
    : [...state.contacts.values()].find((each) => each.blocked_until && each.fingerprint === key);
}

/** Whether a message was written while its sender was blocked. A message without a time is taken as written now. */
export function isOfBlockPeriod(turn: Turn, { incoming }: Person, { sent_at: sentAt }: ChatMessage): boolean {
  const { blockPeriod } = incoming;
  if (blockPeriod === null || turn.elapsed > blockPeriod.judgedUntil || sentAt === undefined) return false;
  const at = Date.parse(sentAt);
  return at >= blockPeriod.from && at <= blockPeriod.until;
}
