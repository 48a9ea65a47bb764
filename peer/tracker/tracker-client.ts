// The peer's control connection: logs in, sends requests with a deadline, receives notices, and reconnects by itself
// when the connection is lost (protocol 3.1 and 5.3.3).

import type { Cancel, Clock } from '../../commons/clock.ts';
import type { Fingerprint } from '../../commons/identity/fingerprint.ts';
import type { Identity } from '../../commons/identity/identity.ts';
import type { SaltPassword } from '../../commons/identity/salted-password.ts';
import { TRACKER } from '../../commons/model/participant-name.ts';
import { type Connection, DialError, type Network } from '../../commons/net/connection.ts';
import { type Endpoint, formatEndpoint } from '../../commons/net/endpoint.ts';
import { JsonChannel } from '../../commons/net/json-channel.ts';
import { type DialSecurity, TRACKER_PROTOCOL } from '../../commons/net/security.ts';
import type { Logger } from '../../commons/process/logger.ts';
import type { JsonObject } from '../../commons/protocol/json-framer.ts';
import { DIAL_MS } from '../../commons/protocol/limits.ts';
import { PEER_FEATURES } from '../../commons/protocol/peer-messages.ts';
import { readReply } from '../../commons/protocol/replies.ts';
import { read } from '../../commons/protocol/schema.ts';
import {
  type ErrorReply,
  fromTracker,
  type OkReply,
  type PeerOnline,
  type Request,
  type RoomUpdate,
} from '../../commons/protocol/tracker-messages.ts';
import type { PeerEvent } from '../core/events.ts';
import { type Problem, refusalOf } from '../problems.ts';
import type { KnownTracker, PasswordWay } from '../profile/known-tracker.ts';
import type { Reason } from '../reasons.ts';
import { Backoff } from './backoff.ts';
import { type Credentials, type InsteadOfPassword, Login, type LoginRefusal, type LoginRequest } from './login.ts';
import { makeVerifier, PasswordProof } from './password-proof.ts';

/** What an encrypted connection to the tracker needs. */
export interface TrackerSecurity {
  readonly identity: Identity;
  /** The tracker may know our key: a login by key is tried first, and needs no password. */
  readonly isKeyKnown: boolean;
  readonly known: KnownTracker;
  /** The key of the tracker started beside this peer, from its own files. It counts, whatever key was known before. */
  readonly startedKey: Fingerprint | null;
  /** Authorities (PEM), one of which has to have signed the tracker's certificate; null: its first key is stored. */
  readonly authorities: string | null;
  readonly recordKeys: ((line: Buffer) => void) | null;
  /** The user allows it to send the password to a tracker that was not met before and cannot check a proof. */
  readonly allowsSending: boolean;
}

export interface TrackerClientDeps {
  readonly network: Network;
  readonly clock: Clock;
  readonly logger: Logger;
  /** null: in plaintext. */
  readonly security: TrackerSecurity | null;
  random(): number;
  readonly saltPassword: SaltPassword;
  happened(event: PeerEvent): void;
  /** The tracker refused the first login for good, or is not the one that is known: nothing more is tried. */
  refused(refusal: LoginRefusal): void;
}

/** A request that is not answered for this long has failed. */
const REQUEST_MS = 10_000;

/** A login may wait for its turn at the tracker. */
const LOGIN_ANSWER_MS = 10_000;

/** Longest pause between two attempts: a tracker that returns is found well within half a minute. */
const MAX_RETRY_MS = 15_000;

/** For logs: what the handshake is refused with. */
const WRONG_KEY = 'it has another key than before';

/** The codes with which a tracker that does not know SCRAM refuses it. */
const NO_SCRAM = new Set(['LOGIN_REQUIRED', 'UNKNOWN_COMMAND', 'BAD_REQUEST']);

type Reply = OkReply | ErrorReply;

interface Waiting {
  readonly cancel: Cancel;
  settle(reply: Reply | null): void;
}

