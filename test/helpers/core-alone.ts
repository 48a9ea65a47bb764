import { createHash } from 'node:crypto';
import type { Fingerprint } from '../../commons/identity/fingerprint.ts';
import type { ListedPeerView } from '../../commons/model/views.ts';
import { PEER_FEATURES, type PeerMessage } from '../../commons/protocol/peer-messages.ts';
import type { Request } from '../../commons/protocol/tracker-messages.ts';
import type { Effect } from '../../peer/core/effects.ts';
import type { PeerEvent } from '../../peer/core/events.ts';
import { PeerCore } from '../../peer/core/peer-core.ts';
import type { LinkId } from '../../peer/core/records/link-id.ts';
import { MAX_PEOPLE } from '../../peer/core/records/people.ts';
import { cryptography } from '../../peer/program/cryptography.ts';
import type { Report, ReportOf, RequestPolicy } from '../../peer/reports.ts';
import { because } from './because.ts';
import { asTyped } from './typed.ts';

export const keyOfName = (username: string): Fingerprint =>
  createHash('sha256').update(username).digest('base64url') as Fingerprint;

/**
 * The core of a peer called `ana`, with nothing around it: a tracker knows everybody, with the key of their name, links
 * open when they are admitted, and close when that is asked for, unless `closesLate`.
 */
export class CoreAlone {
  readonly core: PeerCore;
  readonly reports: Report[] = [];
  /** Whether reports are kept: a test of memory must not. */
  keepsReports = true;
  /** Links that are closed stay open until `closeAll`. */
  closesLate = false;
  readonly sent: { readonly link: LinkId; readonly message: PeerMessage }[] = [];
  readonly requests: Request[] = [];
  lastRequest = 0;
  /** People whose keys were to be kept the last time. */
  keptContacts = 0;
  elapsed = 0;
  readonly #names = new Map<LinkId, string>();
  readonly #closing = new Set<LinkId>();
  #lastLink = 0;
  #ids = 0;
  readonly #events: PeerEvent[] = [];

  /** By default strangers are heard at once, which keeps the most of them. */
  constructor(requestPolicy: RequestPolicy = 'accept') {
    const newId = (): string => {
      this.#ids += 1;
      return `own-${this.#ids}`;
    };
    const now = (): number => 1_800_000_000_000 + this.elapsed;
    this.core = new PeerCore(
      { now, elapsed: () => this.elapsed, random: () => 0.5, newId, newRoomKey: () => 'AAAAAAAAAAAAAAAAAAAAAA' },
      cryptography,
      {
        username: 'ana',
        listen: { address: '192.0.2.1', port: 1 },
        listens: [{ address: '192.0.2.1', port: 1 }],
        trackerName: '192.0.2.9:6060',
        encryption: 'require',
        requestPolicy,
        fingerprint: keyOfName('ana'),
        nextKey: null,
        keyLog: null,
        asksPasswords: true,
        contacts: [],
        roomKeys: [],
        conversations: { rooms: [], chats: [], current: null },
      },
    );
    const features = ['peer-lookup', 'watch', 'new-password'];
    this.happens({ type: 'loggedIn', rooms: [], features, seenAs: '192.0.2.1', keyExchange: null });
  }

  /** As the shell does it: events that arise from effects come after those effects. */
  happens(event: PeerEvent): void {
    this.#events.push(event);
    if (this.#events.length > 1) return;
    for (let next = this.#events[0]; next; next = this.#events[0]) {
      for (const effect of this.core.handle(next)) this.#perform(effect);
      this.#events.shift();
    }
  }

  types(text: string): void {
    this.happens(asTyped(text));
  }

  all<E extends Report['event']>(event: E): ReportOf<E>[] {
    return this.reports.filter((report): report is ReportOf<E> => report.event === event);
  }

  /** Somebody dials us, and is let in or not: their link. */
  meets(username: string, from = '198.51.100.7'): LinkId {
    this.#lastLink -= 1;
    const link = this.#lastLink;
    this.#names.set(link, username);
    const remote = { address: from, port: 5_000 };
    this.elapsed += 1_000; // As slowly as questions to the tracker allow.
    this.happens({ type: 'linkGreeted', link, username, remote, fingerprint: keyOfName(username), keyChanges: [] });
    return link;
  }

  isOpen(link: LinkId): boolean {
    return this.#names.has(link) && !this.#closing.has(link);
  }

  get openLinks(): number {
    return this.#names.size;
  }

  hears(link: LinkId, message: PeerMessage): void {
    if (message.cmd === 'MESSAGE') this.happens({ type: 'messageReceived', link, message });
    else if (message.cmd === 'INVITE' || message.cmd === 'PROVE' || message.cmd === 'ROSTER')
      this.happens({ type: 'controlReceived', link, message });
  }

  /** The names in `/status`. */
  get people(): string[] {
    const kept = this.keepsReports;
    this.keepsReports = true;
    this.types('/status');
    this.keepsReports = kept;
    return (
      this.all('status')
        .at(-1)
        ?.status.people.map(({ username }) => username) ?? []
    );
  }

  closeAll(): void {
    for (const link of this.#closing) this.closes(link);
  }

  closes(link: LinkId): void {
    this.#closing.delete(link);
    if (this.#names.delete(link)) this.happens({ type: 'linkClosed', link, reason: because('closed') });
  }

  #perform(effect: Effect): void {
    switch (effect.type) {
      case 'report':
        if (this.keepsReports) this.reports.push(effect.report);
        return;
      case 'request':
        return this.#answer(effect.request, effect.message);
      case 'keepContacts':
        this.keptContacts = effect.contacts.length;
        return;
      case 'admit':
        return this.#open(effect.link);
      case 'send':
        if (this.keepsReports) this.sent.push({ link: effect.link, message: effect.message });
        return;
      case 'dial':
        return this.happens({ type: 'linkClosed', link: effect.link, reason: because('nobody listens there') });
      case 'close':
        if (this.closesLate) this.#closing.add(effect.link);
        else this.closes(effect.link);
        return;
      case 'drop':
      case 'turnAway':
        return this.closes(effect.link);
    }
  }

  #answer(request: number, message: Request): void {
    this.lastRequest = request;
    if (this.keepsReports) this.requests.push(message);
    if (message.cmd !== 'LIST_PEERS' || message.peer === undefined) return;
    const peers = { [message.peer]: listed(message.peer) };
    this.happens({ type: 'replied', request, reply: { status: 'OK', peers } });
  }

  #open(link: LinkId): void {
    const username = this.#names.get(link) ?? '';
    this.happens({
      type: 'linkOpened',
      link,
      username,
      address: '198.51.100.7',
      isDialled: false,
      isExtended: true,
      features: PEER_FEATURES,
      fingerprint: keyOfName(username),
      binding: `binding ${link}`,
      keyExchange: null,
      recordsKeys: false,
      hasEncryptionOff: false,
      keyChanges: [],
    });
  }
}

export function listed(username: string): ListedPeerView {
  const key = { fingerprint: keyOfName(username) };
  return { username, address: '198.51.100.7', port: 5_000, connected: true, last_ping: null, ...key };
}

export const privateHello = (id: string) => ({ cmd: 'MESSAGE' as const, room: null, content: 'hello', id });

/** More people would show nothing else. */
export const MANY = MAX_PEOPLE + 30;

/** As many strangers dial, and write. */
export function crowd(on: CoreAlone, count: number): void {
  for (let index = 0; index < count; index += 1) on.hears(on.meets(`mal${index}`), privateHello(`m${index}`));
}
