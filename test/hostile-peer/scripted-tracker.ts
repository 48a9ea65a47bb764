import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { JsonObject } from '../../commons/protocol/json-framer.ts';
import { LOOPBACK } from './stranger.ts';

/** What is said to a request: fields of a reply, to which its number is added; or nothing. */
export type Answer = (request: JsonObject) => object | null;

/** A tracker over TCP that says what the test wants, for peers that are processes of their own. */
export class ScriptedTracker {
  port = 0;
  answer: Answer;
  #socket: Socket | null = null;

  private constructor(answer: Answer) {
    this.answer = answer;
  }

  static async start(answer: Answer): Promise<ScriptedTracker> {
    const tracker = new ScriptedTracker(answer);
    const server = createServer((socket) => tracker.#accept(socket));
    server.listen(0, LOOPBACK);
    await once(server, 'listening');
    onTestFinished(() => {
      server.close();
      tracker.#socket?.destroy();
    });
    tracker.port = (server.address() as AddressInfo).port;
    return tracker;
  }

  get endpoint(): string {
    return `${LOOPBACK}:${this.port}`;
  }

  /** Says something unasked. */
  tell(object: object): void {
    this.#socket?.write(`${JSON.stringify(object)}\n`);
  }

  #accept(socket: Socket): void {
    this.#socket = socket;
    let held = '';
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      const lines = (held + bytes).split('\n');
      held = lines.pop() ?? '';
      for (const line of lines) {
        const request = JSON.parse(line) as JsonObject;
        const reply = this.answer(request);
        if (reply) this.tell({ ...reply, request_id: request['request_id'] });
      }
    });
  }
}
