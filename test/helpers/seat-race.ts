import { expect } from 'vitest';
import { startTracker } from '../../bench/tracker.ts';
import { systemClock } from '../../commons/clock.ts';
import { JsonChannel } from '../../commons/net/json-channel.ts';
import { tcpNetwork } from '../../commons/net/tcp.ts';
import type { JsonObject } from '../../commons/protocol/json-framer.ts';
import { seededRandom } from './dial-race.ts';
import { type Client, DIGEST, TrackerWorld } from './tracker-world.ts';

const RACERS = 50;

/** Fifty users ask for the two free seats of a room at once, `rounds` times, in memory: always exactly two win. */
export async function seatRaceInMemory(rounds: number, seed: number): Promise<void> {
  const random = seededRandom(seed);
  const world = await TrackerWorld.start({ pingIntervalMs: 1e9, latencyMs: () => random() * 3 });
  const join = async (username: string): Promise<Client> => {
    const client = await world.connect();
    await client.ask({ cmd: 'REGISTER', username, password: DIGEST, port: 5000, features: [] });
    return client;
  };
  const owner = await join('owner');
  const racers: Client[] = [];
  for (let number = 0; number < RACERS; number += 1) racers.push(await join(`racer${number}`));
  for (let round = 0; round < rounds; round += 1) {
    await owner.ask({ cmd: 'CREATE_ROOM', room: 'dev' });
    for (const racer of racers) {
      racer.received.length = 0;
      racer.channel.send({ cmd: 'JOIN_ROOM', room: 'dev' });
    }
    await world.clock.advance(20);
    const outcomes = racers.map((racer) => racer.replies()[0]?.['code'] ?? racer.replies()[0]?.['status']);
    expect(
      outcomes.filter((outcome) => outcome === 'OK'),
      `round ${round}, seed ${seed}`,
    ).toHaveLength(2);
    expect(outcomes.filter((outcome) => outcome === 'ROOM_FULL')).toHaveLength(RACERS - 2);
    expect(world.repositories.rooms.find('dev')?.seats).toHaveLength(3);
    await owner.ask({ cmd: 'DELETE_ROOM', room: 'dev' });
  }
}

/** The same over TCP, against a tracker with the machine's own clock. */
export async function seatRaceOverTcp(rounds: number): Promise<void> {
  const network = tcpNetwork();
  const clock = systemClock;
  const tracker = await startTracker();
  try {
    const connect = async (username: string): Promise<Asker> => {
      const connection = await network.dial({ address: '127.0.0.1', port: tracker.port }, { timeoutMs: 5_000 });
      const asker = new Asker(new JsonChannel(connection, { clock, isAccepted: false }));
      await asker.ask({ cmd: 'REGISTER', username, password: DIGEST, port: 5000, features: [] });
      return asker;
    };
    const owner = await connect('owner');
    const racers = await Promise.all(Array.from({ length: RACERS }, (_, number) => connect(`racer${number}`)));
    for (let round = 0; round < rounds; round += 1) {
      await owner.ask({ cmd: 'CREATE_ROOM', room: 'dev' });
      const replies = await Promise.all(racers.map((racer) => racer.ask({ cmd: 'JOIN_ROOM', room: 'dev' })));
      const outcomes = replies.map((reply) => reply['code'] ?? reply['status']);
      expect(
        outcomes.filter((outcome) => outcome === 'OK'),
        `round ${round}`,
      ).toHaveLength(2);
      expect(outcomes.filter((outcome) => outcome === 'ROOM_FULL')).toHaveLength(RACERS - 2);
      await owner.ask({ cmd: 'DELETE_ROOM', room: 'dev' });
    }
  } finally {
    await tracker.stop();
  }
}

/** One request at a time over a channel. */
class Asker {
  readonly #channel: JsonChannel;
  #answered: (reply: JsonObject) => void = () => {};

  constructor(channel: JsonChannel) {
    this.#channel = channel;
    channel.start({
      received: (object) => object['status'] !== 'ROOM_UPDATE' && this.#answered(object),
      violated: () => {},
      closed: () => {},
    });
  }

  ask(request: object): Promise<JsonObject> {
    return new Promise((resolve) => {
      this.#answered = resolve;
      this.#channel.send(request);
    });
  }
}
