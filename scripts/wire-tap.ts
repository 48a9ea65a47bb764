// Preloaded into the programs of the demo (`node --import`): tells the parent process what each socket writes, so that
// the wire can be shown as it is. The programs themselves know nothing of it.

import { subscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

/** One write, as the sending side saw it; the ports say between whom. */
export interface Written {
  readonly localPort: number;
  readonly remotePort: number;
  readonly text: string;
}

tap('net.client.socket', true);
tap('net.server.socket', false);

function tap(channel: string, isDialled: boolean): void {
  subscribe(channel, (message) => {
    const { socket } = message as { socket: Socket };
    // Node puts the socket's own `write` back when it dials, which it does in this turn; ours comes after.
    if (isDialled) queueMicrotask(() => listen(socket));
    else listen(socket);
  });
}

function listen(socket: Socket): void {
  const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
  socket.write = (...args: unknown[]): boolean => {
    const { localPort = 0, remotePort = 0 } = socket;
    const written: Written = { localPort, remotePort, text: String(args[0]) };
    if (process.connected) process.send?.({ written });
    return write(...args);
  };
}
