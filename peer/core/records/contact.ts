// What is kept of a person whose key was seen, or who is blocked.

import { z } from 'zod';
import type { Fingerprint } from '../../../commons/identity/fingerprint.ts';
import { MAX_KEY_CHANGES } from '../../../commons/identity/key-change.ts';
import { fingerprintText, list } from '../../../commons/protocol/schema.ts';

export const contactRecord = z.object({
  username: z.string().min(1).max(256),
  /** The key that counts; null: none was seen yet. */
  fingerprint: fingerprintText.nullable(),
  /** ISO 8601: since when the key counts, and when it was verified; null: never. */
  first_seen: z.string().nullable(),
  verified: z.string().nullable(),
  /** Another key that was shown in its place: nothing counts until the user decides. */
  changed_to: fingerprintText.nullable(),
  blocked: z.boolean(),
  /** ISO 8601: the last block, from when until when; earlier versions did not keep it. */
  blocked_from: z.string().nullish(),
  blocked_until: z.string().nullish(),
  /** The user has written to them, or accepted what they wrote first; absent: no. */
  accepted: z.boolean().optional(),
  /** Statements that they have signed, as steps: those that led to the key that counts, and those that may follow. */
  successions: list(z.object({ from: fingerprintText, to: fingerprintText }), 2 * MAX_KEY_CHANGES).optional(),
  /** Statements contradict each other, or the tracker: none counts until the user has decided. */
  disputed: z.boolean().optional(),
});

export type Contact = Readonly<z.infer<typeof contactRecord>>;

/** The keys of those contacts that are blocked, with the contact of each. */
export function blockedKeysOf(contacts: Iterable<Contact>): Map<Fingerprint, Contact> {
  const keys = new Map<Fingerprint, Contact>();
  for (const contact of contacts) {
    if (!contact.blocked) continue;
    // A key that has signed a statement is theirs, too; a key that is only named in one may be anybody's.
    const earlier = contact.successions?.map(({ from }) => from) ?? [];
    for (const key of [contact.fingerprint, contact.changed_to, ...earlier]) if (key !== null) keys.set(key, contact);
  }
  return keys;
}
