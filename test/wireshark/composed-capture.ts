// A capture put together by hand: the same calls make the same bytes.

import {
  decryptionSecrets,
  enhancedPacket,
  interfaceDescription,
  nameResolution,
  sectionHeader,
} from '../../commons/capture/pcapng.ts';
import { type Segment, TcpConversation } from '../../commons/capture/tcp-conversation.ts';
import type { Endpoint } from '../../commons/net/endpoint.ts';
import type { Direction } from '../../commons/wire/seen-object.ts';

/** 2026-01-01T12:00:00Z; every packet comes a millisecond after the one before. */
const BEGINNING_MS = Date.UTC(2026, 0, 1, 12);

/** One connection of a capture; `sent` is what the side writes that dialled. */
export interface Talk {
  sent(what: object | string | Buffer): Talk;
  received(what: object | string | Buffer): Talk;
  close(): void;
}

export class ComposedCapture {
  /** The objects that a reader has to find, in this order. What is written in pieces is added by who cuts it. */
  readonly says: object[] = [];
  readonly #blocks: Buffer[] = [
    sectionHeader('p2pchat', 'Composed by a test: no packet of it was ever on a network.'),
    interfaceDescription('composed'),
  ];
  #atMs = BEGINNING_MS;
  #conversations = 0;

  /** The whole file. */
  get bytes(): Buffer {
    return Buffer.concat(this.#blocks);
  }

  name(address: string, name: string): void {
    this.#blocks.push(nameResolution(address, name) ?? Buffer.alloc(0));
  }

  /** Has to come before what it decrypts. */
  keys(lines: readonly Buffer[]): void {
    this.#blocks.push(decryptionSecrets(Buffer.concat(lines)));
  }

  /** A connection whose packets are in the order in which they were sent. An object is written as a line. */
  talk(local: Endpoint, remote: Endpoint): Talk {
    const conversation = this.conversation(local, remote);
    this.packets(conversation.open());
    const say = (direction: Direction, what: object | string | Buffer): Talk => {
      const isObject = typeof what === 'object' && !Buffer.isBuffer(what);
      if (isObject) this.says.push(what);
      const bytes = Buffer.isBuffer(what) ? what : Buffer.from(typeof what === 'string' ? what : lineOf(what));
      this.packets(conversation.data(direction, bytes));
      return talk;
    };
    const talk: Talk = {
      sent: (what) => say('sent', what),
      received: (what) => say('received', what),
      close: () => this.packets(conversation.close('sent')),
    };
    return talk;
  }

  /** One whose packets the caller writes, in whatever order. */
  conversation(local: Endpoint, remote: Endpoint): TcpConversation {
    this.#conversations += 1;
    return new TcpConversation({ local, remote }, true, this.#conversations * 1_000_003);
  }

  packets(segments: readonly Segment[]): void {
    for (const segment of segments) {
      this.#blocks.push(enhancedPacket({ ...segment, atMs: this.#atMs }));
      this.#atMs += 1;
    }
  }
}

/** As we write an object. */
export const lineOf = (object: object): string => `${JSON.stringify(object)}\n`;
