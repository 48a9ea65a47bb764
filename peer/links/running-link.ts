// A link with its channel, its deadline and its rate limit. The table (`link-table`) decides; this file performs.

import type { Cancel, Clock } from '../../commons/clock.ts';
import { PROOF_LABEL } from '../../commons/identity/room-proof.ts';
import type { RateLimiter, Subject } from '../../commons/limits/rate-limiter.ts';
import { isLoopback } from '../../commons/net/endpoint.ts';
import type { JsonChannel } from '../../commons/net/json-channel.ts';
import type { JsonObject } from '../../commons/protocol/json-framer.ts';
import { REFERENCE_PACE_MS } from '../../commons/protocol/limits.ts';
import { type PeerMessage, parsePeerMessage } from '../../commons/protocol/peer-messages.ts';
import type { Opened } from '../core/events.ts';
import type { LinkId } from '../core/records/link-id.ts';
import type { Reason } from '../reasons.ts';
import { AckBatch } from './ack-batch.ts';
import type { Link } from './link.ts';
import { type LinkInput, type LinkOutput, received } from './link-io.ts';

/** After this many unknown messages in a row the other side counts as no peer, and the link ends. */
const MAX_UNKNOWN = 100;

/**
 * Objects of another machine that are handled in one turn of the event loop: with the full screen they take a few ms.
 */
const MAX_OBJECTS_A_TURN = 128;

/** Bytes over a link after which its keys are renewed. */
const REKEY_BYTES = 1024 ** 3;

/** Outputs of the link that concern its owner. */
export type LinkNews = Extract<
  LinkOutput,
  {
    do:
      | 'greeted'
      | 'opened'
      | 'upgraded'
      | 'chatReceived'
      | 'acknowledged'
      | 'controlReceived'
      | 'left'
      | 'answered'
      | 'ended';
  }
>;

export interface RunningLinkOwner {
  readonly clock: Clock;
  /** The rate limit of objects from other machines. */
  readonly objects: RateLimiter;
  /** The rate limit of their size. */
  readonly kibibytes: RateLimiter;
  /** Whether messages arrive faster than they can be shown. */
  readonly isHeldBack: boolean;
  news(from: RunningLink, news: LinkNews): void;
  rekeyDue(link: RunningLink): void;
  /** The link has ended: no more events follow. */
  over(link: RunningLink): void;
}

export class RunningLink {
  readonly id: LinkId;
  readonly link: Link;
  readonly acks: AckBatch;
  readonly dialAborter = new AbortController();
  readonly #owner: RunningLinkOwner;
  #channel: JsonChannel | null = null;
  #cancelDeadline: Cancel = () => {};
  /** Why we have ended the connection. */
  #ended: Reason | null = null;
  #unknown = 0;
  #isRekeyDue = false;
  /** It comes from another machine. */
  #isRemote = false;
  /** The rate limit is exceeded: reading waits. */
  #isThrottled = false;
  #cancelThrottle: Cancel = () => {};
  #isPaused = false;

