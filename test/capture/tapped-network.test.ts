import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CaptureFile } from '../../commons/capture/capture-file.ts';
import { systemClock } from '../../commons/clock.ts';
import type { Connection } from '../../commons/net/connection.ts';
import { JsonChannel } from '../../commons/net/json-channel.ts';
import { PEER_PROTOCOL } from '../../commons/net/security.ts';
import { tcpNetwork } from '../../commons/net/tcp.ts';
import type { JsonObject } from '../../commons/protocol/json-framer.ts';
import type { Wire, WireWatcher } from '../../commons/wire/wire.ts';
import { WireTap } from '../../commons/wire/wire-tap.ts';
import { ANYTHING } from '../helpers/any-kind.ts';
import { settle } from '../helpers/fake-clock.ts';
import { someIdentity } from '../helpers/identities.ts';
import { temporaryFolder } from '../helpers/programs.ts';
import { readWithKeys } from '../helpers/read-with-keys.ts';
import { conversationsIn, keysIn } from './conversations.ts';
import { packetsOf, readCapture } from './read-capture.ts';
import { readPacket } from './read-packet.ts';

const ANY_PORT = { address: '127.0.0.1', port: 0 };

/** A channel to somebody who repeats each object, and what came back. */
interface Talk {
  readonly channel: JsonChannel;
  readonly heard: JsonObject[];
  readonly ended: Promise<string>;
  /** Says `object`, and resolves when it has come back. */
  exchange(object: JsonObject): Promise<void>;
}

async function talk(dialling: WireTap, accepting: WireTap, isSecure: boolean): Promise<Talk> {
  const accepted = { identity: someIdentity(), protocol: PEER_PROTOCOL, requiresKey: true };
  const listener = await tcpNetwork(systemClock, { tap: accepting }).listen(
    ANY_PORT,
    (connection) => {
      const channel = new JsonChannel(connection, { clock: systemClock, isAccepted: true });
      channel.start({ received: (object) => channel.send(object), violated() {}, closed() {} });
    },
    { security: accepted },
  );
  onTestFinished(() => listener.close());
  const security = isSecure ? { identity: someIdentity(), protocol: PEER_PROTOCOL, judge: () => null } : null;
  const network = tcpNetwork(systemClock, { tap: dialling });
  const connection = await network.dial(listener.endpoint, { timeoutMs: 5_000, security });
  const channel = new JsonChannel(connection, { clock: systemClock, isAccepted: false });
  onTestFinished(() => channel.destroy('the test is over'));
  const heard: JsonObject[] = [];
  let wake = (): void => {};
  const ended = new Promise<string>((resolve) => {
    const received = (object: JsonObject): void => {
      heard.push(object);
      wake();
    };
    channel.start({ received, violated() {}, closed: resolve });
  });
  const exchange = (object: JsonObject): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
      channel.send(object);
    });
  return { channel, heard, ended, exchange };
}

const object = (number: number): JsonObject => ({ cmd: 'MESSAGE', content: 'é'.repeat(number * 10_000), number });
const lines = (...objects: readonly JsonObject[]): string => objects.map((one) => `${JSON.stringify(one)}\n`).join('');

