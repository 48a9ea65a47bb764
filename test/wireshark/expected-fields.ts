// What the dissector is to make of an object: each of its values, in a field that can be filtered for.

import { SECRETS } from './session.ts';

/** Before the names of fields in objects in objects. */
const SHAPES: { readonly [name: string]: string } = {
  room: 'room.',
  rooms: 'room.',
  peers: 'peer.',
  peer_owner: 'peer.',
  peer_one: 'peer.',
  peer_two: 'peer.',
  seats: 'seat.',
  members: 'member.',
};

/** Objects by their names, not fields of one. */
const BY_NAME = ['rooms', 'peers'];

const SECRET_FIELDS = ['password', 'token', 'secret', 'key', 'proof'];

type Pair = [field: string, value: string];

/** The fields of an object and of those in it, in order of their names. */
export function expectedFields(object: object): Pair[] {
  return fieldsOf(object, '').sort(byText);
}

export function byText(a: Pair, b: Pair): number {
  const [one, other] = [a.join(), b.join()];
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function fieldsOf(object: object, prefix: string): Pair[] {
  return Object.entries(object).flatMap(([name, value]) => fieldOf(name, value, prefix));
}

function fieldOf(name: string, value: unknown, prefix: string): Pair[] {
  const field = `p2pchat.${prefix}${name}`;
  if (value === null) return [['p2pchat.null', name]];
  if (Array.isArray(value)) return value.flatMap((entry) => fieldOf(name, entry, prefix));
  if (typeof value === 'object' && BY_NAME.includes(name)) {
    return Object.entries(value as object).flatMap(([key, entry]) => objectOf(field, key, entry, SHAPES[name] ?? ''));
  }
  if (typeof value === 'object') {
    const { name: title, username } = value as { name?: string; username?: string };
    return objectOf(field, title ?? username ?? '?', value as object, SHAPES[name] ?? '');
  }
  if (SECRET_FIELDS.includes(name)) return [[field, `(hidden, ${String(value).length} characters)`]];
  if (typeof value === 'boolean') return [[field, value ? '1' : '0']];
  return [[field, String(value).replace(SECRETS.invitationKey, '…')]];
}

function objectOf(field: string, title: string, value: object, prefix: string): Pair[] {
  return [[field, title], ...fieldsOf(value, prefix)];
}
