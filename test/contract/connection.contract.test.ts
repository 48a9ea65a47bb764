// What every adapter of the Network port promises, whatever carries the bytes.

import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Clock, systemClock } from '../../commons/clock.ts';
import { type Connection, DialError, ListenError, type Listener, type Network } from '../../commons/net/connection.ts';
import type { Endpoint } from '../../commons/net/endpoint.ts';
import { PEER_PROTOCOL } from '../../commons/net/security.ts';
import { tcpNetwork } from '../../commons/net/tcp.ts';
import { WireTap } from '../../commons/wire/wire-tap.ts';
import { ANYTHING } from '../helpers/any-kind.ts';
import { FakeClock, settle } from '../helpers/fake-clock.ts';
import { someIdentity } from '../helpers/identities.ts';
import { MemoryNetwork } from '../helpers/memory-network.ts';

const ANY_PORT: Endpoint = { address: '127.0.0.1', port: 0 };
const MIB = 1024 * 1024;

/** A clock on which every deadline has come as soon as it is set. */
const hastyClock: Clock = {
  now: () => 0,
  elapsed: () => 0,
  after(_ms, work) {
    let isCancelled = false;
    queueMicrotask(() => {
      if (!isCancelled) work();
    });
    return () => {
      isCancelled = true;
    };
  },
};

interface Adapter {
  readonly network: () => Network;
  /** A network on which `endpoint` never answers, and the time that a dial may take is over at once. */
  readonly unanswered: (endpoint: Endpoint) => Network;
}

const adapters: Record<string, Adapter> = {
  memory: {
    network: () => new MemoryNetwork({ clock: systemClock }),
    unanswered: (endpoint) => {
      const network = new MemoryNetwork({ clock: hastyClock });
      network.swallow(endpoint);
      return network;
    },
  },
  'memory with uneven delays': {
    network: () => {
      const delays = [2, 0, 1, 0, 3];
      return new MemoryNetwork({
        clock: systemClock,
        latencyMs: () => delays[delays.push(delays.shift() ?? 0) - 1] ?? 0,
      });
    },
    unanswered: (endpoint) => adapters['memory']?.unanswered(endpoint) as Network,
  },
  TCP: {
    network: () => tcpNetwork(),
    unanswered: () => tcpNetwork(hastyClock),
  },
  'TCP, gathering writes': {
    network: () => tcpNetwork(systemClock, { gathersWrites: true }),
    unanswered: () => tcpNetwork(hastyClock),
  },
  'TLS, gathering writes': {
    network: () => secureNetwork(tcpNetwork(systemClock, { gathersWrites: true }), true),
    unanswered: () => secureNetwork(tcpNetwork(hastyClock), true),
  },
  'TCP, ready for TLS': {
    network: () => secureNetwork(tcpNetwork(), false),
    unanswered: () => tcpNetwork(hastyClock),
  },
  TLS: {
    network: () => secureNetwork(tcpNetwork(), true),
    unanswered: () => secureNetwork(tcpNetwork(hastyClock), true),
  },
  'TCP, watched': {
    network: () => secureNetwork(tcpNetwork(systemClock, { tap: watchedTap() }), false),
    unanswered: () => tcpNetwork(hastyClock, { tap: watchedTap() }),
  },
  'TLS, watched': {
    network: () => secureNetwork(tcpNetwork(systemClock, { tap: watchedTap() }), true),
    unanswered: () => secureNetwork(tcpNetwork(hastyClock, { tap: watchedTap() }), true),
  },
};

/** Somebody wants to see the bytes, so that every connection goes through a stream of ours. */
function watchedTap(): WireTap {
  const tap = new WireTap();
  tap.watch({ wantsBytes: true });
  return tap;
}

