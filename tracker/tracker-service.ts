// The tracker as it runs: accepts connections, has their requests decided, and does what the decisions say. The rules
// are elsewhere; here is only who is connected right now, and what time brings.

import { type Cancel, type Clock, every } from '../commons/clock.ts';
import type { Logger } from '../commons/logger.ts';
import type { Connection, Endpoint, Listener, Network } from '../commons/net/connection.ts';
import { isLoopback } from '../commons/net/endpoint.ts';
import { JsonChannel } from '../commons/net/json-channel.ts';
import type { JsonObject } from '../commons/protocol/json-framer.ts';
import { ROOM_EXPIRY_MS } from '../commons/protocol/limits.ts';
import type { Authenticator } from './authenticator.ts';
import { decide } from './commands.ts';
import { ControlConnection } from './control-connection.ts';
import { Graces } from './graces.ts';
import type { HandlerDeps } from './handlers/deps.ts';
import { type LimitPolicy, Limits } from './limits.ts';
import { Liveness } from './liveness.ts';
import { expire, lose, tellDeleted } from './membership.ts';
import { type Decision, errorReply, type Notice, type Outcome, refuse } from './outcome.ts';
import { ping } from './ping.ts';
import type { Repositories } from './repositories/repositories.ts';
import { StorageError } from './repositories/store.ts';
import type { Room } from './rooms.ts';
import type { Session } from './session.ts';

/** Who may speak plaintext. */
export type PlaintextPolicy = 'loopback' | 'always' | 'never';

export interface TrackerOptions {
  readonly listen: Endpoint;
  readonly pingIntervalMs: number;
  readonly pingTimeoutMs: number;
  readonly seatGraceMs: number;
  readonly plaintext: PlaintextPolicy;
  readonly limits: LimitPolicy;
  /** Ends by itself (`onIdle`) when no peer was connected for this long; null: never. */
  readonly lingerMs: number | null;
}

export interface TrackerDeps {
  readonly network: Network;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly repositories: Repositories;
  readonly authenticator: Authenticator;
  random(): number;
  onIdle?(): void;
}

/** Changes of seats and presence are on disk at the latest after this. */
const SAVE_INTERVAL_MS = 1_000;

/** How often due pings and graces are looked for. */
const TICK_MS = 250;

const PING_CONCURRENCY = 128;

/** Rooms that nobody has entered for a month are looked for this often. */
const EXPIRY_INTERVAL_MS = 60 * 60 * 1000;

export class TrackerService {
  readonly #options: TrackerOptions;
  readonly #deps: TrackerDeps;
  readonly #handlerDeps: HandlerDeps;
  readonly #limits: Limits;
  readonly #graces: Graces;
  readonly #liveness: Liveness;
  readonly #connections = new Set<ControlConnection>();
  /** The connection of each user who is logged in. */
  readonly #byUser = new Map<string, ControlConnection>();
  readonly #timers: Cancel[] = [];
  #cancelLinger: Cancel = () => {};
  #listener: Listener | null = null;
  #isSaving = false;

