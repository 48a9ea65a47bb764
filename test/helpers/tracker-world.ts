import { createHash } from 'node:crypto';
import type { Identity } from '../../commons/identity/identity.ts';
import type { SaltPassword } from '../../commons/identity/salted-password.ts';
import type { Endpoint } from '../../commons/net/endpoint.ts';
import { JsonChannel } from '../../commons/net/json-channel.ts';
import { TRACKER_PROTOCOL } from '../../commons/net/security.ts';
import { silentLogger } from '../../commons/process/logger.ts';
import type { JsonObject } from '../../commons/protocol/json-framer.ts';
import { Authenticator } from '../../tracker/auth/authenticator.ts';
import { type PasswordHasher, passwordHasher } from '../../tracker/auth/password-hasher.ts';
import {
  memoryStores,
  openRepositories,
  type Repositories,
  type Stores,
} from '../../tracker/repositories/repositories.ts';
import { type TrackerOptions, TrackerService } from '../../tracker/service/tracker-service.ts';
import { FakeClock, settle } from './fake-clock.ts';
import { someIdentity } from './identities.ts';
import { MemoryNetwork } from './memory-network.ts';
import { SlowRooms } from './slow-rooms.ts';

/** Tests of everything but the hashing do not pay for it. */
export const cheapSalt: SaltPassword = async (digest, salt) =>
  createHash('sha256').update(salt).update(digest).digest();
export const cheapHasher: PasswordHasher = passwordHasher(cheapSalt);

/** As a room's password becomes its secret, for free. */
export function cheapSecret(password: string, room: string): string {
  return createHash('sha256').update(`${password}\n${room.toLowerCase()}`).digest('base64url');
}

export const DIGEST = 'a'.repeat(64);
export const OTHER_DIGEST = 'b'.repeat(64);

export const TRACKER: Endpoint = { address: '127.0.0.1', port: 6060 };

export const TRACKER_IDENTITY = someIdentity();

export interface WorldOptions extends Partial<TrackerOptions> {
  readonly stores?: Stores;
  readonly hasher?: PasswordHasher;
  readonly latencyMs?: () => number;
  /** How long each operation on rooms takes. */
  readonly roomDelayMs?: () => number;
}

/** A tracker in memory, under a fake clock, that can be restarted on the same storage. */
export class TrackerWorld {
  readonly clock = new FakeClock();
  readonly network: MemoryNetwork;
  readonly stores: Stores;
  readonly #options: WorldOptions;
  service!: TrackerService;
  repositories!: Repositories;
  idleCalls = 0;
  /** Passwords that were hashed or compared. */
  hashes = 0;

  private constructor(options: WorldOptions) {
    this.#options = options;
    this.stores = options.stores ?? memoryStores();
    this.network = new MemoryNetwork({
      clock: this.clock,
      ...(options.latencyMs ? { latencyMs: options.latencyMs } : {}),
    });
  }

  static async start(options: WorldOptions = {}): Promise<TrackerWorld> {
    const world = new TrackerWorld(options);
    await world.boot();
    return world;
  }

  async boot(): Promise<void> {
    const { clock, network } = this;
    const { hasher: slow = cheapHasher, roomDelayMs } = this.#options;
    const opened = await openRepositories(this.stores, clock.now());
    const { rooms } = opened;
    this.repositories = roomDelayMs ? { ...opened, rooms: new SlowRooms(rooms, clock, roomDelayMs) } : opened;
    const counted = <T>(work: Promise<T>): Promise<T> => {
      this.hashes += 1;
      return work;
    };
    const hasher: PasswordHasher = {
      hash: (digest) => counted(slow.hash(digest)),
      verify: (digest, stored) => counted(slow.verify(digest, stored)),
      isOutdated: (stored) => slow.isOutdated(stored),
    };
    this.service = new TrackerService(
      {
        network,
        clock,
        logger: silentLogger,
        repositories: this.repositories,
        authenticator: new Authenticator({ hasher, clock }, { concurrency: 2, secret: TRACKER_IDENTITY.key }),
        identity: TRACKER_IDENTITY,
        random: () => 0.5,
        onIdle: () => {
          this.idleCalls += 1;
        },
      },
      {
        listen: TRACKER,
        pingIntervalMs: 120_000,
        pingTimeoutMs: 3_000,
        seatGraceMs: 60_000,
        plaintext: 'loopback',
        limits: 'remote',
        lingerMs: null,
        ...this.#options,
      },
    );
    await this.service.start();
  }

