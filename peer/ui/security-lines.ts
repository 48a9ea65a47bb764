// What there is to say of keys, invitations and passwords, in lines.

import { renderUnicodeCompact } from 'uqr';
import { visible } from '../../commons/text.ts';
import type { EncryptionPolicy, ListedRoom, Report, TrustReport } from '../reports.ts';
import type { Words } from './words.ts';

type Named<E extends Report['event']> = Extract<Report, { event: E }>;

type About =
  | 'trust'
  | 'roster_mismatch'
  | 'fingerprint'
  | 'safety_number'
  | 'blocked'
  | 'password_wanted'
  | 'invite'
  | 'invitation'
  | 'invite_sent'
  | 'invite_answered';

export const TRUST: { readonly [T in TrustReport]: string } = {
  unknown: 'key not known',
  'first-use': 'not verified',
  verified: 'verified',
  changed: 'KEY CHANGED',
  own: 'yours',
};

export const LOCKS: { readonly [A in ListedRoom['access']]: string } = {
  open: '',
  password: ' (locked: password)',
  invite: ' (locked: by invitation)',
};

export class SecurityLines {
  readonly #words: Words;
  readonly #drawsCodes: boolean;
  /** Those whose key has changed, and was not accepted yet. */
  readonly #changed = new Set<string>();

  /** `drawsCodes`: whether somebody may hold a camera to what is printed. */
  constructor(words: Words, drawsCodes: boolean) {
    this.#words = words;
    this.#drawsCodes = drawsCodes;
  }

  hasChanged(username: string): boolean {
    return this.#changed.has(username);
  }

  readonly lines: { readonly [E in About]: (report: Named<E>) => string[] } = {
    trust: ({ peer, state, fingerprint, was }) => {
      if (state === 'changed') this.#changed.add(peer);
      else this.#changed.delete(peer);
      if (state === 'verified') return [this.#words.note(`${this.#words.name(peer)} is marked as verified`)];
      if (state === 'first-use') {
        return [
          this.#words.note(`${this.#words.name(peer)}'s key is kept from now on; /verify ${visible(peer)} compares it`),
        ];
      }
      return [
        this.#words.loud(`${visible(peer)} HAS ANOTHER KEY THAN BEFORE. Nothing is sent to or taken from them.`),
        this.#words.loud(
          `  it was ${was ?? 'another one'}, and is ${fingerprint} now: a new device, or somebody in between`,
        ),
        this.#words.loud(`  /verify ${visible(peer)} compares it, /trust ${visible(peer)} accepts it`),
      ];
    },
    roster_mismatch: ({ room, peer, told, told_them }) => {
      const list = (entries: typeof told): string =>
        entries
          .map(({ username, fingerprint }) => `${visible(username)} (${fingerprint?.slice(0, 8) ?? 'no key'})`)
          .join(', ');
      return [
        this.#words.loud(
          `the tracker says of #${visible(room)} one thing to you and, as ${visible(peer)} says, another one to them: somebody is lying`,
        ),
        this.#words.loud(`  you were told ${list(told)}; ${visible(peer)} was told ${list(told_them)}`),
      ];
    },
    fingerprint: ({ username, fingerprint, trust }) => {
      const whose = trust === 'own' ? 'your key' : `${this.#words.name(username)}'s key (${TRUST[trust]})`;
      return [
        this.#words.note(fingerprint === null ? 'you have no key: --encryption is off' : `${whose} is ${fingerprint}`),
      ];
    },
    safety_number: ({ peer, number, verified }) => [
      this.#words.note(`compare this with what ${this.#words.name(peer)} sees, on the phone or face to face:`),
      ...groupsOf(number, 4).map((row) => `    ${row}`),
      ...this.#qrCode(number.replaceAll(' ', '')),
      this.#words.note(
        verified
          ? `if the numbers differ, somebody is in between: /unverify ${visible(peer)}`
          : `this is for the new key: if the numbers are the same, /trust ${visible(peer)}`,
      ),
    ],
    blocked: ({ peer, blocked }) => [
      this.#words.note(
        blocked
          ? `${this.#words.name(peer)} is blocked: nothing goes to them, or comes from them`
          : `${this.#words.name(peer)} is not blocked any more`,
      ),
    ],
    password_wanted: ({ room }) => [
      this.#words.note(`the next line is taken for the password of #${visible(room)} (an empty one: never mind)`),
    ],
    invite: ({ room, invite }) => [
      this.#words.note(`whoever has this may enter #${visible(room)}; pass it on where nobody else reads it:`),
      `    ${visible(invite)}`,
      ...this.#qrCode(invite),
    ],
    invitation: ({ from, room, private: isPrivate }) => {
      const what = `${this.#words.name(from)} asks you into #${visible(room)}${isPrivate ? ', a private room' : ''}`;
      return [this.#words.note(`${what}: /accept ${visible(from)}, or /decline ${visible(from)}`)];
    },
    invite_sent: ({ room, to }) => [this.#words.note(`${this.#words.name(to)} was asked into #${visible(room)}`)],
    invite_answered: ({ room, by, accepted }) => [
      this.#words.note(
        `${this.#words.name(by)} ${accepted ? 'accepts' : 'declines'} the invitation to #${visible(room)}`,
      ),
    ],
  };

  #qrCode(text: string): string[] {
    return !this.#drawsCodes
      ? []
      : renderUnicodeCompact(text, { border: 2 })
          .split('\n')
          .map((row) => `    ${row}`);
  }
}

/** What must not be forgotten while it lasts. */
export function banners(words: Words, encryption: EncryptionPolicy, keylog: string | null): string[] {
  return [
    ...(encryption === 'off' ? [words.loud('ENCRYPTION IS OFF: everybody on the way can read all of it')] : []),
    ...(keylog === null
      ? []
      : [words.loud(`KEYS ARE RECORDED in ${visible(keylog)}: whoever has it can read all of it`)]),
  ];
}

/** A row for every `count` groups of a number. */
function groupsOf(number: string, count: number): string[] {
  const groups = number.split(' ');
  return groups.flatMap((_, index) => (index % count === 0 ? [groups.slice(index, index + count).join(' ')] : []));
}
