// The running tracker: accepts connections, passes their requests to handlers, and performs the outcomes. The rules are
// elsewhere.

import type { Identity } from '../../commons/identity/identity.ts';
import { Guesses } from '../../commons/limits/guesses.ts';
import { GUESS_LIMITS } from '../../commons/limits/rate-limits.ts';
import type { Connection, ListenEndpoint, Listener } from '../../commons/net/connection.ts';
import type { Endpoint } from '../../commons/net/endpoint.ts';
import { HeldBytes } from '../../commons/net/held-bytes.ts';
import { JsonChannel } from '../../commons/net/json-channel.ts';
import { TRACKER_PROTOCOL } from '../../commons/net/security.ts';
import type { JsonObject } from '../../commons/protocol/json-framer.ts';
import type { Authenticator } from '../auth/authenticator.ts';
import type { Decision, RoomChange, Step } from '../requests/change.ts';
import { conclude, decide, failed } from '../requests/commands.ts';
import type { HandlerDeps } from '../requests/deps.ts';
import { errorReply, type Outcome, refuse } from '../requests/outcome.ts';
import type { Session } from '../requests/session.ts';
import { type Capacity, capacityOf } from './capacity.ts';
import { ControlConnection, type ControlConnectionOwner } from './control-connection.ts';
import { type LimitPolicy, Limits } from './limits.ts';
import { OnlineUsers, type OnlineUsersDeps, type OnlineUsersOptions } from './online-users.ts';
import { Upkeep } from './upkeep.ts';

/** Which clients may use plaintext (protocol 2.5.6). */
export type PlaintextPolicy = 'loopback' | 'always' | 'never';

export interface TrackerOptions extends OnlineUsersOptions {
  readonly listen: ListenEndpoint;
  readonly plaintext: PlaintextPolicy;
  readonly limits: LimitPolicy;
  /** The most records that it stores; by default as many as fit into 2 GiB of heap. */
  readonly capacity?: Capacity;
}

export interface TrackerDeps extends OnlineUsersDeps {
  readonly authenticator: Authenticator;
  /** The tracker's own key; null: no TLS. */
  readonly identity: Identity | null;
}

/** Bytes held for all connections together: unread replies and notices, incomplete requests (protocol 2.2.11). */
const MAX_HELD_BYTES = 64 * 1024 * 1024;

export class TrackerService {
  readonly #options: TrackerOptions;
  readonly #deps: TrackerDeps;
  readonly #handlerDeps: HandlerDeps;
  readonly #limits: Limits;
  readonly #users: OnlineUsers;
  readonly #upkeep: Upkeep;
  readonly #held = new HeldBytes(MAX_HELD_BYTES);
  readonly #connections = new Set<ControlConnection>();
  readonly #owner: ControlConnectionOwner = {
    decide: (object, session) => this.#decide(object, session),
    change: (change, object, connection) => this.#change(change, object, connection),
    perform: (outcome, from) => this.#perform(outcome, from),
    ended: (ended, reason) => this.#ended(ended, reason),
  };
  #listener: Listener | null = null;

  constructor(deps: TrackerDeps, options: TrackerOptions) {
    const { clock, logger, authenticator, repositories } = deps;
    const { capacity = capacityOf(2 * 1024 ** 3) } = options;
    const { users, rooms, peers, missingUsers } = repositories;
    this.#deps = deps;
    this.#options = options;
    this.#limits = new Limits(options.limits);
    this.#users = new OnlineUsers(deps, options);
    const guesses = {
      password: new Guesses(GUESS_LIMITS.roomPassword),
      invite: new Guesses(GUESS_LIMITS.roomInvitation),
    };
    const time = { now: () => clock.now(), elapsed: () => clock.elapsed() };
    const stored = { users, missingUsers, rooms, peers };
    const { watches, changes } = this.#users;
    this.#handlerDeps = { ...stored, authenticator, capacity, logger, guesses, watches, ...time };
    this.#upkeep = new Upkeep({ clock, logger, repositories, changes });
  }

  /** Listens, and resolves with the address. Rejects with a ListenError. Graces of users with seats start now. */
  async start(): Promise<Endpoint> {
    const { network, identity } = this.#deps;
    const security = identity && { identity, protocol: TRACKER_PROTOCOL, requiresKey: false };
    this.#listener = await network.listen(this.#options.listen, (connection) => this.#accept(connection), {
      security,
    });
    this.#users.start();
    this.#upkeep.start();
    return this.#listener.endpoint;
  }

  /** Shuts down: accepts no more, ends all connections, writes all files. */
  async stop(): Promise<void> {
    await this.#listener?.close();
    this.#users.stop();
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
    void this.#users.changes.apply(
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
    if (outcome.logout) this.#users.signOut(connection);
    if (outcome.notices) for (const notice of outcome.notices) this.#users.notify(notice);
  }

  #loggedIn(username: string, connection: ControlConnection): void {
    if (connection.session.isOpen) this.#limits.strangerGone(connection.session.remote.address);
    this.#users.loggedIn(username, connection);
  }

  #ended(connection: ControlConnection, reason: string): void {
    this.#connections.delete(connection);
    const { username, remote, wasLoggedIn } = connection.session;
    if (!wasLoggedIn) this.#limits.strangerGone(remote.address);
    this.#deps.logger.debug('closed', { address: remote.address, username, reason });
    this.#users.ended(connection, reason);
  }
}

const TLS_REQUIRED: Outcome = {
  reply: errorReply('TLS_REQUIRED', 'This tracker does not take plaintext from you: connect with TLS.'),
  closes: true,
};
