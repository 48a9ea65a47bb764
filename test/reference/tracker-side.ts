/*
 * The original's conversation with the tracker: a thread that reads, and a queue in which it leaves replies. Nothing
 * ties a reply to its request but the order, so one late reply shifts all those that follow.
 */
import type { Socket } from 'node:net';
import { dumps, type JsonObject, loads, RECV_BYTES, recvs } from './python-io.ts';
import type { Screen } from './screen.ts';

const REPLY_TIMEOUT_MS = 5000;

export class TrackerSide {
  /** False for good once nothing is read any more; the socket may still be open then. */
  hears = true;
  readonly #socket: Socket;
  readonly #screen: Screen;
  readonly #replyTimeoutMs: number;
  readonly #replies: JsonObject[] = [];
  #waiter: ((reply: JsonObject) => void) | null = null;

  /** Reads from `socket`, which is connected and allows half-open; `takeUpdate` may throw, which ends the reading. */
  constructor(socket: Socket, screen: Screen, takeUpdate: (update: JsonObject) => void, replyTimeoutMs?: number) {
    this.#socket = socket;
    this.#screen = screen;
    this.#replyTimeoutMs = replyTimeoutMs ?? REPLY_TIMEOUT_MS;
    socket.on('error', () => {}); // The reader sees it.
    void this.#listen(takeUpdate);
  }

  /** Takes the oldest reply that is there, be it to this request or to one that was given up. */
  async request(fields: JsonObject): Promise<JsonObject> {
    if (this.#waiter) throw new Error('a reference peer makes one request at a time');
    if (!this.hears) return this.#refuse('not connected to the tracker');
    this.#socket.write(dumps(fields));
    const reply = this.#replies.shift() ?? (await this.#nextReply());
    return reply ?? this.#refuse('the tracker did not answer in time');
  }

  #nextReply(): Promise<JsonObject | null> {
    return new Promise((resolve) => {
      const settle = (reply: JsonObject | null): void => {
        clearTimeout(timeout);
        this.#waiter = null;
        resolve(reply);
      };
      const timeout = setTimeout(settle, this.#replyTimeoutMs, null);
      this.#waiter = settle;
    });
  }

  #refuse(msg: string): JsonObject {
    this.#screen.problem(msg);
    return { status: 'ERROR', msg };
  }

  async #listen(takeUpdate: (update: JsonObject) => void): Promise<void> {
    try {
      for await (const piece of recvs(this.#socket, RECV_BYTES)) {
        if (piece.length === 0) break;
        const message = loads(piece);
        if (message['status'] === 'ROOM_UPDATE') takeUpdate(message);
        else if (this.#waiter) this.#waiter(message);
        else this.#replies.push(message);
        this.#screen.changed();
      }
      this.#screen.notice('the connection to the tracker was lost');
    } catch (error) {
      this.#screen.problem(`listening to the tracker: ${error}`);
    }
    // Only the listening ends. The socket stays open, so that the tracker cannot see that nobody reads it.
    this.hears = false;
    this.#screen.changed();
  }
}
