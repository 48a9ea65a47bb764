import { createServer, type Socket } from 'node:net';

/** A bare server on a free port of this machine. Resolves with the port. */
export function listen(accepted: (socket: Socket) => void): Promise<number> {
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => {}); // The other side ends as it likes.
    accepted(socket);
  });
  return new Promise((resolve) => {
    server.listen({ host: '127.0.0.1', port: 0, backlog: 4096 }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}