describe.each([
  ['TLS', true],
  ['plain TCP', false],
])('two captures of a connection over %s, one at each end', (_name, isSecure) => {
  async function captured(): Promise<{ blocks: ReturnType<typeof readCapture>; sent: string; wholeBytes: number }[]> {
    const folder = temporaryFolder();
    const [dialling, accepting] = [new WireTap(), new WireTap()];
    const files = [dialling, accepting].map((tap, index) => {
      const options = { tap, clock: systemClock, application: 'test', failed: () => expect.unreachable() };
      return new CaptureFile(join(folder, `${index}.pcapng`), options);
    });
    const counts: Wire[] = [];
    dialling.watch({ wantsBytes: false, opened: (wire) => counts.push(wire) });
    const talking = await talk(dialling, accepting, isSecure);
    for (const number of [0, 1, 3]) await talking.exchange(object(number));
    const { sent, received } = counts[0]?.counts ?? { sent: 0, received: 0 };
    talking.channel.close();
    await talking.ended;
    for (const file of files) file.close();
    const said = lines(object(0), object(1), object(3));
    return files.map(({ file }) => {
      return { blocks: readCapture(readFileSync(file)), sent: said, wholeBytes: sent + received };
    });
  }

  it('hold all that was said, both ways', async () => {
    for (const { blocks, sent } of await captured()) {
      const conversations = conversationsIn(blocks);
      expect(conversations).toHaveLength(1);
      const [{ dialled = [], accepted = [] } = {}] = conversations;
      const plain = Buffer.concat([...dialled, ...accepted]).toString();
      expect(isSecure ? readWithKeys(conversations, keysIn(blocks)) : plain).toBe(sent + sent);
      if (isSecure) expect(plain).not.toContain('MESSAGE');
    }
  });

  it('hold the same bytes, as many as the system has counted', async () => {
    const [ours, theirs] = await captured();
    const bytesOf = (one: typeof ours): string[] =>
      conversationsIn(one?.blocks ?? []).flatMap(({ dialled, accepted }) =>
        [dialled, accepted].map((pieces) => Buffer.concat(pieces).toString('latin1')),
      );
    expect(bytesOf(ours)).toEqual(bytesOf(theirs));
    // What is said at the end (an alert) comes after the counting.
    const { length } = bytesOf(ours).join('');
    expect(length - (ours?.wholeBytes ?? 0)).toBe(isSecure ? 2 * 24 : 0);
  });

  it('say beside each packet with an object who sends it, and open and end the connection once', async () => {
    for (const { blocks } of await captured()) {
      const packets = packetsOf(blocks).map(({ ip, comment }) => ({ ...readPacket(ip), comment }));
      const flags = packets.map((packet) => packet.flags);
      expect(flags.slice(0, 3)).toEqual(['SYN', 'SYN ACK', 'ACK']);
      expect(flags.filter((one) => one.includes('FIN') || one.includes('SYN') || one.includes('RST'))).toHaveLength(4);
      const said = packets.flatMap(({ comment }) => comment ?? []);
      expect(said).toHaveLength(6);
      for (const comment of said) expect(comment).toMatch(/ sends MESSAGE$/);
    }
  });
});

describe('a tap', () => {
  /** Notes what it is told. */
  const noting = (wantsBytes: boolean): WireWatcher & { readonly told: string[] } => {
    const told: string[] = [];
    return {
      told,
      wantsBytes,
      opened: ({ id }) => told.push(`${id} opened`),
      carried: ({ id }, direction) => told.push(`${id} carried ${direction}`),
      recorded: ({ id }) => told.push(`${id} recorded`),
      saw: ({ id }, { direction, word }) => told.push(`${id} saw ${direction} ${word}`),
      ended: ({ id }, direction) => told.push(`${id} ended ${direction}`),
    };
  };

  it('tells of the objects of connections that were there before somebody watched, and of no more when nobody does', async () => {
    const tap = new WireTap();
    const { exchange } = await talk(tap, new WireTap(), true);
    const watcher = noting(true);
    await exchange({ cmd: 'FIRST' });
    const unwatch = tap.watch(watcher);
    await exchange({ cmd: 'SECOND' });
    unwatch();
    await exchange({ cmd: 'THIRD' });
    expect(watcher.told).toEqual(['1 saw sent SECOND', '1 saw received SECOND']);
    expect(tap.isWatched).toBe(false);
  });

  it('tells several, and knows how a connection is carried and what was counted', async () => {
    const tap = new WireTap();
    const wires = new Set<Wire>();
    const [one, other] = [noting(false), noting(false)];
    for (const watcher of [one, other, { wantsBytes: false, saw: (wire: Wire) => void wires.add(wire) }])
      tap.watch(watcher);
    const secure = await talk(tap, new WireTap(), true);
    const plain = await talk(tap, new WireTap(), false);
    await secure.exchange({ cmd: 'A' });
    await plain.exchange({ cmd: 'B' });
    expect(one.told).toEqual(['1 saw sent A', '1 saw received A', '2 saw sent B', '2 saw received B']);
    expect(other.told).toEqual(one.told);
    const [first, second] = [...wires];
    expect([first?.security, second?.security]).toEqual(['tls1.3', 'plaintext']);
    expect([first?.isDialled, first?.showsBytes]).toEqual([true, false]);
    expect(first?.counts.sent).toBeGreaterThan(500);
    expect(second?.counts).toEqual({ sent: '{"cmd":"B"}\n'.length, received: '{"cmd":"B"}\n'.length });
    expect(second?.remote).toEqual({ address: '127.0.0.1', port: expect.any(Number) });
  });

  it('tells of bytes before the objects that they bring, and after those that they take away', async () => {
    const tap = new WireTap();
    const watcher = noting(true);
    tap.watch(watcher);
    const { exchange } = await talk(tap, new WireTap(), true);
    expect(watcher.told).toContain('1 recorded');
    const { length } = watcher.told;
    await exchange({ cmd: 'A' });
    // What belongs to the end of the handshake may come in between.
    const told = watcher.told.slice(length);
    expect(told.slice(0, 2)).toEqual(['1 saw sent A', '1 carried sent']);
    expect(told.slice(-2)).toEqual(['1 carried received', '1 saw received A']);
  });
});