export class TrackerClient {
  readonly #deps: TrackerClientDeps;
  readonly #tracker: Endpoint;
  readonly #login: Login;
  readonly #listenPort: number;
  readonly #username: string;
  readonly #backoff: Backoff;
  readonly #waiting = new Map<string | number, Waiting>();
  #channel: JsonChannel | null = null;
  /** Why we have broken off its connection. */
  #ended: Reason | null = null;
  #isLoggedIn = false;
  #wasLoggedIn = false;
  /** It was reported that another program answers in the tracker's place. */
  #isAnotherKnown = false;
  #isEnding = false;
  /** The tracker refused one way of logging in. Another one is tried at once, without a report. */
  #triesAnotherWay = false;
  /** The tracker's key, once it is known. */
  #pinned: Fingerprint | null;
  /** The key that the answering program has shown last. */
  #shown: Fingerprint | null = null;
  #cancelRetry: Cancel = () => {};

  constructor(deps: TrackerClientDeps, tracker: Endpoint, credentials: Credentials, listenPort: number) {
    this.#deps = deps;
    this.#tracker = tracker;
    this.#listenPort = listenPort;
    this.#username = credentials.username;
    const isKeyKnown = deps.security?.isKeyKnown ?? false;
    this.#login = new Login(credentials, { hasKey: deps.security !== null, isKeyKnown });
    this.#pinned = deps.security?.known.fingerprint ?? null;
    this.#backoff = new Backoff({ firstMs: 500, mostMs: MAX_RETRY_MS, random: deps.random });
  }

  /** Connects, and stays connected until `end`. */
  start(): void {
    void this.#connect();
  }

