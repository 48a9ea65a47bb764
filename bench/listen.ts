import { createServer, type Socket } from 'node:net';
import { createServer as createSecureServer } from 'node:tls';
import { serverTls } from './secure.ts';

/** A bare server on a free port of `host`. Resolves with the port. */
export function listen(accepted: (socket: Socket) => void, isSecure = false, host = '127.0.0.1'): Promise<number> {
  const take = (socket: Socket): void => {
    socket.on('error', () => {}); // The other side ends as it likes.
    accepted(socket);
  };
  const server = isSecure
    ? createSecureServer({ ...serverTls(), noDelay: true }, take)
    : createServer({ noDelay: true }, take);
  return new Promise((resolve) => {
    server.listen({ host, port: 0, backlog: 4096 }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}
