import type { Clock } from '../../commons/clock.ts';
import type { Network } from '../../commons/net/connection.ts';
import type { Endpoint } from '../../commons/net/endpoint.ts';
import { JsonFramer, type JsonObject } from '../../commons/protocol/json-framer.ts';

const PING = `${JSON.stringify({ cmd: 'PING' })}\n`;

/**
 * Pings the peer at `endpoint` (protocol 6.1.1): it must accept within `timeoutMs`, and answer `{"cmd":"PING"}` with
 * `{"cmd":"PONG"}` within the same time again.
 */
export async function ping(network: Network, clock: Clock, endpoint: Endpoint, timeoutMs: number): Promise<boolean> {
  const connection = await network.dial(endpoint, { timeoutMs }).catch(() => null);
  if (!connection) return false;
  return new Promise((resolve) => {
    const framer = new JsonFramer();
    const end = (isAlive: boolean): void => {
      cancel();
      resolve(isAlive);
      connection.destroy('the ping is over');
    };
    const heard = (object: JsonObject): void => {
      connection.wire?.saw('received', object);
      end(object['cmd'] === 'PONG');
    };
    const cancel = clock.after(timeoutMs, () => end(false));
    connection.start({
      received: (bytes) => {
        try {
          framer.push(bytes, heard);
        } catch {
          end(false); // A Violation: the other side is not a peer.
        }
      },
      closed: () => end(false),
    });
    connection.wire?.saw('sent', PING.trimEnd());
    connection.write(PING);
  });
}
