import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { JsonChannel } from '../../commons/net/json-channel.ts';
import type { JsonObject } from '../../commons/protocol/json-framer.ts';
import { FIRST_BYTE_MS, MAX_BUFFERED_BYTES, MAX_OBJECT_BYTES, OBJECT_MS } from '../../commons/protocol/limits.ts';
import { FakeClock } from '../helpers/fake-clock.ts';
import { type MemoryConnection, MemoryNetwork } from '../helpers/memory-network.ts';

const US = { address: '127.0.0.1', port: 1 };
const THEM = { address: '127.0.0.1', port: 2 };

interface Options {
  /** Whether they dialled us; then they have to speak first. */
  isAccepted?: boolean;
  latencyMs?: number;
  /** Whether they take what we write. */
  isRead?: boolean;
  /** The owner's part, beyond taking notes. */
  onReceived?: (object: JsonObject, channel: JsonChannel) => void;
}

/** A channel of ours, and the bare connection of the other side. */
class Line {
  readonly clock = new FakeClock();
  readonly channel: JsonChannel;
  readonly theirs: MemoryConnection;
  readonly received: JsonObject[] = [];
  readonly violations: string[] = [];
  readonly ends: string[] = [];
  /** Everything that the owner was told, by kind, in order. */
  readonly told: string[] = [];
  /** What they got, chunk by chunk, and when. */
  readonly arrived: { readonly text: string; readonly at: number }[] = [];
  readonly theirEnds: string[] = [];

  constructor({ isAccepted = false, latencyMs = 0, isRead = true, onReceived }: Options = {}) {
    const { clock } = this;
    const network = new MemoryNetwork({ clock, latencyMs: () => latencyMs });
    const [ours, theirs] = network.pair(US, THEM);
    this.theirs = theirs;
    this.channel = new JsonChannel(ours, { clock, isAccepted });
    this.channel.start({
      received: (object) => {
        this.received.push(object);
        this.told.push('received');
        onReceived?.(object, this.channel);
      },
      violated: (code, message) => {
        expect(message).toMatch(/^[A-Z].*\.$/);
        this.violations.push(code);
        this.told.push('violated');
      },
      closed: (reason) => {
        this.ends.push(reason);
        this.told.push('closed');
      },
    });
    if (!isRead) theirs.pause();
    theirs.start({
      received: (bytes) => this.arrived.push({ text: bytes.toString(), at: clock.elapsed() }),
      closed: (reason) => this.theirEnds.push(reason),
    });
  }

  /** They write this, and it arrives. */
  async hears(text: string): Promise<void> {
    this.theirs.write(text);
    await this.clock.advance(0);
  }

  get texts(): string[] {
    return this.arrived.map(({ text }) => text);
  }

  get times(): number[] {
    return this.arrived.map(({ at }) => at);
  }
}

const numbered = (count: number): { n: number }[] => Array.from({ length: count }, (_, index) => ({ n: index + 1 }));
const lines = (objects: readonly object[]): string[] => objects.map((object) => `${JSON.stringify(object)}\n`);

describe('objects', () => {
  it('are written one a line, and read in any pieces', async () => {
    const line = new Line();
    line.channel.send({ cmd: 'PING' });
    line.channel.sendEncoded('{"cmd":"PONG"}');
    await line.hears('{"a":1}{"b"');
    await line.hears(':2}\n\n{"c":3}\n');
    expect(line.texts.join('')).toBe('{"cmd":"PING"}\n{"cmd":"PONG"}\n');
    expect(line.received).toEqual([{ a: 1 }, { b: 2 }, { c: 3 }]);
    expect(line.ends).toEqual([]);
  });

  it('are known to be written at once when nothing is paced', () => {
    const line = new Line();
    const written: number[] = [];
    for (const object of numbered(3)) line.channel.send(object, () => written.push(object.n));
    expect(written).toEqual([1, 2, 3]);
  });

  it('wait while reading is paused', async () => {
    const line = new Line();
    line.channel.pause();
    await line.hears('{"a":1}');
    expect(line.received).toEqual([]);
    line.channel.resume();
    expect(line.received).toEqual([{ a: 1 }]);
  });
});

