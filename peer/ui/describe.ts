// Each fact as readable lines: for people, for a screen reader and for grep. Everything that others wrote is made
// harmless here. What was said before changes nothing: whether a fact is new is decided in the session.

import { formatEndpoint } from '../../commons/net/endpoint.ts';
import { visible } from '../../commons/text/text.ts';
import type { MessageReport, ReportOf } from '../reports.ts';
import type { FactEvent, FactReport } from '../session/fact-report.ts';
import { isSuspicious } from '../session/facts.ts';
import type { Session } from '../session/session.ts';
import { helpLines, peopleLines, roomLines, statusLines, wireLine } from './listings.ts';
import type { Verdict } from './own-lines.ts';
import type { Paint } from './paint.ts';
import type { Phrases } from './phrases/phrases.ts';
import { requestEndedLines, requestLines, requestListLines } from './request-lines.ts';
import { banners, SecurityLines } from './security-lines.ts';
import { type Line, shownName, shownRoom, Words } from './words.ts';

type Describe = { readonly [E in FactEvent]: (report: ReportOf<E>) => Line[] };

export class Describer {
  readonly #words: Words;
  readonly #session: Session;
  readonly #security: SecurityLines;
  readonly #describe: Describe;

  constructor(phrases: Phrases, session: Session, paint: Paint) {
    this.#words = new Words(phrases, paint);
    this.#session = session;
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

  /** The lines of a fact; of some there are none. */
  describe(report: FactReport): Line[] {
    const describe = this.#describe[report.event] as (report: FactReport) => Line[];
    return describe(report);
  }

  /** A message of somebody else. */
  message(report: MessageReport): Line[] {
    const { room, security } = report;
    return this.#words.said(room === null ? null : shownRoom(room), report, security === 'plaintext');
  }

  /** A message of our own. */
  own(report: ReportOf<'queued'>, isPlain: boolean): Line[] {
    const { room, to = '' } = report;
    return this.#words.own(room === undefined ? { name: to } : { room: shownRoom(room) }, report, isPlain);
  }

  verdicts(verdicts: readonly Verdict[]): Line[] {
    const { delivery } = this.phrases;
    return verdicts.map((verdict) => {
      if (verdict.say === 'kept') return this.#words.note(delivery.kept(this.#words.names(verdict.people)));
      const people = verdict.people.map((person) => delivery.recipient(this.#words.name(person.name), person));
      return this.#words.note(delivery.delivered(people, verdict.isLate));
    });
  }

  readonly #ordinary: Omit<Describe, keyof SecurityLines['lines']> = {
    ready: ({ username, listen, tracker, encryption, keylog, capture }) => {
      const { session } = this.phrases;
      return [
        this.#words.note(session.ready(shownName(username), formatEndpoint(listen), tracker)),
        ...banners(this.#words, encryption, keylog, capture),
        this.#words.note(session.firstSteps),
      ];
    },
    rooms: ({ rooms }) => roomLines(this.#words, rooms),
    peers: ({ room, peers }) => peopleLines(this.#words, room, peers, this.#session.me),
    status: ({ status }) => statusLines(this.#words, status),
    wire: (report) => [wireLine(this.#words, report)],
    watching_wire: ({ on }) => [this.#words.note(on ? this.phrases.wire.watching : this.phrases.wire.notWatching)],
    help: ({ commands }) => helpLines(this.#words, commands),
    room_created: ({ room }) => [this.#words.note(this.phrases.rooms.made(shownRoom(room)))],
    room_joined: ({ room, owner, members, away }) => {
      const others = members
        .filter((name) => name !== this.#session.me)
        .map((name) => this.#words.name(name) + (away.includes(name) ? ` (${this.phrases.people.state.away})` : ''));
      const whose = owner === this.#session.me ? null : this.#words.name(owner);
      return [this.#words.note(this.phrases.rooms.joined(shownRoom(room), whose, others))];
    },
    returning: ({ people }) =>
      people.length > 0 ? [this.#words.note(this.phrases.rooms.chatsGoOn(this.#words.names(people)))] : [],
    room_not_entered: ({ room, reason, owner }) => {
      const text = this.phrases.rooms.notEntered(shownRoom(room), reason, owner === null ? null : shownName(owner));
      return [isSuspicious(reason) ? this.#words.warning(text) : this.#words.note(text)];
    },
    look_alike: ({ peer, like }) => [
      this.#words.warning(this.phrases.people.lookAlike(shownName(peer), shownName(like))),
    ],
    room_left: ({ room }) => [this.#words.note(this.phrases.rooms.left(shownRoom(room)))],
    room_deleted: ({ room }) => [this.#words.note(this.phrases.rooms.deleted(shownRoom(room)))],
    member_joined: (report) => [this.#ofMember(this.phrases.rooms.memberJoined, report)],
    member_away: (report) => [this.#ofMember(this.phrases.rooms.memberAway, report)],
    member_back: (report) => [this.#ofMember(this.phrases.rooms.memberBack, report)],
    member_left: (report) => {
      const { memberLeft, memberLost } = this.phrases.rooms;
      return [this.#ofMember(report.reason === 'left' ? memberLeft : memberLost, report)];
    },
    link: (report) => this.#link(report),
    failed: ({ id, to, reason }) => {
      const beginning = this.#session.ownMessages.get(id)?.beginning ?? '';
      const why = visible(this.phrases.reason(reason));
      return [this.#words.warning(this.phrases.delivery.failed(shownName(to), why, beginning))];
    },
    tracker: (report) => this.#tracker(report),
    request: (report) => requestLines(this.#words, report),
    request_ended: (report) => requestEndedLines(this.#words, report),
    requests: (report) => requestListLines(this.#words, report),
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

  #link(report: ReportOf<'link'>): Line[] {
    const { peer, state, path, security, verified, reason, refused, not_reached: notReached } = report;
    const { links } = this.phrases;
    if (state === 'open') {
      const secret = security === 'plaintext' ? 'plaintext' : verified ? 'verified' : 'encrypted';
      return [
        this.#words.note(links.connected(this.#words.name(peer), path, secret)),
        ...(report.records_keys ? [this.#words.warning(links.recordsKeys(shownName(peer)))] : []),
        ...(report.encryption_off ? [this.#words.warning(links.encryptionOff(shownName(peer)))] : []),
      ];
    }
    if (notReached) return [this.#words.warning(links.notReached[notReached](this.#words.name(peer)))];
    const say = refused ? links.refused : links.unreachable;
    return [
      this.#words.note(say(this.#words.name(peer), visible(reason ? this.phrases.reason(reason) : links.noAnswer))),
    ];
  }

  #tracker({ state, reason }: ReportOf<'tracker'>): Line[] {
    const { session } = this.phrases;
    if (state === 'connected') return [this.#words.note(session.trackerConnected)];
    const say = state === 'lost' ? session.trackerAway : session.trackerSilent;
    return [this.#words.note(say(reason ? visible(this.phrases.reason(reason)) : ''))];
  }
}