/** `network` with encryption on every listener, and on dials too if `isDialled`. */
function secureNetwork(network: Network, isDialled: boolean): Network {
  const accepting = { identity: someIdentity(), protocol: PEER_PROTOCOL, requiresKey: true };
  const dialling = { identity: someIdentity(), protocol: PEER_PROTOCOL, judge: () => null };
  return {
    listen: (endpoint, accepted, options) => network.listen(endpoint, accepted, { ...options, security: accepting }),
    dial: (endpoint, options) => network.dial(endpoint, { ...options, security: isDialled ? dialling : null }),
  };
}

/** One end of a connection, and what it has been told. */
class End {
  readonly connection: Connection;
  readonly chunks: Buffer[] = [];
  readonly ends: string[] = [];
  #wake: (() => void)[] = [];

  constructor(connection: Connection) {
    this.connection = connection;
    onTestFinished(() => connection.destroy('the test is over'));
  }

  start(): this {
    this.connection.start({
      received: (bytes) => {
        expect(this.ends).toEqual([]);
        this.chunks.push(Buffer.from(bytes));
        this.#told();
      },
      closed: (reason) => {
        this.ends.push(reason);
        this.#told();
      },
    });
    return this;
  }

  get bytes(): Buffer {
    return Buffer.concat(this.chunks);
  }

  get text(): string {
    return this.bytes.toString();
  }

  /** Resolves as soon as `isSo`, which is looked at whenever something is received or the connection ends. */
  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise<void>((resolve) => this.#wake.push(resolve));
  }

  async hears(text: string): Promise<void> {
    await this.until(() => this.text.length >= text.length);
    expect(this.text).toBe(text);
  }

  async ended(): Promise<void> {
    await this.until(() => this.ends.length > 0);
  }

  #told(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }
}

interface Meeting {
  readonly listener: Listener;
  readonly dialler: End;
  readonly acceptor: End;
}

async function listening(
  network: Network,
  accepted: (connection: Connection) => void,
  at = ANY_PORT,
): Promise<Listener> {
  const listener = await network.listen(at, accepted, { kinds: [ANYTHING] });
  onTestFinished(() => listener.close());
  return listener;
}

/** Two ends that have met, and have not been started. */
async function meet(network: Network): Promise<Meeting> {
  const { promise, resolve } = withResolvers<Connection>();
  const listener = await listening(network, resolve);
  const dialler = new End(await network.dial(listener.endpoint, { timeoutMs: 10_000 }));
  return { listener, dialler, acceptor: new End(await promise) };
}

async function talking(network: Network): Promise<Meeting> {
  const meeting = await meet(network);
  meeting.dialler.start();
  meeting.acceptor.start();
  return meeting;
}

/** Resolves when bytes that were written before would have arrived. */
async function roundTrip(network: Network): Promise<void> {
  const { dialler, acceptor } = await talking(network);
  dialler.connection.write('there');
  await acceptor.hears('there');
  acceptor.connection.write('and back');
  await dialler.hears('and back');
  await settle();
}

function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

const failureOf = (dial: Promise<unknown>): Promise<unknown> =>
  dial.then(
    () => expect.unreachable('it succeeded'),
    (error: unknown) => error,
  );