describe('the deadline of the first byte', () => {
  it('ends an accepted connection that stays silent', async () => {
    const line = new Line({ isAccepted: true });
    await line.clock.advance(FIRST_BYTE_MS - 1);
    expect(line.ends).toEqual([]);
    await line.clock.advance(1);
    expect(line.ends).toEqual(['nothing was sent within 5 s']);
    expect(line.told).toEqual(['closed']);
  });

  it('does not concern a connection that we dialled', async () => {
    const line = new Line();
    await line.clock.advance(60 * 60_000);
    expect(line.ends).toEqual([]);
    await line.hears('{"late":1}');
    expect(line.received).toEqual([{ late: 1 }]);
  });

  it('is over with the first byte, for good', async () => {
    const line = new Line({ isAccepted: true });
    await line.clock.advance(FIRST_BYTE_MS - 1);
    await line.hears('{}');
    await line.clock.advance(60 * 60_000);
    expect(line.ends).toEqual([]);
  });

  it('gives way to that of the object', async () => {
    const line = new Line({ isAccepted: true });
    await line.clock.advance(FIRST_BYTE_MS - 1);
    await line.hears('{');
    await line.clock.advance(OBJECT_MS - 1);
    expect(line.ends).toEqual([]);
    await line.clock.advance(1);
    expect(line.ends).toEqual(['an object was not complete within 10 s']);
  });
});

describe('the deadline of an object', () => {
  for (const isAccepted of [true, false]) {
    it(`ends a connection on which one trickles, ${isAccepted ? 'accepted' : 'dialled'}`, async () => {
      const line = new Line({ isAccepted });
      await line.hears('{"a":"');
      for (let second = 1; second < OBJECT_MS / 1000; second += 1) {
        await line.clock.advance(1000);
        await line.hears('x');
      }
      await line.clock.advance(999);
      expect(line.ends).toEqual([]);
      await line.clock.advance(1);
      expect(line.told).toEqual(['closed']);
    });
  }

  it('does not run while we do not read, and starts again afterwards', async () => {
    const line = new Line();
    await line.hears('{"a":');
    line.channel.pause();
    await line.clock.advance(10 * OBJECT_MS);
    line.channel.resume();
    await line.clock.advance(OBJECT_MS - 1);
    expect(line.ends).toEqual([]);
    await line.clock.advance(1);
    expect(line.told).toEqual(['closed']);
  });

  it('is kept by one that is complete a moment before', async () => {
    const line = new Line();
    await line.hears('{"a":');
    await line.clock.advance(OBJECT_MS - 1);
    await line.hears('1}');
    await line.clock.advance(60 * 60_000);
    expect(line.received).toEqual([{ a: 1 }]);
    expect(line.ends).toEqual([]);
  });

  it('does not run while nothing is under way, white space or not', async () => {
    const line = new Line();
    await line.hears('{"a":1}\n');
    await line.clock.advance(60 * 60_000);
    await line.hears(' \r\n ');
    await line.clock.advance(60 * 60_000);
    await line.hears('{"b":2}');
    expect(line.received).toEqual([{ a: 1 }, { b: 2 }]);
    expect(line.ends).toEqual([]);
  });

  it('runs from its own first byte, though that came glued to the end of another', async () => {
    const line = new Line();
    await line.hears('{"a":');
    await line.clock.advance(OBJECT_MS - 1000);
    await line.hears('1}{"b":');
    await line.clock.advance(OBJECT_MS - 1);
    expect(line.ends).toEqual([]);
    await line.clock.advance(1);
    expect(line.received).toEqual([{ a: 1 }]);
    expect(line.ends).toEqual(['an object was not complete within 10 s']);
  });

  it('does not end a steady stream whose pieces never end with an object', async () => {
    const line = new Line();
    await line.hears('{"n":');
    for (const { n } of numbered(30)) {
      await line.clock.advance(1000);
      await line.hears(`${n}}\n{"n":`);
    }
    expect(line.received).toEqual(numbered(30));
    expect(line.ends).toEqual([]);
  });
});

describe('what is no JSON', () => {
  it('is a violation from the first byte on; white space before an object is none', async () => {
    const line = new Line();
    await line.hears('\n {"a":1}');
    await line.hears('SSH-2.0');
    expect(line.received).toEqual([{ a: 1 }]);
    expect(line.violations).toEqual(['BAD_JSON']);
  });
});

