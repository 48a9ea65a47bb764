// Each report as readable lines: for people, for a screen reader and for grep. What programs want to know in every detail
// (each attempt to connect, each pause) is said once, or not at all when another line explains it. Everything that others
// wrote is made harmless here.

import { formatEndpoint } from '../../commons/net/endpoint.ts';
import { visible } from '../../commons/text.ts';
import type { ListedPeer, Report } from '../reports.ts';
import { OwnLines, type Verdict } from './own-lines.ts';
import type { Paint } from './paint.ts';
import { banners, LOCKS, SecurityLines, TRUST } from './security-lines.ts';
import { Words } from './words.ts';

type Named<E extends Report['event']> = Extract<Report, { event: E }>;
type Describe = { readonly [E in Report['event']]: (report: Named<E>) => string[] };

/** How much of a line that failed is shown again. */
const SHOWN_CHARACTERS = 40;

export class Describer {
  readonly #words: Words;
  readonly #showsOwnLines: boolean;
  readonly #security: SecurityLines;
  readonly #describe: Describe;
  readonly #own = new OwnLines();
  #me = '';
  /** What was last said of how each person is reached. */
  readonly #said = new Map<string, string>();
  /** Away for the tracker, but still connected to us: nothing to worry anybody with. */
  readonly #quietlyAway = new Set<string>();
  #isTrackerSaidAway = false;

  /** `showsOwnLines`: whether typed lines are shown again; on a terminal they stand there already. */
  constructor(paint: Paint, showsOwnLines: boolean) {
    this.#words = new Words(paint);
    this.#showsOwnLines = showsOwnLines;
    this.#security = new SecurityLines(this.#words, !showsOwnLines);
    this.#describe = { ...this.#ordinary, ...this.#security.lines };
  }

  /** The lines to print; some reports are none. */
  lines(report: Report): string[] {
    const describe = this.#describe[report.event] as (report: Report) => string[];
    return describe(report);
  }

