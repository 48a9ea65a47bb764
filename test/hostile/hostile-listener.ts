// What a peer's port may be: something that accepts the tracker's PING and then does as it likes.

import { createServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { Watch } from './watch.ts';

export class HostileListener {
  readonly watch = new Watch();
  readonly accepted: Socket[] = [];
  port = 0;
  /** What the tracker has said to it. */
  heard = '';
  /** Bytes that it has written. */
  written = 0;
  hasEnded = false;
  /** The connection is gone altogether: what was still being written found nobody. */
  isCutOff = false;
  readonly #server: Server;

  private constructor(pinged: (socket: Socket, listener: HostileListener) => void) {
    this.#server = createServer({ noDelay: true, allowHalfOpen: true }, (socket) => {
      this.accepted.push(socket);
      socket.on('error', () => {});
      socket.on('end', () => {
        this.hasEnded = true;
        this.watch.look();
      });
      socket.on('close', () => {
        this.hasEnded = true;
        this.isCutOff = true;
        this.watch.look();
      });
      socket.on('data', (bytes) => {
        const isFirst = this.heard === '';
        this.heard += bytes.toString();
        if (isFirst) pinged(socket, this);
        this.watch.look();
      });
      this.watch.look();
    });
  }

  /** `pinged` is called when the first bytes of a PING have come. */
  static async start(pinged: (socket: Socket, listener: HostileListener) => void): Promise<HostileListener> {
    const listener = new HostileListener(pinged);
    const server = listener.#server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    listener.port = (server.address() as { port: number }).port;
    onTestFinished(() => {
      server.close();
      for (const socket of listener.accepted) socket.destroy();
    });
    return listener;
  }

  async pinged(): Promise<void> {
    await this.watch.until(() => this.heard.endsWith('\n'), 'the tracker to say PING');
  }

  async ended(): Promise<void> {
    await this.watch.until(() => this.hasEnded, 'the tracker to end the connection of its PING');
  }

  async cutOff(): Promise<void> {
    await this.watch.until(() => this.isCutOff, 'the tracker to cut off who pours');
  }
}

/** Writes `piece` until the other side is gone, or `most` bytes are written, never more than it takes. */
export function pour(socket: Socket, listener: HostileListener, piece: Buffer, most: number): void {
  const more = (): void => {
    while (!socket.destroyed && listener.written < most) {
      listener.written += piece.length;
      if (!socket.write(piece)) {
        socket.once('drain', more);
        return;
      }
    }
    listener.watch.look();
  };
  more();
}
