// The running tracker: accepts connections, passes their requests to handlers, and performs the outcomes. It holds the connected
// sessions; the rules are elsewhere.

import type { Cancel, Clock } from '../../commons/clock.ts';
import type { Identity } from '../../commons/identity/identity.ts';
import { Guesses } from '../../commons/limits/guesses.ts';
import { GUESS_LIMITS } from '../../commons/limits/rate-limits.ts';
import type { Connection, ListenEndpoint, Listener, Network } from '../../commons/net/connection.ts';
import type { Endpoint } from '../../commons/net/endpoint.ts';
import { HeldBytes } from '../../commons/net/held-bytes.ts';
import { JsonChannel } from '../../commons/net/json-channel.ts';
import { TRACKER_PROTOCOL } from '../../commons/net/security.ts';
import type { Logger } from '../../commons/process/logger.ts';
import type { JsonObject } from '../../commons/protocol/json-framer.ts';
import type { Authenticator } from '../auth/authenticator.ts';
import { Sweep, type SweepOptions } from '../presence/sweep.ts';
import { Watches } from '../presence/watches.ts';
import type { Repositories } from '../repositories/repositories.ts';
import type { Decision, RoomChange, Step } from '../requests/change.ts';
import { conclude, decide, failed } from '../requests/commands.ts';
import type { HandlerDeps } from '../requests/deps.ts';
import { encodeReply, errorReply, type Notice, type Outcome, refuse } from '../requests/outcome.ts';
import type { Session } from '../requests/session.ts';
import { type Capacity, capacityOf } from './capacity.ts';
import { ControlConnection, type ControlConnectionOwner } from './control-connection.ts';
import { type LimitPolicy, Limits } from './limits.ts';
import { RoomChanges } from './room-changes.ts';
import { Upkeep } from './upkeep.ts';

/** Which clients may use plaintext (protocol 2.5.6). */
export type PlaintextPolicy = 'loopback' | 'always' | 'never';

export interface TrackerOptions extends SweepOptions {
  readonly listen: ListenEndpoint;
  readonly plaintext: PlaintextPolicy;
  readonly limits: LimitPolicy;
  /** Ends by itself (`onIdle`) when no peer was connected for this long; null: never. */
  readonly lingerMs: number | null;
  /** The most records that it stores; by default as many as fit into 2 GiB of heap. */
  readonly capacity?: Capacity;
}

export interface TrackerDeps {
  readonly network: Network;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly repositories: Repositories;
  readonly authenticator: Authenticator;
  /** The tracker's own key; null: no TLS. */
  readonly identity: Identity | null;
  random(): number;
  onIdle?(): void;
}

/** Bytes held for all connections together: unread replies and notices, incomplete requests (protocol 2.2.11). */
const MAX_HELD_BYTES = 64 * 1024 * 1024;

