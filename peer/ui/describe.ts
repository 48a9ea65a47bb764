// Each report as readable lines: for people, for a screen reader and for grep. What programs want to know in every detail
// (each attempt to connect, each pause) is said once, or not at all when another line explains it. Everything that others
// wrote is made harmless here.

import { forgetOldest } from '../../commons/limits/forget-oldest.ts';
import { formatEndpoint } from '../../commons/net/endpoint.ts';
import { visible } from '../../commons/text/text.ts';
import type { NotEntered, Report, ReportOf } from '../reports.ts';
import { helpLines, peopleLines, roomLines, statusLines, wireLine } from './listings.ts';
import { MAX_NAMES, OwnLines, type Verdict } from './own-lines.ts';
import { type Paint, withoutPaint } from './paint.ts';
import type { Phrases } from './phrases/phrases.ts';
import { requestEndedLines, requestLines, requestListLines } from './request-lines.ts';
import { banners, SecurityLines } from './security-lines.ts';
import { type Line, shownName, shownRoom, Words } from './words.ts';

type Describe = { readonly [E in Report['event']]: (report: ReportOf<E>) => Line[] };

/** Somebody may want to be taken for somebody else. */
const SUSPECT: ReadonlySet<NotEntered> = new Set([
  'not_asked',
  'other_owner',
  'other_key',
  'not_by_invitation',
  'not_by_password',
]);

/** How much of a line that failed is shown again. */
const SHOWN_CHARACTERS = 40;

export interface DescriberOptions {
  /** For names and rooms within the lines; without it the lines are text and nothing else. */
  readonly paint?: Paint;
  /** Whether typed lines are shown again; where they stand already they need not be. */
  readonly showsOwnLines: boolean;
}

export class Describer {
  readonly #words: Words;
  readonly #showsOwnLines: boolean;
  readonly #security: SecurityLines;
  readonly #describe: Describe;
  readonly #own = new OwnLines();
  #me = '';
  /** What was last said of how each person is reached. */
  readonly #said = new Map<string, string>();
  /** Away for the tracker, but still connected to us: nothing to worry anybody with, as long as that is so. */
  readonly #quietlyAway = new Map<string, ReportOf<'member_away'>>();
  #isTrackerSaidAway = false;

  constructor(phrases: Phrases, { paint = withoutPaint, showsOwnLines }: DescriberOptions) {
    this.#words = new Words(phrases, paint);
    this.#showsOwnLines = showsOwnLines;
    this.#security = new SecurityLines(this.#words);
    this.#describe = { ...this.#ordinary, ...this.#security.lines };
  }

  get phrases(): Phrases {
    return this.#words.phrases;
  }

  /** From now on in these words; what was said stays said. */
  set phrases(phrases: Phrases) {
    this.#words.phrases = phrases;
  }

  /** The lines to show; some reports are none. Each report is to be described once, in the order in which they come. */
  describe(report: Report): Line[] {
    const describe = this.#describe[report.event] as (report: Report) => Line[];
    return describe(report);
  }

