import type { Identity } from '../../commons/identity/identity.ts';
import type { Connection } from '../../commons/net/connection.ts';
import type { Endpoint } from '../../commons/net/endpoint.ts';
import { TRACKER_PROTOCOL } from '../../commons/net/security.ts';
import type { JsonObject } from '../../commons/protocol/json-framer.ts';
import { MemoryProfile } from '../../peer/profile/memory-profile.ts';
import { someIdentity } from '../helpers/identities.ts';
import { type PeerOptions, TestPeer } from '../helpers/peer-world.ts';
import { TRACKER, TRACKER_IDENTITY, TrackerWorld } from '../helpers/tracker-world.ts';

const ENDPOINT: Endpoint = { address: '127.0.0.1', port: 6_666 };

/** What the peer gets instead of an object of the tracker: text, bytes, or nothing. */
type Instead = string | Buffer | null;

const line = (object: object): string => `${JSON.stringify(object)}\n`;

/**
 * Passes for the tracker: passes on what the real one and a peer say, and says what the test wants instead of it or
 * besides. So a peer can be lied to for a while, and have honest company all the time. It stands for a tracker that
 * lies, not for somebody on the way: it has the tracker's key, and even the peer's.
 */
export class TrackerInTheMiddle {
  readonly endpoint: Endpoint;
  /** What the peer has asked. */
  readonly requests: JsonObject[] = [];
  /** When it has connected (ms of the fake clock). */
  readonly connectedAt: number[] = [];
  /** What becomes of a reply or notice; by default it is passed on. `to` is the request, if it is a reply. */
  instead: (object: JsonObject, to: JsonObject | undefined) => Instead = line;
  #toPeer: Connection | null = null;

  constructor(endpoint: Endpoint) {
    this.endpoint = endpoint;
  }

  static async of(world: TrackerWorld, identity: Identity, endpoint = ENDPOINT): Promise<TrackerInTheMiddle> {
    const middle = new TrackerInTheMiddle(endpoint);
    const protocol = TRACKER_PROTOCOL;
    const security = { identity, protocol, judge: () => null };
    await world.network.listen(
      endpoint,
      (connection) => {
        middle.connectedAt.push(world.clock.elapsed());
        middle.#toPeer = connection;
        void world.network.dial(TRACKER, { timeoutMs: 1_000, security }).then((real) => middle.#join(connection, real));
      },
      { security: { identity: TRACKER_IDENTITY, protocol, requiresKey: false } },
    );
    return middle;
  }

  /** Says something that the tracker did not say. */
  tell(what: string | Buffer | object): void {
    this.#toPeer?.write(typeof what === 'string' || Buffer.isBuffer(what) ? what : line(what));
  }

  hangUp(): void {
    this.#toPeer?.destroy('the tracker hung up');
  }

  #join(peer: Connection, real: Connection): void {
    const closed = (): void => {
      peer.destroy('the connection in the middle is gone');
      real.destroy('the connection in the middle is gone');
    };
    const asked = objectsIn((request) => {
      this.requests.push(request);
      real.write(line(request));
    });
    const said = objectsIn((object) => {
      const id = object['request_id'];
      const to = id === undefined ? undefined : this.requests.findLast((request) => request['request_id'] === id);
      const text = this.instead(object, to);
      if (text !== null) peer.write(text);
    });
    peer.start({ received: asked, closed });
    real.start({ received: said, closed });
  }
}

/** Both of ours write one object a line. */
function objectsIn(each: (object: JsonObject) => void): (bytes: Buffer) => void {
  let held = '';
  return (bytes) => {
    const lines = (held + bytes.toString()).split('\n');
    held = lines.pop() ?? '';
    for (const text of lines) each(JSON.parse(text) as JsonObject);
  };
}

/** ana, whose tracker is not what it seems, in #dev, and bob, whose tracker is. */
export async function lied(options: PeerOptions = {}): Promise<{
  world: TrackerWorld;
  ana: TestPeer;
  bob: TestPeer;
  middle: TrackerInTheMiddle;
}> {
  const world = await TrackerWorld.start();
  const profile = new MemoryProfile(someIdentity());
  const middle = await TrackerInTheMiddle.of(world, profile.identity);
  const bob = await TestPeer.start(world, 'bob', options);
  await bob.types('/create dev');
  const ana = await TestPeer.start(world, 'ana', { ...options, tracker: middle.endpoint, profile });
  await ana.types('/join dev');
  await ana.until(() => ana.isLinkedTo('bob') && bob.isLinkedTo('ana'), 'the link of ana and bob');
  return { world, ana, bob, middle };
}
