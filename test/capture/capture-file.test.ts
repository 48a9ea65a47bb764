import fs, { existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CaptureError, CaptureFile } from '../../commons/capture/capture-file.ts';
import type { Security } from '../../commons/net/security.ts';
import { FakeClock } from '../helpers/fake-clock.ts';
import { someIdentity } from '../helpers/identities.ts';
import { temporaryFolder } from '../helpers/programs.ts';
import { FakeWires, receives, sends } from './fake-wires.ts';
import { packetsOf, type ReadBlock, readCapture } from './read-capture.ts';
import { readPacket } from './read-packet.ts';

const SECURITY: Security = { identity: someIdentity(), protocol: 'p' };
const HELLO = { cmd: 'HELLO', username: 'ana' };
const MESSAGE = { cmd: 'MESSAGE', content: 'the secret of the day' };

/** A capture of wires that there are not. */
class Stage extends FakeWires {
  readonly clock = new FakeClock();
  readonly file = join(temporaryFolder(), 'wire.pcapng');
  readonly failures: string[] = [];
  readonly capture: CaptureFile;

  constructor() {
    super();
    const failed = ({ code }: NodeJS.ErrnoException): void => void this.failures.push(code ?? '');
    this.capture = new CaptureFile(this.file, { tap: this.tap, clock: this.clock, application: 'test', failed });
    onTestFinished(() => this.capture.close());
  }

  get blocks(): ReadBlock[] {
    return readCapture(readFileSync(this.file));
  }

  get comments(): (string | null)[] {
    return packetsOf(this.blocks).flatMap(({ comment }) => comment ?? []);
  }

  /** Lets pass what packets are held for. */
  async held(): Promise<void> {
    await this.clock.advance(1_000);
  }
}

