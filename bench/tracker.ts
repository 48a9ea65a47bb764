import { systemClock } from '../commons/clock.ts';
import { newIdentity } from '../commons/identity/identity.ts';
import { silentLogger } from '../commons/logger.ts';
import type { Network } from '../commons/net/connection.ts';
import { tcpNetwork } from '../commons/net/tcp.ts';
import { Authenticator } from '../tracker/authenticator.ts';
import type { PasswordHasher } from '../tracker/password-hasher.ts';
import { memoryStores, openRepositories } from '../tracker/repositories/repositories.ts';
import { TrackerService } from '../tracker/tracker-service.ts';

/** Figures that are not about passwords do not pay for them. */
const cheapHasher: PasswordHasher = {
  hash: async (digest) => digest,
  verify: async (digest, stored) => digest === stored,
  isOutdated: () => false,
};

export interface BenchTrackerOptions {
  readonly network?: Network;
  readonly pingIntervalMs?: number;
}

/** A tracker in this process, on a free port, that keeps nothing. */
export async function startTracker({
  network = tcpNetwork(),
  pingIntervalMs = 120_000,
}: BenchTrackerOptions = {}): Promise<{ port: number; stop(): Promise<void> }> {
  const clock = systemClock;
  const repositories = await openRepositories(memoryStores(), clock.now());
  const authenticator = new Authenticator({ hasher: cheapHasher, clock }, { concurrency: 1 });
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
  return { port, stop: () => service.stop() };
}
