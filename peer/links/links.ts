// All links: listens, dials, and reports to the core what happens on them. It knows sockets, but no rooms or people.

import type { Clock } from '../../commons/clock.ts';
import type { Fingerprint } from '../../commons/identity/fingerprint.ts';
import type { Identity } from '../../commons/identity/identity.ts';
import type { KeyChange } from '../../commons/identity/key-change.ts';
import { RateLimiter } from '../../commons/limits/rate-limiter.ts';
import { RATE_LIMITS } from '../../commons/limits/rate-limits.ts';
import { participantName } from '../../commons/model/participant-name.ts';
import {
  type Connection,
  DialError,
  type ListenEndpoint,
  type Listener,
  type Network,
} from '../../commons/net/connection.ts';
import type { Endpoint } from '../../commons/net/endpoint.ts';
import { HeldBytes } from '../../commons/net/held-bytes.ts';
import { JsonChannel } from '../../commons/net/json-channel.ts';
import { networkOf } from '../../commons/net/network-of.ts';
import { PEER_PROTOCOL, type Security } from '../../commons/net/security.ts';
import { DIAL_MS } from '../../commons/protocol/limits.ts';
import type { Hello, PeerMessage } from '../../commons/protocol/peer-messages.ts';
import type { PeerEvent } from '../core/events.ts';
import type { LinkId } from '../core/records/link-id.ts';
import type { Reason } from '../reasons.ts';
import { Link } from './link.ts';
import { type LinkNews, RunningLink, type RunningLinkOwner } from './running-link.ts';

/** Accepted connections without HELLO so far: a tracker and a few friends need no more. */
const MAX_UNGREETED = 64;

/** What is reported, with the error's message, if a dial fails with no `DialError`; that is not expected. */
const UNEXPECTED = { code: 'system', isWrongKey: false } as const;

/** Bytes that all links together may hold: those not yet read by the other side, and those of incomplete objects. */
const MAX_HELD_BYTES = 32 * 1024 * 1024;

/** How links are encrypted, and what HELLO announces about that. */
export interface LinkSecurity {
  /** null: nothing is encrypted. */
  readonly identity: Identity | null;
  readonly recordKeys: ((line: Buffer) => void) | null;
  readonly announces: Pick<Hello, 'keylog' | 'encryption'>;
  /** Statements about our keys, sent in HELLO: the other side may know an earlier key. */
  keyChanges(): readonly KeyChange[];
}

export interface LinksDeps {
  readonly network: Network;
  readonly clock: Clock;
  readonly security: LinkSecurity;
  /** Called for each event on a link. */
  happened(event: PeerEvent): void;
}

export class Links implements RunningLinkOwner {
  readonly clock: Clock;
  readonly objects = new RateLimiter(RATE_LIMITS.peerObjects);
  readonly kibibytes = new RateLimiter(RATE_LIMITS.peerKibibytes);
  isHeldBack = false;
  readonly #deps: LinksDeps;
  readonly #running = new Map<LinkId, RunningLink>();
  readonly #held = new HeldBytes(MAX_HELD_BYTES);
  #listener: Listener | null = null;
  #me = '';
  /** Accepted links count down from -1, so that they never meet the ids of the core's dials. */
  #lastAccepted = 0;
  #whenIdle: (() => void) | null = null;

  constructor(deps: LinksDeps) {
    this.#deps = deps;
    this.clock = deps.clock;
  }

