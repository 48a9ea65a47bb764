// Who makes the load: users in rooms of three. The owner of each room only listens; the other two come, list who is
// there, and go, over and over.

import { inBatches } from './in-batches.ts';
import { LoadConnection } from './load-connection.ts';
import { CYCLE, LOGINS_AT_ONCE, registration, roomCreation, roomCycle, toldOf } from './requests.ts';
import { clientTls } from './secure.ts';

/** How long the last notices may take after the last reply. */
const SETTLE_MS = 5_000;

interface Trio {
  readonly owner: LoadConnection;
  readonly cyclers: readonly LoadConnection[];
}

export interface CrewOptions {
  readonly port: number;
  readonly isSecure: boolean;
  /** How many connections send requests; there are half as many owners. */
  readonly cyclers: number;
  /** Requests in flight on each of them at most. */
  readonly depth: number;
}

export class Crew {
  readonly cyclers: readonly LoadConnection[];
  readonly #trios: readonly Trio[];

  private constructor(trios: readonly Trio[]) {
    this.#trios = trios;
    this.cyclers = trios.flatMap((trio) => trio.cyclers);
  }

  static async gather({ port, isSecure, cyclers, depth }: CrewOptions, failed: (error: Error) => void): Promise<Crew> {
    const tls = isSecure ? clientTls() : null;
    const trios = await inBatches(cyclers / 2, Math.floor(LOGINS_AT_ONCE / 3), async (number): Promise<Trio> => {
      const room = `room-${number}`;
      const logIn = async (seat: number): Promise<LoadConnection> => {
        const connection = await LoadConnection.open({ port, tls }, failed);
        await connection.ask(registration(`user-${number}-${seat}`));
        return connection;
      };
      const [owner, ...others] = await Promise.all([logIn(0), logIn(1), logIn(2)]);
      await owner.ask(roomCreation(room));
      for (const cycler of others) cycler.repeat(roomCycle(room, depth));
      return { owner, cyclers: others };
    });
    return new Crew(trios);
  }

  /** How many notices came to anybody, in all. */
  get pushes(): number {
    const all = this.#trios.flatMap(({ owner, cyclers }) => [owner, ...cyclers]);
    return all.reduce((sum, { pushes }) => sum + pushes, 0);
  }

  /** Waits until each owner was told of each coming and going, once. Rejects if that does not happen. */
  async allTold(): Promise<void> {
    for (const { owner, cyclers } of this.#trios) {
      const expected = cyclers.reduce((sum, { sent }) => sum + toldOf(sent), 0);
      const until = performance.now() + SETTLE_MS;
      while (owner.pushes < expected && performance.now() < until) await new Promise((resolve) => setTimeout(resolve));
      if (owner.pushes !== expected) {
        throw new Error(`an owner was told of ${owner.pushes} changes; ${expected} were made by ${CYCLE.join(', ')}`);
      }
    }
  }
}
