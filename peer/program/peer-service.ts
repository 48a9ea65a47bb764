// The running client: performs the effects of the core, and passes events to the core. It decides nothing itself.

import type { Cancel, Clock } from '../../commons/clock.ts';
import type { Identity } from '../../commons/identity/identity.ts';
import { newRoomKey } from '../../commons/identity/room-proof.ts';
import type { SaltPassword } from '../../commons/identity/salted-password.ts';
import type { ListenEndpoint, Network } from '../../commons/net/connection.ts';
import { type Endpoint, formatEndpoint } from '../../commons/net/endpoint.ts';
import type { Logger } from '../../commons/process/logger.ts';
import type { WireTap } from '../../commons/wire/wire-tap.ts';
import type { Effect } from '../core/effects.ts';
import type { BothPasswords, Intended, PeerEvent } from '../core/events.ts';
import { PeerCore } from '../core/peer-core.ts';
import { type Timer, timerKey } from '../core/records/timer.ts';
import { type LinkSecurity, Links } from '../links/links.ts';
import type { Profile } from '../profile/profile.ts';
import type { EncryptionPolicy, Report, RequestPolicy } from '../reports.ts';
import { digestOf } from '../sign-in/given-secrets.ts';
import type { Credentials, LoginRefusal } from '../tracker/login.ts';
import { type LoginKey, loginKeyOf } from '../tracker/login-key.ts';
import { TrackerClient, type TrackerSecurity } from '../tracker/tracker-client.ts';
import { reasonInEnglish } from '../ui/phrases/reasons-en.ts';
import { WireReports } from '../wire/wire-reports.ts';
import { cryptography } from './cryptography.ts';
import type { KeyLog } from './key-log.ts';
import type { StartedTracker } from './started-tracker.ts';

export interface PeerDeps {
  readonly network: Network;
  readonly clock: Clock;
  readonly logger: Logger;
  random(): number;
  newId(): string;
  readonly saltPassword: SaltPassword;
  /** Derives the secret that the tracker receives for a room's password. The derivation is slow on purpose. */
  secretOfPassword(password: string, room: string): Promise<string>;
  /** The tap on the traffic; null: the traffic cannot be watched. */
  readonly tap?: WireTap | null;
  /** Receives every report for the user. */
  report(report: Report): void;
  /** The first login was refused for good. */
  refused(refusal: LoginRefusal): void;
  /** Everything is closed. */
  ended(exitCode: number): void;
}

export interface PeerOptions {
  readonly tracker: Endpoint;
  readonly listen: ListenEndpoint;
  readonly credentials: Credentials;
  readonly encryption: EncryptionPolicy;
  readonly requestPolicy: RequestPolicy;
  readonly profile: Profile;
  readonly keyLog: KeyLog | null;
  /** The tracker that `npm start` has started with this peer. */
  readonly trackerProcess?: StartedTracker | undefined;
  /** Whether the front end asks for passwords; otherwise the next line is taken as the password. */
  readonly asksPasswords?: boolean;
  /** Whether all traffic is reported, from the first connection to the last, regardless of `/wire`. */
  readonly recordsWire?: boolean;
  /**
   * Certificates (PEM) of authorities, to one of which the tracker's must chain; null: the tracker's first key is
   * pinned.
   */
  readonly authorities: string | null;
  /** Whether the SHA-256 of the password may be sent to a tracker that cannot check a proof and is not yet known. */
  readonly allowsSending?: boolean;
}

/** The longest time for an orderly end. */
const END_MS = 2_000;

/** The interval at which `settled` checks. */
const SETTLED_POLL_MS = 20;

export class PeerService {
  readonly #deps: PeerDeps;
  readonly #options: PeerOptions;
  readonly #links: Links;
  readonly #timers = new Map<string, Cancel>();
  readonly #wire: WireReports | null;
  #ownKey: LoginKey;
  readonly #events: PeerEvent[] = [];
  /** The writes to the profile that are under way. */
  readonly #keeping = new Set<Promise<void>>();
  #core: PeerCore | null = null;
  #trackerClient: TrackerClient | null = null;
  #isHandling = false;
  #hasEnded = false;
  /** Resolves the callers that wait until more lines may be entered. */
  readonly #waitingToEnter: (() => void)[] = [];

