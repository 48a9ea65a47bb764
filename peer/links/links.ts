// The links as they run: listens, dials, and lets each link's table decide. It knows sockets and timers, and nothing of
// rooms or people.

import type { Cancel, Clock } from '../../commons/clock.ts';
import type { Fingerprint } from '../../commons/identity/fingerprint.ts';
import type { Identity } from '../../commons/identity/identity.ts';
import { PROOF_LABEL } from '../../commons/identity/room-proof.ts';
import type { Connection, Endpoint, Listener, Network } from '../../commons/net/connection.ts';
import { isLoopback } from '../../commons/net/endpoint.ts';
import { JsonChannel } from '../../commons/net/json-channel.ts';
import { PEER_PROTOCOL, type Security } from '../../commons/net/security.ts';
import type { JsonObject } from '../../commons/protocol/json-framer.ts';
import { DIAL_MS, REFERENCE_PACE_MS } from '../../commons/protocol/limits.ts';
import { type Hello, type PeerMessage, parsePeerMessage } from '../../commons/protocol/peer-messages.ts';
import { type Rate, TokenBuckets } from '../../commons/token-buckets.ts';
import type { LinkId, Opened, PeerEvent } from '../core/events.ts';
import { AckBatch } from './ack-batch.ts';
import { Link, type LinkInput, type LinkOutput } from './link.ts';

/** Accepted connections that have not greeted yet: more than a tracker and a few friends make no sense. */
const MAX_UNGREETED = 64;

/** Messages in a row that make no sense, after which the other side is taken for something else than a peer. */
const MAX_UNKNOWN = 100;

/** Messages of one person from another machine: more than anybody types or pastes waits on their side. */
const MESSAGES: Rate = { burst: 2_000, perSecond: 200 };

/** How much may go over a link before its keys are renewed. */
const WORN_OUT_BYTES = 1024 ** 3;

/** How links are encrypted, and what the other side is to know of it. */
export interface LinkSecurity {
  /** null: nothing is encrypted. */
  readonly identity: Identity | null;
  readonly recordKeys: ((line: Buffer) => void) | null;
  readonly says: Pick<Hello, 'keylog' | 'encryption'>;
}

export interface LinksDeps {
  readonly network: Network;
  readonly clock: Clock;
  readonly security: LinkSecurity;
  /** Told what happens on the links, as events of the core. */
  happened(event: PeerEvent): void;
}

interface Running {
  readonly id: LinkId;
  readonly link: Link;
  channel: JsonChannel | null;
  readonly acks: AckBatch;
  readonly dialAborter: AbortController;
  cancelDeadline: Cancel;
  unknown: number;
  isWornOut: boolean;
  /** They say more than we take at once. */
  isThrottled: boolean;
  isPaused: boolean;
}

export class Links {
  readonly #deps: LinksDeps;
  readonly #running = new Map<LinkId, Running>();
  #listener: Listener | null = null;
  #me = '';
  /** Accepted links count down from -1, so that they never meet the ids of the core's dials. */
  #lastAccepted = 0;
  #whenIdle: (() => void) | null = null;
  #isHeldBack = false;
  readonly #messages = new TokenBuckets(MESSAGES);

  constructor(deps: LinksDeps) {
    this.#deps = deps;
  }

  /** Rejects with a ListenError. */
  async listen(endpoint: Endpoint): Promise<Endpoint> {
    const accepting = this.#security && { ...this.#security, requiresKey: true };
    this.#listener = await this.#deps.network.listen(endpoint, (connection) => this.#accept(connection), accepting);
    return this.#listener.endpoint;
  }

  /** From now on we are called so; nobody is greeted before. */
  introduce(username: string): void {
    this.#me = username;
  }

