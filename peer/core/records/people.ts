import { forgetOldest } from '../../../commons/limits/forget-oldest.ts';
import type { LinkId } from './link-id.ts';
import { Lookup } from './lookup.ts';
import { newPerson, type Person } from './person.ts';
import { RecentIds } from './recent-ids.ts';

/**
 * People of whom something is kept: the members of 32 rooms, 64 private chats, and as many strangers. People who are
 * not needed make room for others (`crowding`).
 */
export const MAX_PEOPLE = 256;

/** Forgotten people whose message ids are kept. */
const MAX_SEEN_BEFORE = 32;

/** Message ids of all people together: if each has 64 units, they take 25 MB with the overhead of a Set. */
export const MAX_ALL_IDS = 128 * 1024;

/** The ids are counted each time that so many were added. */
const COUNT_IDS_AFTER = 1_024;

/** The people of whom something is kept, by their names, and the person of each link. */
export class People extends Lookup<Person> {
  readonly #linkOwners = new Map<LinkId, string>();
  readonly #seenBefore = new Map<string, RecentIds>();
  #uncountedIds = 0;

  /** Names of the people at the other ends: of links that are open, being dialled, or let in a moment ago. */
  get linked(): ReadonlySet<string> {
    return new Set(this.#linkOwners.values());
  }

  /** The person at the other end of a link. */
  ownerOf(link: LinkId): Person | undefined {
    const username = this.#linkOwners.get(link);
    return username === undefined ? undefined : this.map.get(username);
  }

  /** The person of exactly that name, added if they are not known yet. */
  findOrAdd(username: string): Person {
    const known = this.map.get(username);
    if (known) return known;
    const person = newPerson(username, this.#seenBefore.get(username) ?? new RecentIds());
    this.map.set(username, person);
    return person;
  }

  /** A forgotten person may come again and send again what was not acknowledged: their last ids are kept. */
  forget({ username, incoming }: Person): void {
    this.map.delete(username);
    this.#seenBefore.delete(username);
    this.#seenBefore.set(username, incoming.ids);
    forgetOldest(this.#seenBefore, MAX_SEEN_BEFORE);
  }

  setLinkOwner(link: LinkId, username: string): void {
    this.#linkOwners.set(link, username);
  }

  removeLink(link: LinkId): void {
    this.#linkOwners.delete(link);
  }

  /**
   * Adds the id of a received message. If there are too many, the person with the most loses half: nobody pushes out
   * ids of others.
   */
  rememberId(person: Person, id: string): void {
    person.incoming.ids.add(id);
    this.#uncountedIds += 1;
    if (this.#uncountedIds < COUNT_IDS_AFTER) return;
    this.#uncountedIds = 0;
    const all = [...this.#seenBefore.values(), ...[...this.map.values()].map(({ incoming }) => incoming.ids)];
    let count = all.reduce((sum, { size }) => sum + size, 0);
    while (count > MAX_ALL_IDS) {
      const most = all.reduce((a, b) => (b.size > a.size ? b : a));
      count -= most.size;
      most.forgetHalf();
      count += most.size;
    }
  }
}