  /** Rejects with a ListenError. */
  async listen(endpoint: ListenEndpoint): Promise<readonly Endpoint[]> {
    const accepting = this.#security && { ...this.#security, requiresKey: true };
    this.#listener = await this.#deps.network.listen(endpoint, (connection) => this.#accept(connection), {
      security: accepting,
    });
    return this.#listener.endpoints;
  }

  /** Sets our name. Without one, peers that send HELLO are turned away. */
  introduce(username: string): void {
    this.#me = username;
  }

  /** `key`: the only key that is accepted there; null: plaintext. */
  dial(id: LinkId, username: string, endpoint: Endpoint, mustBeExtended: boolean, key: Fingerprint | null): void {
    const running = this.#start(id, username, mustBeExtended, key === null);
    const judge = (shown: Fingerprint): string | null => (shown === key ? null : `not the key of ${username}`);
    const security = key !== null && this.#security ? { ...this.#security, judge } : null;
    const { signal } = running.dialAborter;
    this.#deps.network.dial(endpoint, { timeoutMs: DIAL_MS, signal, security }).then(
      (connection) => {
        if (running.link.state !== 'dialling') return connection.destroy('the dial was called off');
        running.attach(new JsonChannel(connection, { clock: this.clock, isAccepted: false, held: this.#held }));
        running.feed({ on: 'connected' });
      },
      (error: Error) => {
        const { code, isWrongKey } = error instanceof DialError ? error : UNEXPECTED;
        const reason: Reason = isWrongKey
          ? { why: 'wrong_key', username, at: endpoint }
          : { why: 'connection', code, text: error.message };
        running.feed({ on: 'ended', reason });
      },
    );
  }

  admit(id: LinkId): void {
    this.#running.get(id)?.feed({ on: 'admitted' });
  }

  turnAway(id: LinkId, reason: Reason): void {
    this.#running.get(id)?.feed({ on: 'turnedAway', reason });
  }

  /** When the message has been written, `line` is reported as written. */
  send(id: LinkId, message: PeerMessage, line?: string): void {
    const written =
      line === undefined ? undefined : () => this.#deps.happened({ type: 'lineWritten', link: id, id: line });
    this.#running.get(id)?.send(message, written);
  }

  acknowledge(id: LinkId, messageId: string): void {
    this.#running.get(id)?.acks.add(messageId);
  }

  /** Closes in order: messages that were sent still leave, and acknowledgements under way are still received. */
  close(id: LinkId): void {
    this.#running.get(id)?.close();
  }

  drop(id: LinkId, reason: Reason): void {
    this.#running.get(id)?.drop(reason);
  }

  /** While `isHeldBack`, nothing more is read from open links: their messages cannot be shown fast enough. */
  holdBack(isHeldBack: boolean): void {
    this.isHeldBack = isHeldBack;
    for (const running of this.#running.values()) running.regulate();
  }

  /** Accepts no more and closes all in order; resolves when all are closed, at the latest after `timeoutMs`. */
  async end(timeoutMs: number): Promise<void> {
    await this.#listener?.close();
    for (const running of [...this.#running.values()]) {
      if (running.link.state === 'dialling') running.drop({ why: 'leaving' });
      else running.close();
    }
    await new Promise<void>((resolve) => {
      const cancel = this.clock.after(timeoutMs, resolve);
      this.#whenIdle = () => {
        cancel();
        resolve();
      };
      if (this.#running.size === 0) this.#whenIdle();
    });
    for (const running of [...this.#running.values()]) running.drop({ why: 'leaving' });
  }

  /** Called by a link for its outputs. */
  news(running: RunningLink, news: LinkNews): void {
    const { id: link } = running;
    const { happened } = this.#deps;
    switch (news.do) {
      case 'greeted':
        return this.#greeted(running, news.username);
      case 'opened':
        running.channel?.isWith(participantName(news.username));
        return happened({ type: 'linkOpened', link, ...running.openedAs(news.username, news.isExtended) });
      case 'upgraded':
        return happened({ type: 'linkUpgraded', link, ...running.announced });
      case 'chatReceived':
        return happened({ type: 'messageReceived', link, message: news.message });
      case 'acknowledged': {
        const { id, ids = [], code } = news.message;
        return happened({ type: 'acknowledged', link, ids: [id, ...ids], code });
      }
      case 'controlReceived':
        return happened({ type: 'controlReceived', link, message: news.message });
      case 'left':
        return happened({ type: 'leaveReceived', link, room: news.room });
      case 'answered':
        return happened({ type: 'pingAnswered', link });
      case 'ended':
        return happened({ type: 'linkClosed', link, reason: news.reason });
    }
  }

  /** Called by a link whose keys are to be renewed. */
  rekeyDue({ id }: RunningLink): void {
    this.#deps.happened({ type: 'rekeyDue', link: id });
  }

  /** Called by a link that has ended. */
  over({ id }: RunningLink): void {
    this.#running.delete(id);
    if (this.#running.size === 0) this.#whenIdle?.();
  }

  get #security(): Security | null {
    const { identity, recordKeys } = this.#deps.security;
    return identity && { identity, protocol: PEER_PROTOCOL, ...(recordKeys ? { recordKeys } : {}) };
  }

  #accept(connection: Connection): void {
    this.#makeRoom();
    this.#lastAccepted -= 1;
    const running = this.#start(this.#lastAccepted, null, false, false);
    running.attach(new JsonChannel(connection, { clock: this.clock, isAccepted: true, held: this.#held }));
  }

  /**
   * Peers that dial, and above all the tracker's PING, send at once, so the oldest silent connection is destroyed, of
   * the network that has the most (protocol 2.2.16).
   */
  #makeRoom(): void {
    const ungreeted = [...this.#running.values()].filter(({ link }) => ['accepted', 'checking'].includes(link.state));
    if (ungreeted.length < MAX_UNGREETED) return;
    const byNetwork = new Map<string, RunningLink[]>();
    for (const running of ungreeted) {
      const network = networkOf(running.channel?.remote.address ?? '');
      byNetwork.set(network, [...(byNetwork.get(network) ?? []), running]);
    }
    const most = [...byNetwork.values()].reduce((a, b) => (b.length > a.length ? b : a));
    most[0]?.drop({ why: 'others_came' });
  }

  /**
   * A reference peer, which is dialled in plaintext, cannot read a long HELLO, and knows no keys: it gets no
   * statements.
   */
  #start(id: LinkId, dialled: string | null, mustBeExtended: boolean, isPlain: boolean): RunningLink {
    const { announces: always, identity, keyChanges } = this.#deps.security;
    const changes = isPlain || identity === null ? [] : keyChanges();
    const announces = changes.length === 0 ? always : { ...always, key_changes: [...changes] };
    const running = new RunningLink(id, new Link({ me: this.#me, dialled, mustBeExtended, announces }), this);
    this.#running.set(id, running);
    return running;
  }

  #greeted(running: RunningLink, username: string): void {
    running.channel?.isWith(participantName(username));
    const { id: link, channel } = running;
    if (this.#me === '') return this.turnAway(link, { why: 'not_logged_in' });
    if (!channel) return;
    const { remote, secured } = channel;
    const { keyChanges } = running.announced;
    if (secured && !running.link.isExtended) return this.turnAway(link, { why: 'other_kind' });
    this.#deps.happened({
      type: 'linkGreeted',
      link,
      username,
      remote,
      fingerprint: secured?.fingerprint ?? null,
      keyChanges,
    });
  }
}
