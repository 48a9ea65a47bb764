// Peers that log in and then say nothing: what each of them costs a server in memory.

import { type Identity, newIdentity } from '../commons/identity/identity.ts';
import { Child } from './child.ts';
import type { LoaderQuestions } from './loader.ts';
import type { ServerKind, ServerQuestions } from './server.ts';

/** Connections that leave from one address, and from one process: neither has ports or files for all. */
const PEERS_PER_ADDRESS = 10_000;

/** Peers that are there before memory is looked at: what a server takes once, for its first few, is not any peer's. */
const FIRST_FEW = 1_000;

/** Files that a server needs for itself, and for the pings that it may have under way. */
const OWN_FILES = 100;
const FILES_FOR_PINGS = 256;

export class IdlePeers {
  readonly server: Child<ServerQuestions>;
  /** Theirs, all the same; null: in plaintext. */
  readonly #identity: Identity | null;
  /** Where they can be pinged; undefined: nobody pings them. */
  readonly #peerPort: number | undefined;
  readonly #holders: Child<LoaderQuestions>[] = [];
  #count = 0;

  private constructor(server: Child<ServerQuestions>, identity: Identity | null, peerPort: number | undefined) {
    this.server = server;
    this.#identity = identity;
    this.#peerPort = peerPort;
  }

  /** A server in a fresh process, with nobody there. `most` peers will come at most, if the system allows so many. */
  static async start(kind: ServerKind, most: number, isSecure = false, peerPort?: number): Promise<IdlePeers> {
    return new IdlePeers(
      await Child.start<ServerQuestions>('./server.js', {
        args: [kind],
        files: most + FILES_FOR_PINGS + 2 * OWN_FILES,
      }),
      isSecure ? newIdentity() : null,
      peerPort,
    );
  }

  /** How many connections the server may have, of `wanted`. */
  async possible(wanted: number): Promise<number> {
    return Math.min(wanted, (await this.server.ask('fileLimit')) - FILES_FOR_PINGS - OWN_FILES);
  }

  /** Has `count` peers log in and stay. */
  async add(count: number): Promise<void> {
    const port = await this.server.ask('port');
    for (const end = this.#count + count; this.#count < end; ) {
      const holder = await Child.start<LoaderQuestions>('./loader.js', { files: PEERS_PER_ADDRESS + OWN_FILES });
      this.#holders.push(holder);
      const number = Math.floor(this.#count / PEERS_PER_ADDRESS);
      // Not every system has more loopback addresses than one, which is enough for the usual count.
      const address = number === 0 ? {} : { address: `127.0.0.${number + 1}` };
      const fitting = Math.min(end, (number + 1) * PEERS_PER_ADDRESS) - this.#count;
      const peers = { identity: this.#identity, by: 'registration' } as const;
      const shared = { port, ...peers, ...(this.#peerPort === undefined ? {} : { peerPort: this.#peerPort }) };
      await holder.ask('idle', { ...shared, count: fitting, prefix: `idle-${this.#count}`, ...address });
      this.#count += fitting;
    }
  }

  /** As `add`. Resolves with the resident memory that each of them takes, but for a first few. */
  async addWeighed(count: number): Promise<number> {
    const few = Math.min(FIRST_FEW, Math.floor(count / 2));
    await this.add(few);
    const before = await this.server.ask('residentBytes');
    await this.add(count - few);
    return ((await this.server.ask('residentBytes')) - before) / (count - few);
  }

  /** The server first: the side that closes first keeps its ports for a minute, and the holders need theirs again. */
  async end(): Promise<void> {
    await this.server.end();
    for (const holder of this.#holders) await holder.end();
  }
}