describe('the file of a capture', () => {
  it('is for its owner alone, and can be read from the start', () => {
    const { file, blocks } = new Stage();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(blocks.map(({ kind }) => kind)).toEqual(['section', 'interface']);
    expect(blocks[0]).toMatchObject({ application: 'test', comment: expect.stringContaining('made up') });
  });

  it('has no connection that there was not: what is said on one that is over does not leave', async () => {
    const stage = new Stage();
    const wire = stage.begin('10.0.0.2', '10.0.0.1');
    receives(wire, MESSAGE);
    wire.ended('received');
    wire.ended('sent');
    wire.saw('sent', JSON.stringify(MESSAGE));
    await stage.held();
    const starts = packetsOf(stage.blocks).filter(({ ip }) => readPacket(ip).flags === 'SYN');
    expect(starts).toHaveLength(1);
    expect(stage.comments).toHaveLength(1);
  });

  it('is never one that is there already, nor one that a link leads to', () => {
    const folder = temporaryFolder();
    const options = { tap: new FakeWires().tap, clock: new FakeClock(), application: 'test', failed: () => {} };
    writeFileSync(join(folder, 'there'), 'mine');
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'link'));
    for (const name of ['there', 'link']) {
      expect(() => new CaptureFile(join(folder, name), options)).toThrow(CaptureError);
      expect(() => new CaptureFile(join(folder, name), options)).toThrow(/already exists; choose another name/);
    }
    expect(() => new CaptureFile(join(folder, 'no', 'folder'), options)).toThrow(
      /cannot be written \(its folder does not exist; create it first, ENOENT\)/,
    );
    expect(readFileSync(join(folder, 'there'), 'utf8')).toBe('mine');
    expect(existsSync(join(folder, 'elsewhere'))).toBe(false);
  });

  it('holds packets for a moment, and then has them with their times', async () => {
    const stage = new Stage();
    const startedMs = stage.clock.now();
    const wire = stage.begin('127.0.0.2', '127.0.0.1');
    await stage.clock.advance(50);
    sends(wire, HELLO);
    expect(packetsOf(stage.blocks)).toEqual([]);
    await stage.held();
    const times = packetsOf(stage.blocks).map(({ atNs }) => Number(atNs / 1_000_000n) - startedMs);
    expect(times).toEqual([0, 0, 0, 50, 50]);
  });

  it('has times that do not jump when the clock on the wall does', async () => {
    const stage = new Stage();
    const wire = stage.begin('127.0.0.2', '127.0.0.1');
    stage.clock.setBack(60_000);
    sends(wire, HELLO);
    await stage.held();
    const [first, ...others] = packetsOf(stage.blocks).map(({ atNs }) => atNs);
    expect(others).toEqual(others.map(() => first));
  });

  it('has keys before the packets that they decrypt, which came first', async () => {
    const stage = new Stage();
    const wire = stage.begin('127.0.0.2', '127.0.0.1');
    wire.carried('received', Buffer.from('ServerHello'));
    const security = wire.secures(SECURITY);
    for (const line of ['first\n', 'second\n']) security.recordKeys?.(Buffer.from(line));
    await stage.held();
    expect(stage.blocks.slice(2, 4)).toMatchObject([{ kind: 'keys', text: 'first\nsecond\n' }, { kind: 'packet' }]);
  });

  it('has keys before their packets too when so much is held that it is written at once', async () => {
    const stage = new Stage();
    const wire = stage.begin('127.0.0.2', '127.0.0.1');
    const security = wire.secures(SECURITY);
    for (let count = 0; count < 40; count += 1) {
      wire.carried('received', Buffer.alloc(20_000, count));
      security.recordKeys?.(Buffer.from(`key ${count}\n`));
    }
    await stage.held();
    const seen = stage.blocks.flatMap((block) => {
      if (block.kind === 'keys') return block.text.match(/\d+/g)?.map((number) => `key ${number}`) ?? [];
      if (block.kind !== 'packet') return [];
      const { payload } = readPacket(block.ip);
      return payload.length > 0 ? [`packet ${payload[0]}`] : [];
    });
    for (let count = 0; count < 40; count += 1) {
      expect(seen.indexOf(`key ${count}`)).toBeGreaterThan(-1);
      expect(seen.indexOf(`key ${count}`)).toBeLessThan(seen.indexOf(`packet ${count}`));
    }
  });

  it('has all that was held when it is closed, and nothing more', async () => {
    const stage = new Stage();
    const wire = stage.begin('127.0.0.2', '127.0.0.1');
    sends(wire, MESSAGE);
    stage.capture.close();
    const { length } = packetsOf(stage.blocks);
    expect(length).toBe(5);
    sends(wire, MESSAGE);
    await stage.held();
    stage.capture.close();
    expect(packetsOf(stage.blocks)).toHaveLength(length);
    expect(stage.tap.isWatched).toBe(false);
  });

  it('ends, in whole blocks, when the disk is full, which is said once', async () => {
    const stage = new Stage();
    const wire = stage.begin('127.0.0.2', '127.0.0.1');
    sends(wire, MESSAGE);
    await stage.held();
    const restore = fillDisk(30);
    for (let count = 0; count < 3; count += 1) {
      sends(wire, MESSAGE);
      await stage.held();
    }
    restore();
    stage.capture.close();
    expect(stage.failures).toEqual(['ENOSPC']);
    expect(packetsOf(stage.blocks)).toHaveLength(5);
    expect(stage.tap.isWatched).toBe(false);
  });
});

