import { z } from 'zod';
import type { Fingerprint } from '../../commons/identity/fingerprint.ts';
import type { Endpoint } from '../../commons/net/endpoint.ts';
import { fingerprintText } from '../../commons/protocol/schema.ts';
import type { Store } from '../../commons/storage/store.ts';
import { SortedNames } from './sorted-names.ts';
import { Unsaved } from './unsaved.ts';

export const peerRecord = z.object({
  username: z.string().min(1),
  address: z.string().min(1),
  port: z.int().min(1).max(65_535),
  /** Whether the peer was connected when the record was written; after a restart PING shows whether it still is. */
  connected: z.boolean(),
  /** ISO 8601: the time of the last login or PONG. */
  last_ping: z.string(),
  /** The session token's SHA-256 and its end (wall-clock ms), if one was issued. */
  token: z
    .object({
      hash: z.string().regex(/^[0-9a-f]{64}$/),
      expires_at: z.number(),
      /** The key that it was issued to; it is valid only with that key. */
      fingerprint: fingerprintText.optional(),
    })
    .optional(),
  /** The user's registered key, as others see it. */
  fingerprint: fingerprintText.optional(),
});

export type Peer = z.infer<typeof peerRecord>;

/** The last address of each user, who is online, and their tokens. Names are in their registered spelling. */
export class PeerRepository {
  readonly #peers: Map<string, Peer>;
  readonly #online = new SortedNames();
  readonly #unsaved: Unsaved<Peer>;
  /** Users who were connected when the last tracker ended: some may still run, but not reconnect. */
  readonly wereConnected: readonly string[];

  private constructor(store: Store<Peer>, peers: ReadonlyMap<string, Peer>) {
    this.#peers = new Map(peers);
    this.#unsaved = new Unsaved(store, (key) => this.#peers.get(key) ?? null);
    this.wereConnected = [...peers.values()].filter((peer) => peer.connected).map((peer) => peer.username);
  }

  static async open(store: Store<Peer>): Promise<PeerRepository> {
    return new PeerRepository(store, await store.load());
  }

  find(username: string): Peer | undefined {
    return this.#peers.get(username);
  }

  isOnline(username: string): boolean {
    return this.#online.has(username);
  }

  /** Peers that are online, in the order of their names, from the one after `after` on. */
  *after(after: string | undefined): Generator<Peer> {
    for (const username of this.#online.after(after)) yield this.#peers.get(username) as Peer;
  }

  /** A peer logged in from `endpoint`. Returns whether its address, port or key is another than before. */
  connected(username: string, { address, port }: Endpoint, fingerprint: Fingerprint | undefined, at: string): boolean {
    const before = this.#peers.get(username);
    this.#put({ ...before, username, address, port, connected: true, last_ping: at, fingerprint });
    this.#online.add(username);
    return before?.address !== address || before.port !== port || before.fingerprint !== fingerprint;
  }

  /** Changes the record of a peer: at once in memory, soon on disk. Ignores unknown users. */
  update(username: string, change: Partial<Pick<Peer, 'connected' | 'last_ping'>>): void {
    const peer = this.#peers.get(username);
    if (!peer) return;
    this.#put({ ...peer, ...change });
    if (change.connected) this.#online.add(username);
    else if (change.connected === false) this.#online.delete(username);
  }

  /** Replaces the user's token. Resolves when that is durable. Rejects with a StorageError. */
  async setToken(username: string, token: NonNullable<Peer['token']>, { address, port }: Endpoint): Promise<void> {
    const unseen = { username, address, port, connected: false, last_ping: new Date(0).toISOString() };
    this.#put({ ...(this.#peers.get(username) ?? unseen), token });
    await this.save();
  }

  /** Takes the user's token away. Resolves when that is durable. Rejects with a StorageError. */
  async removeToken(username: string): Promise<void> {
    const { token, ...peer } = this.#peers.get(username) ?? {};
    if (token) this.#put(peer as Peer);
    await this.save();
  }

  /** Writes what has changed. Rejects with a StorageError, and tries again the next time. */
  save(): Promise<void> {
    return this.#unsaved.save();
  }

  #put(peer: Peer): void {
    this.#peers.set(peer.username, peer);
    this.#unsaved.add(peer.username);
  }
}