  async restart(): Promise<void> {
    await this.service.stop();
    await this.clock.advance(0);
    await this.boot();
  }

  /** A raw connection to the tracker, from that address: encrypted, with a key to show, if there is one. */
  async connect(identity?: Identity, from: string = TRACKER.address): Promise<Client> {
    const security = identity ? { identity, protocol: TRACKER_PROTOCOL, judge: () => null } : null;
    const dialled = this.network.dial(TRACKER, { timeoutMs: 1000, security, from });
    await this.clock.advance(this.#options.latencyMs ? 50 : 0);
    return new Client(this, new JsonChannel(await dialled, { clock: this.clock, isAccepted: false }));
  }

  /** A registered, logged-in, extended session whose listener answers PING at `port`. */
  async member(username: string, port = this.#nextPort(), identity?: Identity): Promise<Client> {
    await this.answerPings(port);
    const client = await this.connect(identity);
    const cmd = this.repositories.users.find(username) ? 'LOGIN' : 'REGISTER';
    const reply = await client.ask({ cmd, username, password: DIGEST, port, features: [] });
    if (reply['status'] !== 'OK') throw new Error(`${username}: ${reply['msg']}`);
    client.username = username;
    return client;
  }

  /** A listener that does what a peer's does when it is pinged. */
  async answerPings(port: number): Promise<void> {
    await this.network
      .listen({ address: '127.0.0.1', port }, (connection) => {
        const channel = new JsonChannel(connection, { clock: this.clock, isAccepted: true });
        channel.start({
          received: () => {
            channel.send({ cmd: 'PONG' });
            channel.close();
          },
          violated: () => channel.destroy('violated'),
          closed: () => {},
        });
      })
      .catch(() => {}); // The same port again: it answers already.
  }

  #ports = 50_000;
  #nextPort(): number {
    this.#ports += 1;
    return this.#ports;
  }
}

export class Client {
  readonly #world: TrackerWorld;
  readonly channel: JsonChannel;
  username = '';
  readonly received: JsonObject[] = [];
  closedBecause: string | null = null;

  constructor(world: TrackerWorld, channel: JsonChannel) {
    this.#world = world;
    this.channel = channel;
    channel.start({
      received: (object) => this.received.push(object),
      violated: (code) => this.received.push({ violated: code }),
      closed: (reason) => {
        this.closedBecause = reason;
      },
    });
  }

  /** The reply to one request; notices that came before it stay in `received`. */
  async ask(request: object): Promise<JsonObject> {
    const before = this.replies().length;
    this.channel.send(request);
    for (let tries = 0; tries < 50 && this.replies().length === before; tries += 1) {
      await this.#world.clock.advance(tries < 2 ? 0 : 5);
    }
    const reply = this.replies()[before];
    if (!reply) throw new Error(`no reply to ${JSON.stringify(request)}`);
    return reply;
  }

  replies(): JsonObject[] {
    return this.received.filter((object) => object['status'] !== 'ROOM_UPDATE');
  }

  /** The ROOM_UPDATEs so far, and forgets them. */
  async takeUpdates(): Promise<JsonObject[]> {
    await this.#world.clock.advance(0);
    const updates = this.received.filter((object) => object['status'] === 'ROOM_UPDATE');
    this.received.splice(0, this.received.length, ...this.replies());
    return updates;
  }

  async drop(): Promise<void> {
    this.channel.destroy('dropped by the test');
    await this.#world.clock.advance(0);
    await settle();
  }
}
