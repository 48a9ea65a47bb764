// What dumpcap sees of the loopback interface, in a network namespace where nothing else happens: a real capture, with
// the real headers of TCP. Only Linux has namespaces, and needs no rights for them unless the administrator forbids
// them.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { decryptionSecrets } from '../../commons/capture/pcapng.ts';
import type { Clock } from '../../commons/clock.ts';
import { ScriptFailed } from '../script-failed.ts';
import { blocksOf } from '../trace/pcapng-blocks.ts';

const POLL_MS = 25;
const DEADLINE_MS = 15_000;

/** The port of the discard service: nobody listens there, and nobody needs to. */
const DISCARD = { address: '127.0.0.1', port: 9 };

/** The blocks after which a capture of one interface has its packets: a section header and an interface. */
const BLOCKS_BEFORE_PACKETS = 2;

/** Runs `script` with `args` in a network namespace of its own, whose loopback interface is up. Its exit code. */
export async function inOwnNetwork(script: string, args: readonly string[], interrupted: AbortSignal): Promise<number> {
  if (spawnSync('unshare', ['-rn', 'ip', 'link', 'set', 'lo', 'up'], { stdio: 'ignore' }).status !== 0) {
    throw new ScriptFailed(
      'A network of its own cannot be had here: that needs Linux with unshare and ip, and leave to use them.',
    );
  }
  const inside = ['sh', '-c', 'ip link set lo up && exec "$@"', 'lab', process.execPath, script, ...args];
  const child = spawn('unshare', ['-rn', ...inside], { stdio: 'inherit' });
  interrupted.addEventListener('abort', () => child.kill('SIGTERM'));
  const [exitCode] = (await once(child, 'close')) as [number | null];
  return exitCode ?? 1;
}

export class RealCapture {
  readonly #file: string;
  readonly #clock: Clock;
  readonly #dumpcap: ChildProcess;
  readonly #ended: Promise<void>;
  #hasEnded = false;

  private constructor(file: string, clock: Clock) {
    this.#file = file;
    this.#clock = clock;
    this.#dumpcap = spawn('dumpcap', ['-q', '-i', 'lo', '-w', file], { stdio: 'ignore' });
    this.#ended = new Promise((resolve) => {
      for (const end of ['close', 'error']) this.#dumpcap.once(end, () => resolve());
    });
    void this.#ended.then(() => {
      this.#hasEnded = true;
    });
  }

  /** Resolves when packets are recorded. Rejects with a {@link ScriptFailed}. */
  static async begin(file: string, clock: Clock): Promise<RealCapture> {
    const capture = new RealCapture(file, clock);
    try {
      await capture.#mark('the laboratory begins');
    } catch (error) {
      capture.discard();
      throw error;
    }
    return capture;
  }

  /** Resolves when all packets so far are in the file, with the keys that `own`, the programs' own capture, has. */
  async end(own: Buffer): Promise<void> {
    await this.#mark('the laboratory ends');
    this.#dumpcap.kill('SIGINT');
    await this.#ended;
    const keys = [...blocksOf([own])].map((block) => (block.kind === 'keys' ? block.text : '')).join('');
    if (keys !== '') writeFileSync(this.#file, withKeys(readFileSync(this.#file), Buffer.from(keys)));
  }

  /** Half a capture would stand in the way of the next one. */
  discard(): void {
    this.kill();
    rmSync(this.#file, { force: true });
  }

  /** Has to be called, whatever happened. */
  kill(): void {
    this.#dumpcap.kill('SIGKILL');
  }

  /** A packet is sent until it is in the file: dumpcap does not say when it begins, and writes late. */
  async #mark(text: string): Promise<void> {
    const socket = createSocket('udp4');
    const until = this.#clock.elapsed() + DEADLINE_MS;
    try {
      while (!isIn(this.#file, text)) {
        if (this.#clock.elapsed() > until || this.#hasEnded) {
          throw new ScriptFailed('dumpcap, which comes with Wireshark, could not capture here.');
        }
        socket.send(text, DISCARD.port, DISCARD.address, () => {});
        await new Promise<void>((resolve) => this.#clock.after(POLL_MS, resolve));
      }
    } finally {
      socket.close();
    }
  }
}

function isIn(file: string, text: string): boolean {
  try {
    return readFileSync(file).includes(text);
  } catch {
    return false; // It is not there yet.
  }
}

/** Keys have to come before what they decrypt. */
function withKeys(capture: Buffer, keys: Buffer): Buffer {
  let at = 0;
  for (let block = 0; block < BLOCKS_BEFORE_PACKETS; block += 1) at += capture.readUInt32LE(at + 4);
  return Buffer.concat([capture.subarray(0, at), decryptionSecrets(keys), capture.subarray(at)]);
}