/** A sentence or part of one, not a code of the operating system. */
function expectReadable(reason: string): void {
  expect(reason).toMatch(/^[a-z0-9[].*[a-z0-9]$/s);
  expect(reason).not.toMatch(/\bE[A-Z]{4,}\b|Error|undefined|\n/);
}

describe.each(Object.entries(adapters))('a connection over %s', (_name, adapter) => {
  it('carries bytes both ways, in order', async () => {
    const { dialler, acceptor } = await talking(adapter.network());
    for (let number = 0; number < 50; number += 1) {
      dialler.connection.write(`${number} `);
      acceptor.connection.write(`${-number} `);
      if (number % 7 === 0) await settle();
    }
    const numbers = Array.from({ length: 50 }, (_, number) => number);
    await acceptor.hears(numbers.map((number) => `${number} `).join(''));
    await dialler.hears(numbers.map((number) => `${-number} `).join(''));
  });

  it('knows who is at its ends', async () => {
    const { listener, dialler, acceptor } = await meet(adapter.network());
    expect(listener.endpoint).toEqual({ address: '127.0.0.1', port: expect.any(Number) });
    expect(listener.endpoint.port).toBeGreaterThan(0);
    expect(dialler.connection.remote).toEqual(listener.endpoint);
    expect(acceptor.connection.local).toEqual(listener.endpoint);
    expect(acceptor.connection.remote).toEqual(dialler.connection.local);
  });

  it('delivers all writes of one turn, coalesced or not', async () => {
    const { dialler, acceptor } = await talking(adapter.network());
    const parts = Array.from({ length: 1000 }, (_, number) => `{"n":${number}}\n`);
    for (const part of parts) dialler.connection.write(part);
    dialler.connection.write('');
    await acceptor.hears(parts.join(''));
  });

  it('carries characters of any length as UTF-8', async () => {
    const { dialler, acceptor } = await talking(adapter.network());
    dialler.connection.write('é山');
    dialler.connection.write('🎉\0\x1b');
    await acceptor.hears('é山🎉\0\x1b');
    expect(acceptor.bytes).toEqual(Buffer.from('é山🎉\0\x1b'));
  });

  it('carries bytes as they are, whatever they are', async () => {
    const { dialler, acceptor } = await talking(adapter.network());
    const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    dialler.connection.write(all);
    dialler.connection.write(new Uint8Array());
    dialler.connection.write(Buffer.from(all).reverse());
    await acceptor.until(() => acceptor.bytes.length >= 512);
    expect(acceptor.bytes).toEqual(Buffer.concat([all, Buffer.from(all).reverse()]));
  });

  it('carries text and bytes in the order in which they were written', async () => {
    const { dialler, acceptor } = await talking(adapter.network());
    const parts = Array.from({ length: 80 }, (_, number) => `${number}${'é'.repeat(number % 3 === 0 ? 500 : 1)} `);
    for (const [number, part] of parts.entries()) {
      const isText = number % 5 < 2;
      for (const { connection } of [dialler, acceptor]) connection.write(isText ? part : Buffer.from(part));
      if (number % 11 === 0) await settle();
    }
    await Promise.all([acceptor.hears(parts.join('')), dialler.hears(parts.join(''))]);
  });

  it('carries text and bytes in order as an answer to what it receives', async () => {
    const { dialler, acceptor } = await meet(adapter.network());
    acceptor.connection.start({
      received: (bytes) => {
        acceptor.connection.write('you said ');
        acceptor.connection.write(Buffer.from(bytes));
        acceptor.connection.write(', and it came');
      },
      closed: () => {},
    });
    dialler.start().connection.write('hello');
    await dialler.hears('you said hello, and it came');
  });

  it('counts bytes and text that went through it, both ways', async () => {
    const { dialler, acceptor } = await talking(adapter.network());
    const before = dialler.connection.transferredBytes;
    dialler.connection.write('four');
    dialler.connection.write(new Uint8Array(1_000));
    await acceptor.until(() => acceptor.bytes.length >= 1_004);
    expect(dialler.connection.transferredBytes - before).toBe(1_004);
    expect(acceptor.connection.transferredBytes).toBe(1_004);
  });

  it('carries a mebibyte each way at once, intact', async () => {
    const { dialler, acceptor } = await talking(adapter.network());
    const pieces = Array.from({ length: 64 }, (_, piece) =>
      createHash('sha512').update(String(piece)).digest('base64').repeat(187).slice(0, 16_384),
    );
    const all = pieces.join('');
    expect(all).toHaveLength(MIB);
    for (const piece of pieces) {
      dialler.connection.write(piece);
      acceptor.connection.write(piece);
    }
    await acceptor.until(() => acceptor.bytes.length >= MIB);
    await dialler.until(() => dialler.bytes.length >= MIB);
    expect(acceptor.text === all).toBe(true);
    expect(dialler.text === all).toBe(true);
  });

  it('keeps what arrives before it is started', async () => {
    const network = adapter.network();
    const { dialler, acceptor } = await meet(network);
    dialler.connection.write('early');
    await roundTrip(network);
    expect(acceptor.chunks).toEqual([]);
    acceptor.start();
    await acceptor.hears('early');
  });

  it.each([true, false])('sends answers that follow after what was received (flushed: %s)', async (isFlushed) => {
    const { dialler, acceptor } = await meet(adapter.network());
    dialler.start();
    const { connection } = acceptor;
    connection.start({
      received: () => {
        connection.write('first, ');
        connection.awaitAnswers();
        queueMicrotask(() => {
          connection.write('second');
          if (isFlushed) connection.flush();
        });
      },
      closed: () => {},
    });
    dialler.connection.write('?');
    await dialler.hears('first, second');
    dialler.connection.write('?');
    await dialler.hears('first, secondfirst, second');
    connection.write(', unasked');
    await dialler.hears('first, secondfirst, second, unasked');
  });

  it('keeps even the news of its end until it is started', async () => {
    const network = adapter.network();
    const { dialler, acceptor } = await meet(network);
    dialler.start();
    dialler.connection.write('hello, goodbye');
    dialler.connection.close();
    await roundTrip(network);
    acceptor.start();
    await acceptor.hears('hello, goodbye');
    await Promise.all([acceptor.ended(), dialler.ended()]);
    await settle();
    expect([acceptor.ends.length, dialler.ends.length]).toEqual([1, 1]);
  });

  it('receives nothing while it is paused, and all of it afterwards', async () => {
    const network = adapter.network();
    const { dialler, acceptor } = await talking(network);
    acceptor.connection.pause();
    dialler.connection.write('one ');
    dialler.connection.write('two');
    await roundTrip(network);
    expect(acceptor.chunks).toEqual([]);
    acceptor.connection.resume();
    await acceptor.hears('one two');
  });

  it('can be paused from within what it receives', async () => {
    const network = adapter.network();
    const { dialler, acceptor } = await meet(network);
    const seen: string[] = [];
    acceptor.connection.start({
      received: (bytes) => {
        seen.push(bytes.toString());
        acceptor.connection.pause();
      },
      closed: () => {},
    });
    dialler.start().connection.write('one');
    await roundTrip(network);
    dialler.connection.write('two');
    await roundTrip(network);
    expect(seen).toEqual(['one']);
    acceptor.connection.resume();
    await roundTrip(network);
    expect(seen).toEqual(['one', 'two']);
  });

  it('says how many bytes wait for a reader that does not read', async () => {
    const { dialler, acceptor } = await talking(adapter.network());
    acceptor.connection.pause();
    expect(dialler.connection.bufferedBytes).toBe(0);
    for (let piece = 0; piece < 16; piece += 1) dialler.connection.write('x'.repeat(MIB));
    await settle();
    expect(dialler.connection.bufferedBytes).toBeGreaterThan(MIB);
    acceptor.connection.resume();
    await acceptor.until(() => acceptor.chunks.reduce((sum, chunk) => sum + chunk.length, 0) >= 16 * MIB);
    for (let turn = 0; turn < 1000 && dialler.connection.bufferedBytes > 0; turn += 1) await settle();
    expect(dialler.connection.bufferedBytes).toBe(0);
  });

  it('counts bytes that wait for such a reader as it counts text', async () => {
    const { dialler, acceptor } = await talking(adapter.network());
    acceptor.connection.pause();
    for (let piece = 0; piece < 8; piece += 1) {
      dialler.connection.write(new Uint8Array(MIB));
      dialler.connection.write('x'.repeat(MIB));
    }
    dialler.connection.write(new Uint8Array(1));
    expect(dialler.connection.bufferedBytes).toBeGreaterThan(MIB);
    acceptor.connection.resume();
    await acceptor.until(() => acceptor.chunks.reduce((sum, chunk) => sum + chunk.length, 0) > 16 * MIB);
    for (let turn = 0; turn < 1000 && dialler.connection.bufferedBytes > 0; turn += 1) await settle();
    expect(dialler.connection.bufferedBytes).toBe(0);
  });
});

describe.each(Object.entries(adapters))('the end of a connection over %s', (_name, adapter) => {
  /** Both sides have been told that it is over, and are told no more. */
  async function expectOneEnd({ dialler, acceptor }: Meeting): Promise<void> {
    await Promise.all([dialler.ended(), acceptor.ended()]);
    await settle();
    for (const { ends } of [dialler, acceptor]) {
      expect(ends).toHaveLength(1);
      expectReadable(ends[0] ?? '');
    }
  }

  it('by close comes after everything that was written before, once on each side', async () => {
    const meeting = await talking(adapter.network());
    const { dialler, acceptor } = meeting;
    dialler.connection.write('x'.repeat(100_000));
    dialler.connection.write(Buffer.from('last '));
    dialler.connection.write('words');
    dialler.connection.close();
    await expectOneEnd(meeting);
    expect(acceptor.text).toBe(`${'x'.repeat(100_000)}last words`);
  });

  it('by close still lets what the other side has under way be received', async () => {
    const meeting = await talking(adapter.network());
    const { dialler, acceptor } = meeting;
    dialler.connection.close();
    acceptor.connection.write('still under way');
    await expectOneEnd(meeting);
    expect(dialler.text).toBe('still under way');
  });

  it('by close lets the other side answer what it hears last', async () => {
    const network = adapter.network();
    const { dialler, acceptor, listener } = await meet(network);
    dialler.start();
    const ends: string[] = [];
    acceptor.connection.start({
      received: (bytes) => acceptor.connection.write(`you said ${bytes}`),
      closed: (reason) => ends.push(reason),
    });
    dialler.connection.write('bye');
    await dialler.hears('you said bye');
    dialler.connection.close();
    await dialler.ended();
    await listener.close();
    expect(dialler.ends).toHaveLength(1);
  });

  it('by close from both sides at once is one end each', async () => {
    const meeting = await talking(adapter.network());
    meeting.dialler.connection.write('a');
    meeting.acceptor.connection.write('b');
    meeting.dialler.connection.close();
    meeting.acceptor.connection.close();
    await expectOneEnd(meeting);
    expect(meeting.acceptor.text).toBe('a');
    expect(meeting.dialler.text).toBe('b');
  });

  it('by close is told after what was paused has been received', async () => {
    const network = adapter.network();
    const meeting = await talking(network);
    meeting.acceptor.connection.pause();
    meeting.dialler.connection.write('read me first');
    meeting.dialler.connection.close();
    await roundTrip(network);
    expect(meeting.acceptor.ends).toEqual([]);
    meeting.acceptor.connection.resume();
    await expectOneEnd(meeting);
    expect(meeting.acceptor.text).toBe('read me first');
  });

  it('by destroy comes at once, with its reason, and nothing is received after it', async () => {
    const network = adapter.network();
    const meeting = await talking(network);
    meeting.acceptor.connection.write('too late');
    meeting.dialler.connection.destroy('this is enough');
    await expectOneEnd(meeting);
    await roundTrip(network);
    expect(meeting.dialler.ends).toEqual(['this is enough']);
    expect(meeting.dialler.chunks).toEqual([]);
  });

  it('by destroy may come from within what is received', async () => {
    const { dialler, acceptor } = await meet(adapter.network());
    let received = 0;
    const ends: string[] = [];
    const { promise, resolve } = withResolvers<void>();
    acceptor.connection.start({
      received: () => {
        received += 1;
        acceptor.connection.destroy('heard enough');
      },
      closed: (reason) => {
        ends.push(reason);
        resolve();
      },
    });
    dialler.start();
    for (let number = 0; number < 10; number += 1) {
      dialler.connection.write('x'.repeat(10_000));
      await settle();
    }
    await Promise.all([promise, dialler.ended()]);
    await settle();
    expect(received).toBe(1);
    expect(ends).toEqual(['heard enough']);
  });

  it('by destroy before the start is told once', async () => {
    const { dialler, acceptor } = await meet(adapter.network());
    dialler.connection.destroy('never mind');
    dialler.start();
    acceptor.start();
    await expectOneEnd({ dialler, acceptor, listener: null as unknown as Listener });
    expect(dialler.ends).toEqual(['never mind']);
  });

  it('is one end, however often it is asked for', async () => {
    const meeting = await talking(adapter.network());
    const { dialler, acceptor } = meeting;
    dialler.connection.close();
    dialler.connection.close();
    acceptor.connection.close();
    dialler.connection.destroy('again');
    acceptor.connection.destroy('again');
    acceptor.connection.destroy('and again');
    await expectOneEnd(meeting);
    dialler.connection.close();
    acceptor.connection.destroy('for good measure');
    await settle();
    await expectOneEnd(meeting);
  });

  it('makes later writes vanish without a sound', async () => {
    const meeting = await talking(adapter.network());
    const { dialler, acceptor } = meeting;
    dialler.connection.close();
    dialler.connection.write('after close');
    await expectOneEnd(meeting);
    dialler.connection.write('after the end');
    dialler.connection.write(Buffer.from('after the end'));
    acceptor.connection.write('after the end');
    acceptor.connection.write(Buffer.from('after the end'));
    dialler.connection.pause();
    dialler.connection.resume();
    await settle();
    expect(acceptor.chunks).toEqual([]);
    expect(dialler.chunks).toEqual([]);
  });
});

describe.each(Object.entries(adapters))('a listener over %s', (_name, adapter) => {
  it('accepts many, each with a connection of its own', async () => {
    const network = adapter.network();
    const accepted: End[] = [];
    const { promise, resolve } = withResolvers<void>();
    const listener = await listening(network, (connection) => {
      accepted.push(new End(connection).start());
      if (accepted.length === 20) resolve();
    });
    const dial = async (number: number): Promise<void> => {
      const connection = await network.dial(listener.endpoint, { timeoutMs: 10_000 });
      new End(connection).start().connection.write(`I am ${number}`);
    };
    await Promise.all(Array.from({ length: 20 }, (_, number) => dial(number)));
    await promise;
    for (const end of accepted) await end.until(() => end.text.length >= 'I am 1'.length);
    expect(new Set(accepted.map((end) => end.connection.remote.port)).size).toBe(20);
  });

  it.each([
    ['an object', '{"cmd":"PING"}', true],
    ['an array', '[{"cmd":"PING"}]', false],
    ['white space before an object', '\n{"cmd":"PING"}', false],
    ['HTTP', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n', false],
    ['SSH', 'SSH-2.0-OpenSSH_9.6\r\n', false],
    ['a zero byte', '\0', false],
  ])('takes objects and nothing else: %s', async (_what, text, isTaken) => {
    const network = adapter.network();
    const { promise, resolve } = withResolvers<Connection>();
    const listener = await network.listen(ANY_PORT, resolve);
    onTestFinished(() => listener.close());
    const dialler = new End(await network.dial(listener.endpoint, { timeoutMs: 10_000 })).start();
    const acceptor = new End(await promise).start();
    dialler.connection.write(text);
    if (isTaken) return acceptor.hears(text);
    await Promise.all([dialler.ended(), acceptor.ended()]);
    expect([acceptor.chunks, acceptor.ends]).toEqual([[], ['the first byte is not one that we understand']]);
    expect(dialler.chunks).toEqual([]);
  });

  it('cannot have a port that another one has, and says so', async () => {
    const network = adapter.network();
    const listener = await listening(network, () => {});
    const error = await failureOf(network.listen(listener.endpoint, () => {}));
    expect(error).toBeInstanceOf(ListenError);
    expect(error).toMatchObject({ name: 'ListenError', isInUse: true });
    expectReadable((error as ListenError).message);
    expect((error as ListenError).message).toContain(String(listener.endpoint.port));
  });

  it('gives its port back when it is closed', async () => {
    const network = adapter.network();
    const first = await listening(network, () => {});
    await first.close();
    const second = await listening(network, () => {}, first.endpoint);
    expect(second.endpoint).toEqual(first.endpoint);
  });

  it('that is closed accepts no more, and leaves its connections alone', async () => {
    const network = adapter.network();
    const { listener, dialler, acceptor } = await talking(network);
    await listener.close();
    await listener.close();
    expect(await failureOf(network.dial(listener.endpoint, { timeoutMs: 10_000 }))).toBeInstanceOf(DialError);
    dialler.connection.write('still here');
    await acceptor.hears('still here');
    expect(dialler.ends).toEqual([]);
  });

  it('asked for any port gets another one each time', async () => {
    const network = adapter.network();
    const [one, other] = [await listening(network, () => {}), await listening(network, () => {})];
    expect(one.endpoint.port).not.toBe(other.endpoint.port);
  });
});

describe.each(Object.entries(adapters))('a dial over %s', (_name, adapter) => {
  async function freeEndpoint(network: Network): Promise<Endpoint> {
    const listener = await network.listen(ANY_PORT, () => {});
    await listener.close();
    return listener.endpoint;
  }

  it('to where nobody listens fails, and says so', async () => {
    const network = adapter.network();
    const endpoint = await freeEndpoint(network);
    const error = await failureOf(network.dial(endpoint, { timeoutMs: 10_000 }));
    expect(error).toBeInstanceOf(DialError);
    expect(error).toMatchObject({ name: 'DialError', message: `nobody listens on 127.0.0.1:${endpoint.port}` });
  });

  it('that is not answered fails in time, and says so', async () => {
    const listener = await listening(tcpNetwork(), (connection) => connection.destroy('not answered'));
    const network = adapter.unanswered(listener.endpoint);
    const error = await failureOf(network.dial(listener.endpoint, { timeoutMs: 2_500 }));
    expect(error).toBeInstanceOf(DialError);
    expect((error as Error).message).toBe(`no answer from 127.0.0.1:${listener.endpoint.port} within 2.5 s`);
  });

  it('that is called off fails', async () => {
    const network = adapter.network();
    const listener = await listening(network, (connection) => connection.destroy('called off'));
    const aborter = new AbortController();
    const dialled = failureOf(network.dial(listener.endpoint, { timeoutMs: 10_000, signal: aborter.signal }));
    aborter.abort();
    const error = await dialled;
    expect(error).toBeInstanceOf(DialError);
    expectReadable((error as DialError).message);
  });

  it('that was called off before it began fails', async () => {
    const network = adapter.network();
    const listener = await listening(network, (connection) => connection.destroy('called off'));
    const error = await failureOf(network.dial(listener.endpoint, { timeoutMs: 10_000, signal: AbortSignal.abort() }));
    expect(error).toBeInstanceOf(DialError);
  });

  it('that is called off when it has succeeded stays a success', async () => {
    const network = adapter.network();
    const { promise, resolve } = withResolvers<Connection>();
    const listener = await listening(network, resolve);
    const aborter = new AbortController();
    const connection = await network.dial(listener.endpoint, { timeoutMs: 10_000, signal: aborter.signal });
    const dialler = new End(connection).start();
    const acceptor = new End(await promise).start();
    aborter.abort();
    dialler.connection.write('still here');
    await acceptor.hears('still here');
    expect(dialler.ends).toEqual([]);
  });
});

describe('an accepted connection during its handshake', () => {
  it('counts what is written, and sends it afterwards, in order', async () => {
    const network = secureNetwork(tcpNetwork(), true);
    const buffered: number[] = [];
    const listener = await listening(network, (connection) => {
      const write = (data: string | Uint8Array): void => {
        connection.write(data);
        buffered.push(connection.bufferedBytes);
      };
      connection.start({
        received: () => {},
        handshakeBegun: () => {
          write('text, ');
          write(Buffer.from('bytes, '));
          write('text');
        },
        closed: () => {},
      });
    });
    const dialler = new End(await network.dial(listener.endpoint, { timeoutMs: 10_000 })).start();
    await dialler.hears('text, bytes, text');
    expect(buffered.map((bytes) => bytes - (buffered[0] ?? 0))).toEqual([0, 7, 11]);
  });
});

describe('TCP alone', () => {
  it('cannot listen on an address of another machine, and says so', async () => {
    const error = await failureOf(tcpNetwork().listen({ address: '192.0.2.1', port: 0 }, () => {}));
    expect(error).toMatchObject({
      name: 'ListenError',
      isInUse: false,
      message: 'this machine has no address 192.0.2.1',
    });
  });

  it('waits for a limited time for the other side to close too', async () => {
    const clock = new FakeClock();
    const { promise, resolve } = withResolvers<Connection>();
    const listener = await listening(tcpNetwork(clock), resolve);
    const stubborn = connect({ port: listener.endpoint.port, host: '127.0.0.1', allowHalfOpen: true });
    onTestFinished(() => {
      stubborn.destroy();
    });
    const end = new End(await promise).start();
    const heardTheEnd = new Promise((heard) => stubborn.once('end', heard));
    stubborn.resume();
    end.connection.close();
    await heardTheEnd;
    await clock.advance(4_999);
    expect(end.ends).toEqual([]);
    await clock.advance(1);
    await end.ended();
    expect(end.ends).toEqual(['we closed the connection']);
  });

  it('waits for a limited time for the other side to read, when it has ended its own', async () => {
    const clock = new FakeClock();
    const { promise, resolve } = withResolvers<Connection>();
    const listener = await listening(tcpNetwork(clock), resolve);
    const silent = connect({ port: listener.endpoint.port, host: '127.0.0.1', allowHalfOpen: true });
    onTestFinished(() => {
      silent.destroy();
    });
    silent.pause();
    const end = new End(await promise).start();
    end.connection.write('x'.repeat(16 * MIB)); // More than the kernel takes.
    silent.end('the end');
    await end.hears('the end');
    await expect.poll(() => clock.pending, { interval: 1 }).toBe(1); // The end has been heard.
    await clock.advance(4_999);
    expect(end.ends).toEqual([]);
    await clock.advance(1);
    await end.ended();
    expect(end.ends).toEqual(['the other side closed the connection']);
  });

  it('leaves no timer behind that would keep a process alive', async () => {
    const timers = new Set<object>();
    const counting: Clock = {
      ...systemClock,
      after(ms, work) {
        const timer = {};
        timers.add(timer);
        const cancel = systemClock.after(ms, work);
        return () => {
          timers.delete(timer);
          cancel();
        };
      },
    };
    const { dialler, acceptor } = await talking(tcpNetwork(counting));
    dialler.connection.close();
    dialler.connection.close();
    acceptor.connection.close();
    await Promise.all([dialler.ended(), acceptor.ended()]);
    expect(timers.size).toBe(0);
    dialler.connection.close();
    expect(timers.size).toBe(0);
  });

  it('says in words that the other side broke off', async () => {
    const { promise, resolve } = withResolvers<Connection>();
    const listener = await listening(tcpNetwork(), resolve);
    const rude = connect(listener.endpoint.port, '127.0.0.1');
    const end = new End(await promise).start();
    rude.resetAndDestroy();
    await end.ended();
    expect(end.ends).toEqual(['the other side broke the connection off']);
  });
});
