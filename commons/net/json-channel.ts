// JSON objects over a Connection: frames what is received and encodes what is sent, with deadlines and limits against
// strangers (protocol 2.2). The file knows neither the messages nor the transport.

import type { Cancel, Clock } from '../clock.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import { Violation } from '../protocol/errors.ts';
import { JsonFramer, type JsonObject } from '../protocol/json-framer.ts';
import { FIRST_BYTE_MS, MAX_BUFFERED_BYTES, MAX_DISCARDED_BYTES, OBJECT_MS } from '../protocol/limits.ts';
import type { Wire } from '../wire/wire.ts';
import type { Connection, ConnectionHandlers } from './connection.ts';
import type { EndCode } from './end-code.ts';
import type { Endpoint } from './endpoint.ts';
import type { HeldBytes, Holder } from './held-bytes.ts';
import { PacedQueue } from './paced-queue.ts';
import type { Secured } from './security.ts';

export interface ChannelHandlers {
  /** `bytes`: the size of the object on the wire, before encryption. */
  received(object: JsonObject, bytes: number): void;
  /**
   * The other side sent unreadable bytes. Nothing more is received. The owner may still `send` a refusal, and must
   * end the channel.
   */
  violated(code: ErrorCode, message: string): void;
  /** Called exactly once, after all others. */
  closed(reason: string, code: EndCode): void;
}

export interface ChannelOptions {
  readonly clock: Clock;
  /** Whether the other side has to send something within {@link FIRST_BYTE_MS}. */
  readonly isAccepted: boolean;
  /** Counts the bytes held for all channels of the program. */
  readonly held?: HeldBytes;
}

/** Bytes that may wait in a connection whose other side reads as fast as we write; more is counted in `held`. */
const MIN_SLOW_BYTES = 16 * 1024;

/**
 * Objects that may wait to be paced (protocol 2.2.15): a reference peer waits for each answer, so it never has more.
 */
const MAX_PACED = 2_000;

export class JsonChannel implements ConnectionHandlers, Holder {
  readonly #connection: Connection;
  readonly #wire: Wire | null;
  readonly #clock: Clock;
  readonly #framer = new JsonFramer();
  readonly #held: HeldBytes | undefined;
  /** Bytes of received objects that the owner keeps. */
  #ownerBytes = 0;
  #handlers: ChannelHandlers | null = null;
  /** How many objects are emitted in one turn of the event loop. */
  #mostATurn = Number.POSITIVE_INFINITY;
  /** The bytes after those objects. */
  #unread: Buffer | null = null;
  #isReadingOn = false;
  #isHeldBack = false;
  #isDeaf = false;
  #discardedBytes = 0;
  #isClosing = false;
  #awaitsFirstByte: boolean;
  #cancelDeadline: Cancel | null = null;
  /** null: objects are written at once. */
  #paced: PacedQueue | null = null;

  constructor(connection: Connection, { clock, isAccepted, held }: ChannelOptions) {
    this.#held = held;
    this.#connection = connection;
    this.#wire = connection.wire ?? null;
    this.#clock = clock;
    this.#awaitsFirstByte = isAccepted;
  }

