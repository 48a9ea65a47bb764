// Each report as readable lines: for people, for a screen reader and for grep. What programs want to know in every detail
// (each attempt to connect, each pause) is said once, or not at all when another line explains it. Everything that others
// wrote is made harmless here.

import { formatEndpoint } from '../../commons/net/endpoint.ts';
import { visible, visibleText } from '../../commons/text.ts';
import type { ListedPeer, Report } from '../reports.ts';
import { OwnLines, type Verdict } from './own-lines.ts';
import type { Paint } from './paint.ts';

type Named<E extends Report['event']> = Extract<Report, { event: E }>;
type Describe = { readonly [E in Report['event']]: (report: Named<E>) => string[] };

/** How much of a line that failed is shown again. */
const SHOWN_CHARACTERS = 40;

export class Describer {
  readonly #paint: Paint;
  readonly #showsOwnLines: boolean;
  readonly #own = new OwnLines();
  #me = '';
  /** What was last said of how each person is reached. */
  readonly #said = new Map<string, 'open' | 'unreachable'>();
  /** Away for the tracker, but still connected to us: nothing to worry anybody with. */
  readonly #quietlyAway = new Set<string>();
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
    ready: ({ username, listen, tracker }) => {
      this.#me = username;
      return [
        this.#note(`you are ${visible(username)}, listening on ${formatEndpoint(listen)}, tracker ${tracker}`),
        this.#note('/create <room> makes a room, /join <room> enters one, /help says more'),
      ];
    },
    rooms: ({ rooms }) =>
      rooms.length === 0
        ? [this.#note('there are no rooms yet; /create <room> makes one')]
        : rooms.map(({ name, owner, present, seats }) => {
            const who = present.length > 0 ? `: ${this.#names(present)}` : '';
            return this.#note(`#${visible(name)}, owned by ${this.#name(owner)}, ${seats} of 3 seats taken${who}`);
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
    message: ({ room, from, content }) =>
      this.#talk(room === null ? '(private)' : `#${visible(room)}`, this.#name(from), content),
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
    status: ({ status: { username, listen, tracker, rooms, people } }) => {
      const sits = rooms.length > 0 ? rooms.map((name) => `#${visible(name)}`).join(' ') : 'no room';
      return [
        this.#note(`${visible(username)}, listening on ${formatEndpoint(listen)}, tracker ${tracker}, in ${sits}`),
        ...people.map(({ username: name, state, link, security, waiting }) => {
          const secret = security === 'plaintext' ? 'not encrypted' : 'encrypted';
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
    error: ({ message }) => [this.#paint(`! ${visible(message)}`, 'loud')],
  };

  /** That somebody is reached, or cannot be, is said once; a link that breaks and is back at once is not worth a word. */
  #link(report: Named<'link'>): string[] {
    const { peer, state, path, security, reason } = report;
    const wasReached = this.#own.isReached(peer);
    this.#own.linkChanged(report);
    const said = this.#said.get(peer);
    if (state === 'open' && said !== 'open') {
      this.#said.set(peer, 'open');
      const secret = security === 'plaintext' ? 'not encrypted' : 'encrypted';
      return [this.#note(`connected to ${this.#name(peer)} ${path === 'direct' ? 'directly' : path}, ${secret}`)];
    }
    if (state === 'closed' && !wasReached && said !== 'unreachable') {
      this.#said.set(peer, 'unreachable');
      return [this.#note(`${this.#name(peer)} cannot be reached (${visible(reason ?? 'no answer')}); trying again`)];
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

  #peerState({ username, state, link, rooms }: ListedPeer, where: string): string {
    const isElsewhere = where === 'online' && rooms.length > 0;
    const sits = isElsewhere ? `, in ${rooms.map((name) => `#${visible(name)}`).join(' ')}` : '';
    return `is ${state === 'away' ? 'away' : where}${sits}${this.#reachedHow(username, link, where)}`;
  }

  #reachedHow(username: string, link: ListedPeer['link'], where: string): string {
    if (username === this.#me || (link === null && where !== 'online')) return ' (you)';
    if (link === null) return '';
    return link === 'open' ? ', connected directly' : ', not connected';
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
