// One listener on several addresses of this machine, with the same port (protocol 3.1.4): others connect to the address
// that the tracker sees, and its family is not known before.

import { ListenError, type Listener } from './connection.ts';

/** How many free ports are tried, if one is taken on some of the addresses. */
const MAX_PORTS = 10;

/**
 * Listens on each of `addresses` by `listen`. Addresses that this machine does not have are left out, unless none
 * remains. Rejects with a {@link ListenError}; then nothing is listened on.
 */
export async function listenOnAll(
  addresses: readonly string[],
  port: number,
  listen: (address: string, port: number) => Promise<Listener>,
): Promise<Listener> {
  for (let tries = 1; ; tries += 1) {
    try {
      return together(await listenOnEach(addresses, port, listen));
    } catch (error) {
      const mayTryAgain = error instanceof ListenError && error.isInUse && port === 0 && tries < MAX_PORTS;
      if (!mayTryAgain) throw error;
    }
  }
}

async function listenOnEach(
  addresses: readonly string[],
  port: number,
  listen: (address: string, port: number) => Promise<Listener>,
): Promise<Listener[]> {
  const listeners: Listener[] = [];
  let missing: ListenError | null = null;
  for (const address of addresses) {
    try {
      listeners.push(await listen(address, listeners[0]?.endpoint.port ?? port));
    } catch (error) {
      if (error instanceof ListenError && error.isMissing) {
        missing = error;
        continue;
      }
      for (const listener of listeners) await listener.close();
      throw error;
    }
  }
  if (listeners.length === 0) throw missing ?? new ListenError('there is no address to listen on', false);
  return listeners;
}

function together(listeners: readonly Listener[]): Listener {
  const [first] = listeners as [Listener, ...Listener[]];
  if (listeners.length === 1) return first;
  return {
    endpoint: first.endpoint,
    endpoints: listeners.flatMap(({ endpoints }) => endpoints),
    close: async () => {
      await Promise.all(listeners.map((listener) => listener.close()));
    },
  };
}