  readonly #ordinary: Omit<Describe, keyof SecurityLines['lines']> = {
    ready: ({ username, listen, tracker, encryption, keylog }) => {
      this.#me = username;
      return [
        this.#words.note(`you are ${visible(username)}, listening on ${formatEndpoint(listen)}, tracker ${tracker}`),
        ...banners(this.#words, encryption, keylog),
        this.#words.note('/create <room> makes a room, /join <room> enters one, /help says more'),
      ];
    },
    rooms: ({ rooms }) =>
      rooms.length === 0
        ? [this.#words.note('there are no rooms yet; /create <room> makes one')]
        : rooms.map(({ name, owner, present, seats, access }) => {
            const who = present.length > 0 ? `: ${this.#words.names(present)}` : '';
            const taken = `${seats} of 3 seats taken`;
            return this.#words.note(
              `#${visible(name)}${LOCKS[access]}, owned by ${this.#words.name(owner)}, ${taken}${who}`,
            );
          }),
    peers: ({ room, peers }) => {
      const where = room === null ? 'online' : `in #${visible(room)}`;
      return peers.map((peer) =>
        this.#words.note(`${this.#words.name(peer.username)} ${this.#peerState(peer, where)}`),
      );
    },
    room_created: ({ room }) => [this.#words.note(`#${visible(room)} is made, and yours`)],
    room_joined: ({ room, owner, members }) => {
      const others = members.filter((name) => name !== this.#me);
      const who = others.length > 0 ? `with ${this.#words.names(others)}` : 'and nobody else is there yet';
      const whose = owner === this.#me ? 'yours' : `owned by ${this.#words.name(owner)}`;
      return [this.#words.note(`you are in #${visible(room)}, ${whose}, ${who}`)];
    },
    room_left: ({ room }) => [this.#words.note(`you left #${visible(room)}`)],
    room_deleted: ({ room }) => [this.#words.note(`#${visible(room)} was deleted`)],
    member_joined: ({ room, username }) => [this.#words.note(`${this.#words.name(username)} joined #${visible(room)}`)],
    member_away: ({ room, username }) => {
      if (this.#own.isReached(username)) {
        this.#quietlyAway.add(`${room}\n${username}`);
        return [];
      }
      return [
        this.#words.note(
          `${this.#words.name(username)} is away from #${visible(room)}; what you write is kept for them`,
        ),
      ];
    },
    member_back: ({ room, username }) => {
      if (this.#quietlyAway.delete(`${room}\n${username}`)) return [];
      return [this.#words.note(`${this.#words.name(username)} is back in #${visible(room)}`)];
    },
    member_left: ({ room, username, reason }) => {
      this.#quietlyAway.delete(`${room}\n${username}`);
      return [
        this.#words.note(
          `${this.#words.name(username)} ${reason === 'left' ? 'left' : 'is gone from'} #${visible(room)}`,
        ),
      ];
    },
    link: (report) => this.#link(report),
    message: ({ room, from, content, security }) => {
      const mark = security === 'plaintext' ? '[plain] ' : '';
      return this.#words.talk(
        `${mark}${room === null ? '(private)' : `#${visible(room)}`}`,
        this.#words.name(from),
        content,
      );
    },
    queued: (report) => {
      const { room, to, content } = report;
      const mark = this.#own.isPlain(report.people) ? '[plain] ' : '';
      const where = mark + (room === undefined ? `(private to ${visible(to ?? '')})` : `#${visible(room)}`);
      const own = this.#showsOwnLines ? this.#words.talk(where, this.#words.own('you'), content) : [];
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
        this.#words.note(
          `${visible(username)}, listening on ${formatEndpoint(listen)}, tracker ${tracker}, in ${sits}`,
        ),
        ...banners(this.#words, encryption, keylog),
        ...(fingerprint === null ? [] : [this.#words.note(`your key is ${fingerprint}`)]),
        ...people.map(({ username: name, state, link, security, waiting, trust, records_keys: isRecording }) => {
          const recording = isRecording ? ', RECORDS KEYS' : '';
          const secret = (security === 'plaintext' ? 'not encrypted' : `encrypted, ${TRUST[trust]}`) + recording;
          const how = link === 'open' ? `connected directly, ${secret}` : link === 'closed' ? 'not connected' : link;
          const lines = waiting === 0 ? '' : `, ${waiting} ${waiting === 1 ? 'line' : 'lines'} waiting`;
          return this.#words.note(`${this.#words.name(name)}: ${state}, ${how}${lines}`);
        }),
      ];
    },
    help: ({ commands }) => {
      if (commands.length === 1) {
        return commands.map(({ usage, aliases, summary }) =>
          this.#words.note(`${usage} - ${summary} (also ${aliases.map((alias) => `/${alias}`).join(' ')})`),
        );
      }
      const width = Math.max(...commands.map(({ usage }) => usage.length));
      return commands.map(({ usage, summary }) => this.#words.note(`${usage.padEnd(width)}  ${summary}`));
    },
    error: ({ message }) => [this.#words.loud(visible(message))],
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
        this.#words.note(`connected to ${this.#words.name(peer)} ${path === 'direct' ? 'directly' : path}, ${secret}`),
        ...(report.records_keys
          ? [this.#words.loud(`${visible(peer)} records keys: what you say may be read later`)]
          : []),
        ...(report.encryption_off ? [this.#words.loud(`${visible(peer)} has switched encryption off`)] : []),
      ];
    }
    if (state === 'closed' && !wasReached && said !== 'unreachable') {
      this.#said.set(peer, 'unreachable');
      const why = visible(reason ?? 'no answer');
      if (report.refused && this.#security.hasChanged(peer)) return []; // That was said aloud already.
      if (report.refused) return [this.#words.note(`${this.#words.name(peer)} is not connected: ${why}`)];
      return [this.#words.note(`${this.#words.name(peer)} cannot be reached (${why}); trying again`)];
    }
    return [];
  }

  /** Its loss is said once, and its return; the attempts between are for /status. */
  #tracker({ state, reason = '' }: Named<'tracker'>): string[] {
    const wasSaidAway = this.#isTrackerSaidAway;
    this.#isTrackerSaidAway = state !== 'connected';
    if (state === 'connected') return [this.#words.note('connected to the tracker')];
    if (wasSaidAway) return [];
    if (state === 'lost') {
      return [this.#words.note(`the tracker is away (${visible(reason)}); conversations go on, and it is tried again`)];
    }
    return [this.#words.note(`the tracker does not answer (${visible(reason)}); trying again until it does`)];
  }

  #verdict(verdict: Verdict): string {
    if (verdict.say === 'kept')
      return this.#words.note(`kept for ${this.#words.names(verdict.people)} until they can be reached`);
    if (verdict.say === 'failed') {
      const shown = [...visible(verdict.content)].slice(0, SHOWN_CHARACTERS).join('');
      const line = shown === '' ? '' : `: "${shown}"`;
      return this.#words.loud(`not delivered to ${visible(verdict.name)} (${visible(verdict.reason)})${line}`);
    }
    const people = verdict.people.map(({ name, isConfirmed, isPlain }) => {
      const mark = isPlain ? ' [plain]' : '';
      return this.#words.name(name) + mark + (isConfirmed ? '' : ' (sent; their program confirms nothing)');
    });
    return this.#words.note(`delivered to ${people.join(', ')}${verdict.isLate ? ', late' : ''}`);
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
}