describe('a connection whose bytes are watched', () => {
  /** One that a bare socket has dialled. */
  async function dialled(tap: WireTap): Promise<{ connection: Connection; wire: Wire; socket: Socket }> {
    const wires: Wire[] = [];
    tap.watch({ wantsBytes: true, opened: (wire) => wires.push(wire) });
    let accept = (_connection: Connection): void => {};
    const accepted = new Promise<Connection>((resolve) => {
      accept = resolve;
    });
    const listener = await tcpNetwork(systemClock, { tap }).listen(ANY_PORT, (connection) => accept(connection), {
      kinds: [ANYTHING],
    });
    onTestFinished(() => listener.close());
    const socket = connect(listener.endpoint.port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    const connection = await accepted;
    return { connection, wire: wires[0] as Wire, socket };
  }

  it('is read no further while its owner has paused it', async () => {
    const { connection, wire, socket } = await dialled(new WireTap());
    connection.start({ received: () => {}, closed: () => {} });
    connection.pause();
    socket.write(Buffer.alloc(8 * 1024 * 1024));
    for (let turn = 0; turn < 200; turn += 1) await settle();
    expect(wire.counts.received).toBeLessThan(512 * 1024);
    connection.resume();
    for (let turn = 0; turn < 5_000 && wire.counts.received < 8 * 1024 * 1024; turn += 1) await settle();
    expect(wire.counts.received).toBe(8 * 1024 * 1024);
  });

  it('is told to be broken if the other side broke it off', async () => {
    const tap = new WireTap();
    const ends: string[] = [];
    tap.watch({ wantsBytes: true, ended: (_wire, direction, isBroken) => ends.push(`${direction} ${isBroken}`) });
    const { connection, socket } = await dialled(tap);
    const closed = new Promise<string>((resolve) => connection.start({ received: () => {}, closed: resolve }));
    socket.resetAndDestroy();
    expect(await closed).toContain('broke the connection off');
    expect(ends).toEqual(['received true', 'sent false']);
  });
});

describe('a network that dials from an address of its own', () => {
  it('is seen there', async () => {
    const remote = new Promise<string>((resolve, reject) => {
      const accepted = { identity: someIdentity(), protocol: PEER_PROTOCOL, requiresKey: true };
      tcpNetwork()
        .listen(
          ANY_PORT,
          (connection) => {
            resolve(connection.remote.address);
            connection.destroy('seen');
          },
          { security: accepted },
        )
        .then(async (listener) => {
          onTestFinished(() => listener.close());
          const network = tcpNetwork(systemClock, { dialsFrom: '127.0.0.7' });
          const connection = await network.dial(listener.endpoint, { timeoutMs: 5_000 });
          onTestFinished(() => connection.destroy('the test is over'));
        })
        .catch(reject);
    });
    expect(await remote).toBe('127.0.0.7');
  });

  it.each(['192.0.2.1', '::1'])('says so if that is impossible from there: %s', async (dialsFrom) => {
    const dial = tcpNetwork(systemClock, { dialsFrom }).dial({ address: '127.0.0.1', port: 9 }, { timeoutMs: 5_000 });
    await expect(dial).rejects.toThrow(`127.0.0.1:9 cannot be dialled from ${dialsFrom}`);
  });
});