  /** `key`: whom we want to meet there; null: in the clear. */
  dial(id: LinkId, username: string, endpoint: Endpoint, mustBeExtended: boolean, key: Fingerprint | null): void {
    const { says } = this.#deps.security;
    const running = this.#start(id, new Link({ me: this.#me, dialled: username, mustBeExtended, says }));
    const { signal } = running.dialAborter;
    const judge = (shown: Fingerprint): string | null =>
      shown === key ? null : `somebody answers there who does not have ${username}'s key`;
    const security = key !== null && this.#security ? { ...this.#security, judge } : null;
    this.#deps.network.dial(endpoint, { timeoutMs: DIAL_MS, signal, security }).then(
      (connection) => {
        if (running.link.state !== 'dialling') return connection.destroy('the dial was called off');
        this.#attach(running, new JsonChannel(connection, { clock: this.#deps.clock, isAccepted: false }));
        this.#feed(running, { on: 'connected' });
      },
      (error: Error) => this.#feed(running, { on: 'ended', reason: error.message }),
    );
  }

  admit(id: LinkId): void {
    this.#feedById(id, { on: 'admitted' });
  }

  turnAway(id: LinkId, reason: string): void {
    this.#feedById(id, { on: 'turnedAway', reason });
  }

  /** `line` is reported as written when it has left. */
  send(id: LinkId, message: PeerMessage, line?: string): void {
    const running = this.#running.get(id);
    if (running?.link.state !== 'open') return;
    const written =
      line === undefined ? undefined : () => this.#deps.happened({ type: 'lineWritten', link: id, id: line });
    running.channel?.send(message, written);
  }

  acknowledge(id: LinkId, messageId: string): void {
    this.#running.get(id)?.acks.add(messageId);
  }

  /** In order: what was sent still leaves, acknowledgements under way are still heard. */
  close(id: LinkId): void {
    const running = this.#running.get(id);
    running?.acks.flush();
    running?.channel?.close();
  }

  drop(id: LinkId, reason: string): void {
    const running = this.#running.get(id);
    if (!running) return;
    running.dialAborter.abort();
    if (running.channel) running.channel.destroy(reason);
    else this.#feed(running, { on: 'ended', reason });
  }

  /** While `isHeldBack`, nothing more is read from those who were let in: what they said cannot be shown fast enough. */
  holdBack(isHeldBack: boolean): void {
    this.#isHeldBack = isHeldBack;
    for (const running of this.#running.values()) this.#regulate(running);
  }

  /** Accepts no more and closes all in order; resolves when all are closed, at the latest after `timeoutMs`. */
  async end(timeoutMs: number): Promise<void> {
    await this.#listener?.close();
    for (const { id, link } of [...this.#running.values()]) {
      if (link.state === 'dialling') this.drop(id, 'we are leaving');
      else this.close(id);
    }
    await new Promise<void>((resolve) => {
      const cancel = this.#deps.clock.after(timeoutMs, resolve);
      this.#whenIdle = () => {
        cancel();
        resolve();
      };
      if (this.#running.size === 0) this.#whenIdle();
    });
    for (const { id } of [...this.#running.values()]) this.drop(id, 'we are leaving');
  }

  get #security(): Security | null {
    const { identity, recordKeys } = this.#deps.security;
    return identity && { identity, protocol: PEER_PROTOCOL, ...(recordKeys ? { recordKeys } : {}) };
  }

  #accept(connection: Connection): void {
    this.#makeRoom();
    this.#lastAccepted -= 1;
    const { says } = this.#deps.security;
    const running = this.#start(
      this.#lastAccepted,
      new Link({ me: this.#me, dialled: null, mustBeExtended: false, says }),
    );
    this.#attach(running, new JsonChannel(connection, { clock: this.#deps.clock, isAccepted: true }));
  }

  /** Whoever comes with something to say, the tracker's PING before all, says it at once: the oldest has to go. */
  #makeRoom(): void {
    const ungreeted = [...this.#running.values()].filter(({ link }) => ['accepted', 'checking'].includes(link.state));
    if (ungreeted.length >= MAX_UNGREETED) ungreeted[0]?.channel?.destroy('others came before it was let in');
  }

  #start(id: LinkId, link: Link): Running {
    const running: Running = {
      id,
      link,
      channel: null,
      acks: new AckBatch(this.#deps.clock, (message) => running.channel?.send(message)),
      dialAborter: new AbortController(),
      cancelDeadline: () => {},
      unknown: 0,
      isWornOut: false,
      isThrottled: false,
      isPaused: false,
    };
    this.#running.set(id, running);
    return running;
  }

  #attach(running: Running, channel: JsonChannel): void {
    running.channel = channel;
    channel.start({
      received: (object) => this.#received(running, object),
      violated: (_code, message) => channel.destroy(message),
      closed: (reason) => {
        this.#feed(running, { on: 'ended', reason });
        this.#forget(running);
      },
    });
    this.#perform(running, running.link.begin());
  }

  #received(running: Running, object: JsonObject): void {
    const parsed = parsePeerMessage(object);
    if (!running.isWornOut && (running.channel?.transferredBytes ?? 0) > WORN_OUT_BYTES) {
      running.isWornOut = true;
      this.#deps.happened({ type: 'linkWornOut', link: running.id });
    }
    if ('message' in parsed) {
      running.unknown = 0;
      if (parsed.message.cmd === 'MESSAGE') this.#throttle(running);
      this.#feed(running, { on: parsed.message.cmd, message: parsed.message });
      return;
    }
    running.unknown += 1;
    const isStranger = running.link.state !== 'open';
    if ('problem' in parsed && isStranger) running.channel?.destroy(parsed.problem);
    else if (running.unknown > MAX_UNKNOWN) running.channel?.destroy('too much of what was sent makes no sense');
  }

  /** Several people on one machine, a laboratory and a load test are normal use: the limit is for other machines. */
  #throttle(running: Running): void {
    const { channel, link } = running;
    if (!channel || running.isThrottled || isLoopback(channel.remote.address)) return;
    const waitMs = this.#messages.take(link.username ?? '', this.#deps.clock.elapsed());
    if (waitMs === 0) return;
    running.isThrottled = true;
    this.#deps.clock.after(waitMs, () => {
      running.isThrottled = false;
      this.#regulate(running);
    });
  }

  #feedById(id: LinkId, input: LinkInput): void {
    const running = this.#running.get(id);
    if (running) this.#feed(running, input);
  }

  #feed(running: Running, input: LinkInput): void {
    this.#perform(running, running.link.handle(input));
    this.#regulate(running);
    if (!running.channel && running.link.state === 'closed') this.#forget(running);
  }

  /** What somebody says who is not let in yet waits where it came from. */
  #regulate(running: Running): void {
    const { state } = running.link;
    const isPaused = state === 'checking' || running.isThrottled || (state === 'open' && this.#isHeldBack);
    if (isPaused === running.isPaused) return;
    running.isPaused = isPaused;
    if (isPaused) running.channel?.pause();
    else running.channel?.resume();
  }

  #perform(running: Running, outputs: readonly LinkOutput[]): void {
    for (const output of outputs) this.#do(running, output);
  }

  #do(running: Running, output: LinkOutput): void {
    const { id, channel } = running;
    switch (output.do) {
      case 'send':
        return channel?.send(output.message);
      case 'pace':
        return channel?.pace(output.isPaced ? REFERENCE_PACE_MS : 0);
      case 'setDeadline':
        return this.#setDeadline(running, output.ms);
      case 'close':
        return channel?.close();
      case 'destroy':
        return channel?.destroy(output.reason);
      case 'greeted':
        if (this.#me === '') return this.turnAway(id, 'nobody is logged in here yet');
        if (channel?.secured && !running.link.isExtended) return this.turnAway(id, 'it is a program of another kind');
        return this.#deps.happened({
          type: 'linkGreeted',
          link: id,
          username: output.username,
          remote: channel?.remote ?? { address: '', port: 0 },
          fingerprint: channel?.secured?.fingerprint ?? null,
        });
      default:
        return this.#report(running, output);
    }
  }

  #report(running: Running, output: LinkOutput): void {
    const { id: link } = running;
    const { happened } = this.#deps;
    switch (output.do) {
      case 'opened': {
        running.acks.isBatching = running.link.features.includes('ack-many');
        return happened({ type: 'linkOpened', link, ...openedAs(running, output.username, output.isExtended) });
      }
      case 'upgraded':
        running.acks.isBatching = running.link.features.includes('ack-many');
        return happened({ type: 'linkUpgraded', link, ...saidOn(running) });
      case 'heard':
        return happened({ type: 'messageReceived', link, message: output.message });
      case 'acknowledged': {
        const { id, ids = [], code } = output.message;
        return happened({ type: 'acknowledged', link, ids: [id, ...ids], code });
      }
      case 'told':
        return happened({ type: 'told', link, message: output.message });
      case 'left':
        return happened({ type: 'leaveReceived', link, room: output.room });
      case 'ended':
        return happened({ type: 'linkClosed', link, reason: output.reason });
    }
  }

  #setDeadline(running: Running, ms: number | null): void {
    running.cancelDeadline();
    running.cancelDeadline =
      ms === null ? () => {} : this.#deps.clock.after(ms, () => this.#feed(running, { on: 'deadline' }));
  }

  #forget(running: Running): void {
    running.cancelDeadline();
    running.acks.flush(); // To nobody: it only stops waiting.
    this.#running.delete(running.id);
    if (this.#running.size === 0) this.#whenIdle?.();
  }
}

function openedAs(running: Running, username: string, isExtended: boolean): Opened {
  const { id, channel } = running;
  const secured = channel?.secured ?? null;
  return {
    username,
    isDialled: id > 0,
    isExtended,
    features: running.link.features,
    fingerprint: secured?.fingerprint ?? null,
    binding: secured?.exportKey(PROOF_LABEL, '').toString('base64url') ?? null,
    ...saidOn(running),
  };
}

function saidOn({ link: { said } }: Running): Pick<Opened, 'recordsKeys' | 'hasEncryptionOff'> {
  return { recordsKeys: said.keylog ?? false, hasEncryptionOff: said.encryption === 'off' };
}
