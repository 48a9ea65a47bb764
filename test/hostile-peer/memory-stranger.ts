import type { Identity } from '../../commons/identity/identity.ts';
import type { Endpoint } from '../../commons/net/endpoint.ts';
import { PEER_PROTOCOL } from '../../commons/net/security.ts';
import type { JsonObject } from '../../commons/protocol/json-framer.ts';
import { PEER_FEATURES } from '../../commons/protocol/peer-messages.ts';
import type { MemoryConnection } from '../helpers/memory-network.ts';
import type { TestPeer } from '../helpers/peer-world.ts';
import type { Client, TrackerWorld } from '../helpers/tracker-world.ts';

/** As a Stranger, in memory, where the test decides how time passes. */
export class MemoryStranger {
  readonly #world: TrackerWorld;
  readonly connection: MemoryConnection;
  received = '';
  closedBecause: string | null = null;

  constructor(world: TrackerWorld, connection: MemoryConnection) {
    this.#world = world;
    this.connection = connection;
    connection.start({
      received: (bytes) => {
        this.received += bytes;
      },
      closed: (reason) => {
        this.closedBecause = reason;
      },
    });
  }

  /** In plaintext, or encrypted with that key. */
  static async dial(world: TrackerWorld, port: number, identity?: Identity): Promise<MemoryStranger> {
    const security = identity ? { identity, protocol: PEER_PROTOCOL, judge: () => null } : null;
    const dialled = world.network.dial({ address: '127.0.0.1', port }, { timeoutMs: 1_000, security });
    await world.clock.advance(0);
    return new MemoryStranger(world, (await dialled) as MemoryConnection);
  }

  /** Writes, and lets it arrive. */
  async writes(text: string): Promise<void> {
    this.connection.write(text);
    await this.#world.clock.advance(0);
  }

  async says(...objects: object[]): Promise<void> {
    await this.writes(objects.map((object) => `${JSON.stringify(object)}\n`).join(''));
  }

  get objects(): JsonObject[] {
    const lines = this.received.split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line) as JsonObject);
  }

  /** How many ms of the clock pass before the other side ends the connection; null if it has not after `limitMs`. */
  async lastsFor(limitMs: number, stepMs = 100): Promise<number | null> {
    for (let passed = 0; passed <= limitMs; passed += stepMs) {
      if (this.closedBecause !== null) return passed;
      await this.#world.clock.advance(stepMs);
    }
    return null;
  }
}

/** A listener that accepts every connection and sends nothing by itself. */
export async function listenInMemory(world: TrackerWorld, port: number): Promise<MemoryStranger[]> {
  const accepted: MemoryStranger[] = [];
  const endpoint: Endpoint = { address: '127.0.0.1', port };
  await world.network.listen(endpoint, (connection) => {
    accepted.push(new MemoryStranger(world, connection as MemoryConnection));
  });
  return accepted;
}

/** mal is logged in by hand, sits in #dev, and has an open link with `peer` that is spoken by hand. */
export async function malInMemory(
  world: TrackerWorld,
  peer: TestPeer,
  identity?: Identity,
  secret?: string,
): Promise<{ mal: Client; link: MemoryStranger }> {
  const mal = await world.member('mal', undefined, identity);
  await mal.ask({ cmd: 'JOIN_ROOM', room: 'dev', secret });
  const link = await MemoryStranger.dial(world, peer.listenPort, identity);
  await link.says({ cmd: 'HELLO', username: 'mal', version: 1, features: [...PEER_FEATURES] });
  await peer.until(() => peer.isLinkedTo('mal'), 'the link with mal');
  return { mal, link };
}
