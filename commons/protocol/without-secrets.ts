import { HIDDEN, withoutInvitationKeys } from './invitation-keys.ts';
import type { JsonObject } from './json-framer.ts';

/** Fields of requests, replies and messages that are secrets. */
export const SECRET_FIELDS: ReadonlySet<string> = new Set([
  ...['password', 'token', 'secret', 'key', 'proof'],
  ...['stored_key', 'server_key', 'signature'], // They allow guessing of the password.
]);

/** Deeper than any object of ours. */
const MAX_DEPTH = 16;

/** The same object without its secrets, to be shown. Texts of messages stay. */
export function withoutSecrets(object: JsonObject): JsonObject {
  return hidden(object, 0) as JsonObject;
}

function hidden(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return withoutInvitationKeys(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH) return HIDDEN;
  if (Array.isArray(value)) return value.map((each) => hidden(each, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      SECRET_FIELDS.has(name) && each !== null ? HIDDEN : hidden(each, depth + 1),
    ]),
  );
}
