import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Connection, DialOptions, Listener, Network } from '../../commons/net/connection.ts';
import type { Endpoint } from '../../commons/net/endpoint.ts';
import { tcpNetwork } from '../../commons/net/tcp.ts';

/** What went over one connection, both ways, as somebody on the way sees it. */
export interface Recorded {
  readonly to: Endpoint;
  /** From the side that dialled, and from the side that accepted. */
  readonly dialled: Buffer[];
  readonly accepted: Buffer[];
}

/** TCP, with somebody on the way of every connection who writes down each byte. */
export class RecordedNetwork implements Network {
  readonly recorded: Recorded[] = [];
  readonly #inner = tcpNetwork();
  readonly #relays: Server[] = [];

  listen(...how: Parameters<Network['listen']>): Promise<Listener> {
    return this.#inner.listen(...how);
  }

  async dial(endpoint: Endpoint, options: DialOptions): Promise<Connection> {
    return this.#inner.dial(await this.#relayTo(endpoint), options);
  }

  /** All bytes of all connections, one after the other. */
  get bytes(): Buffer {
    return Buffer.concat(this.recorded.flatMap(({ dialled, accepted }) => [...dialled, ...accepted]));
  }

  close(): void {
    for (const relay of this.#relays) relay.close();
  }

  #relayTo(endpoint: Endpoint): Promise<Endpoint> {
    const relay = createServer((near) => {
      const record: Recorded = { to: endpoint, dialled: [], accepted: [] };
      this.recorded.push(record);
      const far = connect({ host: endpoint.address, port: endpoint.port });
      pass(near, far, record.dialled);
      pass(far, near, record.accepted);
    });
    this.#relays.push(relay);
    return new Promise((resolve) => {
      relay.listen(0, '127.0.0.1', () => {
        const bound = relay.address();
        resolve({ address: '127.0.0.1', port: typeof bound === 'object' && bound ? bound.port : 0 });
      });
    });
  }
}

function pass(from: Socket, to: Socket, record: Buffer[]): void {
  from.on('data', (bytes) => {
    record.push(bytes);
    to.write(bytes);
  });
  from.on('end', () => to.end());
  from.on('error', () => to.destroy());
  from.on('close', () => to.end());
}
