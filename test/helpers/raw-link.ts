import type { Identity } from '../../commons/identity/identity.ts';
import { PROOF_LABEL, roomProof } from '../../commons/identity/room-proof.ts';
import { nameKey } from '../../commons/model/names.ts';
import type { Connection } from '../../commons/net/connection.ts';
import { JsonChannel } from '../../commons/net/json-channel.ts';
import { PEER_PROTOCOL } from '../../commons/net/security.ts';
import type { JsonObject } from '../../commons/protocol/json-framer.ts';
import { PEER_FEATURES } from '../../commons/protocol/peer-messages.ts';
import type { TestPeer } from './peer-world.ts';
import type { TrackerWorld } from './tracker-world.ts';

const LOOPBACK = '127.0.0.1';

/** One end of a link that is spoken by hand, by somebody who keeps to no rule. */
export class RawLink {
  readonly received: JsonObject[] = [];
  closedBecause: string | null = null;
  readonly #connection: Connection;
  readonly #channel: JsonChannel;
  readonly #identity: Identity | null;

  constructor(world: TrackerWorld, connection: Connection, identity: Identity | null, isAccepted = false) {
    this.#connection = connection;
    this.#identity = identity;
    this.#channel = new JsonChannel(connection, { clock: world.clock, isAccepted });
    this.#channel.start({
      received: (object) => this.received.push(object),
      violated: () => {},
      closed: (reason) => {
        this.closedBecause = reason;
      },
    });
  }

  /** Dials `to`, in plaintext without an identity, and says nothing yet. `from`: the address that is seen there. */
  static async to(
    world: TrackerWorld,
    to: TestPeer,
    identity: Identity | null,
    from: string = LOOPBACK,
  ): Promise<RawLink> {
    const security = identity && { identity, protocol: PEER_PROTOCOL, judge: () => null };
    const endpoint = { address: LOOPBACK, port: to.listenPort };
    const dialled = world.network.dial(endpoint, { timeoutMs: 1_000, security, from });
    await world.clock.advance(0);
    return new RawLink(world, await dialled, identity);
  }

  /** The same, and greets under `username`, if it is listened to or not. */
  static async as(
    username: string,
    world: TrackerWorld,
    to: TestPeer,
    identity: Identity | null,
    from?: string,
  ): Promise<RawLink> {
    const link = await RawLink.to(world, to, identity, from);
    link.send({ cmd: 'HELLO', username, version: 1, features: [...PEER_FEATURES] });
    await world.clock.advance(50);
    return link;
  }

  get isLetIn(): boolean {
    return this.said('HELLO').length > 0 && this.closedBecause === null;
  }

  said(cmd: string): JsonObject[] {
    return this.received.filter((object) => object['cmd'] === cmd);
  }

  send(object: object): void {
    this.#channel.send(object);
  }

  /** A proof of the room's secret, as an honest member would give it on this link; parts of it may be lied about. */
  proof(roomKey: string, room: string, lies: { prover?: string; verifier?: string; binding?: string } = {}): string {
    const { secured } = this.#connection;
    const binding = secured?.exportKey(PROOF_LABEL, '').toString('base64url') ?? '';
    const [prover, verifier] = [this.#identity?.fingerprint ?? '', secured?.fingerprint ?? ''];
    return roomProof({ roomKey, room: nameKey(room), binding, prover, verifier, ...lies });
  }
}