  readonly #ordinary: Omit<Describe, keyof SecurityLines['lines']> = {
    ready: ({ username, listen, tracker, encryption, keylog, capture }) => {
      this.#me = username;
      const { session } = this.phrases;
      return [
        this.#words.note(session.ready(shownName(username), formatEndpoint(listen), tracker)),
        ...banners(this.#words, encryption, keylog, capture),
        this.#words.note(session.firstSteps),
      ];
    },
    rooms: ({ rooms }) => roomLines(this.#words, rooms),
    peers: ({ room, peers }) => peopleLines(this.#words, room, peers, this.#me),
    status: ({ status }) => statusLines(this.#words, status),
    wire: (report) => [wireLine(this.#words, report)],
    watching_wire: ({ on }) => [this.#words.note(on ? this.phrases.wire.watching : this.phrases.wire.notWatching)],
    help: ({ commands }) => helpLines(this.#words, commands),
    room_created: ({ room }) => [this.#words.note(this.phrases.rooms.made(shownRoom(room)))],
    room_joined: ({ room, owner, members, away }) => {
      const others = members
        .filter((name) => name !== this.#me)
        .map((name) => this.#words.name(name) + (away.includes(name) ? ` (${this.phrases.people.state.away})` : ''));
      const whose = owner === this.#me ? null : this.#words.name(owner);
      return [this.#words.note(this.phrases.rooms.joined(shownRoom(room), whose, others))];
    },
    returning: ({ people }) =>
      people.length > 0 ? [this.#words.note(this.phrases.rooms.chatsGoOn(this.#words.names(people)))] : [],
    room_not_entered: ({ room, reason, owner }) => {
      const text = this.phrases.rooms.notEntered(shownRoom(room), reason, owner === null ? null : shownName(owner));
      return [SUSPECT.has(reason) ? this.#words.warning(text) : this.#words.note(text)];
    },
    look_alike: ({ peer, like }) => [
      this.#words.warning(this.phrases.people.lookAlike(shownName(peer), shownName(like))),
    ],
    room_left: ({ room }) => [this.#words.note(this.phrases.rooms.left(shownRoom(room)))],
    room_deleted: ({ room }) => [this.#words.note(this.phrases.rooms.deleted(shownRoom(room)))],
    member_joined: (report) => [this.#ofMember(this.phrases.rooms.memberJoined, report)],
    member_away: (report) => {
      if (!this.#own.isReached(report.username)) return [this.#ofMember(this.phrases.rooms.memberAway, report)];
      this.#quietlyAway.set(`${report.room}\n${report.username}`, report);
      return [];
    },
    member_back: (report) => {
      if (this.#quietlyAway.delete(`${report.room}\n${report.username}`)) return [];
      return [this.#ofMember(this.phrases.rooms.memberBack, report)];
    },
    member_left: (report) => {
      this.#quietlyAway.delete(`${report.room}\n${report.username}`);
      const { memberLeft, memberLost } = this.phrases.rooms;
      return [this.#ofMember(report.reason === 'left' ? memberLeft : memberLost, report)];
    },
    link: (report) => this.#link(report),
    message: (report) =>
      this.#words.said(report.room === null ? null : shownRoom(report.room), report, report.security === 'plaintext'),
    queued: (report) => {
      const { room, to = '', people } = report;
      const where = room === undefined ? { name: to } : { room: shownRoom(room) };
      const own = this.#showsOwnLines ? this.#words.own(where, report, this.#own.isPlain(people)) : [];
      return [...own, ...this.#verdicts(this.#own.queued(report))];
    },
    sent: (report) => this.#verdicts(this.#own.became(report)),
    delivered: (report) => this.#verdicts(this.#own.became(report)),
    failed: (report) => this.#verdicts(this.#own.became(report)),
    tracker: (report) => this.#tracker(report),
    conversation: () => [],
    request: (report) => requestLines(this.#words, report),
    request_ended: (report) => requestEndedLines(this.#words, report),
    requests: (report) => requestListLines(this.#words, report),
    contacts: () => [],
    not_reachable: ({ why, peer, address, listen }) => {
      const { cannotDialUs } = this.phrases.links;
      const shown = peer === null ? '' : this.#words.name(peer);
      return [this.#words.warning(cannotDialUs[why](shown, visible(address), listen.map(visible)))];
    },
    error: ({ problem }) => [this.#words.error(visible(this.phrases.problem(problem)))],
  };

  #ofMember(say: (name: string, room: string) => string, of: { username: string; room: string }): Line {
    return this.#words.note(say(this.#words.name(of.username), shownRoom(of.room)));
  }

  /** That somebody is reached, or cannot be, is said once; a link that breaks and is back at once is not worth a word. */
  #link(report: ReportOf<'link'>): Line[] {
    const { peer, state, path, security, verified, reason, not_reached: notReached } = report;
    const wasReached = this.#own.isReached(peer);
    this.#own.linkChanged(report);
    const { links } = this.phrases;
    const said = this.#said.get(peer);
    const how = state === 'open' ? `${security} ${report.records_keys ?? ''} ${report.encryption_off ?? ''}` : '';
    if (state === 'open' && said !== how) {
      this.#remember(peer, how);
      const secret = security === 'plaintext' ? 'plaintext' : verified ? 'verified' : 'encrypted';
      return [
        this.#words.note(links.connected(this.#words.name(peer), path, secret)),
        ...(report.records_keys ? [this.#words.warning(links.recordsKeys(shownName(peer)))] : []),
        ...(report.encryption_off ? [this.#words.warning(links.encryptionOff(shownName(peer)))] : []),
      ];
    }
    const away = state === 'open' ? [] : this.#noLongerQuietly(peer);
    if (state === 'closed' && !wasReached && said !== 'unreachable') {
      this.#remember(peer, 'unreachable');
      if (report.refused && this.#security.hasChanged(peer)) return away; // That was said aloud already.
      if (notReached) return [...away, this.#words.warning(links.notReached[notReached](this.#words.name(peer)))];
      const say = report.refused ? links.refused : links.unreachable;
      return [...away, this.#words.note(say(this.#words.name(peer), visible(reason ?? links.noAnswer)))];
    }
    return away;
  }

  #remember(peer: string, how: string): void {
    this.#said.set(peer, how);
    forgetOldest(this.#said, MAX_NAMES);
  }

  /** The tracker was only the first to notice. */
  #noLongerQuietly(username: string): Line[] {
    const away = [...this.#quietlyAway].filter(([, report]) => report.username === username);
    for (const [key] of away) this.#quietlyAway.delete(key);
    return away.map(([, report]) => this.#ofMember(this.phrases.rooms.memberAway, report));
  }

  /** Its loss is said once, and its return; the attempts between are for /status. */
  #tracker({ state, reason = '' }: ReportOf<'tracker'>): Line[] {
    const { session } = this.phrases;
    const wasSaidAway = this.#isTrackerSaidAway;
    this.#isTrackerSaidAway = state !== 'connected';
    if (state === 'connected') return [this.#words.note(session.trackerConnected)];
    if (wasSaidAway) return [];
    const say = state === 'lost' ? session.trackerAway : session.trackerSilent;
    return [this.#words.note(say(visible(reason)))];
  }

  #verdicts(verdicts: readonly Verdict[]): Line[] {
    return verdicts.map((verdict) => this.#verdict(verdict));
  }

  #verdict(verdict: Verdict): Line {
    const { delivery } = this.phrases;
    if (verdict.say === 'kept') return this.#words.note(delivery.kept(this.#words.names(verdict.people)));
    if (verdict.say === 'failed') {
      const shown = [...visible(verdict.content)].slice(0, SHOWN_CHARACTERS).join('');
      return this.#words.warning(delivery.failed(shownName(verdict.name), visible(verdict.reason), shown));
    }
    const people = verdict.people.map((person) => delivery.recipient(this.#words.name(person.name), person));
    return this.#words.note(delivery.delivered(people, verdict.isLate));
  }
}
