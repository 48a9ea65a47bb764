import { nanoid } from 'nanoid';
import { systemClock } from '../commons/clock.ts';
import { secretOfPassword } from '../commons/identity/room-password.ts';
import { saltPassword } from '../commons/identity/salted-password.ts';
import type { Network } from '../commons/net/connection.ts';
import { tcpNetwork } from '../commons/net/tcp.ts';
import { silentLogger } from '../commons/process/logger.ts';
import { codeOf } from '../peer/problems.ts';
import { MemoryProfile } from '../peer/profile/memory-profile.ts';
import { PeerService } from '../peer/program/peer-service.ts';
import type { EncryptionPolicy, Report } from '../peer/reports.ts';

/** One of our peers, whole but for a face: what it reports goes to `report`. Resolves when it is logged in. */
export function startPeer(
  username: string,
  trackerPort: number,
  report: (report: Report) => void,
  encryption: EncryptionPolicy = 'off',
  network: Network = tcpNetwork(),
): Promise<PeerService> {
  return new Promise((resolve, reject) => {
    const service = new PeerService(
      {
        network,
        clock: systemClock,
        logger: silentLogger,
        random: Math.random,
        newId: () => nanoid(),
        saltPassword,
        secretOfPassword,
        report: (what) => {
          if (what.event === 'ready') resolve(service);
          report(what);
        },
        refused: ({ problem }) => reject(new Error(codeOf(problem))),
        ended: () => {},
      },
      {
        tracker: { address: '127.0.0.1', port: trackerPort },
        listen: { address: '127.0.0.1', port: 0 },
        credentials: { username, digest: 'a'.repeat(64), register: true },
        encryption,
        profile: new MemoryProfile(),
        requestPolicy: 'accept',
        keyLog: null,
        authorities: null,
      },
    );
    service.start().catch(reject);
  });
}
