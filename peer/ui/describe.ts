// Each report as one readable line: for people, for a screen reader and for grep. Pure; it remembers only what has become
// of our own lines so far, so that each gets one answer and not one a person. Everything that others wrote is made
// harmless here.

import { formatEndpoint } from '../../commons/net/endpoint.ts';
import { visible, visibleText } from '../../commons/text.ts';
import type { ListedPeer, Report, StatusReport } from '../reports.ts';
import type { Paint } from './paint.ts';

/** What became of one of our own lines so far. */
interface OwnLine {
  /** Whom it can reach and who has not confirmed it yet. */
  readonly pending: Set<string>;
  readonly done: string[];
}

export class Describer {
  readonly #paint: Paint;
  readonly #showsOwnLines: boolean;
  readonly #own = new Map<string, OwnLine>();
  readonly #reached = new Set<string>();
  /** Reached, but by a program that never says that a line has come. */
  readonly #silent = new Set<string>();

  /** `showsOwnLines`: whether typed lines are shown again; on a terminal they stand there already. */
  constructor(paint: Paint, showsOwnLines: boolean) {
    this.#paint = paint;
    this.#showsOwnLines = showsOwnLines;
  }

  /** The lines to print; most reports are one, some are none. */
  lines(report: Report): string[] {
    switch (report.event) {
      case 'ready':
        return [
          this.#note(
            `you are ${visible(report.username)}, listening on ${formatEndpoint(report.listen)}, tracker ${report.tracker}`,
          ),
          this.#note(
            '/rooms lists the rooms, /create <room> makes one, /join <room> enters one, /help lists all commands',
          ),
        ];
      case 'message':
        return this.#message(report);
      case 'queued':
        return this.#queued(report);
      case 'sent':
      case 'delivered':
      case 'failed':
        return this.#became(report);
      case 'rooms':
        return this.#rooms(report);
      case 'peers':
        return this.#peers(report);
      case 'status':
        return this.#status(report.status);
      case 'help':
        return report.commands.map(({ usage, aliases, summary }) =>
          this.#note(`${usage} - ${summary} (also ${aliases.map((alias) => `/${alias}`).join(' ')})`),
        );
      case 'error':
        return [this.#paint(`! ${visible(report.message)}`, 'loud')];
      case 'conversation':
        return [];
      default:
        return [this.#note(this.#fact(report))];
    }
  }

