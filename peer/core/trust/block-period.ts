// What somebody wrote while they were blocked is not heard after the block either: their program keeps it, and sends it as
// soon as there is a link again. Their clock says when it was written, and only what comes soon after that link opens is
// judged by it: if their clock is wrong, no more than that is refused by mistake.

import { nameKey } from '../../../commons/model/names.ts';
import type { ChatMessage } from '../../../commons/protocol/peer-messages.ts';
import type { Contact } from '../records/contact.ts';
import type { Person } from '../records/person.ts';
import type { PeerState } from '../state.ts';
import type { Turn } from '../turn.ts';
import { keyOf } from './contacts.ts';

/** What waited leaves at once when a link opens. */
const FLUSH_MS = 30_000;

/** The first link with somebody since they are not blocked any more, or since they were forgotten. */
export function beginBlockPeriod(turn: Turn, person: Person): void {
  const { blocked_from: from, blocked_until: until } = unblockedContact(turn.state, person.username) ?? {};
  if (!until) return;
  const end = Date.parse(until);
  if (person.incoming.blockPeriod?.until === end) return;
  const judgedUntil = turn.elapsed + FLUSH_MS;
  person.incoming.setBlockPeriod({ from: Date.parse(from ?? '') || 0, until: end, judgedUntil });
}

/** The contact that they are, or whose key they have. */
function unblockedContact(state: PeerState, username: string): Contact | undefined {
  const contact = state.contacts.get(nameKey(username));
  if (contact?.blocked_until) return contact;
  const key = keyOf(state, username);
  return key === null
    ? undefined
    : [...state.contacts.values()].find((each) => each.blocked_until && each.fingerprint === key);
}

/** Whether it was written while the sender was blocked. One that does not say when it was written was not kept. */
export function isOfBlockPeriod(turn: Turn, { incoming }: Person, { sent_at: sentAt }: ChatMessage): boolean {
  const { blockPeriod } = incoming;
  if (blockPeriod === null || turn.elapsed > blockPeriod.judgedUntil || sentAt === undefined) return false;
  const at = Date.parse(sentAt);
  return at >= blockPeriod.from && at <= blockPeriod.until;
}
