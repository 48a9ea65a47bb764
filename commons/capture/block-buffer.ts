import { type Packet, packetBlock, writePacketBlock, writtenPacketBlock } from './pcapng.ts';

/** As much is written at once: what was copied a moment ago is still in the processor's cache then. */
const BUFFER_BYTES = 64 * 1024;

/** Gathers the blocks of a capture, so that a system call writes many. */
export class BlockBuffer {
  readonly #write: (blocks: Buffer) => void;
  readonly #buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  #filled = 0;

  /** `write` is given whole blocks, which are only there until it returns. */
  constructor(write: (blocks: Buffer) => void) {
    this.#write = write;
  }

  add(block: Buffer): void {
    if (this.#makeRoom(block.length)) this.#filled += block.copy(this.#buffer, this.#filled);
    else this.#write(block);
  }

  /** The same for a packet, which is copied only once. */
  addPacket(packet: Packet): void {
    const block = packetBlock(packet);
    if (this.#makeRoom(block.length)) this.#filled = writePacketBlock(this.#buffer, this.#filled, block);
    else this.#write(writtenPacketBlock(block));
  }

  /** Writes what is left. */
  flush(): void {
    const filled = this.#filled;
    this.#filled = 0;
    if (filled > 0) this.#write(this.#buffer.subarray(0, filled));
  }

  /** Whether there is room now: never for a block that is longer than all of it. */
  #makeRoom(length: number): boolean {
    if (this.#filled + length > BUFFER_BYTES) this.flush();
    return length <= BUFFER_BYTES;
  }
}
