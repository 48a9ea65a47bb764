import { type Clock, systemClock } from '../commons/clock.ts';
import { newIdentity } from '../commons/identity/identity.ts';
import type { Network } from '../commons/net/connection.ts';
import { tcpNetwork } from '../commons/net/tcp.ts';
import { silentLogger } from '../commons/process/logger.ts';
import { Authenticator } from '../tracker/auth/authenticator.ts';
import type { PasswordHasher } from '../tracker/auth/password-hasher.ts';
import { memoryStores, openRepositories } from '../tracker/repositories/repositories.ts';
import { TrackerService } from '../tracker/service/tracker-service.ts';
import { storesIn } from './stored.ts';

/** Figures that are not about passwords do not pay for them. */
class CheapHasher implements PasswordHasher {
  calls = 0;

  async hash(digest: string): Promise<string> {
    this.calls += 1;
    return digest;
  }

  async verify(digest: string, stored: string): Promise<boolean> {
    this.calls += 1;
    return digest === stored;
  }

  isOutdated(): boolean {
    return false;
  }
}

export interface BenchTrackerOptions {
  readonly network?: Network;
  readonly clock?: Clock;
  readonly pingIntervalMs?: number;
  /** With its files; without, it keeps nothing. */
  readonly folder?: string | undefined;
}

export interface BenchTracker {
  readonly port: number;
  /** How often it has hashed a password since it was started. */
  hashed(): number;
  /** How many pings have been answered since it was started. */
  answeredPings(): number;
  stop(): Promise<void>;
}

/** A tracker in this process, on a free port. */
export async function startTracker({
  network = tcpNetwork(),
  clock = systemClock,
  pingIntervalMs = 120_000,
  folder,
}: BenchTrackerOptions = {}): Promise<BenchTracker> {
  const files = folder === undefined ? null : await storesIn(folder);
  const stores = files?.stores ?? memoryStores();
  const repositories = await openRepositories(stores, clock.now());
  let answeredPings = 0;
  const { peers } = repositories;
  const update = peers.update.bind(peers);
  peers.update = (username, change) => {
    update(username, change);
    if (change.last_ping !== undefined) answeredPings += 1;
  };
  const hasher = new CheapHasher();
  const authenticator = new Authenticator({ hasher, clock }, { concurrency: 1, secret: 'of the bench' });
  const service = new TrackerService(
    { network, clock, logger: silentLogger, repositories, authenticator, identity: newIdentity(), random: Math.random },
    {
      listen: { address: '127.0.0.1', port: 0 },
      pingIntervalMs,
      pingTimeoutMs: 3_000,
      seatGraceMs: 60_000,
      plaintext: 'loopback',
      limits: 'remote',
      lingerMs: null,
    },
  );
  const { port } = await service.start();
  files?.startRenewals();
  const calls = hasher.calls;
  return {
    port,
    hashed: () => hasher.calls - calls,
    answeredPings: () => answeredPings,
    stop: () => service.stop(),
  };
}