export class TrackerService {
  readonly #options: TrackerOptions;
  readonly #deps: TrackerDeps;
  readonly #handlerDeps: HandlerDeps;
  readonly #limits: Limits;
  readonly #changes: RoomChanges;
  readonly #sweep: Sweep;
  readonly #upkeep: Upkeep;
  readonly #watches = new Watches();
  readonly #held = new HeldBytes(MAX_HELD_BYTES);
  readonly #connections = new Set<ControlConnection>();
  /** The connection of each user who is logged in. */
  readonly #byUser = new Map<string, ControlConnection>();
  readonly #owner: ControlConnectionOwner = {
    decide: (object, session) => this.#decide(object, session),
    change: (change, object, connection) => this.#change(change, object, connection),
    perform: (outcome, from) => this.#perform(outcome, from),
    ended: (ended, reason) => this.#ended(ended, reason),
  };
  #cancelLinger: Cancel = () => {};
  #listener: Listener | null = null;

  constructor(deps: TrackerDeps, options: TrackerOptions) {
    const { network, clock, logger, authenticator, repositories } = deps;
    const { capacity = capacityOf(2 * 1024 ** 3) } = options;
    const { users, rooms, peers, missingUsers } = repositories;
    this.#deps = deps;
    this.#options = options;
    this.#limits = new Limits(options.limits);
    const guesses = {
      password: new Guesses(GUESS_LIMITS.roomPassword),
      invite: new Guesses(GUESS_LIMITS.roomInvitation),
    };
    const time = { now: () => clock.now(), elapsed: () => clock.elapsed() };
    const stored = { users, missingUsers, rooms, peers };
    this.#handlerDeps = { ...stored, authenticator, capacity, logger, guesses, watches: this.#watches, ...time };
    this.#sweep = new Sweep({ network, clock, peers, random: () => deps.random() }, options, {
      foundDead: (username) => this.#foundDead(username),
      graceOver: (username) => this.#graceOver(username),
    });
    this.#changes = new RoomChanges(rooms, peers, (notice) => this.#notify(notice));
    this.#upkeep = new Upkeep({ clock, logger, repositories, changes: this.#changes });
  }

  /** Listens, and resolves with the address. Rejects with a ListenError. Graces of users with seats start now. */
  async start(): Promise<Endpoint> {
    const { network, repositories } = this.#deps;
    const { identity } = this.#deps;
    const security = identity && { identity, protocol: TRACKER_PROTOCOL, requiresKey: false };
    this.#listener = await network.listen(this.#options.listen, (connection) => this.#accept(connection), {
      security,
    });
    this.#sweep.start(repositories.rooms.seatHolders(), repositories.peers.wereConnected);
    this.#upkeep.start();
    this.#awaitLinger();
    return this.#listener.endpoint;
  }

  /** Shuts down: accepts no more, ends all connections, writes all files. */
  async stop(): Promise<void> {
    this.#sweep.stop();
    this.#cancelLinger();
    await this.#listener?.close();
    this.#byUser.clear(); // Connected users may come back after the restart, so their seats are not given up.
    for (const connection of this.#connections) connection.destroy('the tracker is stopping');
    await this.#upkeep.stop();
  }

  #accept(connection: Connection): void {
    const { clock, logger } = this.#deps;
    const { address } = connection.remote;
    if (address === '') return connection.destroy('it was gone before it was accepted');
    if (!this.#limits.admitStranger(address)) {
      logger.debug('too many connections that do not log in', { address });
      connection.destroy('too many connections of this address');
      return;
    }
    logger.debug('accepted', { address });
    const channel = new JsonChannel(connection, { clock, isAccepted: true, held: this.#held });
    this.#connections.add(new ControlConnection(channel, this.#owner, clock));
  }

  #decide(object: JsonObject, session: Session): Step | Promise<Decision> {
    if (!this.#mayTalk(session)) return TLS_REQUIRED;
    const refused = this.#limits.check(session, object, this.#deps.clock.elapsed());
    if (refused) return { ...refuse(refused), closes: session.username === null };
    return decide(object, session, this.#handlerDeps);
  }

  #change(change: RoomChange, object: JsonObject, connection: ControlConnection): void {
    const { session } = connection;
    void this.#changes.apply(
      change.operation,
      (outcome) => connection.follow(conclude(change, outcome, object, session, this.#handlerDeps), object),
      (error) => connection.follow(failed(error, object, session, this.#handlerDeps), object),
    );
  }

  #mayTalk({ isLocal, isEncrypted }: Session): boolean {
    const { plaintext } = this.#options;
    return isEncrypted || plaintext === 'always' || (plaintext === 'loopback' && isLocal);
  }

  #perform(outcome: Outcome, connection: ControlConnection): void {
    if (outcome.login) this.#loggedIn(outcome.login.username, connection);
    if (outcome.logout) this.#signOut(connection);
    if (outcome.notices) for (const notice of outcome.notices) this.#notify(notice);
  }

  #loggedIn(username: string, connection: ControlConnection): void {
    if (connection.session.isOpen) this.#welcome(username, connection);
    else if (!this.#byUser.has(username)) this.#lost(username, 'the connection ended during the login');
  }

  #welcome(username: string, connection: ControlConnection): void {
    const older = this.#byUser.get(username);
    this.#byUser.set(username, connection);
    this.#watches.forget(username); // These names were watched by the older session.
    connection.session.username = username;
    connection.session.wasLoggedIn = true;
    this.#limits.strangerGone(connection.session.remote.address);
    this.#sweep.loggedIn(username);
    this.#cancelLinger();
    if (!older) return;
    older.session.isReplaced = true;
    if (older.session.isExtended) older.notify(SESSION_REPLACED, 'the session');
    older.close();
  }

  #signOut(connection: ControlConnection): void {
    const { username } = connection.session;
    if (username === null || this.#byUser.get(username) !== connection) return;
    connection.session.username = null;
    this.#sweep.loggedOut(username);
    this.#disconnected(username);
    this.#deps.logger.info('logged out', { username });
  }

  #notify({ to, about, json }: Notice): void {
    for (const username of to) this.#byUser.get(username)?.notify(json, about);
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
    this.#sweep.lost(username);
    this.#disconnected(username);
    this.#deps.repositories.peers.update(username, { connected: false });
    this.#deps.logger.info('lost', { username, reason });
    this.#changeSeats('lose', username);
  }

  #foundDead(username: string): void {
    const connection = this.#byUser.get(username);
    this.#lost(username, 'PING was not answered');
    connection?.destroy('the listener did not answer PING');
  }

  /** A user from before a restart did not answer: only now their absence is known. */
  #graceOver(username: string): void {
    this.#deps.repositories.peers.update(username, { connected: false });
    this.#changeSeats('expire', username);
  }

  #changeSeats(what: 'lose' | 'expire', username: string): void {
    void this.#changes.apply({ do: what, at: this.#deps.clock.now(), username }, () => {});
  }

  #disconnected(username: string): void {
    this.#byUser.delete(username);
    this.#watches.forget(username);
    if (this.#byUser.size === 0) this.#awaitLinger();
  }

  #awaitLinger(): void {
    const { lingerMs } = this.#options;
    this.#cancelLinger();
    if (lingerMs === null) return;
    this.#cancelLinger = this.#deps.clock.after(lingerMs, () => this.#deps.onIdle?.());
  }
}

const SESSION_REPLACED = encodeReply(
  errorReply('SESSION_REPLACED', 'You logged in from somewhere else; this session has ended.'),
  undefined,
);

const TLS_REQUIRED: Outcome = {
  reply: errorReply('TLS_REQUIRED', 'This tracker does not take plaintext from you: connect with TLS.'),
  closes: true,
};