  constructor(deps: PeerDeps, options: PeerOptions) {
    this.#deps = deps;
    this.#options = options;
    this.#ownKey = loginKeyOf(options);
    const { network, clock } = deps;
    this.#links = new Links({
      network,
      clock,
      security: linkSecurityOf(options, this.#ownKey.identity),
      happened: (event) => this.#happened(event),
    });
    this.#wire = deps.tap ? wireReports(deps, deps.tap) : null;
    this.#watchWire(false);
  }

  /** Listens and starts to log in. Rejects with a ListenError. */
  async start(): Promise<void> {
    const { tracker, credentials, encryption, profile, keyLog } = this.#options;
    const { network, clock, logger, random, newId, saltPassword } = this.#deps;
    const listens = await this.#links.listen(this.#options.listen);
    const [listen = this.#options.listen] = listens;
    if (this.#hasEnded) return this.#links.end(0); // Given up meanwhile.
    this.#links.introduce(credentials.username);
    const trackerName = formatEndpoint(tracker);
    const chance = { now: () => clock.now(), elapsed: () => clock.elapsed(), random, newId, newRoomKey };
    this.#core = new PeerCore(chance, cryptography, {
      username: credentials.username,
      listen,
      listens,
      trackerName,
      encryption,
      requestPolicy: this.#options.requestPolicy,
      fingerprint: encryption === 'off' ? null : this.#ownKey.identity.fingerprint,
      nextKey: this.#ownKey.waiting?.identity.fingerprint ?? null,
      keyLog: keyLog?.file ?? null,
      trackerProcess: this.#options.trackerProcess,
      asksPasswords: this.#options.asksPasswords ?? false,
      contacts: profile.contacts,
      roomKeys: profile.roomKeys,
      conversations: profile.conversations,
    });
    const security = trackerSecurityOf(this.#options, this.#ownKey);
    const { refused } = this.#deps;
    this.#trackerClient = new TrackerClient(
      {
        network,
        clock,
        logger,
        security,
        random,
        saltPassword,
        happened: (event) => {
          if (event.type === 'trackerAwaited') this.#logLoss(event);
          this.#happened(event);
          if (event.type === 'loggedIn') this.#useNextKey();
        },
        refused,
      },
      tracker,
      credentials,
      listen.port,
    );
    this.#trackerClient.start();
  }

  /**
   * Gives up a login that the tracker has refused, or has not answered yet: frees the port, and reports nothing more.
   */
  async abandon(): Promise<void> {
    this.#hasEnded = true;
    this.#core = null;
    if (this.#wire) this.#wire.isOn = false;
    this.#letEnter();
    for (const cancel of this.#timers.values()) cancel();
    await Promise.all([this.#links.end(0), this.#trackerClient?.end(0)]);
    this.#options.keyLog?.close();
  }

  /** Performs an intent of the user, after their earlier ones. */
  intend(intended: Intended): void {
    this.#happened({ type: 'intended', ...intended });
  }

  /** The user's answer to a `password_wanted`. */
  answerPassword(number: number, password: string | null): void {
    this.#happened({ type: 'passwordAnswered', number, password });
  }

  /** The user's answer to a `new_password_wanted`. */
  answerNewPassword(number: number, both: BothPasswords | null): void {
    this.#happened({ type: 'newPasswordAnswered', number, both });
  }

  /** Ends in order, and then calls `ended`. A second call ends at once. */
  quit(exitCode: number): void {
    if (!this.#core) this.#deps.ended(exitCode);
    else this.#happened({ type: 'quitAsked', exitCode });
  }

  /**
   * While `isHeldBack`, others' messages wait on their side, because they cannot be shown fast enough (back-pressure).
   */
  holdBack(isHeldBack: boolean): void {
    this.#links.holdBack(isHeldBack);
  }

  /** Whether more is being written than the links can take. */
  get isCongested(): boolean {
    return this.#core?.isCongested ?? false;
  }

  /** Resolves when more lines may be entered without piling up. */
  async uncongested(): Promise<void> {
    while (this.isCongested && !this.#hasEnded) {
      await new Promise<void>((resolve) => this.#waitingToEnter.push(resolve));
    }
  }

  /**
   * Resolves with true when the user is logged in and every line is settled, or can only wait for someone who is away
   * (or the peer has ended). After `timeoutMs`, reports an error and resolves with false.
   */
  async settled(timeoutMs: number): Promise<boolean> {
    const until = this.#deps.clock.elapsed() + timeoutMs;
    while (this.#core?.isUnsettled && !this.#hasEnded && this.#deps.clock.elapsed() < until) await this.#pause();
    if (!this.#core?.isUnsettled || this.#hasEnded) return true;
    this.#deps.report({ event: 'error', problem: { code: 'NOT_DONE', seconds: timeoutMs / 1000 } });
    return false;
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => this.#deps.clock.after(SETTLED_POLL_MS, resolve));
  }

  /**
   * Handles events one after the other, including those that effects cause, so that no decision sees a partial state.
   */
  #happened(event: PeerEvent): void {
    this.#events.push(event);
    if (this.#isHandling) return;
    this.#isHandling = true;
    try {
      for (let next = this.#events.shift(); next; next = this.#events.shift()) {
        for (const effect of this.#core?.handle(next) ?? []) this.#perform(effect);
      }
    } finally {
      this.#isHandling = false;
    }
    this.#letEnter();
  }

  #letEnter(): void {
    if (this.#waitingToEnter.length === 0 || (this.isCongested && !this.#hasEnded)) return;
    for (const resolve of this.#waitingToEnter.splice(0)) resolve();
  }

  #perform(effect: Effect): void {
    switch (effect.type) {
      case 'report':
        return this.#deps.report(effect.report);
      case 'request':
        return this.#trackerClient?.request(effect.request, effect.message);
      case 'dial':
        return this.#links.dial(effect.link, effect.username, effect.endpoint, effect.isExtended, effect.key);
      case 'admit':
        return this.#links.admit(effect.link);
      case 'turnAway':
        this.#deps.logger.info('turned away', { reason: reasonInEnglish(effect.reason) });
        return this.#links.turnAway(effect.link, effect.reason);
      case 'send':
        return this.#links.send(effect.link, effect.message, effect.line);
      case 'acknowledge':
        return this.#links.acknowledge(effect.link, effect.id);
      case 'close':
        return this.#links.close(effect.link);
      case 'drop':
        return this.#links.drop(effect.link, effect.reason);
      case 'deriveSecret':
        void this.#derive(effect.request, effect.password, effect.room);
        return;
      case 'prepareKey':
        return this.#keep('key_changes', this.#prepareKey());
      case 'changePassword':
        void this.#changePassword(effect.request, effect);
        return;
      case 'keepContacts':
        return this.#keep('known_peers', this.#options.profile.keepContacts(effect.contacts));
      case 'keepRoomKeys':
        return this.#keep('rooms', this.#options.profile.keepRoomKeys(effect.roomKeys));
      case 'keepConversations':
        return this.#keep('conversations', this.#options.profile.keepConversations(effect.conversations));
      case 'setTimer':
        return this.#setTimer(effect.timer, effect.ms);
      case 'cancelTimer':
        return this.#cancelTimer(effect.timer);
      case 'watchWire':
        return this.#watchWire(effect.isOn);
      case 'quit':
        void this.#end(effect.exitCode);
    }
  }

  #logLoss({ reason, retryInMs }: Extract<PeerEvent, { type: 'trackerAwaited' }>): void {
    const tracker = formatEndpoint(this.#options.tracker);
    const why = reasonInEnglish(reason);
    this.#deps.logger.info('lost the tracker', { tracker, reason: why, retryInMs: Math.round(retryInMs) });
  }

  #watchWire(isWanted: boolean): void {
    if (this.#wire) this.#wire.isOn = isWanted || (this.#options.recordsWire ?? false);
  }

  async #derive(request: number, password: string, room: string): Promise<void> {
    const secret = await this.#deps.secretOfPassword(password, room);
    this.#happened({ type: 'secretDerived', request, secret });
  }

  async #prepareKey(): Promise<void> {
    const { profile, credentials } = this.#options;
    const { next, change } = await profile.prepareNextKey(credentials.username);
    this.#happened({ type: 'keyPrepared', fingerprint: next.identity.fingerprint, change });
  }

  /** The tracker has accepted the next key at a login: it becomes the current one. */
  #useNextKey(): void {
    const { was } = this.#ownKey;
    if (was === null) return;
    this.#ownKey = { ...this.#ownKey, was: null };
    const used = this.#options.profile.useNextKey();
    this.#keep(
      'identity',
      used.then(() => this.#happened({ type: 'keyReplaced', was })),
    );
  }

  async #changePassword(request: number, { current, next }: BothPasswords): Promise<void> {
    const why = await this.#trackerClient?.changePassword(digestOf(current), digestOf(next));
    this.#happened({ type: 'passwordChanged', request, why: why ?? null });
  }

  #keep(what: string, kept: Promise<void>): void {
    const work = kept.catch((error: Error) => {
      this.#deps.logger.error('the profile could not be written', { what, error: error.message });
      this.#deps.report({ event: 'error', problem: { code: 'STORAGE_FAILED', reason: error.message } });
    });
    this.#keeping.add(work);
    void work.then(() => this.#keeping.delete(work));
  }

  #setTimer(timer: Timer, ms: number): void {
    const key = timerKey(timer);
    this.#timers.get(key)?.();
    const came = (): void => {
      this.#timers.delete(key);
      this.#happened({ type: 'timeCame', timer });
    };
    this.#timers.set(key, this.#deps.clock.after(ms, came));
  }

  #cancelTimer(timer: Timer): void {
    const key = timerKey(timer);
    this.#timers.get(key)?.();
    this.#timers.delete(key);
  }

  async #end(exitCode: number): Promise<void> {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
    await Promise.all([this.#links.end(END_MS), this.#trackerClient?.end(END_MS)]);
    await Promise.all(this.#keeping);
    this.#options.keyLog?.close();
    this.#happened({ type: 'everythingClosed' });
    this.#hasEnded = true;
    this.#letEnter();
    this.#deps.ended(exitCode);
  }
}

function wireReports({ clock, report }: PeerDeps, tap: WireTap): WireReports {
  const soon = (work: () => void): void => void clock.after(0, work);
  return new WireReports({ tap, now: () => clock.now(), report, soon });
}

function linkSecurityOf({ encryption, profile, keyLog, credentials }: PeerOptions, identity: Identity): LinkSecurity {
  const isOff = encryption === 'off';
  const recordKeys = keyLog?.record ?? null;
  const announces = { ...(keyLog ? { keylog: true } : {}), ...(isOff ? { encryption: 'off' as const } : {}) };
  const keyChanges = () => profile.keyChangesOf(credentials.username);
  return { identity: isOff ? null : identity, recordKeys, announces, keyChanges };
}

function trackerSecurityOf(options: PeerOptions, ownKey: LoginKey): TrackerSecurity | null {
  const { encryption, profile, keyLog, authorities, trackerProcess } = options;
  if (encryption === 'off') return null;
  return {
    identity: ownKey.identity,
    isKeyKnown: ownKey.isKnown,
    known: profile.tracker,
    startedKey: trackerProcess?.fingerprint ?? null,
    authorities,
    recordKeys: keyLog?.record ?? null,
    allowsSending: options.allowsSending ?? false,
  };
}