  #fact(
    report: Exclude<
      Report,
      {
        event:
          | 'ready'
          | 'message'
          | 'queued'
          | 'sent'
          | 'delivered'
          | 'failed'
          | 'rooms'
          | 'peers'
          | 'status'
          | 'help'
          | 'error'
          | 'conversation';
      }
    >,
  ): string {
    switch (report.event) {
      case 'room_created':
        return `#${visible(report.room)} is made, and yours`;
      case 'room_joined':
        return `you are in #${visible(report.room)}, owned by ${this.#name(report.owner)}, with ${this.#names(report.members)}`;
      case 'room_left':
        return `you left #${visible(report.room)}`;
      case 'room_deleted':
        return `#${visible(report.room)} was deleted`;
      case 'member_joined':
        return `${this.#name(report.username)} joined #${visible(report.room)}`;
      case 'member_away':
        return `${this.#name(report.username)} is away from #${visible(report.room)}; what you write is kept for them`;
      case 'member_back':
        return `${this.#name(report.username)} is back in #${visible(report.room)}`;
      case 'member_left':
        return `${this.#name(report.username)} ${report.reason === 'left' ? 'left' : 'is gone from'} #${visible(report.room)}`;
      case 'link':
        return this.#link(report);
      case 'tracker':
        return this.#tracker(report);
    }
  }

  #link(report: Extract<Report, { event: 'link' }>): string {
    const name = this.#name(report.peer);
    if (report.state === 'open') this.#reached.add(report.peer);
    else this.#reached.delete(report.peer);
    if (report.confirms === false) this.#silent.add(report.peer);
    else if (report.confirms) this.#silent.delete(report.peer);
    if (report.state === 'connecting') return `connecting to ${name} ...`;
    if (report.state === 'closed') return `no connection to ${name}: ${visible(report.reason ?? 'closed')}`;
    return `connected to ${name} ${report.path === 'direct' ? 'directly' : report.path}, ${report.security === 'plaintext' ? 'not encrypted' : 'encrypted'}`;
  }

  #tracker(report: Extract<Report, { event: 'tracker' }>): string {
    if (report.state === 'connected') return 'connected to the tracker';
    if (report.state === 'lost')
      return `the tracker is away (${visible(report.reason ?? '')}); conversations go on without it`;
    const seconds = Math.ceil((report.retry_in_ms ?? 0) / 1000);
    return `the tracker does not answer (${visible(report.reason ?? '')}); trying again ${seconds > 0 ? `in ${seconds} s` : 'now'}`;
  }

  #message({ room, from, content }: Extract<Report, { event: 'message' }>): string[] {
    const where = room === null ? '(private)' : `#${visible(room)}`;
    return this.#said(where, this.#name(from), content);
  }

  /** Further lines of one message are indented, so that none can pass for a message of somebody else. */
  #said(where: string, who: string, content: string): string[] {
    const [first = '', ...more] = visibleText(content).split('\n');
    return [`${this.#paint(where, 'quiet')} ${who}: ${first}`, ...more.map((line) => `    ${line}`)];
  }

  #queued({ id, room, to, content, people }: Extract<Report, { event: 'queued' }>): string[] {
    const away = people.filter((name) => !this.#reached.has(name));
    const pending = new Set(people.filter((name) => this.#reached.has(name)));
    if (pending.size > 0) this.#own.set(id, { pending, done: [] });
    const kept = away.length > 0 ? [this.#note(`kept for ${this.#names(away)} until they can be reached`)] : [];
    if (!this.#showsOwnLines) return kept;
    const where = room === undefined ? `(private to ${visible(to ?? '')})` : `#${visible(room)}`;
    return [...this.#said(where, this.#paint('you', 'own'), content), ...kept];
  }

  /** One answer when everybody who can be reached has the line, and one for each who gets it later, or never. */
  #became(report: Extract<Report, { event: 'sent' | 'delivered' | 'failed' }>): string[] {
    const { event, id, to } = report;
    const own = this.#own.get(id);
    if (event === 'failed') {
      own?.pending.delete(to);
      return [
        this.#paint(`! not delivered to ${visible(to)}: ${visible(report.reason)}`, 'loud'),
        ...this.#summary(id),
      ];
    }
    if (event === 'sent' && !this.#silent.has(to)) return [];
    const how = event === 'sent' ? `${this.#name(to)} (sent; their program confirms nothing)` : this.#name(to);
    if (!own?.pending.delete(to)) return [this.#note(`delivered to ${how}, late`)];
    own.done.push(how);
    return this.#summary(id);
  }

  #summary(id: string): string[] {
    const own = this.#own.get(id);
    if (!own || own.pending.size > 0) return [];
    this.#own.delete(id);
    return own.done.length > 0 ? [this.#note(`delivered to ${own.done.join(', ')}`)] : [];
  }

  #rooms({ rooms }: Extract<Report, { event: 'rooms' }>): string[] {
    if (rooms.length === 0) return [this.#note('there are no rooms yet; /create <room> makes one')];
    return rooms.map(({ name, owner, present, seats }) => {
      const who = present.length > 0 ? `: ${this.#names(present)}` : '';
      return this.#note(`#${visible(name)}, owned by ${this.#name(owner)}, ${seats} of 3 seats taken${who}`);
    });
  }

  #peers({ room, peers }: Extract<Report, { event: 'peers' }>): string[] {
    const where = room === null ? 'online' : `in #${visible(room)}`;
    return peers.map((peer) => this.#note(`${this.#name(peer.username)} ${this.#peerState(peer, where)}`));
  }

  #peerState({ state, link, rooms }: ListedPeer, where: string): string {
    const reached =
      link === null && where !== 'online'
        ? ' (you)'
        : link === null
          ? ''
          : link === 'open'
            ? ', connected directly'
            : ', not connected';
    const sits =
      where === 'online' && rooms.length > 0 ? `, in ${rooms.map((name) => `#${visible(name)}`).join(' ')}` : '';
    return `is ${state === 'away' ? 'away' : where}${sits}${reached}`;
  }

  #status({ username, listen, tracker, rooms, people }: StatusReport): string[] {
    const sits = rooms.length > 0 ? rooms.map((name) => `#${visible(name)}`).join(' ') : 'no room';
    return [
      this.#note(`${visible(username)}, listening on ${formatEndpoint(listen)}, tracker ${tracker}, in ${sits}`),
      ...people.map(({ username: name, state, link, security, waiting }) => {
        const how =
          link === 'open'
            ? `connected directly, ${security === 'plaintext' ? 'not encrypted' : 'encrypted'}`
            : 'not connected';
        return this.#note(`${this.#name(name)}: ${state}, ${how}, ${waiting} lines waiting`);
      }),
    ];
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
