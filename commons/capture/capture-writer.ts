// The traffic of a program as the bytes of a capture file. Packets are held until `flush`, so that the keys that
// decrypt them come first, and comments that become known a moment later can be added.
//
// It knows no file and no time. If the bytes of a connection cannot be seen, it writes the objects as if they had been
// sent in plaintext, and says so in the comments.

import { participantName, TRACKER } from '../model/participant-name.ts';
import { formatEndpoint } from '../net/endpoint.ts';
import { ownCopy } from '../text/own-copy.ts';
import { visible } from '../text/text.ts';
import { type Direction, opposite, type SeenObject } from '../wire/seen-object.ts';
import type { Wire } from '../wire/wire.ts';
import { AddressNames } from './address-names.ts';
import { BlockBuffer } from './block-buffer.ts';
import { decryptionSecrets, interfaceDescription, nameResolution, sectionHeader } from './pcapng.ts';
import { Saying } from './saying.ts';
import { type Segment, TcpConversation } from './tcp-conversation.ts';

const ABOUT =
  'Written by the program itself: the bytes are those that crossed the wire, the TCP and IP headers around them are made up.';

/** Longer names are cut: a name is only a claim, and no valid name is longer. */
const MAX_NAME_LENGTH = 64;

/** Far enough apart for what one connection is likely to carry. */
const SEQUENCES_APART = 64 * 1024 * 1024;

/** The comment of a packet, which may become known after the packet, or before it. */
interface Note {
  saying: Saying | null;
}

/** A held packet. */
interface Held {
  readonly segment: Segment;
  readonly atMs: number;
  readonly note: Note | null;
}

/** A connection in the capture. */
interface Written {
  readonly conversation: TcpConversation;
  /** The users at its ends, if they have logged in or greeted. */
  readonly names: { sent: string | null; received: string | null };
  /** For the next bytes that leave. */
  leaving: Note;
  /** For the last bytes that arrived. */
  arrived: Note;
}

export class CaptureWriter {
  readonly #nowMs: () => number;
  readonly #blocks: BlockBuffer;
  readonly #names = new AddressNames();
  readonly #written = new Map<Wire, Written | null>();
  #held: Held[] = [];
  #heldBytes = 0;
  #keys: Buffer[] = [];
  #conversations = 0;
  #ourName: string | null = null;

  /**
   * `application`: the program that writes. `nowMs`: the time of a packet, in ms since 1970, with fractions. `write`
   * receives whole blocks, which are valid only until it returns.
   */
  constructor(application: string, nowMs: () => number, write: (blocks: Buffer) => void) {
    this.#nowMs = nowMs;
    this.#blocks = new BlockBuffer(write);
    this.#blocks.add(sectionHeader(application, ABOUT));
    this.#blocks.add(interfaceDescription(application));
  }

  /** Bytes of packets that are held. */
  get heldBytes(): number {
    return this.#heldBytes;
  }

  opened(wire: Wire): void {
    this.#on(wire);
  }

  carried(wire: Wire, direction: Direction, bytes: Buffer): void {
    const written = this.#on(wire);
    if (!written) return;
    let note: Note = { saying: null };
    if (direction === 'received') written.arrived = note;
    else [note, written.leaving] = [written.leaving, note];
    this.#hold(written.conversation.data(direction, bytes), note);
  }

  recorded(line: Buffer): void {
    this.#keys.push(line);
  }

  saw(wire: Wire, seen: SeenObject): void {
    const { direction, word } = seen;
    const written = this.#on(wire);
    if (!written) return;
    this.#learnNames(wire, written, word, seen);
    if (!wire.showsBytes && direction === 'received') this.#carriedUnseen(wire, seen);
    const note = direction === 'sent' ? written.leaving : written.arrived;
    const isDecrypted = !wire.showsBytes && wire.security === 'tls1.3';
    note.saying ??= new Saying(this.#whoSends(wire, written, direction), isDecrypted);
    note.saying.add(word);
    if (!wire.showsBytes && direction === 'sent') this.#carriedUnseen(wire, seen);
  }

  ended(wire: Wire, direction: Direction, isBroken: boolean): void {
    const written = this.#written.get(wire);
    if (written) {
      const { conversation } = written;
      this.#hold(isBroken ? conversation.reset(direction) : conversation.end(direction));
    }
    if (!written || written.conversation.isOver) this.#written.delete(wire);
  }

  /** Writes the held packets, each after the keys that decrypt it. */
  flush(): void {
    for (const [address, name] of this.#names.takeNews()) {
      const block = nameResolution(address, name);
      if (block) this.#blocks.add(block);
    }
    const keys = this.#keys.splice(0);
    if (keys.length > 0) this.#blocks.add(decryptionSecrets(Buffer.concat(keys)));
    const held = this.#held;
    this.#held = [];
    this.#heldBytes = 0;
    for (const { segment, atMs, note } of held) {
      const { direction, bytes, payload } = segment;
      this.#blocks.addPacket({ direction, bytes, payload, atMs, comment: note?.saying?.text ?? null });
    }
    this.#blocks.flush();
  }

  /** null: the connection cannot be written, since it has no addresses (any more). */
  #on(wire: Wire): Written | null {
    const known = this.#written.get(wire);
    if (known !== undefined) return known;
    if (wire.isOver) return null; // Nothing is sent from now on.
    const conversation = this.#begin(wire);
    const written = conversation && {
      conversation,
      names: { sent: null, received: null },
      leaving: { saying: null },
      arrived: { saying: null },
    };
    this.#written.set(wire, written);
    if (conversation) this.#hold(conversation.open());
    return written;
  }

  #begin({ local, remote, isDialled }: Wire): TcpConversation | null {
    this.#conversations += 1;
    try {
      return new TcpConversation({ local, remote }, isDialled, this.#conversations * SEQUENCES_APART);
    } catch (error) {
      if (error instanceof RangeError) return null;
      throw error;
    }
  }

  /** `note` is the comment of the first packet. */
  #hold(segments: readonly Segment[], note: Note | null = null): void {
    if (segments.length === 0) return;
    const atMs = this.#nowMs();
    segments.forEach((segment, index) => {
      this.#held.push({ segment, atMs, note: index === 0 ? note : null });
      this.#heldBytes += segment.bytes.length + segment.payload.length;
    });
  }

  #carriedUnseen(wire: Wire, { direction, text }: SeenObject): void {
    this.carried(wire, direction, Buffer.from(`${text}\n`));
  }

  /** A login or a greeting names its sender; the other side of a login is the tracker. */
  #learnNames({ local, remote }: Wire, { names }: Written, word: string | null, seen: SeenObject): void {
    const isLogin = word === 'SCRAM' || word === 'LOGIN' || word === 'REGISTER';
    if (!isLogin && word !== 'HELLO') return;
    const { direction } = seen;
    const claimed = seen.object['username'];
    if (typeof claimed !== 'string') return;
    names[direction] = ownCopy(participantName(visible(claimed)), MAX_NAME_LENGTH);
    if (isLogin) names[opposite(direction)] = TRACKER;
    if (names.sent !== null) {
      this.#ourName = names.sent;
      this.#names.claim(local.address, names.sent);
    }
    if (names.received !== null) this.#names.claim(remote.address, names.received);
  }

  #whoSends({ remote }: Wire, { names }: Written, direction: Direction): string {
    if (direction === 'sent') return names.sent ?? this.#ourName ?? 'this program';
    return names.received ?? this.#names.at(remote.address) ?? formatEndpoint(remote);
  }
}
