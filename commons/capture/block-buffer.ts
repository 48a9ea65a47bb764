import { type Packet, packetBlock, writePacketBlock, writtenPacketBlock } from './pcapng.ts';

/** Bytes of one write: small enough that copied bytes are still in the processor's cache. */
const BUFFER_BYTES = 64 * 1024;

/** Gathers the blocks of a capture, so that one system call writes many. */
export class BlockBuffer {
  readonly #write: (blocks: Buffer) => void;
  readonly #buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  #filled = 0;

  /** `write` receives whole blocks, which are valid only until it returns. */
  constructor(write: (blocks: Buffer) => void) {
    this.#write = write;
  }

  add(block: Buffer): void {
    if (this.#makeRoom(block.length)) this.#filled += block.copy(this.#buffer, this.#filled);
    else this.#write(block);
  }

  /** Adds a packet, which is copied only once. */
  addPacket(packet: Packet): void {
    const block = packetBlock(packet);
    if (this.#makeRoom(block.length)) this.#filled = writePacketBlock(this.#buffer, this.#filled, block);
    else this.#write(writtenPacketBlock(block));
  }

  /** Writes the remaining bytes. */
  flush(): void {
    const filled = this.#filled;
    this.#filled = 0;
    if (filled > 0) this.#write(this.#buffer.subarray(0, filled));
  }

  /** Whether the buffer has room now: never for a block longer than the whole buffer. */
  #makeRoom(length: number): boolean {
    if (this.#filled + length > BUFFER_BYTES) this.flush();
    return length <= BUFFER_BYTES;
  }
}
