// What reports say about other people: how each is reached, and how well their key is known.

import type { Reason } from '../reasons.ts';
import type { ReportOf } from '../reports.ts';

export interface KnownPerson {
  readonly name: string;
  link: 'none' | 'connecting' | 'open' | 'closed';
  /** Why there is no link; null: not reported. */
  reason: Reason | null;
  /** We refuse the link; nothing is tried until that changes. */
  isRefused: boolean;
  isEncrypted: boolean;
  isVerified: boolean;
  hasChangedKey: boolean;
  /** Their key is stored in the profile. */
  hasKey: boolean;
  isBlocked: boolean;
  /** What was last shown about how they are reached; null: nothing was. */
  saidOfLink: string | null;
  /** It was shown that their key has changed, and the new one was not accepted since. */
  isKeyChangeSaid: boolean;
  /** A better-known user whose name looks the same. */
  looksLike: string | null;
  recordsKeys: boolean;
  hasEncryptionOff: boolean;
  /** Their program acknowledges messages. */
  confirms: boolean;
  /** Rises with each message of anybody: the most recent speaker is offered first. */
  spokeAt: number;
}

/** Twice as many as the core has contacts: a bound, because strangers can take any number of names. */
export const MAX_PEOPLE = 20_000;

function unreported(name: string): KnownPerson {
  return {
    name,
    link: 'none',
    reason: null,
    isRefused: false,
    isEncrypted: true,
    isVerified: false,
    hasChangedKey: false,
    hasKey: false,
    isBlocked: false,
    saidOfLink: null,
    isKeyChangeSaid: false,
    looksLike: null,
    recordsKeys: false,
    hasEncryptionOff: false,
    confirms: true,
    spokeAt: 0,
  };
}

export class People {
  readonly #byName = new Map<string, KnownPerson>();
  #messages = 0;

  /** undefined: nothing was reported about them. */
  find(name: string): KnownPerson | undefined {
    return this.#byName.get(name);
  }

  /** Their record to read, or, if nothing was reported about them, one that is not stored. */
  lookUp(name: string): Readonly<KnownPerson> {
    return this.find(name) ?? unreported(name);
  }

  /** Their record to change, made if there is none. */
  get(name: string): KnownPerson {
    const known = this.#byName.get(name);
    if (known) return known;
    const person = unreported(name);
    this.#byName.set(name, person);
    if (this.#byName.size > MAX_PEOPLE) this.#forgetOldest();
    return person;
  }

  /** Forgets the oldest of the people without a link. */
  #forgetOldest(): void {
    for (const { name, link } of this.#byName.values()) {
      if (link === 'open' || link === 'connecting') continue;
      this.#byName.delete(name);
      return;
    }
  }

  spoke(name: string): void {
    this.#messages += 1;
    this.get(name).spokeAt = this.#messages;
  }

  /** The most recent speaker first. */
  get byLastMessage(): KnownPerson[] {
    return [...this.#byName.values()].sort((a, b) => b.spokeAt - a.spokeAt || a.name.localeCompare(b.name));
  }

  linkChanged(report: ReportOf<'link'>): void {
    const person = this.get(report.peer);
    person.link = report.state;
    person.reason = report.reason ?? null;
    person.isRefused = report.refused ?? false;
    person.isEncrypted = report.security !== 'plaintext';
    person.isVerified = report.verified;
    person.isBlocked = report.blocked ?? false;
    if (report.state !== 'open') return;
    person.recordsKeys = report.records_keys ?? false;
    person.hasEncryptionOff = report.encryption_off ?? false;
    person.confirms = report.confirms ?? true;
  }

  /** What the profile has about them from earlier runs. */
  contactKnown({ username, trust, blocked }: ReportOf<'contacts'>['contacts'][number]): void {
    const person = this.get(username);
    person.isBlocked = blocked;
    person.hasChangedKey = trust === 'changed';
    person.isVerified = trust === 'verified';
    person.hasKey = trust !== 'unknown';
  }

  trustChanged({ peer, state }: ReportOf<'trust'>): void {
    const person = this.get(peer);
    person.hasChangedKey = state === 'changed';
    person.isKeyChangeSaid = person.hasChangedKey;
    person.isVerified = state === 'verified';
    person.hasKey = true;
  }
}
