// The users who are logged in now, each with the connection of their newest session: how they come, are replaced, are
// lost and sign out, and how they are notified.

import type { Cancel, Clock } from '../../commons/clock.ts';
import type { Network } from '../../commons/net/connection.ts';
import type { Logger } from '../../commons/process/logger.ts';
import { Sweep, type SweepOptions } from '../presence/sweep.ts';
import { Watches } from '../presence/watches.ts';
import type { Repositories } from '../repositories/repositories.ts';
import { encodeReply, errorReply, type Notice } from '../requests/outcome.ts';
import type { ControlConnection } from './control-connection.ts';
import { RoomChanges } from './room-changes.ts';

export interface OnlineUsersOptions extends SweepOptions {
  /** Calls `onIdle` when no user was connected for this long; null: never. */
  readonly lingerMs: number | null;
}

export interface OnlineUsersDeps {
  readonly network: Network;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly repositories: Repositories;
  random(): number;
  onIdle?(): void;
}

export class OnlineUsers {
  readonly changes: RoomChanges;
  readonly watches = new Watches();
  readonly #deps: OnlineUsersDeps;
  readonly #lingerMs: number | null;
  readonly #sweep: Sweep;
  readonly #connections = new Map<string, ControlConnection>();
  #cancelLinger: Cancel = () => {};

  constructor(deps: OnlineUsersDeps, options: OnlineUsersOptions) {
    const { network, clock, repositories } = deps;
    const { rooms, peers } = repositories;
    this.#deps = deps;
    this.#lingerMs = options.lingerMs;
    this.changes = new RoomChanges(rooms, peers, (notice) => this.notify(notice));
    this.#sweep = new Sweep({ network, clock, peers, random: () => deps.random() }, options, {
      foundDead: (username) => this.#foundDead(username),
      graceOver: (username) => this.#graceOver(username),
    });
  }

  /** Graces of users with seats start now. */
  start(): void {
    const { rooms, peers } = this.#deps.repositories;
    this.#sweep.start(rooms.seatHolders(), peers.wereConnected);
    this.#awaitLinger();
  }

  /** Connected users may come back after the restart, so their seats are not given up. */
  stop(): void {
    this.#sweep.stop();
    this.#cancelLinger();
    this.#connections.clear();
  }

  /** A connection that has ended during the login is lost at once, unless the user has another one. */
  loggedIn(username: string, connection: ControlConnection): void {
    if (connection.session.isOpen) this.#welcome(username, connection);
    else if (!this.#connections.has(username)) this.#lost(username, 'the connection ended during the login');
  }

  signOut(connection: ControlConnection): void {
    const { username } = connection.session;
    if (username === null || this.#connections.get(username) !== connection) return;
    connection.session.username = null;
    this.#sweep.loggedOut(username);
    this.#disconnected(username);
    this.#deps.logger.info('logged out', { username });
  }

  ended(connection: ControlConnection, reason: string): void {
    const { username } = connection.session;
    if (username !== null && this.#connections.get(username) === connection) this.#lost(username, reason);
  }

  notify({ to, about, json }: Notice): void {
    for (const username of to) this.#connections.get(username)?.notify(json, about);
  }

  #welcome(username: string, connection: ControlConnection): void {
    const older = this.#connections.get(username);
    this.#connections.set(username, connection);
    this.watches.forget(username); // These names were watched by the older session.
    connection.session.username = username;
    connection.session.wasLoggedIn = true;
    this.#sweep.loggedIn(username);
    this.#cancelLinger();
    if (!older) return;
    older.session.isReplaced = true;
    if (older.session.isExtended) older.notify(SESSION_REPLACED, 'the session');
    older.close();
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
    const connection = this.#connections.get(username);
    this.#lost(username, 'PING was not answered');
    connection?.destroy('the listener did not answer PING');
  }

  /** A user from before a restart did not answer: only now their absence is known. */
  #graceOver(username: string): void {
    this.#deps.repositories.peers.update(username, { connected: false });
    this.#changeSeats('expire', username);
  }

  #changeSeats(what: 'lose' | 'expire', username: string): void {
    void this.changes.apply({ do: what, at: this.#deps.clock.now(), username }, () => {});
  }

  #disconnected(username: string): void {
    this.#connections.delete(username);
    this.watches.forget(username);
    if (this.#connections.size === 0) this.#awaitLinger();
  }

  #awaitLinger(): void {
    this.#cancelLinger();
    if (this.#lingerMs === null) return;
    this.#cancelLinger = this.#deps.clock.after(this.#lingerMs, () => this.#deps.onIdle?.());
  }
}

const SESSION_REPLACED = encodeReply(
  errorReply('SESSION_REPLACED', 'You logged in from somewhere else; this session has ended.'),
  undefined,
);
