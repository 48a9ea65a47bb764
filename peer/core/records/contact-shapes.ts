// What the names of contacts look like, so that a name that looks the same is found without a look at each contact.

import { shapesOf } from '../../../commons/model/look-alikes.ts';
import { nameKey } from '../../../commons/model/names.ts';
import type { Contact } from './contact.ts';

/** Names that are stored for one shape, the first ones met: a stranger could use thousands that look alike. */
const MAX_OF_ONE_SHAPE = 16;

/** What contacts look like: the keys of their names, by shape. */
export type ContactShapes = Map<string, Set<string>>;

export function addShapes(shapes: ContactShapes, username: string): void {
  for (const shape of new Set(shapesOf(username))) {
    const keys = shapes.get(shape) ?? new Set();
    if (keys.size < MAX_OF_ONE_SHAPE) shapes.set(shape, keys.add(nameKey(username)));
  }
}

export function shapesOfContacts(contacts: readonly Contact[]): ContactShapes {
  const shapes: ContactShapes = new Map();
  for (const { username } of contacts) addShapes(shapes, username);
  return shapes;
}