describe('a violation', () => {
  it('is told once, after the objects before it, and nothing is received any more', async () => {
    const line = new Line();
    await line.hears('{"a":1}\n[1]\n{"b":2}\n');
    await line.hears('{"c":3}\n');
    await line.hears('nonsense');
    expect(line.received).toEqual([{ a: 1 }]);
    expect(line.violations).toEqual(['BAD_JSON']);
    expect(line.told).toEqual(['received', 'violated']);
  });

  it('has a code of its own for what is too large', async () => {
    const line = new Line();
    await line.hears(`{"a":"${'x'.repeat(MAX_OBJECT_BYTES)}`);
    expect(line.violations).toEqual(['TOO_LARGE']);
  });

  it('may still be answered before the end', async () => {
    const line = new Line({ isAccepted: true });
    await line.hears('{"a":1,}');
    line.channel.send({ status: 'ERROR', code: 'BAD_JSON' });
    line.channel.close();
    await line.clock.advance(0);
    expect(line.texts).toEqual(['{"status":"ERROR","code":"BAD_JSON"}\n']);
    expect(line.told).toEqual(['violated', 'closed']);
    expect(line.theirEnds).toHaveLength(1);
  });

  it('stops the deadline of the object that it was found in', async () => {
    const line = new Line();
    await line.hears('{"a":');
    await line.hears(`${'['.repeat(20)}`);
    await line.clock.advance(OBJECT_MS * 2);
    expect(line.told).toEqual(['violated']);
  });
});

describe('the end', () => {
  it('comes once, whichever side causes it and however often', async () => {
    const makers: ((line: Line) => void)[] = [
      (line) => line.channel.destroy('enough'),
      (line) => line.channel.close(),
      (line) => line.theirs.close(),
      (line) => line.theirs.destroy('enough'),
    ];
    for (const one of makers) {
      for (const other of makers) {
        const line = new Line({ latencyMs: 5 });
        one(line);
        other(line);
        await line.clock.advance(20);
        one(line);
        other(line);
        await line.clock.advance(60_000);
        expect(line.ends).toHaveLength(1);
        expect(line.ends[0]).toMatch(/\w/);
        expect(line.theirEnds).toHaveLength(1);
      }
    }
  });

  it('keeps the reason that it was given', async () => {
    const line = new Line();
    line.channel.destroy('no login within 10 s');
    line.channel.destroy('another reason');
    await line.clock.advance(0);
    expect(line.ends).toEqual(['no login within 10 s']);
  });

  it('is also that of what was being read: nothing is received after destroy, not even from the same chunk', async () => {
    const line = new Line({ onReceived: (_object, channel) => channel.destroy('that will do') });
    await line.hears('{"a":1}{"b":2}\n{"c":3}\n[');
    await line.hears('{"d":4}');
    expect(line.received).toEqual([{ a: 1 }]);
    expect(line.told.filter((what) => what !== 'received')).toEqual(['closed']);
  });

  it('in order lets what was sent before arrive, and what is under way be received', async () => {
    const line = new Line({ latencyMs: 50 });
    line.channel.send({ last: 'words' });
    line.channel.close();
    line.theirs.write('{"under":"way"}');
    await line.clock.advance(49);
    expect(line.ends).toEqual([]);
    await line.clock.advance(100);
    expect(line.texts).toEqual(['{"last":"words"}\n']);
    expect(line.received).toEqual([{ under: 'way' }]);
    expect(line.told).toEqual(['received', 'closed']);
  });

  it('in order sends nothing more', async () => {
    const line = new Line();
    const written: string[] = [];
    line.channel.close();
    line.channel.send({ too: 'late' }, () => written.push('too late'));
    await line.clock.advance(0);
    expect(line.arrived).toEqual([]);
    expect(written).toEqual([]);
  });

  it('leaves no deadline behind', async () => {
    const line = new Line({ isAccepted: true });
    line.theirs.write('{"half":');
    line.theirs.destroy('gone');
    await line.clock.advance(OBJECT_MS * 2);
    expect(line.told).toEqual(['closed']);
    expect(line.ends).toEqual(['the other side broke the connection off']);
  });
});