  /** Tells watchers the name of the other end. */
  isWith(name: string): void {
    if (this.#wire) this.#wire.name = name;
  }

  get remote(): Endpoint {
    return this.#connection.remote;
  }

  /** The result of the handshake; known when the first object arrives. */
  get secured(): Secured | null {
    return this.#connection.secured;
  }

  get transferredBytes(): number {
    return this.#connection.transferredBytes;
  }

  /** All bytes held for this connection. */
  get heldBytes(): number {
    const unread = this.#unread?.length ?? 0;
    return this.#waitingBytes + this.#framer.heldBytes + unread + this.#ownerBytes;
  }

  /** Bytes written that the other side has not taken yet. */
  get #waitingBytes(): number {
    return (this.#paced?.bytes ?? 0) + this.#connection.bufferedBytes;
  }

  /** Sets how many bytes of received objects the owner keeps: these count as held, too. */
  ownerKeeps(bytes: number): void {
    if (bytes === this.#ownerBytes) return;
    this.#ownerBytes = bytes;
    if (bytes > 0) this.#held?.grew(this);
  }

  /** Limits the objects emitted in one turn of the event loop, so that other connections get their turn. */
  limitTurn(objects: number): void {
    this.#mostATurn = objects;
  }

  /** Must be called once, after which objects arrive. */
  start(handlers: ChannelHandlers): void {
    this.#handlers = handlers;
    if (this.#awaitsFirstByte) this.#deadlineFirstByte();
    this.#connection.start(this);
  }

  /**
   * From now on writes one object every `gapMs`, each in a segment of its own, as a reference peer needs it; 0: no
   * pacing.
   */
  pace(gapMs: number): void {
    const before = this.#paced;
    const write = (json: string): void => this.#write(json);
    const emptied = (): void => {
      if (this.#isClosing) this.#connection.close();
    };
    this.#paced = gapMs > 0 ? new PacedQueue({ clock: this.#clock, gapMs, write, emptied }) : null;
    before?.flush();
  }

  /** Sends one object. `written` is called when it was written to the connection: later than now only when paced. */
  send(object: object, written?: () => void): void {
    this.sendEncoded(JSON.stringify(object), written);
  }

  /** As `send`, for an object that is JSON text already (one encoding for several receivers). */
  sendEncoded(json: string, written?: () => void, about?: string): void {
    if (this.#isClosing) return;
    if (this.#paced) this.#paced.push(json, written, about);
    else {
      this.#write(json);
      written?.();
    }
    const waiting = this.#waitingBytes;
    if (waiting > MAX_BUFFERED_BYTES || (this.#paced?.length ?? 0) > MAX_PACED) {
      this.destroy('the other side does not read what we send', 'not_read');
    } else if (waiting > MIN_SLOW_BYTES) this.#held?.grew(this);
  }

  /** Defers writes: the answers to all that is received in this turn are sent later in it, and end with `flush`. */
  awaitAnswers(): void {
    this.#connection.awaitAnswers();
  }

  /** All answers are sent: writes them now, if they are short. */
  flush(): void {
    this.#connection.flush();
  }

  /** As `sendEncoded`; while objects wait to be paced, an earlier one about the same thing is dropped. */
  sendLatest(json: string, about: string): void {
    this.#paced?.dropAbout(about);
    this.sendEncoded(json, undefined, about);
  }

  /** Nothing is received until `resume`; meanwhile an incomplete object has no deadline. */
  pause(): void {
    this.#isHeldBack = true;
    this.#connection.pause();
    if (this.#framer.isUnfinished) this.#clearDeadline();
  }

  resume(): void {
    this.#isHeldBack = false;
    if (this.#unread) return this.#readOn();
    this.#connection.resume();
    if (this.#framer.isUnfinished && !this.#cancelDeadline && !this.#isDeaf) this.#deadlineObject();
  }

  /** Closes in order: objects sent before are still written, paced if need be, and arriving objects still received. */
  close(): void {
    if (this.#isClosing) return;
    this.#isClosing = true;
    if (!this.#paced?.length) this.#connection.close();
  }

  /**
   * As `close`, but nothing is received any more: bytes that still arrive are read and discarded, up to
   * {@link MAX_DISCARDED_BYTES}, then the connection is destroyed.
   */
  closeUnheard(): void {
    this.#isDeaf = true;
    this.#clearDeadline();
    this.close();
  }

  destroy(reason: string, code?: EndCode): void {
    this.#isDeaf = true;
    this.#isClosing = true;
    this.#cancelTimers();
    this.#connection.destroy(reason, code);
  }

  /** For the connection. */
  closed(reason: string, code: EndCode): void {
    const unread = this.#unread;
    this.#mostATurn = Number.POSITIVE_INFINITY;
    this.#unread = null;
    if (unread && !this.#isDeaf) this.#read(unread); // It came before the end.
    this.#isDeaf = true;
    this.#isClosing = true;
    this.#cancelTimers();
    this.#held?.gone(this);
    this.#handlers?.closed(reason, code);
  }

  /** For the connection. */
  handshakeBegun(): void {
    this.#clearDeadline();
  }

  /** For the connection: the deadline of the first byte starts. */
  handshakeDone(): void {
    if (this.#awaitsFirstByte && !this.#isDeaf) this.#deadlineFirstByte();
  }

  /** For the connection. */
  received(bytes: Buffer): void {
    if (this.#isDeaf) return this.#discard(bytes);
    if (this.#awaitsFirstByte) {
      this.#awaitsFirstByte = false;
      this.#clearDeadline();
    }
    if (this.#unread) this.#unread = Buffer.concat([this.#unread, bytes]);
    else this.#read(bytes);
  }

  #read(bytes: Buffer): void {
    let isOnlyMore = true; // Whether these bytes only continue an object whose deadline runs already.
    try {
      const taken = this.#framer.push(
        bytes,
        (object, size) => {
          isOnlyMore = false;
          if (this.#isDeaf) return;
          this.#wire?.saw('received', object);
          this.#handlers?.received(object, size);
        },
        this.#mostATurn,
      );
      if (taken < bytes.length && !this.#isDeaf) this.#leaveUnread(bytes.subarray(taken));
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      if (this.#isDeaf) return;
      this.#isDeaf = true;
      this.#clearDeadline();
      this.#handlers?.violated(error.code, error.message);
      return;
    }
    if (!this.#framer.isUnfinished || !isOnlyMore) this.#clearDeadline();
    if (!this.#framer.isUnfinished) return;
    if (!this.#cancelDeadline && !this.#isDeaf) this.#deadlineObject();
    this.#held?.grew(this);
  }

  #leaveUnread(bytes: Buffer): void {
    this.#unread = bytes;
    this.#held?.grew(this);
    if (this.#isHeldBack) return;
    this.#connection.pause();
    this.#readOn();
  }

  /** Reads the remaining bytes in the next turn of the event loop. */
  #readOn(): void {
    if (this.#isReadingOn) return;
    this.#isReadingOn = true;
    setImmediate(() => {
      this.#isReadingOn = false;
      const unread = this.#unread;
      if (unread === null || this.#isHeldBack) return;
      this.#unread = null;
      this.received(unread);
      if (this.#unread === null && !this.#isHeldBack) this.#connection.resume();
    });
  }

  #discard(bytes: Buffer): void {
    this.#discardedBytes += bytes.length;
    if (this.#discardedBytes > MAX_DISCARDED_BYTES) this.destroy('too much was sent after the end', 'too_much');
  }

  /** Every object is written here. */
  #write(json: string): void {
    this.#wire?.saw('sent', json);
    this.#connection.write(`${json}\n`);
  }

  #deadlineFirstByte(): void {
    this.#deadlineIn(FIRST_BYTE_MS, `nothing was sent within ${FIRST_BYTE_MS / 1000} s`);
  }

  #deadlineObject(): void {
    this.#deadlineIn(OBJECT_MS, `an object was not complete within ${OBJECT_MS / 1000} s`);
  }

  #deadlineIn(ms: number, reason: string): void {
    this.#cancelDeadline = this.#clock.after(ms, () => this.destroy(reason, 'too_slow'));
  }

  #clearDeadline(): void {
    this.#cancelDeadline?.();
    this.#cancelDeadline = null;
  }

  #cancelTimers(): void {
    this.#clearDeadline();
    this.#paced?.clear();
  }
}