describe('beside its packets a capture says', () => {
  it('who sends what, and never what is in it', async () => {
    const stage = new Stage();
    const wire = stage.begin('127.0.0.1', '127.0.0.1');
    sends(wire, HELLO);
    receives(wire, { cmd: 'HELLO', username: 'bob' });
    sends(wire, MESSAGE, MESSAGE, { cmd: 'ACK', id: '1' });
    receives(wire, { status: 'OK' }, { odd: true });
    await stage.held();
    const said = ['ana sends HELLO', 'bob sends HELLO', 'ana sends 2 MESSAGE, ACK', 'bob sends OK, an object'];
    expect(stage.comments).toEqual(said);
  });

  it('who it is that logs in, and that the other one is the tracker', async () => {
    const stage = new Stage();
    const control = stage.begin('127.0.0.2', '127.0.0.1');
    sends(control, { cmd: 'LOGIN', username: 'ana', password: 'x' });
    receives(control, { status: 'OK' });
    const other = stage.begin('127.0.0.2', '127.0.0.9', { isDialled: false });
    receives(other, { cmd: 'PING' });
    sends(other, { cmd: 'PONG' });
    await stage.held();
    const said = ['ana sends LOGIN', 'tracker sends OK', '127.0.0.9:6060 sends PING', 'ana sends PONG'];
    expect(stage.comments).toEqual(said);
  });

  it('nothing that could harm a terminal, and not more than a few words', async () => {
    const stage = new Stage();
    const wire = stage.begin('127.0.0.1', '127.0.0.1');
    receives(wire, { cmd: 'HELLO', username: `\u001b[2Jeve${'!'.repeat(500)}` });
    receives(wire, ...Array.from({ length: 20 }, (_, number) => ({ cmd: `\u001b[31mX${number}${'y'.repeat(500)}` })));
    await stage.held();
    const [first = '', second = ''] = stage.comments.map(String);
    expect(first).toMatch(/^eve!{61} sends HELLO$/);
    expect(second).toContain(', 12 more');
    expect(second.length).toBeLessThan(500);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    expect(first + second).not.toMatch(/[\x00-\x1f]/);
  });

  it('that it shows objects where the bytes cannot be seen: of connections that are older', async () => {
    const wires = new FakeWires();
    const older = wires.begin('127.0.0.2', '127.0.0.1');
    const file = join(temporaryFolder(), 'late.pcapng');
    const clock = new FakeClock();
    const capture = new CaptureFile(file, { tap: wires.tap, clock, application: 'test', failed: () => {} });
    older.security = 'tls1.3';
    older.saw('received', { cmd: 'HELLO', username: 'bob' });
    older.saw('sent', JSON.stringify(MESSAGE));
    older.over();
    capture.close();
    const packets = packetsOf(readCapture(readFileSync(file)));
    const payloads = packets.map(({ ip }) => readPacket(ip).payload.toString()).filter((text) => text !== '');
    expect(payloads).toEqual(['{"cmd":"HELLO","username":"bob"}\n', `${JSON.stringify(MESSAGE)}\n`]);
    expect(packets.flatMap(({ comment }) => comment ?? [])).toEqual([
      'bob sends HELLO (shown decrypted: the connection is older than the capture)',
      'this program sends MESSAGE (shown decrypted: the connection is older than the capture)',
    ]);
    expect(packets.map(({ ip }) => readPacket(ip).flags).filter((flags) => flags.includes('FIN'))).toHaveLength(2);
  });
});

describe('an address in a capture', () => {
  const names = (stage: Stage): string[] =>
    stage.blocks.flatMap((block) => (block.kind === 'name' ? `${[...block.address].join('.')} ${block.name}` : []));

  it('has the name of its only user', async () => {
    const stage = new Stage();
    sends(stage.begin('127.0.0.2', '127.0.0.1'), { cmd: 'LOGIN', username: 'ana' });
    receives(stage.begin('127.0.0.2', '127.0.0.3'), { cmd: 'HELLO', username: 'bob' });
    await stage.held();
    expect(names(stage)).toEqual(['127.0.0.2 ana', '127.0.0.1 tracker', '127.0.0.3 bob']);
  });

  it('has none if several are there', async () => {
    const stage = new Stage();
    sends(stage.begin('127.0.0.1', '127.0.0.1'), { cmd: 'LOGIN', username: 'ana' });
    await stage.held();
    expect(names(stage)).toEqual([]);
  });

  it('loses it again if another one comes', async () => {
    const stage = new Stage();
    for (const username of ['bob', 'bob', 'carol', 'dan']) {
      receives(stage.begin('127.0.0.2', '127.0.0.3'), { cmd: 'HELLO', username });
      await stage.held();
    }
    expect(names(stage)).toEqual(['127.0.0.3 bob', '127.0.0.3 127.0.0.3']);
  });
});

/** From now on only so many bytes can be written; returns how to have room again. */
function fillDisk(room: number): () => void {
  const { writeSync } = fs;
  let left = room;
  const writeSome = (descriptor: number, bytes: Buffer, at = 0): number => {
    if (left === 0) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    const length = Math.min(left, bytes.length - at);
    left -= length;
    return writeSync(descriptor, bytes, at, length);
  };
  const use = (how: unknown): void => {
    fs.writeSync = how as typeof fs.writeSync;
    syncBuiltinESMExports();
  };
  use(writeSome);
  const restore = (): void => use(writeSync);
  onTestFinished(restore);
  return restore;
}
