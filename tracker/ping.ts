import type { Clock } from '../commons/clock.ts';
import type { Endpoint, Network } from '../commons/net/connection.ts';
import { JsonChannel } from '../commons/net/json-channel.ts';

/** Asks whoever listens at `endpoint` whether it is alive: `{"cmd":"PING"}`, answered by `{"cmd":"PONG"}` in time. */
export async function ping(network: Network, clock: Clock, endpoint: Endpoint, timeoutMs: number): Promise<boolean> {
  const startedAt = clock.elapsed();
  const connection = await network.dial(endpoint, { timeoutMs }).catch(() => null);
  if (!connection) return false;
  const channel = new JsonChannel(connection, { clock, isAccepted: false });
  return new Promise((resolve) => {
    const end = (isAlive: boolean): void => {
      cancel();
      resolve(isAlive);
      channel.destroy('the ping is over');
    };
    const cancel = clock.after(Math.max(0, timeoutMs - (clock.elapsed() - startedAt)), () => end(false));
    channel.start({
      received: (object) => end(object['cmd'] === 'PONG'),
      violated: () => end(false),
      closed: () => end(false),
    });
    channel.send({ cmd: 'PING' });
  });
}
