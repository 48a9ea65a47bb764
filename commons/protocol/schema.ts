// Building blocks of schemas, and the one way to use them: a stranger's value is read or refused, and never throws.

import { z } from 'zod';
import { FINGERPRINT } from '../identity/fingerprint.ts';
import { KEY_CHANGE } from '../identity/key-change.ts';
import { isRoomName, isUsername } from '../model/names.ts';

/**
 * A text of at most `max` UTF-16 units and at least `min`. Unlike zod's own bounds it counts units, and never looks at
 * a value that is not a text: `{"length":{"toString":null}}` throws where its length is compared.
 */
export function text(max: number, min = 0): z.ZodType<string> {
  return z.string().refine((value) => value.length <= max && value.length >= min, {
    error: min > 0 ? `must have ${min} to ${max} characters` : `must have at most ${max} characters`,
  });
}

/** An array of at most `max`. */
export function list<T>(item: z.ZodType<T>, max: number): z.ZodType<T[]> {
  return z.array(item).refine((value) => value.length <= max, { error: `must have at most ${max} entries` });
}

/**
 * A user's name in its registered spelling (protocol 3.12.6). A name with invisible characters would look like another
 * name, and is refused here.
 */
export const usernameText = z.string().refine(isUsername, { error: 'must be the name of a user' });

/** A room's name, as {@link usernameText}. */
export const roomNameText = z.string().refine(isRoomName, { error: 'must be the name of a room' });

/** A fingerprint. */
export const fingerprintText = z.string().regex(FINGERPRINT, 'must be a SHA-256 in base64url');

/** A statement that another key follows. */
export const keyChangeText = z.string().regex(KEY_CHANGE, 'must be a key, the one that follows, and a signature');

/** The value, or what is wrong with it in one sentence. */
export type Read<T> = { readonly data: T } | { readonly problem: string };

/** Reads `value` with `schema`. Never throws. */
export function read<T>(schema: z.ZodType<T>, value: unknown): Read<T> {
  const parsed = schema.safeParse(value);
  return parsed.success ? { data: parsed.data } : { problem: describe(parsed.error) };
}

/** `port: ...; password: ...` - which field is wrong and why, never what was in it. */
function describe(error: z.ZodError): string {
  const parts = error.issues.slice(0, 3).map((issue) => `${issue.path.join('.') || 'object'}: ${issue.message}`);
  return `${parts.join('; ')}.`;
}