  /** Answered by one `replied` or `requestFailed` event with the same number. */
  request(number: number, message: Request): void {
    const { happened } = this.#deps;
    if (!this.#isLoggedIn) {
      happened({ type: 'requestFailed', request: number, wasSent: false });
      return;
    }
    this.#ask(number, message, REQUEST_MS, (reply) => {
      if (reply) happened({ type: 'replied', request: number, reply });
      else happened({ type: 'requestFailed', request: number, wasSent: true });
    });
  }

  /**
   * Replaces the password (SHA-256 in lower-case hex, both). Resolves with null when the tracker has stored the new
   * one, or with why not.
   */
  async changePassword(current: string, next: string): Promise<Problem | null> {
    const { saltPassword, logger } = this.#deps;
    const binding = this.#isLoggedIn ? this.#channel?.secured?.channelBinding : undefined;
    if (!binding) return this.#notChanged(null, 'not_sent');
    const proof = new PasswordProof({ username: this.#username, digest: current }, binding, saltPassword);
    const challenge = await this.#answerTo('challenge', proof.request);
    if (challenge?.status !== 'OK') return this.#notChanged(challenge, 'not_sent');
    const task = readReply(proof.request, challenge, this.#username);
    const notProven = { code: 'TRACKER_NOT_PROVEN', at: 'password_change', tracker: this.#tracker } as const;
    if ('problem' in task) return notProven;
    const made = await Promise.all([proof.prove(task.data), makeVerifier(next, saltPassword, task.data.cost)]).catch(
      (error: Error) => {
        logger.error('the password cannot be proven', { error: error.message });
        return null;
      },
    );
    if (!made) return notProven;
    const [proven, verifier] = made;
    const reply = await this.#answerTo('new-password', { cmd: 'PASSWORD', ...proven, verifier });
    if (reply?.status !== 'OK') return this.#notChanged(reply, 'may_be_done');
    if (!proof.isAnsweredBy(reply.signature)) return notProven;
    this.#login.passwordChanged(next);
    return null;
  }

  #notChanged(reply: Reply | null, why: 'not_sent' | 'may_be_done'): Problem {
    const asked = { to: 'change_password', username: this.#username } as const;
    return reply?.status === 'ERROR' ? refusalOf(reply, asked) : { code: 'TRACKER_AWAY', why, asked };
  }

  /** Logs out, if logged in, and ends the connection; resolves after `timeoutMs` at the latest. */
  async end(timeoutMs: number): Promise<void> {
    this.#isEnding = true;
    this.#cancelRetry();
    if (this.#isLoggedIn) {
      await new Promise<void>((resolve) => this.#ask('logout', { cmd: 'LOGOUT' }, timeoutMs, () => resolve()));
    }
    this.#channel?.destroy('we are leaving');
  }

  get #name(): string {
    return formatEndpoint(this.#tracker);
  }

  async #connect(): Promise<void> {
    const { network, clock } = this.#deps;
    try {
      const connection = await network.dial(this.#tracker, { timeoutMs: DIAL_MS, security: this.#security });
      if (this.#isEnding) return connection.destroy('we are leaving');
      await this.#pin(connection).catch((error: Error) => {
        connection.destroy('its key could not be kept');
        throw error;
      });
      const channel = new JsonChannel(connection, { clock, isAccepted: false });
      this.#channel = channel;
      this.#ended = null;
      channel.isWith(TRACKER);
      channel.start({
        received: (object) => this.#received(object),
        violated: (_code, text) => this.#breakOff({ why: 'violation', text }),
        closed: (text, code) => this.#closed(this.#ended ?? { why: 'connection', code, text }),
      });
      this.#logIn(channel);
    } catch (error) {
      if (error instanceof DialError && error.isWrongKey) return this.#isAnother();
      const { message: text } = error as Error;
      const isOfDial = error instanceof DialError;
      this.#retry(isOfDial ? { why: 'connection', code: error.code, text } : { why: 'key_not_stored', text });
    }
  }

  get #security(): DialSecurity | null {
    const { security } = this.#deps;
    if (!security) return null;
    const { identity, authorities, recordKeys, startedKey } = security;
    const isVouchedFor = authorities !== null;
    return {
      identity,
      protocol: TRACKER_PROTOCOL,
      takesAnyKind: true,
      judge: (shown) => {
        this.#shown = shown;
        return isVouchedFor || shown === (this.#pinned ?? shown) || shown === startedKey ? null : WRONG_KEY;
      },
      ...(isVouchedFor ? { authorities } : {}),
      ...(recordKeys ? { recordKeys } : {}),
    };
  }

  /**
   * The key that the tracker shows at the first use is the one that it has to prove from then on. Only the files of a
   * tracker on this machine can replace it.
   */
  async #pin({ secured }: Connection): Promise<void> {
    const { security, logger } = this.#deps;
    const fingerprint = secured?.fingerprint;
    if (!security || !fingerprint || security.authorities !== null || this.#pinned === fingerprint) return;
    if (this.#pinned !== null) {
      await security.known.replace(fingerprint);
      this.#pinned = fingerprint;
      logger.warn('the tracker started beside this peer has a new key', { fingerprint });
      return;
    }
    this.#pinned = await security.known.pin(fingerprint);
    if (this.#pinned !== fingerprint) throw new DialError(WRONG_KEY, 'handshake_failed', true);
    logger.info('met the tracker for the first time', { tracker: this.#name, fingerprint });
  }

  /**
   * Another program answers in the tracker's place, or the tracker was set up again: no password and no name is sent.
   */
  #isAnother(): void {
    if (this.#isEnding) return;
    const file = this.#deps.security?.known.file ?? '';
    const problem = { code: 'TRACKER_KEY_CHANGED', tracker: this.#tracker, file } as const;
    if (!this.#wasLoggedIn) {
      this.#isEnding = true;
      const [known, shown] = [this.#pinned, this.#shown];
      return this.#deps.refused({
        problem: { ...problem, when: 'login' },
        ...(known !== null && shown !== null ? { keys: { known, shown } } : {}),
      });
    }
    if (!this.#isAnotherKnown) {
      this.#isAnotherKnown = true;
      this.#deps.happened({ type: 'trackerKeyChanged', problem: { ...problem, when: 'later' } });
    }
    this.#retry({ why: 'tracker_key_changed' });
  }

  #logIn(channel: JsonChannel): void {
    const { password, sendsPassword } = this.#login;
    const binding = channel.secured?.channelBinding;
    if (!password || sendsPassword || !binding) return this.#sendLogin(null);
    const { digest, isNew } = password;
    const { saltPassword } = this.#deps;
    const proof = new PasswordProof({ username: this.#username, digest }, binding, saltPassword);
    this.#ask('scram', proof.request, LOGIN_ANSWER_MS, (reply) => {
      if (reply?.status === 'ERROR') return this.#scramRefused(reply);
      const answer = reply ? readReply(proof.request, reply, this.#username) : null;
      if (!answer) return; // The connection is gone, and there will be another one.
      if ('problem' in answer) return this.#notProven(answer.problem);
      const { data } = answer;
      const made = isNew
        ? makeVerifier(digest, saltPassword, data.cost).then((verifier) => ({ verifier }))
        : proof.prove(data);
      made.then(
        (instead) => {
          if (this.#channel === channel) this.#sendLogin(proof, instead);
        },
        (error: Error) => {
          if (this.#channel === channel) this.#breakOff({ why: 'password_not_proven', text: error.message });
        },
      );
    });
  }

  /** `proof` null: the password is not proven, since it is not needed, or sent. */
  #sendLogin(proof: PasswordProof | null, instead?: InsteadOfPassword): void {
    const message = this.#login.request({ port: this.#listenPort, features: [...PEER_FEATURES] }, instead);
    this.#ask('login', message, LOGIN_ANSWER_MS, (reply) => {
      if (reply?.status === 'ERROR') return this.#loginRefused(reply);
      if (!reply) return;
      if (proof && !proof.isAnsweredBy(reply.signature)) return this.#notProven('its proof is missing or wrong');
      if (proof) void this.#keepWay('proven');
      this.#loggedIn(message, reply);
    });
  }

  async #keepWay(way: PasswordWay): Promise<void> {
    const { security, logger } = this.#deps;
    if (!security || security.authorities !== null || security.known.passwordWay === way) return;
    await security.known.keepPasswordWay(way).catch((error: Error) => {
      logger.error('how the password is told to the tracker could not be kept', { error: error.message });
    });
  }

  /** The tracker refused SCRAM: it cannot check a proof, or it refuses the login for another reason. */
  #scramRefused(reply: ErrorReply): void {
    const { security } = this.#deps;
    if (!security || !NO_SCRAM.has(reply.code)) return this.#loginRefused(reply);
    const { known, authorities, allowsSending } = security;
    const way = authorities === null ? known.passwordWay : 'unknown';
    if (way === 'sent' || (way === 'unknown' && allowsSending)) {
      void this.#keepWay('sent');
      this.#login.sendPassword();
      this.#triesAnotherWay = true;
      this.#channel?.close();
      return;
    }
    const file = way === 'unknown' ? null : known.file;
    this.#giveUp({ code: 'NO_PASSWORD_PROOF', tracker: this.#tracker, file });
  }

  /** The answering program could not prove that it is our tracker. */
  #notProven(problem: string): void {
    this.#deps.logger.warn('the tracker has not proven itself', { problem });
    this.#giveUp({ code: 'TRACKER_NOT_PROVEN', at: 'login', tracker: this.#tracker });
  }

  #giveUp(problem: Problem): void {
    this.#isEnding = true;
    if (this.#wasLoggedIn) this.#deps.happened({ type: 'sessionEnded', problem });
    else this.#deps.refused({ problem });
    this.#channel?.close();
  }

  /** The login has succeeded, even if the rest of the reply cannot be read: then there is no room to return to. */
  #loggedIn(message: LoginRequest, reply: OkReply): void {
    const read = readReply(message, reply, message.username);
    if ('problem' in read) this.#deps.logger.warn('the reply to the login cannot be read', { problem: read.problem });
    const nothing = { token: undefined, rooms: [], features: [], address: undefined };
    const { token, rooms, features, address: seenAs = null } = 'data' in read ? read.data : nothing;
    this.#isLoggedIn = true;
    this.#wasLoggedIn = true;
    this.#isAnotherKnown = false;
    this.#login.succeeded(token);
    this.#backoff.reset();
    const keyExchange = this.#channel?.secured?.keyExchange ?? null;
    this.#deps.happened({ type: 'loggedIn', rooms, features, seenAs, keyExchange });
  }

  #loginRefused(reply: ErrorReply): void {
    const { code, retry_after } = reply;
    const next = this.#login.refused(code);
    if (next === 'another way') {
      this.#triesAnotherWay = true;
    } else if (next === 'later') {
      this.#deps.logger.info('login postponed', { code });
      if (retry_after !== undefined) this.#backoff.notBefore(retry_after * 1000);
    } else {
      return this.#giveUp(this.#login.problemOf(reply));
    }
    this.#channel?.close();
  }

  #ask(id: string | number, message: Request, deadlineMs: number, settle: Waiting['settle']): void {
    const cancel = this.#deps.clock.after(deadlineMs, () => {
      this.#settle(id, null);
      // A tracker that does not answer for so long is gone, even if the connection is still open.
      this.#breakOff({ why: 'tracker_silent' });
    });
    this.#waiting.set(id, { cancel, settle });
    this.#channel?.send({ ...message, request_id: id });
  }

  /** Resolves with null if no reply came. */
  #answerTo(id: string, message: Request): Promise<Reply | null> {
    if (!this.#channel) return Promise.resolve(null);
    return new Promise((resolve) => this.#ask(id, message, REQUEST_MS, resolve));
  }

  #settle(id: string | number, reply: Reply | null): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    waiting?.cancel();
    waiting?.settle(reply);
  }

  #received(object: JsonObject): void {
    const parsed = read(fromTracker, object);
    if ('problem' in parsed) {
      this.#deps.logger.warn('the tracker sent something that cannot be read', { problem: parsed.problem });
      const id = object['request_id'];
      if (typeof id === 'number') this.#settle(id, null);
      return;
    }
    const message = parsed.data;
    if (message.status === 'ROOM_UPDATE') this.#noticed(message);
    else if (message.status === 'PEER_ONLINE') this.#cameOnline(message);
    else if (message.request_id !== undefined) this.#settle(message.request_id, message);
    else if (message.status === 'ERROR') this.#saidUnasked(message);
  }

  #noticed({ room, room_name }: RoomUpdate): void {
    if (room) this.#deps.happened({ type: 'roomChanged', room });
    else if (room_name !== undefined) this.#deps.happened({ type: 'roomDeleted', room: room_name });
  }

  #cameOnline({ peer }: PeerOnline): void {
    this.#deps.happened({ type: 'peerCameOnline', peer });
  }

  /** A refusal of the connection as a whole: of a login that the tracker could not even read, or of the session. */
  #saidUnasked(message: ErrorReply): void {
    for (const id of ['scram', 'login']) if (this.#waiting.has(id)) return this.#settle(id, message);
    if (message.code !== 'SESSION_REPLACED') return;
    this.#isEnding = true;
    this.#deps.happened({ type: 'sessionEnded', problem: { code: 'SESSION_REPLACED', username: this.#username } });
  }

  /** Ends the connection at once: what was sent before may be lost. */
  #breakOff(reason: Reason): void {
    this.#ended ??= reason;
    this.#channel?.destroy(reason.why);
  }

  #closed(reason: Reason): void {
    const wasLoggedIn = this.#isLoggedIn;
    this.#isLoggedIn = false;
    this.#channel = null;
    for (const id of [...this.#waiting.keys()]) this.#settle(id, null);
    if (this.#isEnding) return;
    if (wasLoggedIn) this.#deps.happened({ type: 'trackerLost', reason });
    this.#retry(reason);
  }

  #retry(reason: Reason): void {
    if (this.#isEnding) return;
    if (this.#triesAnotherWay) {
      this.#triesAnotherWay = false;
      void this.#connect();
      return;
    }
    const delayMs = this.#backoff.nextMs();
    this.#deps.happened({ type: 'trackerAwaited', retryInMs: delayMs, reason });
    this.#cancelRetry = this.#deps.clock.after(delayMs, () => void this.#connect());
  }
}
