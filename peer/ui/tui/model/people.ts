// What is known of the people we talk to: how each is reached, and how well their key is known.

import { visible } from '../../../../commons/text/text.ts';
import type { ReportOf } from '../../../reports.ts';

export interface PersonModel {
  readonly name: string;
  link: 'none' | 'connecting' | 'open' | 'closed';
  /** Why there is no link; for people. */
  reason: string;
  /** It is we who do not want a link. */
  isRefused: boolean;
  isEncrypted: boolean;
  isVerified: boolean;
  hasChangedKey: boolean;
  /** A key of theirs is kept. */
  hasKey: boolean;
  isBlocked: boolean;
  /** Somebody who is known better, and has another name that looks the same. */
  looksLike: string | null;
  recordsKeys: boolean;
  hasEncryptionOff: boolean;
  /** Their program says when a line has come. */
  confirms: boolean;
  /** Rises with each word of anybody: who spoke last is offered first. */
  spokeAt: number;
}

/** Twice as many as the core has contacts; strangers take new names. */
export const MAX_PEOPLE = 20_000;

export class People {
  readonly #byName = new Map<string, PersonModel>();
  #words = 0;

  /** Only if there is something to know of them. */
  find(name: string): PersonModel | undefined {
    return this.#byName.get(name);
  }

  /** Who is asked for is remembered from then on. */
  get(name: string): PersonModel {
    const known = this.#byName.get(name);
    if (known) return known;
    const person: PersonModel = {
      name,
      link: 'none',
      reason: '',
      isRefused: false,
      isEncrypted: true,
      isVerified: false,
      hasChangedKey: false,
      hasKey: false,
      isBlocked: false,
      looksLike: null,
      recordsKeys: false,
      hasEncryptionOff: false,
      confirms: true,
      spokeAt: 0,
    };
    this.#byName.set(name, person);
    if (this.#byName.size > MAX_PEOPLE) this.#forgetOldest();
    return person;
  }

  /** Of those who have no link. */
  #forgetOldest(): void {
    for (const { name, link } of this.#byName.values()) {
      if (link === 'open' || link === 'connecting') continue;
      this.#byName.delete(name);
      return;
    }
  }

  spoke(name: string): void {
    this.#words += 1;
    this.get(name).spokeAt = this.#words;
  }

  /** Everybody who was ever met, who spoke last first. */
  get byLastWord(): PersonModel[] {
    return [...this.#byName.values()].sort((a, b) => b.spokeAt - a.spokeAt || a.name.localeCompare(b.name));
  }

  linkChanged(report: ReportOf<'link'>): void {
    const person = this.get(report.peer);
    person.link = report.state;
    person.reason = visible(report.reason ?? '');
    person.isRefused = report.refused ?? false;
    person.isEncrypted = report.security !== 'plaintext';
    person.isVerified = report.verified;
    person.isBlocked = report.blocked ?? false;
    if (report.state !== 'open') return;
    person.recordsKeys = report.records_keys ?? false;
    person.hasEncryptionOff = report.encryption_off ?? false;
    person.confirms = report.confirms ?? true;
  }

  /** What was decided about them earlier. */
  isKnown({ username, trust, blocked }: ReportOf<'contacts'>['contacts'][number]): void {
    const person = this.get(username);
    person.isBlocked = blocked;
    person.hasChangedKey = trust === 'changed';
    person.isVerified = trust === 'verified';
    person.hasKey = trust !== 'unknown';
  }

  trustChanged({ peer, state }: ReportOf<'trust'>): void {
    const person = this.get(peer);
    person.hasChangedKey = state === 'changed';
    person.isVerified = state === 'verified';
    person.hasKey = true;
  }
}