  constructor(id: LinkId, link: Link, owner: RunningLinkOwner) {
    this.id = id;
    this.link = link;
    this.#owner = owner;
    this.acks = new AckBatch(owner.clock, (message) => this.#channel?.send(message));
  }

  get channel(): JsonChannel | null {
    return this.#channel;
  }

  attach(channel: JsonChannel): void {
    this.#channel = channel;
    this.#isRemote = !isLoopback(channel.remote.address);
    if (this.#isRemote) channel.limitTurn(MAX_OBJECTS_A_TURN);
    channel.start({
      received: (object, bytes) => this.#received(object, bytes),
      violated: (_code, text) => this.#destroy({ why: 'violation', text }),
      closed: (text, code) => {
        this.feed({ on: 'ended', reason: this.#ended ?? { why: 'connection', code, text } });
        this.#over();
      },
    });
    this.#perform(this.link.begin());
  }

  feed(input: LinkInput): void {
    this.#perform(this.link.handle(input));
    this.regulate();
    if (!this.#channel && this.link.state === 'closed') this.#over();
  }

  send(message: PeerMessage, written?: () => void): void {
    if (this.link.state === 'open') this.#channel?.send(message, written);
  }

  /** Closes in order: messages that were sent still leave, and acknowledgements under way are still received. */
  close(): void {
    this.acks.flush();
    this.#channel?.close();
  }

  drop(reason: Reason): void {
    this.dialAborter.abort();
    if (this.#channel) this.#destroy(reason);
    else this.feed({ on: 'ended', reason });
  }

  #destroy(reason: Reason): void {
    this.#ended ??= reason;
    this.#channel?.destroy(reason.why);
  }

  /** Pauses reading while the peer is not admitted yet, or exceeds the rate limit: its messages wait on its side. */
  regulate(): void {
    const { state } = this.link;
    const isPaused = state === 'checking' || this.#isThrottled || (state === 'open' && this.#owner.isHeldBack);
    if (isPaused === this.#isPaused) return;
    this.#isPaused = isPaused;
    if (isPaused) this.#channel?.pause();
    else this.#channel?.resume();
  }

  /** What the core receives about the opened link. */
  openedAs(username: string, isExtended: boolean): Opened {
    const secured = this.#channel?.secured ?? null;
    return {
      username,
      address: this.#address,
      isDialled: this.link.options.dialled !== null,
      isExtended,
      fingerprint: secured?.fingerprint ?? null,
      keyExchange: secured?.keyExchange ?? null,
      binding: secured?.exportKey(PROOF_LABEL, '').toString('base64url') ?? null,
      ...this.announced,
    };
  }

  /** What the other side announced of itself in HELLO. */
  get announced(): Pick<Opened, 'features' | 'recordsKeys' | 'hasEncryptionOff' | 'keyChanges'> {
    const { features, announced } = this.link;
    const { keylog, encryption, key_changes: keyChanges = [] } = announced;
    return { features, recordsKeys: keylog ?? false, hasEncryptionOff: encryption === 'off', keyChanges };
  }

  #received(object: JsonObject, bytes: number): void {
    this.#throttle(bytes);
    const parsed = parsePeerMessage(object);
    this.#checkRekeyDue();
    if ('message' in parsed) {
      this.#unknown = 0;
      this.feed(received(parsed.message));
      return;
    }
    this.#unknown += 1;
    const isStranger = this.link.state !== 'open';
    if ('problem' in parsed && isStranger) this.#destroy({ why: 'violation', text: parsed.problem });
    else if (this.#unknown > MAX_UNKNOWN) this.#destroy({ why: 'nonsense' });
  }

  #checkRekeyDue(): void {
    if (this.#isRekeyDue || (this.#channel?.transferredBytes ?? 0) <= REKEY_BYTES) return;
    this.#isRekeyDue = true;
    this.#owner.rekeyDue(this);
  }

  /**
   * Each object costs the same, whatever it contains, and so does each of its bytes. Several people on one machine, a
   * laboratory and a load test are normal use: the limit is for other machines.
   */
  #throttle(bytes: number): void {
    if (!this.#isRemote) return;
    const { objects, kibibytes, clock } = this.#owner;
    objects.charge(this.#subject, clock.elapsed());
    kibibytes.charge(this.#subject, clock.elapsed(), bytes / 1024);
    if (!this.#isThrottled) this.#waitForOwed();
  }

  /** Pauses reading until the rate limit is met again; objects that arrived with the last allowed one count, too. */
  #waitForOwed(): void {
    const { objects, kibibytes, clock } = this.#owner;
    const [subject, now] = [this.#subject, clock.elapsed()];
    const waitMs = Math.max(objects.owedMs(subject, now), kibibytes.owedMs(subject, now));
    this.#isThrottled = waitMs > 0;
    if (waitMs > 0) this.#cancelThrottle = clock.after(waitMs, () => this.#waitForOwed());
    this.regulate();
  }

  get #address(): string {
    return this.#channel?.remote.address ?? '';
  }

  /** A claimed name is not counted before the link is open: a stranger could use up the share of another person. */
  get #subject(): Subject {
    const { state, username } = this.link;
    return { address: this.#address, user: state === 'open' ? username : null };
  }

  #perform(outputs: readonly LinkOutput[]): void {
    for (const output of outputs) this.#do(output);
  }

  #do(output: LinkOutput): void {
    switch (output.do) {
      case 'send':
        return this.#channel?.send(output.message);
      case 'pace':
        return this.#channel?.pace(output.isPaced ? REFERENCE_PACE_MS : 0);
      case 'setDeadline':
        return this.#setDeadline(output.ms);
      case 'close':
        return this.#channel?.closeUnheard();
      case 'destroy':
        return this.#destroy(output.reason);
      case 'opened':
      case 'upgraded':
        this.acks.isBatching = this.link.features.includes('ack-many');
        return this.#owner.news(this, output);
      default:
        return this.#owner.news(this, output);
    }
  }

  #setDeadline(ms: number | null): void {
    this.#cancelDeadline();
    this.#cancelDeadline = ms === null ? () => {} : this.#owner.clock.after(ms, () => this.feed({ on: 'deadline' }));
  }

  #over(): void {
    this.#cancelDeadline();
    this.#cancelThrottle();
    this.acks.flush(); // The channel is gone: this only stops the timer.
    this.#owner.over(this);
  }
}
