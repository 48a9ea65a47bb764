// One control connection: receives objects, has them decided one after the other in order, and sends the replies. The
// file decides when to stop reading, and knows nothing about the requests.

import type { Cancel, Clock } from '../../commons/clock.ts';
import { isLoopback } from '../../commons/net/endpoint.ts';
import type { ChannelHandlers, JsonChannel } from '../../commons/net/json-channel.ts';
import type { ErrorCode } from '../../commons/protocol/errors.ts';
import type { JsonObject } from '../../commons/protocol/json-framer.ts';
import { LOGIN_MS, REFERENCE_PACE_MS } from '../../commons/protocol/limits.ts';
import { requestIdText } from '../../commons/protocol/request-id.ts';
import { type Decision, isOutcome, type RoomChange, type Step } from '../requests/change.ts';
import { encodeReply, errorReply, type Outcome, type Reply } from '../requests/outcome.ts';
import type { Session } from '../requests/session.ts';

/**
 * The most requests, and bytes of them, that may wait behind the current one; then reading pauses until they are done.
 */
const MAX_WAITING = 64;
const MAX_WAITING_BYTES = 16 * 1024;

/** Fewer waiting bytes are not counted: they are normal for a pipelining peer, and last only a moment. */
const MIN_COUNTED_BYTES = 1024;

/** The bytes in memory for each byte on the wire, in the worst case: an object of empty lists. */
const PARSED = 16;

/** As MAX_WAITING, before a login: strangers may make requests wait on many connections at once. */
const MAX_WAITING_OF_STRANGERS = 1;

export interface ControlConnectionOwner {
  decide(object: JsonObject, session: Session): Step | Promise<Decision>;
  /** Applies the operation, and has the connection `follow` the next step when the members have been notified. */
  change(change: RoomChange, object: JsonObject, connection: ControlConnection): void;
  /** Performs the effects of the outcome on other sessions. Called before the reply is sent. */
  perform(outcome: Outcome, connection: ControlConnection): void;
  ended(connection: ControlConnection, reason: string): void;
}

/** Thousands of connections are idle, so this object has few fields, and is the channel's handlers itself. */
export class ControlConnection implements ChannelHandlers {
  readonly session: Session;
  readonly #channel: JsonChannel;
  readonly #owner: ControlConnectionOwner;
  /** The objects received while a request is under way; null: none, as nearly always. */
  #waiting: { readonly object: JsonObject; readonly bytes: number }[] | null = null;
  #waitingBytes = 0;
  #isBusy = false;
  #isPaused = false;
  #isClosing = false;
  #cancelLogin: Cancel | null;

  constructor(channel: JsonChannel, owner: ControlConnectionOwner, clock: Clock) {
    this.#channel = channel;
    this.#owner = owner;
    this.session = {
      remote: channel.remote,
      isLocal: isLoopback(channel.remote.address),
      isEncrypted: false,
      fingerprint: null,
      secured: null,
      challenge: null,
      username: null,
      wasLoggedIn: false,
      isExtended: false,
      isOpen: true,
      isReplaced: false,
    };
    channel.pace(REFERENCE_PACE_MS);
    this.#cancelLogin = clock.after(LOGIN_MS, () => this.destroy(`no login within ${LOGIN_MS / 1000} s`));
    channel.start(this);
  }

  /** Sends a notice, as JSON text. An unsent earlier one about the same thing is dropped. */
  notify(json: string, about: string): void {
    this.#channel.sendLatest(json, about);
  }

  /** Closes the connection: replies written before are still sent, and nothing more is read. */
  close(): void {
    this.#isClosing = true;
    this.session.isOpen = false;
    this.#waiting = null;
    this.#channel.closeUnheard();
  }

  destroy(reason: string): void {
    this.#channel.destroy(reason);
  }

  /** For the channel. */
  closed(reason: string): void {
    this.session.isOpen = false;
    this.#cancelLogin?.();
    this.#waiting = null;
    this.#owner.ended(this, reason);
  }

  /** For the channel. */
  violated(code: ErrorCode, message: string): void {
    this.#reply(errorReply(code, message), undefined);
    this.close();
  }

  /** For the channel. */
  received(object: JsonObject, bytes: number): void {
    if (this.#isClosing) return;
    if (!this.#isBusy) {
      this.#handle(object);
      return;
    }
    this.#waiting ??= [];
    this.#waiting.push({ object, bytes });
    this.#waitingBytes += bytes;
    const most = this.session.username === null ? MAX_WAITING_OF_STRANGERS : MAX_WAITING;
    if ((this.#waiting.length >= most || this.#waitingBytes >= MAX_WAITING_BYTES) && !this.#isPaused) {
      this.#isPaused = true;
      this.#channel.pause();
    }
    this.#countWaiting();
  }

  #handle(object: JsonObject): void {
    const { secured } = this.#channel;
    this.session.isEncrypted = secured !== null;
    this.session.fingerprint = secured?.fingerprint ?? null;
    this.session.secured = secured;
    const step = this.#owner.decide(object, this.session);
    if (step instanceof Promise) {
      this.#isBusy = true;
      void step.then((decision) => this.follow(decision(), object));
    } else if (isOutcome(step)) this.#finish(step, object);
    else {
      this.#isBusy = true;
      this.#channel.awaitAnswers();
      this.follow(step, object);
    }
  }

  /** For the owner: the next step of the request that is under way. The later requests wait for its last one. */
  follow(step: Step, object: JsonObject): void {
    if (!isOutcome(step)) return this.#owner.change(step, object, this);
    this.#isBusy = false;
    this.#finish(step, object);
    this.#handleWaiting();
    if (!this.#isBusy) this.#channel.flush();
  }

  #handleWaiting(): void {
    while (!this.#isBusy) {
      const next = this.#waiting?.shift();
      if (!next) break;
      this.#waitingBytes -= next.bytes;
      this.#countWaiting();
      this.#handle(next.object);
    }
    if (this.#isPaused && !this.#waiting?.length) {
      this.#isPaused = false;
      this.#channel.resume();
    }
  }

  #countWaiting(): void {
    this.#channel.ownerKeeps(this.#waitingBytes < MIN_COUNTED_BYTES ? 0 : this.#waitingBytes * PARSED);
  }

  #finish(outcome: Outcome, object: JsonObject): void {
    this.#owner.perform(outcome, this);
    if (outcome.login) {
      this.#cancelLogin?.();
      this.#cancelLogin = null;
      if (this.session.isExtended) this.#channel.pace(0);
    }
    this.#reply(outcome.reply, object);
    if (outcome.closes) this.close();
  }

  #reply(reply: Reply, request: JsonObject | undefined): void {
    this.#channel.sendEncoded(encodeReply(reply, request && requestIdText(request)));
  }
}
