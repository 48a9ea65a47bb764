// The fair baseline of a pair of peers: two sockets of node:net or node:tls over which every message has an id and a
// time of its own, waits in a window until it is acknowledged, and is acknowledged together with others. Unlike our
// peers it knows no names, rooms or keys, reports nothing, and never sends a message again.

import type { Socket } from 'node:net';
import { nanoid } from 'nanoid';
import { dialSocket, ECHO, eachLine } from './bare.ts';

/**
 * As in our peers: messages under way, acknowledgements in one object, how long one waits for others, and one write.
 */
const WINDOW = 1_024;
const MAX_ACKS = 128;
const ACK_DELAY_MS = 2;
const WRITE_LENGTH = 32 * 1024;

interface Message {
  readonly cmd: 'MESSAGE';
  readonly room: string | null;
  readonly id: string;
}

interface Ack {
  readonly cmd: 'ACK';
  readonly id: string;
  readonly ids?: readonly string[];
}

function messageOf(username: string, room: string | null, content: string): Message {
  return { cmd: 'MESSAGE', room, username, content, id: nanoid(), sent_at: new Date().toISOString() } as Message;
}

/** The other side: acknowledges each message, and answers those in the room `echo` with one of the same size. */
export function acknowledge(socket: Socket, content: string): void {
  let ids: string[] = [];
  let timer: NodeJS.Timeout | null = null;
  const flush = (): void => {
    if (timer) clearTimeout(timer);
    timer = null;
    const [id = '', ...others] = ids;
    ids = [];
    const ack: Ack = others.length > 0 ? { cmd: 'ACK', id, ids: others } : { cmd: 'ACK', id };
    socket.write(`${JSON.stringify(ack)}\n`);
  };
  eachLine(socket, (line) => {
    const received = JSON.parse(line) as Message | Ack;
    if (received.cmd === 'ACK') return;
    ids.push(received.id);
    if (ids.length >= MAX_ACKS) flush();
    else timer ??= setTimeout(flush, ACK_DELAY_MS);
    if (received.room === ECHO) socket.write(`${JSON.stringify(messageOf('bob', ECHO, content))}\n`);
  });
}

/** The measuring side. */
export class AcknowledgedSender {
  readonly #socket: Socket;
  readonly #content: string;
  readonly #inFlight = new Map<string, Message>();
  #settled: () => void = () => {};
  #answered: () => void = () => {};

  private constructor(socket: Socket, content: string) {
    this.#socket = socket;
    this.#content = content;
    eachLine(socket, (line) => this.#received(JSON.parse(line) as Message | Ack));
  }

  static async dial(port: number, isSecure: boolean, content: string): Promise<AcknowledgedSender> {
    return new AcknowledgedSender(await dialSocket(port, isSecure), content);
  }

  /** Resolves when all of them are acknowledged. */
  async burst(messages: number): Promise<void> {
    let text = '';
    for (let count = 0; count < messages; count += 1) {
      text += this.#next(null);
      const isWindowFull = this.#inFlight.size >= WINDOW;
      if (text.length < WRITE_LENGTH && !isWindowFull) continue;
      this.#socket.write(text);
      text = '';
      if (isWindowFull) await this.#below(WINDOW);
    }
    this.#socket.write(text);
    await this.#below(1);
  }

  /** Sends one message; resolves when the other side has answered it with one of its own. */
  async roundTrip(): Promise<void> {
    const answered = new Promise<void>((resolve) => {
      this.#answered = resolve;
    });
    this.#socket.write(this.#next(ECHO));
    await answered;
  }

  end(): void {
    this.#socket.destroy();
  }

  #next(room: string | null): string {
    const message = messageOf('ana', room, this.#content);
    this.#inFlight.set(message.id, message);
    return `${JSON.stringify(message)}\n`;
  }

  async #below(limit: number): Promise<void> {
    while (this.#inFlight.size >= limit) {
      await new Promise<void>((resolve) => {
        this.#settled = resolve;
      });
    }
  }

  #received(received: Message | Ack): void {
    if (received.cmd === 'MESSAGE') return this.#answered();
    for (const id of [received.id, ...(received.ids ?? [])]) this.#inFlight.delete(id);
    this.#settled();
  }
}
