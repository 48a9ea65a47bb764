// The lines about keys, invitations and passwords.

import { visible } from '../../commons/text/text.ts';
import type { EncryptionPolicy, ReportOf, RosterEntry } from '../reports.ts';
import { type Line, shownName, shownRoom, type Words } from './words.ts';

type About =
  | 'trust'
  | 'key_check'
  | 'key_rotation'
  | 'roster_mismatch'
  | 'fingerprint'
  | 'safety_number'
  | 'blocked'
  | 'password_wanted'
  | 'new_password_wanted'
  | 'password_changed'
  | 'invite'
  | 'invitation'
  | 'invite_sent'
  | 'invite_answered';

/** The characters of a fingerprint that are shown: enough to tell two lists of members apart. */
const SHOWN_OF_A_KEY = 8;

export class SecurityLines {
  readonly #words: Words;

  constructor(words: Words) {
    this.#words = words;
  }

  readonly lines: { readonly [E in About]: (report: ReportOf<E>) => Line[] } = {
    trust: ({ peer, state, fingerprint, was, why, was_verified: wasVerified }) => {
      const { keys } = this.#words.phrases;
      if (state === 'verified') return [this.#words.note(keys.verified(this.#words.name(peer)))];
      if (state === 'first-use' && was !== undefined) {
        return [this.#words.warning(keys.replaced(this.#words.name(peer), was, fingerprint))];
      }
      if (state === 'first-use') {
        const say = wasVerified ? keys.noLongerVerified : keys.kept;
        return [this.#words.note(say(this.#words.name(peer)))];
      }
      return [
        this.#words.warning(keys.changed(shownName(peer), was ?? null, fingerprint, why ? keys.disputes[why] : null)),
      ];
    },
    key_rotation: ({ state, fingerprint }) => [this.#words.note(this.#words.phrases.keys.rotation[state](fingerprint))],
    key_check: ({ peer, result }) => {
      const { checks } = this.#words.phrases.keys;
      const text = checks[result](this.#words.name(peer));
      return [result === 'confirmed' ? this.#words.note(text) : this.#words.warning(text)];
    },
    roster_mismatch: ({ room, peer, told, told_them: toldThem }) => {
      const { keys } = this.#words.phrases;
      const list = (entries: readonly RosterEntry[]): string[] =>
        entries.map(
          ({ username, fingerprint }) =>
            `${shownName(username)} (${fingerprint?.slice(0, SHOWN_OF_A_KEY) ?? keys.noKey})`,
        );
      const mismatch = { room: shownRoom(room), name: shownName(peer), told: list(told), toldThem: list(toldThem) };
      return [this.#words.warning(keys.rosterMismatch(mismatch))];
    },
    fingerprint: ({ username, fingerprint, trust }) => {
      const { keys } = this.#words.phrases;
      if (fingerprint === null) return [this.#words.note(keys.youHaveNone)];
      const isOwn = trust === 'own';
      return [
        this.#words.note(isOwn ? keys.own(fingerprint) : keys.of(this.#words.name(username), trust, fingerprint)),
      ];
    },
    safety_number: ({ peer, number, verified, is_new_key: isNewKey, looks_like: like }) => {
      const { keys } = this.#words.phrases;
      const name = this.#words.name(peer);
      const advise = isNewKey ? keys.ifTheNewOneIs : verified ? keys.ifTheyDiffer : keys.ifTheyAreTheSame;
      const advice = this.#words.note(advise(name));
      return [...this.#lookAlike(peer, like), this.#words.note(keys.compare(name)), this.#words.code(number), advice];
    },
    blocked: ({ peer, blocked }) => {
      const { keys } = this.#words.phrases;
      const name = this.#words.name(peer);
      return [this.#words.note(blocked ? keys.blocked(name) : keys.unblocked(name))];
    },
    new_password_wanted: () => [this.#words.note(this.#words.phrases.session.newPasswordWanted)],
    password_changed: () => [this.#words.note(this.#words.phrases.session.passwordChanged)],
    password_wanted: ({ room }) => [this.#words.note(this.#words.phrases.invitations.passwordWanted(shownRoom(room)))],
    invite: ({ room, invite }) => [
      this.#words.note(this.#words.phrases.invitations.passOn(shownRoom(room))),
      this.#words.code(visible(invite)),
    ],
    invitation: ({ from, room, private: isPrivate, looks_like: like, room_looks_like: likeRoom }) => [
      ...this.#lookAlike(from, like),
      ...(likeRoom === undefined
        ? []
        : [this.#words.warning(this.#words.phrases.people.lookAlike(shownRoom(room), shownRoom(likeRoom)))]),
      this.#words.note(this.#words.phrases.invitations.asked(this.#words.name(from), shownRoom(room), isPrivate)),
    ],
    invite_sent: ({ room, to }) => [
      this.#words.note(this.#words.phrases.invitations.sent(this.#words.name(to), shownRoom(room))),
    ],
    invite_answered: ({ room, by, accepted }) => {
      const { invitations } = this.#words.phrases;
      const say = accepted ? invitations.accepted : invitations.declined;
      return [this.#words.note(say(this.#words.name(by), shownRoom(room)))];
    },
  };

  #lookAlike(name: string, like: string | undefined): Line[] {
    if (like === undefined) return [];
    return [this.#words.warning(this.#words.phrases.people.lookAlike(shownName(name), shownName(like)))];
  }
}

/** Warnings that stay true for the whole session: no encryption, recorded keys, a capture. */
export function banners(words: Words, encryption: EncryptionPolicy, keylog: string | null, capture?: string): Line[] {
  const { session } = words.phrases;
  return [
    ...(encryption === 'off' ? [words.warning(session.encryptionIsOff)] : []),
    ...(keylog === null ? [] : [words.warning(session.keysAreRecorded(visible(keylog)))]),
    ...(capture === undefined ? [] : [words.warning(session.trafficIsRecorded(visible(capture)))]),
  ];
}
