// The whole tracker over real sockets, in this process, so that a test decides how time passes.

import { expect, onTestFinished } from 'vitest';
import { tcpNetwork } from '../../commons/net/tcp.ts';
import { silentLogger } from '../../commons/process/logger.ts';
import type { JsonObject } from '../../commons/protocol/json-framer.ts';
import { Authenticator } from '../../tracker/auth/authenticator.ts';
import type { PasswordHasher } from '../../tracker/auth/password-hasher.ts';
import { memoryStores, openRepositories, type Repositories } from '../../tracker/repositories/repositories.ts';
import { type TrackerOptions, TrackerService } from '../../tracker/service/tracker-service.ts';
import { FakeClock, settle } from '../helpers/fake-clock.ts';
import { cheapHasher, DIGEST, TRACKER_IDENTITY } from '../helpers/tracker-world.ts';
import { HONEST, register, servesTheHonest } from './honest.ts';
import { type ConnectOptions, RawClient } from './raw-client.ts';
import { type Seen, WatchedNetwork } from './watched-network.ts';

export interface HostileOptions extends Partial<TrackerOptions> {
  readonly hasher?: PasswordHasher;
}

/** A tracker under attack; afterwards it must be whole, and serve an honest user. */
export async function attacked(
  attack: (world: HostileWorld) => Promise<void>,
  options: HostileOptions = {},
): Promise<void> {
  const world = await HostileWorld.start(options);
  await attack(world);
  expect(world.network.thrown, 'what would have ended the process').toEqual([]);
  await servesTheHonest(world.port);
}

export class HostileWorld {
  readonly clock = new FakeClock();
  readonly network = new WatchedNetwork(tcpNetwork(this.clock));
  readonly repositories: Repositories;
  port = 0;

  private constructor(repositories: Repositories) {
    this.repositories = repositories;
  }

  static async start({ hasher = cheapHasher, ...options }: HostileOptions): Promise<HostileWorld> {
    const world = new HostileWorld(await openRepositories(memoryStores(), 0));
    const { clock, network, repositories } = world;
    await repositories.users.create({ username: HONEST, secret: await cheapHasher.hash(DIGEST), created_at: '' });
    const authenticator = new Authenticator({ hasher, clock }, { concurrency: 2, secret: 'of the tracker' });
    const service = new TrackerService(
      {
        network,
        clock,
        logger: silentLogger,
        repositories,
        authenticator,
        identity: TRACKER_IDENTITY,
        random: () => 0.5,
      },
      {
        listen: { address: '127.0.0.1', port: 0 },
        pingIntervalMs: 1e9,
        pingTimeoutMs: 3_000,
        seatGraceMs: 60_000,
        plaintext: 'loopback',
        limits: 'remote',
        lingerMs: null,
        ...options,
      },
    );
    world.port = (await service.start()).port;
    onTestFinished(() => service.stop());
    return world;
  }

  /** A connection that the tracker has accepted. */
  async connect(options?: ConnectOptions): Promise<RawClient> {
    const client = await RawClient.connect(this.port, options);
    const isSeen = (): boolean => this.network.seen.has(client.localPort);
    await this.network.watch.until(isSeen, 'the tracker to accept a connection');
    return client;
  }

  /** A connection that a new user has logged in on, extended unless `more` says otherwise. */
  async member(username: string, more: object = {}): Promise<RawClient> {
    const client = await this.connect();
    expect(await client.ask(register(username, more))).toMatchObject({ status: 'OK' });
    return client;
  }

  /** What the tracker knows of this connection. */
  seen(client: RawClient): Seen {
    return this.network.seen.get(client.localPort) as Seen;
  }

  /** The tracker has taken everything that the client sent. */
  async took(client: RawClient): Promise<void> {
    const { watch } = this.network;
    await watch.until(() => this.seen(client).taken >= client.sent, 'the tracker to take what was sent');
  }

  /** Sends each piece when the tracker has taken the one before, so that no two arrive together. */
  async sendPieces(client: RawClient, pieces: Iterable<Buffer | string>): Promise<void> {
    for (const piece of pieces) {
      client.send(piece);
      await this.took(client);
    }
  }

  /** All of these connections are over for the tracker too. */
  async forgot(clients: readonly RawClient[]): Promise<void> {
    const isOver = (): boolean => clients.every((client) => this.seen(client).isOver);
    await this.network.watch.until(isOver, 'the tracker to notice that connections ended');
    await settle();
  }

  /** The connection is still in use: the tracker has not touched it, and answers a request. */
  async expectStays(client: RawClient): Promise<void> {
    expect(client.untaken).toEqual([]);
    expect(this.seen(client).end).toBeNull();
    expect(await client.ask({ cmd: 'LIST_ROOMS', request_id: 'still here' })).toMatchObject({
      status: 'OK',
      request_id: 'still here',
    });
  }

  /** One refusal with this code, and the connection is closed. */
  async expectClosesWith(client: RawClient, code: string): Promise<JsonObject> {
    const reply = await client.next(code);
    expect(reply).toMatchObject({ status: 'ERROR', code, msg: expect.stringMatching(/\.$/) });
    await client.closed(`${code} was said`);
    expect(client.untaken).toEqual([]);
    return reply;
  }

  /** Gone without a word. */
  async expectDestroyed(client: RawClient, why: string): Promise<void> {
    await client.closed(why);
    expect(client.heard).toBe(0);
    expect(this.seen(client).end).toMatch(/^destroyed/);
  }
}
