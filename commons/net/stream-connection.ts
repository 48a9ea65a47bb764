// A Connection over any stream of bytes: a socket, or TLS on top of something.

import type { Duplex } from 'node:stream';
import type { Cancel } from '../clock.ts';
import type { Wire } from '../wire/wire.ts';
import type { Connection, ConnectionHandlers } from './connection.ts';
import type { StreamOrigin } from './connection-kind.ts';
import type { End, EndCode } from './end-code.ts';
import type { Endpoint } from './endpoint.ts';
import type { Secured } from './security.ts';

/** How long the other side may keep a half-closed connection open (protocol 2.2.12). */
const LINGER_MS = 5_000;

/** Pending data of this length is flushed at once: keeping it would cost the garbage collector more than a write. */
const FLUSH_LENGTH = 32 * 1024;

/**
 * If writes are gathered, answers to one chunk that are longer than this wait for the end of the turn. Answers of that
 * length mean many requests, whose notices are then sent in the same write. One or two answers are never delayed.
 */
const PROMPT_LENGTH = 2 * 1024;

export interface StreamOptions extends StreamOrigin {
  /**
   * When pending data is flushed. True: at the end of the turn of the event loop (`setImmediate`), in fewer writes,
   * which suits a tracker that notifies many. False: as soon as the running callback returns (`nextTick`), which suits
   * peers.
   */
  readonly gathersWrites: boolean;
  /** Translates an error of the stream. */
  describe(error: NodeJS.ErrnoException): End;
}

export class StreamConnection implements Connection {
  readonly remote: Endpoint;
  readonly secured: Secured | null;
  readonly #stream: Duplex;
  readonly #options: StreamOptions;
  #handlers: ConnectionHandlers | null = null;
  #bytes = 0;
  /** Text that is not yet written to the stream. */
  #pending = '';
  /** Whether the stream holds bytes, and the text before them, until the next flush. */
  #isCorked = false;
  /** From the first byte of a chunk to the last answer to it, or to the end of the turn. */
  #isAnswering = false;
  #isWaitedFor = false;
  #isFlushScheduled = false;
  #isClosing = false;
  #end: End | null = null;
  #cancelLinger: Cancel | null = null;

  constructor(stream: Duplex, options: StreamOptions) {
    this.#stream = stream;
    this.#options = options;
    this.remote = options.remote;
    this.secured = options.secured;
    stream.on('error', this.#failed);
    // A socket ends its own side when the other side has ended; the bytes written before must still be sent.
    if (stream.readableEnded) setImmediate(this.#ended);
    else stream.prependListener('end', this.#ended);
  }

  get wire(): Wire | null {
    return this.#options.wire;
  }

  get local(): Endpoint {
    return this.#options.local(this.#stream);
  }

  get bufferedBytes(): number {
    return this.#stream.writableLength + this.#pending.length;
  }

  get transferredBytes(): number {
    return this.#bytes;
  }

  start(handlers: ConnectionHandlers): void {
    this.#handlers = handlers;
    this.#stream.on('data', this.#received);
    if (this.#stream.closed) process.nextTick(this.#closed);
    else this.#stream.on('close', this.#closed);
  }

  /** Bytes that arrive from now on belong to another owner. */
  handOver(handlers: ConnectionHandlers): void {
    this.#handlers = handlers;
  }

  /** Hands over the stream, paused, with `unread` still to be read from it; this object does nothing more. */
  release(unread: Buffer): Duplex {
    const stream = this.#stream;
    stream.pause();
    stream.off('data', this.#received);
    stream.off('close', this.#closed);
    stream.off('end', this.#ended);
    stream.unshift(unread);
    return stream;
  }

  /**
   * Answers to a chunk are flushed together when the chunk has been handled; for other data, see `gathersWrites`. One
   * system call for each piece would take longer than all other work.
   */
  write(data: string | Uint8Array): void {
    if (typeof data === 'string') this.#pending += data;
    else this.#writeBytes(data);
    if (this.#isAnswering) return;
    if (this.#pendingLength >= FLUSH_LENGTH) this.#flush();
    else this.#scheduleFlush();
  }

  /** Writes bytes to the corked stream, after the pending text. (Text is gathered in `#pending`, which is cheaper.) */
  #writeBytes(bytes: Uint8Array): void {
    if (!this.#stream.writable) return;
    if (!this.#isCorked) this.#stream.cork();
    this.#isCorked = true;
    this.#handOn();
    this.#bytes += bytes.length;
    this.#stream.write(bytes);
  }

  get #pendingLength(): number {
    return this.#isCorked ? this.bufferedBytes : this.#pending.length;
  }

  #handOn(): void {
    const text = this.#pending;
    if (text === '') return;
    this.#pending = '';
    this.#bytes += text.length;
    if (this.#stream.writable) this.#stream.write(text, 'utf8');
  }

  awaitAnswers(): void {
    this.#isWaitedFor = true;
    this.#scheduleFlush();
  }

  flush(): void {
    this.#isAnswering = false;
    this.#isWaitedFor = false;
    if (this.#options.gathersWrites && this.#pendingLength > PROMPT_LENGTH) this.#scheduleFlush();
    else this.#flush();
  }

  #scheduleFlush(): void {
    if (this.#isFlushScheduled) return;
    this.#isFlushScheduled = true;
    const flush = (): void => {
      this.#isFlushScheduled = false;
      this.#isAnswering = false;
      this.#isWaitedFor = false;
      this.#flush();
    };
    if (this.#options.gathersWrites) setImmediate(flush);
    else process.nextTick(flush);
  }

  pause(): void {
    this.#stream.pause();
  }

  resume(): void {
    this.#stream.resume();
  }

  close(): void {
    if (this.#isClosing || this.#stream.destroyed) return;
    this.#isClosing = true;
    this.#flush();
    this.#end ??= { code: 'ours', text: 'we closed the connection' };
    this.#finish();
  }

  destroy(text: string, code: EndCode = 'ours'): void {
    this.#end ??= { code, text };
    this.#stream.destroy();
  }

  /** Ends the stream: bytes written before are still sent, within a deadline. */
  #finish(): void {
    this.#stream.end();
    this.#cancelLinger ??= this.#options.clock.after(LINGER_MS, () => this.#stream.destroy());
  }

  #flush(): void {
    this.#handOn();
    if (!this.#isCorked) return;
    this.#isCorked = false;
    this.#stream.uncork();
  }

  readonly #ended = (): void => {
    this.#flush();
    this.#finish(); // Some streams do not end their own side by themselves.
  };

  readonly #received = (bytes: Buffer): void => {
    this.#bytes += bytes.length;
    this.#isAnswering = true;
    this.#handlers?.received(bytes);
    if (!this.#isWaitedFor) this.flush();
  };

  readonly #closed = (): void => {
    this.#cancelLinger?.();
    this.#options.wire?.over();
    const { text, code } = this.#end ?? { text: 'the other side closed the connection', code: 'closed' };
    this.#handlers?.closed(text, code);
  };

  readonly #failed = (error: Error): void => {
    this.#end ??= this.#options.describe(error);
    this.#stream.destroy();
  };
}