describe('paced objects', () => {
  it('leave one every 10 ms, each in a chunk of its own, in order', async () => {
    const line = new Line();
    line.channel.pace(10);
    for (const object of numbered(5)) line.channel.send(object);
    await line.clock.advance(100);
    expect(line.texts).toEqual(lines(numbered(5)));
    expect(line.times).toEqual([0, 10, 20, 30, 40]);
  });

  it('leave at once after a pause', async () => {
    const line = new Line();
    line.channel.pace(10);
    line.channel.send({ n: 1 });
    await line.clock.advance(10);
    line.channel.send({ n: 2 });
    await line.clock.advance(3);
    line.channel.send({ n: 3 });
    await line.clock.advance(50);
    expect(line.times).toEqual([0, 10, 20]);
  });

  it('are known to be written when they leave, not before', async () => {
    const line = new Line();
    const written: number[] = [];
    line.channel.pace(10);
    for (const object of numbered(3)) line.channel.send(object, () => written.push(line.clock.elapsed()));
    expect(written).toEqual([0]);
    await line.clock.advance(9);
    expect(written).toEqual([0]);
    await line.clock.advance(20);
    expect(written).toEqual([0, 10, 20]);
  });

  it('keep their order and their gap when one that leaves brings another', async () => {
    const line = new Line();
    const again = (n: number): void => {
      if (n <= 4) line.channel.send({ n }, () => again(n + 1));
    };
    line.channel.pace(10);
    again(1);
    await line.clock.advance(100);
    expect(line.texts).toEqual(lines(numbered(4)));
    expect(line.times).toEqual([0, 10, 20, 30]);
  });

  it('all leave before an orderly end', async () => {
    const line = new Line();
    line.channel.pace(10);
    for (const object of numbered(3)) line.channel.send(object);
    line.channel.close();
    await line.clock.advance(15);
    expect(line.ends).toEqual([]);
    await line.hears('{"meanwhile":1}');
    await line.clock.advance(10);
    expect(line.texts).toEqual(lines(numbered(3)));
    expect(line.theirEnds).toHaveLength(1);
    expect(line.told).toEqual(['received', 'closed']);
  });

  it('do not delay an orderly end when none waits', async () => {
    const line = new Line();
    line.channel.pace(10);
    line.channel.send({ n: 1 });
    line.channel.close();
    await line.clock.advance(0);
    expect(line.texts).toEqual(lines(numbered(1)));
    expect(line.ends).toHaveLength(1);
  });

  it('are lost with a connection that is destroyed, and nobody is told that they left', async () => {
    for (const destroy of [(line: Line) => line.channel.destroy('x'), (line: Line) => line.theirs.destroy('x')]) {
      const line = new Line();
      const written: number[] = [];
      line.channel.pace(10);
      for (const object of numbered(3)) line.channel.send(object, () => written.push(object.n));
      destroy(line);
      await line.clock.advance(100);
      expect(written).toEqual([1]);
      expect(line.ends).toHaveLength(1);
    }
  });

  it('all leave at once when the pace is lifted, in order', async () => {
    const line = new Line();
    const written: number[] = [];
    line.channel.pace(10);
    for (const object of numbered(4)) line.channel.send(object, () => written.push(object.n));
    await line.clock.advance(5);
    line.channel.pace(0);
    line.channel.send({ n: 5 }, () => written.push(5));
    await line.clock.advance(0);
    expect(line.texts).toEqual(lines(numbered(5)));
    expect(line.times).toEqual([0, 5, 5, 5, 5]);
    expect(written).toEqual([1, 2, 3, 4, 5]);
  });

  it('leave before one that is sent because they left, when the pace is lifted', async () => {
    const line = new Line();
    line.channel.pace(10);
    line.channel.send({ n: 1 });
    line.channel.send({ n: 2 }, () => line.channel.send({ n: 4 }));
    line.channel.send({ n: 3 });
    line.channel.pace(0);
    await line.clock.advance(0);
    expect(line.texts).toEqual(lines(numbered(4)));
  });

  it('leave before an orderly end when the pace is lifted meanwhile', async () => {
    const line = new Line();
    line.channel.pace(10);
    for (const object of numbered(3)) line.channel.send(object);
    line.channel.close();
    line.channel.pace(0);
    await line.clock.advance(100);
    expect(line.texts).toEqual(lines(numbered(3)));
    expect(line.ends).toHaveLength(1);
    expect(line.theirEnds).toHaveLength(1);
  });

  it('are paced again when the pace is set again', async () => {
    const line = new Line();
    line.channel.pace(10);
    line.channel.pace(0);
    line.channel.send({ n: 1 });
    line.channel.pace(10);
    line.channel.send({ n: 2 });
    line.channel.send({ n: 3 });
    await line.clock.advance(100);
    expect(line.texts).toEqual(lines(numbered(3)));
    expect((line.times[2] ?? 0) - (line.times[1] ?? 0)).toBe(10);
  });
});

