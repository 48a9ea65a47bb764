// Pings peers when they are due, and ends the graces of users who lost their connection. Its owner decides about seats.

import { type Cancel, type Clock, every } from '../../commons/clock.ts';
import type { Network } from '../../commons/net/connection.ts';
import type { PeerRepository } from '../repositories/peer-repository.ts';
import { Graces } from './graces.ts';
import { Liveness } from './liveness.ts';
import { ping } from './ping.ts';

export interface SweepOptions {
  readonly pingIntervalMs: number;
  readonly pingTimeoutMs: number;
  readonly seatGraceMs: number;
}

export interface SweepDeps {
  readonly network: Network;
  readonly clock: Clock;
  readonly peers: PeerRepository;
  random(): number;
}

export interface SweepOwner {
  /** PING was not answered. */
  foundDead(username: string): void;
  /** The grace of a lost user is over. */
  graceOver(username: string): void;
}

/** How often due pings and graces are looked for. */
const TICK_MS = 250;

/** Graces ended in one tick: after a restart of the tracker all graces end at the same time. */
const GRACES_A_TICK = 1_000;

/** Pings under way at once: 1,000 dead peers keep the others waiting for 12 s (24 s if they all accept late). */
const PING_CONCURRENCY = 256;

/** Of these, recently sent pings: more would not be faster, and would make the event loop lag. */
const YOUNG_PING_CONCURRENCY = 32;

export class Sweep {
  readonly #deps: SweepDeps;
  readonly #options: SweepOptions;
  readonly #owner: SweepOwner;
  readonly #graces: Graces;
  readonly #liveness: Liveness;
  #stop: Cancel = () => {};

  constructor(deps: SweepDeps, options: SweepOptions, owner: SweepOwner) {
    this.#deps = deps;
    this.#options = options;
    this.#owner = owner;
    this.#graces = new Graces(options.seatGraceMs);
    this.#liveness = new Liveness({
      intervalMs: options.pingIntervalMs,
      concurrency: PING_CONCURRENCY,
      youngConcurrency: YOUNG_PING_CONCURRENCY,
      random: () => deps.random(),
    });
  }

  /**
   * Begins, after a start of the tracker: the grace of every user with a seat starts now, and users who were connected
   * when the tracker ended are pinged in time to keep their seats.
   */
  start(seatHolders: Iterable<string>, wereConnected: Iterable<string>): void {
    const now = this.#deps.clock.elapsed();
    for (const username of seatHolders) this.#graces.begin(username, now);
    for (const username of wereConnected) {
      this.#graces.begin(username, now);
      this.#liveness.pingSoon(username, now, this.#options.seatGraceMs / 2);
    }
    this.#stop = every(this.#deps.clock, TICK_MS, () => this.#tick());
  }

  stop(): void {
    this.#stop();
  }

  loggedIn(username: string): void {
    this.#graces.end(username);
    this.#liveness.heardFrom(username, this.#deps.clock.elapsed());
  }

  lost(username: string): void {
    this.#liveness.forget(username);
    this.#graces.begin(username, this.#deps.clock.elapsed());
  }

  loggedOut(username: string): void {
    this.#liveness.forget(username);
  }

  #tick(): void {
    const now = this.#deps.clock.elapsed();
    for (const username of this.#graces.takeExpired(now, GRACES_A_TICK)) {
      this.#liveness.forget(username);
      this.#owner.graceOver(username);
    }
    this.#liveness.scan(now);
    this.#pingDue();
  }

  #pingDue(): void {
    for (const username of this.#liveness.take(this.#deps.clock.elapsed()))
      void this.#ping(username).then(() => this.#pingDue());
  }

  async #ping(username: string): Promise<void> {
    const { network, clock, peers } = this.#deps;
    const peer = peers.find(username);
    const isAlive = peer ? await ping(network, clock, peer, this.#options.pingTimeoutMs) : false;
    if (!this.#liveness.isUnderWay(username)) return; // A login, a logout or a lost connection came first.
    if (!isAlive) return this.#owner.foundDead(username);
    this.#liveness.heardFrom(username, clock.elapsed());
    this.#graces.suspend(username);
    peers.update(username, { connected: true, last_ping: new Date(clock.now()).toISOString() });
  }
}
