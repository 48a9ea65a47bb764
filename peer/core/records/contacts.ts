import type { Fingerprint } from '../../../commons/identity/fingerprint.ts';
import { nameKey } from '../../../commons/model/names.ts';
import { blockedKeysOf, type Contact } from './contact.ts';
import { addShapes, type ContactShapes, shapesOfContacts } from './contact-shapes.ts';
import { Lookup } from './lookup.ts';

/** The people whose key was seen or who are blocked, by the key of their names. */
export class Contacts extends Lookup<Contact> {
  readonly #shapes: ContactShapes;
  #blockedKeys: ReadonlyMap<Fingerprint, Contact>;
  readonly #compared = new Map<string, Fingerprint>();

  constructor(contacts: readonly Contact[]) {
    super(contacts.map((contact) => [nameKey(contact.username), contact]));
    this.#shapes = shapesOfContacts(contacts);
    this.#blockedKeys = blockedKeysOf(contacts);
  }

  /** The keys of names that have this shape (`look-alikes`). */
  withShape(shape: string): Iterable<string> {
    return this.#shapes.get(shape) ?? [];
  }

  /** The blocked contact who has that key: a block holds for the key under any name. */
  blockedWith(fingerprint: Fingerprint): Contact | undefined {
    return this.#blockedKeys.get(fingerprint);
  }

  put(contact: Contact): void {
    const key = nameKey(contact.username);
    const before = this.map.get(key);
    this.map.set(key, contact);
    if (before === undefined) addShapes(this.#shapes, contact.username);
    if (contact.blocked || before?.blocked) this.#blockedKeys = blockedKeysOf(this.map.values());
  }

  /** The user has been shown the safety number of a changed key: only that key can be accepted. */
  markCompared(username: string, fingerprint: Fingerprint): void {
    this.#compared.set(nameKey(username), fingerprint);
  }

  /** The changed key whose number the user has been shown; undefined: none. It is returned once. */
  takeCompared(username: string): Fingerprint | undefined {
    const compared = this.#compared.get(nameKey(username));
    this.#compared.delete(nameKey(username));
    return compared;
  }
}