describe('a reader that does not read', () => {
  const mebibyte = JSON.stringify('x'.repeat(1024 * 1024 - 3));

  it('is left when more than 4 MiB wait for it, and not before', async () => {
    const line = new Line({ isRead: false });
    for (let sent = 0; sent < MAX_BUFFERED_BYTES; sent += mebibyte.length + 1) line.channel.sendEncoded(mebibyte);
    await line.clock.advance(60_000);
    expect(line.ends).toEqual([]);
    line.channel.send({});
    await line.clock.advance(0);
    expect(line.ends).toEqual(['the other side does not read what we send']);
  });

  it('is kept when it was only slow', async () => {
    const line = new Line({ isRead: false });
    for (let round = 0; round < 4; round += 1) {
      for (let sent = 0; sent < 3; sent += 1) line.channel.sendEncoded(mebibyte);
      await line.clock.advance(10);
      line.theirs.resume();
      line.theirs.pause();
    }
    expect(line.texts.join('')).toHaveLength(12 * 1024 * 1024);
    expect(line.ends).toEqual([]);
  });

  it('is left though what it gets is paced', async () => {
    const line = new Line({ isRead: false });
    line.channel.pace(10);
    for (let sent = 0; sent < 6; sent += 1) {
      line.channel.sendEncoded(mebibyte);
      await line.clock.advance(10);
    }
    expect(line.ends).toEqual(['the other side does not read what we send']);
  });

  it('is left when more waits for its turn than may wait for it', async () => {
    const line = new Line();
    line.channel.pace(10);
    for (let sent = 0; sent < 6; sent += 1) line.channel.sendEncoded(mebibyte);
    await line.clock.advance(0);
    expect(line.ends).toEqual(['the other side does not read what we send']);
  });
});

// S7: objects that come together do not hold up everybody else, however small they are.
describe('a channel with a limit for each turn of the event loop', () => {
  const SENT = numbered(1_000);
  const TEXT = lines(SENT).join('');

  /** How many objects each turn of the event loop brought. */
  async function turns(line: Line, count: number): Promise<number[]> {
    const brought: number[] = [];
    const passing = line.clock.advance(0);
    for (let turn = 0; turn < count; turn += 1) {
      const before = line.received.length;
      await nextTurn();
      brought.push(line.received.length - before);
    }
    await passing;
    return brought;
  }

  it('hands on all of them, in order, and no more than that in a turn', async () => {
    const line = new Line();
    line.channel.limitTurn(128);
    line.theirs.write(`${TEXT}{"n":`);
    const brought = await turns(line, 30);
    expect(Math.max(...brought)).toBe(128);
    await line.hears('1001}');
    await turns(line, 5);
    expect(line.received).toEqual(numbered(1_001));
  });

  it('waits while the owner holds it back, and goes on where it was', async () => {
    const line = new Line({ onReceived: ({ n }, channel) => n === 300 && channel.pause() });
    line.channel.limitTurn(128);
    line.theirs.write(TEXT);
    await turns(line, 30);
    expect(line.received.length).toBe(3 * 128);
    line.channel.resume();
    await turns(line, 30);
    expect(line.received).toEqual(SENT);
  });

  it('hands on what came before the end, also of a connection that breaks', async () => {
    for (const ending of ['close', 'destroy'] as const) {
      const line = new Line();
      line.channel.limitTurn(128);
      line.theirs.write(TEXT);
      await turns(line, 2);
      if (ending === 'close') line.theirs.close();
      else line.theirs.destroy('broken');
      await turns(line, 30);
      await line.clock.advance(10_000);
      expect(line.received).toEqual(SENT);
      expect(line.told.at(-1)).toBe('closed');
    }
  });

  it('hands on nothing more when the owner has ended it', async () => {
    const line = new Line({ onReceived: ({ n }, channel) => n === 100 && channel.closeUnheard() });
    line.channel.limitTurn(128);
    line.theirs.write(TEXT);
    await turns(line, 30);
    await line.clock.advance(10_000);
    expect(line.received.length).toBe(100);
    expect(line.ends).toHaveLength(1);
  });

  it('finds what is no object in its place', async () => {
    const line = new Line();
    line.channel.limitTurn(128);
    line.theirs.write(`${TEXT}no object`);
    await turns(line, 30);
    expect([line.received.length, line.violations]).toEqual([1_000, ['BAD_JSON']]);
  });
});
