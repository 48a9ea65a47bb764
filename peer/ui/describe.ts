// Each report as readable lines: for people, for a screen reader and for grep. What programs want to know in every detail
// (each attempt to connect, each pause) is said once, or not at all when another line explains it. Everything that others
// wrote is made harmless here.

import { renderUnicodeCompact } from 'uqr';
import { formatEndpoint } from '../../commons/net/endpoint.ts';
import { visible, visibleText } from '../../commons/text.ts';
import type { EncryptionPolicy, ListedPeer, ListedRoom, Report, TrustReport } from '../reports.ts';
import { OwnLines, type Verdict } from './own-lines.ts';
import type { Paint } from './paint.ts';

type Named<E extends Report['event']> = Extract<Report, { event: E }>;
type Describe = { readonly [E in Report['event']]: (report: Named<E>) => string[] };

const TRUST: { readonly [T in TrustReport]: string } = {
  unknown: 'key not known',
  'first-use': 'not verified',
  verified: 'verified',
  changed: 'KEY CHANGED',
  own: 'yours',
};

const LOCKS: { readonly [A in ListedRoom['access']]: string } = {
  open: '',
  password: ' (locked: password)',
  invite: ' (locked: by invitation)',
};

/** How much of a line that failed is shown again. */
const SHOWN_CHARACTERS = 40;

export class Describer {
  readonly #paint: Paint;
  readonly #showsOwnLines: boolean;
  readonly #own = new OwnLines();
  #me = '';
  /** What was last said of how each person is reached. */
  readonly #said = new Map<string, string>();
  /** Away for the tracker, but still connected to us: nothing to worry anybody with. */
  readonly #quietlyAway = new Set<string>();
  /** Those whose key has changed, and was not accepted yet. */
  readonly #changed = new Set<string>();
  #isTrackerSaidAway = false;

  /** `showsOwnLines`: whether typed lines are shown again; on a terminal they stand there already. */
  constructor(paint: Paint, showsOwnLines: boolean) {
    this.#paint = paint;
    this.#showsOwnLines = showsOwnLines;
  }

  /** The lines to print; some reports are none. */
  lines(report: Report): string[] {
    const describe = this.#describe[report.event] as (report: Report) => string[];
    return describe(report);
  }