  constructor(deps: TrackerDeps, options: TrackerOptions) {
    this.#deps = deps;
    this.#options = options;
    this.#limits = new Limits(options.limits);
    this.#graces = new Graces(options.seatGraceMs);
    this.#liveness = new Liveness({
      intervalMs: options.pingIntervalMs,
      concurrency: PING_CONCURRENCY,
      random: () => deps.random(),
    });
    const { users, rooms, peers } = deps.repositories;
    const { authenticator, logger, clock } = deps;
    this.#handlerDeps = { users, rooms, peers, authenticator, logger, now: () => clock.now() };
  }

  /** Listens, and resolves with where. Rejects with a ListenError. Graces of whoever was there start now. */
  async start(): Promise<Endpoint> {
    const { network, clock } = this.#deps;
    this.#listener = await network.listen(this.#options.listen, (connection) => this.#accept(connection));
    this.#expectThoseWhoWereHere();
    this.#timers.push(
      every(clock, TICK_MS, () => this.#tick()),
      every(clock, SAVE_INTERVAL_MS, () => void this.#save()),
      every(clock, EXPIRY_INTERVAL_MS, () => void this.#expireRooms()),
    );
    void this.#expireRooms();
    this.#awaitLinger();
    return this.#listener.endpoint;
  }

  /** Ends in order: nobody is accepted any more, everybody is cut off, all files are written. */
  async stop(): Promise<void> {
    for (const cancel of this.#timers) cancel();
    this.#cancelLinger();
    await this.#listener?.close();
    this.#byUser.clear(); // Who is connected now may come back after the restart: nobody is lost.
    for (const connection of this.#connections) connection.destroy('the tracker is stopping');
    await this.#deps.repositories.save();
    await this.#deps.repositories.close();
  }

  #accept(connection: Connection): void {
    const { clock, logger } = this.#deps;
    const { address } = connection.remote;
    if (!this.#limits.admitStranger(address)) {
      logger.warn('too many connections that do not log in', { address });
      connection.destroy('too many connections of this address');
      return;
    }
    logger.debug('accepted', { address });
    const channel = new JsonChannel(connection, { clock, isAccepted: true });
    const control = new ControlConnection(
      channel,
      {
        decide: (object, session) => this.#decide(object, session),
        perform: (outcome, from) => this.#perform(outcome, from),
        ended: (ended, reason) => this.#ended(ended, reason),
      },
      clock,
    );
    this.#connections.add(control);
  }

  #decide(object: JsonObject, session: Session): Outcome | Promise<Decision> {
    if (!this.#mayTalkPlainly(session.remote)) return TLS_REQUIRED;
    const refused = this.#limits.check(session, object, this.#deps.clock.elapsed());
    if (refused) return { ...refuse(refused), closes: session.username === null };
    return decide(object, session, this.#handlerDeps);
  }

  #mayTalkPlainly({ address }: Endpoint): boolean {
    const { plaintext } = this.#options;
    return plaintext === 'always' || (plaintext === 'loopback' && isLoopback(address));
  }

  #perform(outcome: Outcome, connection: ControlConnection): void {
    if (outcome.login) this.#welcome(outcome.login.username, connection);
    if (outcome.logout) this.#signOut(connection);
    this.#notify(outcome.notices ?? []);
  }

  #welcome(username: string, connection: ControlConnection): void {
    const older = this.#byUser.get(username);
    this.#byUser.set(username, connection);
    connection.session.username = username;
    connection.session.wasLoggedIn = true;
    this.#limits.strangerGone(connection.session.remote.address);
    this.#graces.end(username);
    this.#liveness.heardFrom(username, this.#deps.clock.elapsed());
    this.#cancelLinger();
    if (!older) return;
    older.session.isReplaced = true;
    if (older.session.isExtended) older.notify(SESSION_REPLACED);
    older.close();
  }

  #signOut({ session }: ControlConnection): void {
    const { username } = session;
    if (username === null || session.isReplaced) return;
    session.username = null;
    this.#forget(username);
    this.#deps.logger.info('logged out', { username });
  }

  #notify(notices: readonly Notice[]): void {
    for (const { to, message } of notices) {
      const json = JSON.stringify(message);
      for (const username of to) this.#byUser.get(username)?.notify(json);
    }
  }

  #ended(connection: ControlConnection, reason: string): void {
    this.#connections.delete(connection);
    const { username, remote, wasLoggedIn } = connection.session;
    if (!wasLoggedIn) this.#limits.strangerGone(remote.address);
    this.#deps.logger.debug('closed', { address: remote.address, username, reason });
    if (username !== null && this.#byUser.get(username) === connection) this.#lost(username, reason);
  }

  /** A user can no longer be reached: seats are held for the grace. */
  #lost(username: string, reason: string): void {
    this.#forget(username);
    this.#graces.begin(username, this.#deps.clock.elapsed());
    this.#deps.repositories.peers.update(username, { connected: false });
    this.#deps.logger.info('lost', { username, reason });
    this.#notify(lose(this.#handlerDeps, username));
  }

  #forget(username: string): void {
    this.#byUser.delete(username);
    this.#liveness.forget(username);
    if (this.#byUser.size === 0) this.#awaitLinger();
  }

  #expectThoseWhoWereHere(): void {
    const { rooms, peers } = this.#deps.repositories;
    const now = this.#deps.clock.elapsed();
    for (const username of rooms.seatHolders()) this.#graces.begin(username, now);
    for (const username of peers.wereConnected) {
      this.#graces.begin(username, now);
      this.#liveness.pingSoon(username, now, this.#options.seatGraceMs / 2);
    }
  }

  #tick(): void {
    const now = this.#deps.clock.elapsed();
    for (const username of this.#graces.takeExpired(now)) {
      this.#liveness.forget(username);
      this.#notify(expire(this.#handlerDeps, username));
    }
    this.#liveness.scan(now);
    this.#pingDue();
  }

  #pingDue(): void {
    for (const username of this.#liveness.take()) void this.#ping(username).then(() => this.#pingDue());
  }

  async #ping(username: string): Promise<void> {
    const { network, clock, repositories } = this.#deps;
    const peer = repositories.peers.find(username);
    const before = this.#byUser.get(username);
    const isAlive = peer ? await ping(network, clock, peer, this.#options.pingTimeoutMs) : false;
    if (!this.#liveness.isUnderWay(username) || this.#byUser.get(username) !== before) return; // Things went on.
    if (isAlive) this.#answered(username);
    else this.#didNotAnswer(username);
  }

  #answered(username: string): void {
    const { clock, repositories } = this.#deps;
    this.#liveness.heardFrom(username, clock.elapsed());
    this.#graces.suspend(username);
    repositories.peers.update(username, { connected: true, last_ping: new Date(clock.now()).toISOString() });
  }

  #didNotAnswer(username: string): void {
    const connection = this.#byUser.get(username);
    this.#lost(username, 'PING was not answered');
    connection?.destroy('the listener did not answer PING');
  }

  /** One save at a time; a disk that refuses is said, and what was not written waits for the next. */
  async #save(): Promise<void> {
    if (this.#isSaving) return;
    this.#isSaving = true;
    try {
      await this.#deps.repositories.save();
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      this.#deps.logger.error(`${error.message}: seats and presence are not saved`);
    } finally {
      this.#isSaving = false;
    }
  }

  async #expireRooms(): Promise<void> {
    const { rooms } = this.#deps.repositories;
    const before = this.#deps.clock.now() - ROOM_EXPIRY_MS;
    const isExpired = (room: Room | undefined): boolean => room?.emptySince != null && room.emptySince <= before;
    for (const { name } of [...rooms.after(undefined)].filter(isExpired)) {
      if (!isExpired(rooms.find(name))) continue; // Somebody came while others were being deleted.
      const expired = await rooms.delete(name).catch((error: Error) => this.#deps.logger.error(error.message));
      if (!expired) continue;
      this.#deps.logger.info('expired', { room: name });
      this.#notify(tellDeleted(expired, null));
    }
  }

  #awaitLinger(): void {
    const { lingerMs } = this.#options;
    this.#cancelLinger();
    if (lingerMs === null) return;
    this.#cancelLinger = this.#deps.clock.after(lingerMs, () => this.#deps.onIdle?.());
  }
}

const SESSION_REPLACED = JSON.stringify(
  errorReply('SESSION_REPLACED', 'You logged in from somewhere else; this session has ended.').fields,
);

const TLS_REQUIRED: Outcome = {
  reply: errorReply('TLS_REQUIRED', 'This tracker takes plaintext from its own machine only (see --plaintext).'),
  closes: true,
};
