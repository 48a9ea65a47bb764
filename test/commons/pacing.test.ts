import { expect, it } from 'vitest';
import { systemClock } from '../../commons/clock.ts';
import { JsonChannel } from '../../commons/net/json-channel.ts';
import { tcpNetwork } from '../../commons/net/tcp.ts';

it('the gap between paced objects begins when the first has left, though the program was busy until then', async () => {
  const network = tcpNetwork();
  const arrivals: number[] = [];
  const bothArrived = new Promise<void>((resolve) => {
    void network
      .listen({ address: '127.0.0.1', port: 0 }, (connection) =>
        connection.start({
          received: () => {
            arrivals.push(performance.now());
            if (arrivals.length === 2) resolve();
          },
          closed: () => {},
        }),
      )
      .then(async (listener) => {
        const connection = await network.dial(listener.endpoint, { timeoutMs: 5_000 });
        const channel = new JsonChannel(connection, { clock: systemClock, isAccepted: false });
        channel.start({ received: () => {}, violated: () => {}, closed: () => {} });
        channel.pace(30);
        channel.send({ n: 1 });
        channel.send({ n: 2 });
        const busyUntil = performance.now() + 60;
        while (performance.now() < busyUntil); // The bytes cannot leave before this turn is over.
        await listener.close();
      });
  });
  await bothArrived;
  expect((arrivals[1] ?? 0) - (arrivals[0] ?? 0)).toBeGreaterThan(20);
});