  readonly #describe: Describe = {
    ready: ({ username, listen, tracker, encryption, keylog }) => {
      this.#me = username;
      return [
        this.#note(`you are ${visible(username)}, listening on ${formatEndpoint(listen)}, tracker ${tracker}`),
        ...this.#banners(encryption, keylog),
        this.#note('/create <room> makes a room, /join <room> enters one, /help says more'),
      ];
    },
    rooms: ({ rooms }) =>
      rooms.length === 0
        ? [this.#note('there are no rooms yet; /create <room> makes one')]
        : rooms.map(({ name, owner, present, seats, access }) => {
            const who = present.length > 0 ? `: ${this.#names(present)}` : '';
            const taken = `${seats} of 3 seats taken`;
            return this.#note(`#${visible(name)}${LOCKS[access]}, owned by ${this.#name(owner)}, ${taken}${who}`);
          }),
    peers: ({ room, peers }) => {
      const where = room === null ? 'online' : `in #${visible(room)}`;
      return peers.map((peer) => this.#note(`${this.#name(peer.username)} ${this.#peerState(peer, where)}`));
    },
    room_created: ({ room }) => [this.#note(`#${visible(room)} is made, and yours`)],
    room_joined: ({ room, owner, members }) => {
      const others = members.filter((name) => name !== this.#me);
      const who = others.length > 0 ? `with ${this.#names(others)}` : 'and nobody else is there yet';
      const whose = owner === this.#me ? 'yours' : `owned by ${this.#name(owner)}`;
      return [this.#note(`you are in #${visible(room)}, ${whose}, ${who}`)];
    },
    room_left: ({ room }) => [this.#note(`you left #${visible(room)}`)],
    room_deleted: ({ room }) => [this.#note(`#${visible(room)} was deleted`)],
    member_joined: ({ room, username }) => [this.#note(`${this.#name(username)} joined #${visible(room)}`)],
    member_away: ({ room, username }) => {
      if (this.#own.isReached(username)) {
        this.#quietlyAway.add(`${room}\n${username}`);
        return [];
      }
      return [this.#note(`${this.#name(username)} is away from #${visible(room)}; what you write is kept for them`)];
    },
    member_back: ({ room, username }) => {
      if (this.#quietlyAway.delete(`${room}\n${username}`)) return [];
      return [this.#note(`${this.#name(username)} is back in #${visible(room)}`)];
    },
    member_left: ({ room, username, reason }) => {
      this.#quietlyAway.delete(`${room}\n${username}`);
      return [this.#note(`${this.#name(username)} ${reason === 'left' ? 'left' : 'is gone from'} #${visible(room)}`)];
    },
    link: (report) => this.#link(report),
    message: ({ room, from, content, security }) => {
      const mark = security === 'plaintext' ? '[plain] ' : '';
      return this.#talk(`${mark}${room === null ? '(private)' : `#${visible(room)}`}`, this.#name(from), content);
    },
    trust: ({ peer, state, fingerprint, was }) => {
      if (state === 'changed') this.#changed.add(peer);
      else this.#changed.delete(peer);
      if (state === 'verified') return [this.#note(`${this.#name(peer)} is marked as verified`)];
      if (state === 'first-use') {
        return [this.#note(`${this.#name(peer)}'s key is kept from now on; /verify ${visible(peer)} compares it`)];
      }
      return [
        this.#loud(`${visible(peer)} HAS ANOTHER KEY THAN BEFORE. Nothing is sent to or taken from them.`),
        this.#loud(`  it was ${was ?? 'another one'}, and is ${fingerprint} now: a new device, or somebody in between`),
        this.#loud(`  /verify ${visible(peer)} compares it, /trust ${visible(peer)} accepts it`),
      ];
    },
    roster_mismatch: ({ room, peer, told, told_them }) => {
      const list = (entries: typeof told): string =>
        entries
          .map(({ username, fingerprint }) => `${visible(username)} (${fingerprint?.slice(0, 8) ?? 'no key'})`)
          .join(', ');
      return [
        this.#loud(`the tracker tells ${visible(peer)} something else of #${visible(room)} than you: it may be lying`),
        this.#loud(`  you were told ${list(told)}; ${visible(peer)} was told ${list(told_them)}`),
      ];
    },
    fingerprint: ({ username, fingerprint, trust }) => {
      const whose = trust === 'own' ? 'your key' : `${this.#name(username)}'s key (${TRUST[trust]})`;
      return [this.#note(fingerprint === null ? 'you have no key: --encryption is off' : `${whose} is ${fingerprint}`)];
    },
    safety_number: ({ peer, number, verified }) => [
      this.#note(`compare this with what ${this.#name(peer)} sees, on the phone or face to face:`),
      ...groupsOf(number, 4).map((row) => `    ${row}`),
      ...this.#qrCode(number.replaceAll(' ', '')),
      this.#note(
        verified
          ? `if the numbers differ, somebody is in between: /unverify ${visible(peer)}`
          : `this is for the new key: if the numbers are the same, /trust ${visible(peer)}`,
      ),
    ],
    blocked: ({ peer, blocked }) => [
      this.#note(
        blocked
          ? `${this.#name(peer)} is blocked: nothing goes to them, or comes from them`
          : `${this.#name(peer)} is not blocked any more`,
      ),
    ],
    password_wanted: ({ room }) => [
      this.#note(`the next line is taken for the password of #${visible(room)} (an empty one: never mind)`),
    ],
    invite: ({ room, invite }) => [
      this.#note(`whoever has this may enter #${visible(room)}; pass it on where nobody else reads it:`),
      `    ${visible(invite)}`,
      ...this.#qrCode(invite),
    ],
    invitation: ({ from, room, private: isPrivate }) => {
      const what = `${this.#name(from)} asks you into #${visible(room)}${isPrivate ? ', a private room' : ''}`;
      return [this.#note(`${what}: /accept ${visible(from)}, or /decline ${visible(from)}`)];
    },
    invite_sent: ({ room, to }) => [this.#note(`${this.#name(to)} was asked into #${visible(room)}`)],
    invite_answered: ({ room, by, accepted }) => [
      this.#note(`${this.#name(by)} ${accepted ? 'accepts' : 'declines'} the invitation to #${visible(room)}`),
    ],
    queued: (report) => {
      const { room, to, content } = report;
      const where = room === undefined ? `(private to ${visible(to ?? '')})` : `#${visible(room)}`;
      const own = this.#showsOwnLines ? this.#talk(where, this.#paint('you', 'own'), content) : [];
      return [...own, ...this.#own.queued(report).map((verdict) => this.#verdict(verdict))];
    },
    sent: (report) => this.#own.became(report).map((verdict) => this.#verdict(verdict)),
    delivered: (report) => this.#own.became(report).map((verdict) => this.#verdict(verdict)),
    failed: (report) => this.#own.became(report).map((verdict) => this.#verdict(verdict)),
    tracker: (report) => this.#tracker(report),
    conversation: () => [],
    status: ({ status: { username, listen, tracker, rooms, people, encryption, fingerprint, keylog } }) => {
      const sits = rooms.length > 0 ? rooms.map((name) => `#${visible(name)}`).join(' ') : 'no room';
      return [
        this.#note(`${visible(username)}, listening on ${formatEndpoint(listen)}, tracker ${tracker}, in ${sits}`),
        ...this.#banners(encryption, keylog),
        ...(fingerprint === null ? [] : [this.#note(`your key is ${fingerprint}`)]),
        ...people.map(({ username: name, state, link, security, waiting, trust, records_keys: isRecording }) => {
          const recording = isRecording ? ', RECORDS KEYS' : '';
          const secret = (security === 'plaintext' ? 'not encrypted' : `encrypted, ${TRUST[trust]}`) + recording;
          const how = link === 'open' ? `connected directly, ${secret}` : link === 'closed' ? 'not connected' : link;
          const lines = waiting === 0 ? '' : `, ${waiting} ${waiting === 1 ? 'line' : 'lines'} waiting`;
          return this.#note(`${this.#name(name)}: ${state}, ${how}${lines}`);
        }),
      ];
    },
    help: ({ commands }) => {
      if (commands.length === 1) {
        return commands.map(({ usage, aliases, summary }) =>
          this.#note(`${usage} - ${summary} (also ${aliases.map((alias) => `/${alias}`).join(' ')})`),
        );
      }
      const width = Math.max(...commands.map(({ usage }) => usage.length));
      return commands.map(({ usage, summary }) => this.#note(`${usage.padEnd(width)}  ${summary}`));
    },
    error: ({ message }) => [this.#loud(visible(message))],
  };

  /** That somebody is reached, or cannot be, is said once; a link that breaks and is back at once is not worth a word. */
  #link(report: Named<'link'>): string[] {
    const { peer, state, path, security, verified, reason } = report;
    const wasReached = this.#own.isReached(peer);
    this.#own.linkChanged(report);
    const said = this.#said.get(peer);
    const how = state === 'open' ? `${security} ${report.records_keys ?? ''} ${report.encryption_off ?? ''}` : '';
    if (state === 'open' && said !== how) {
      this.#said.set(peer, how);
      const encrypted = verified ? 'encrypted and verified' : 'encrypted';
      const secret = security === 'plaintext' ? 'not encrypted' : encrypted;
      return [
        this.#note(`connected to ${this.#name(peer)} ${path === 'direct' ? 'directly' : path}, ${secret}`),
        ...(report.records_keys ? [this.#loud(`${visible(peer)} records keys: what you say may be read later`)] : []),
        ...(report.encryption_off ? [this.#loud(`${visible(peer)} has switched encryption off`)] : []),
      ];
    }
    if (state === 'closed' && !wasReached && said !== 'unreachable') {
      this.#said.set(peer, 'unreachable');
      const why = visible(reason ?? 'no answer');
      if (report.refused && this.#changed.has(peer)) return []; // That was said aloud already.
      if (report.refused) return [this.#note(`${this.#name(peer)} is not connected: ${why}`)];
      return [this.#note(`${this.#name(peer)} cannot be reached (${why}); trying again`)];
    }
    return [];
  }

  /** Its loss is said once, and its return; the attempts between are for /status. */
  #tracker({ state, reason = '' }: Named<'tracker'>): string[] {
    const wasSaidAway = this.#isTrackerSaidAway;
    this.#isTrackerSaidAway = state !== 'connected';
    if (state === 'connected') return [this.#note('connected to the tracker')];
    if (wasSaidAway) return [];
    if (state === 'lost') {
      return [this.#note(`the tracker is away (${visible(reason)}); conversations go on, and it is tried again`)];
    }
    return [this.#note(`the tracker does not answer (${visible(reason)}); trying again until it does`)];
  }

  /** Further lines of one message are indented, so that none can pass for a message of somebody else. */
  #talk(where: string, who: string, content: string): string[] {
    const [first = '', ...more] = visibleText(content).split('\n');
    return [`${this.#paint(where, 'quiet')} ${who}: ${first}`, ...more.map((line) => `    ${line}`)];
  }

  #verdict(verdict: Verdict): string {
    if (verdict.say === 'kept') return this.#note(`kept for ${this.#names(verdict.people)} until they can be reached`);
    if (verdict.say === 'failed') {
      const shown = [...visible(verdict.content)].slice(0, SHOWN_CHARACTERS).join('');
      const line = shown === '' ? '' : `: "${shown}"`;
      return this.#paint(`! not delivered to ${visible(verdict.name)} (${visible(verdict.reason)})${line}`, 'loud');
    }
    const people = verdict.people.map(({ name, isConfirmed }) =>
      isConfirmed ? this.#name(name) : `${this.#name(name)} (sent; their program confirms nothing)`,
    );
    return this.#note(`delivered to ${people.join(', ')}${verdict.isLate ? ', late' : ''}`);
  }

  #peerState({ username, state, link, rooms, trust, records_keys: isRecording }: ListedPeer, where: string): string {
    const known = trust === undefined || trust === 'own' ? '' : `, ${TRUST[trust]}`;
    const isElsewhere = where === 'online' && rooms.length > 0;
    const sits = isElsewhere ? `, in ${rooms.map((name) => `#${visible(name)}`).join(' ')}` : '';
    return `is ${state === 'away' ? 'away' : where}${sits}${this.#reachedHow(username, link, where)}${known}${isRecording ? ', RECORDS KEYS' : ''}`;
  }

  #reachedHow(username: string, link: ListedPeer['link'], where: string): string {
    if (username === this.#me || (link === null && where !== 'online')) return ' (you)';
    if (link === null) return '';
    return link === 'open' ? ', connected directly' : ', not connected';
  }

  /** What must not be forgotten while it lasts. */
  #banners(encryption: EncryptionPolicy, keylog: string | null): string[] {
    return [
      ...(encryption === 'off' ? [this.#loud('ENCRYPTION IS OFF: everybody on the way can read all of it')] : []),
      ...(keylog === null
        ? []
        : [this.#loud(`KEYS ARE RECORDED in ${visible(keylog)}: whoever has it can read all of it`)]),
    ];
  }

  /** Drawn only where somebody can hold a camera to it. */
  #qrCode(text: string): string[] {
    return this.#showsOwnLines
      ? []
      : renderUnicodeCompact(text, { border: 2 })
          .split('\n')
          .map((row) => `    ${row}`);
  }

  #loud(text: string): string {
    return this.#paint(`! ${text}`, 'loud');
  }

  #note(text: string): string {
    return `${this.#paint('*', 'quiet')} ${text}`;
  }

  #name(username: string): string {
    return this.#paint(visible(username), 'name');
  }

  #names(usernames: readonly string[]): string {
    return usernames.map((username) => this.#name(username)).join(', ');
  }
}

/** A row for every `count` groups of a number. */
function groupsOf(number: string, count: number): string[] {
  const groups = number.split(' ');
  return groups.flatMap((_, index) => (index % count === 0 ? [groups.slice(index, index + count).join(' ')] : []));
}
