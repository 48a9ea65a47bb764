// Peers that cost no file descriptor, for where the system allows fewer of them than peers are wanted: the tracker has
// all of their state, and its event loop none of their sockets.

import type { Connection, ConnectionHandlers, Network } from '../commons/net/connection.ts';
import { inBatches } from './in-batches.ts';
import { LOGINS_AT_ONCE, registration } from './requests.ts';

class QuietConnection implements Connection {
  readonly remote = { address: '127.0.0.1', port: 1 };
  readonly local = { address: '127.0.0.1', port: 1 };
  readonly bufferedBytes = 0;
  readonly transferredBytes = 0;
  readonly secured = null;
  #handlers: ConnectionHandlers | null = null;
  #answered: (line: string) => void = () => {};

  start(handlers: ConnectionHandlers): void {
    this.#handlers = handlers;
  }

  ask(request: string): Promise<string> {
    return new Promise((resolve) => {
      this.#answered = resolve;
      this.#handlers?.received(Buffer.from(request));
    });
  }

  write(text: string): void {
    this.#answered(text);
  }

  awaitAnswers(): void {}
  flush(): void {}
  pause(): void {}
  resume(): void {}
  close(): void {}
  destroy(): void {}
}

/** `network`, and a way to have `count` peers more behind its listener, logged in. */
export function withQuietPeers(network: Network): { network: Network; add(count: number): Promise<void> } {
  let accepted: (connection: Connection) => void = () => {};
  return {
    network: {
      listen(endpoint, handler, options) {
        accepted = handler;
        return network.listen(endpoint, handler, options);
      },
      dial: (endpoint, options) => network.dial(endpoint, options),
    },
    add: async (count) => {
      await inBatches(count, LOGINS_AT_ONCE, async (number) => {
        const connection = new QuietConnection();
        accepted(connection);
        const reply = await connection.ask(registration(`quiet-${number}`));
        if (!reply.startsWith('{"status":"OK"')) throw new Error(`refused: ${reply}`);
      });
    },
  };
}
