// A further kind of connection on a port is one more row for its listener: made-up kinds, in the clear and inside TLS.

import { connect } from 'node:net';
import { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../commons/clock.ts';
import { newIdentity } from '../../commons/identity/identity.ts';
import type { Connection } from '../../commons/net/connection.ts';
import type { ConnectionKind, StreamOrigin } from '../../commons/net/connection-kind.ts';
import { connectionKinds, JSON_OBJECTS, kindOf } from '../../commons/net/first-byte.ts';
import { PEER_PROTOCOL } from '../../commons/net/security.ts';
import { tcpNetwork } from '../../commons/net/tcp.ts';

const identity = newIdentity();
const security = { identity, protocol: PEER_PROTOCOL, requiresKey: true };

/** What the owner of a listener is told of its only connection, and what the side that dialled received. */
interface Told {
  readonly calls: string[];
  readonly ended: Promise<void>;
  readonly answer: () => string;
  connection: Connection | null;
}

/** Somebody dials a listener that takes `kinds`, and sends `text`, inside TLS or not. */
async function told(kinds: readonly ConnectionKind[], text: string, isSecure: boolean): Promise<Told> {
  let answer = '';
  let end = (): void => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const seen: Told = { calls: [], ended, answer: () => answer, connection: null };
  const accepted = (connection: Connection): void => {
    seen.connection = connection;
    connection.start({
      received: (bytes) => {
        seen.calls.push(`received ${bytes}`);
        connection.write(bytes.toString().toUpperCase());
        connection.close();
      },
      handshakeBegun: () => seen.calls.push('begun'),
      handshakeDone: () => seen.calls.push('done'),
      closed: (reason) => {
        seen.calls.push(`closed: ${reason}`);
        end();
      },
    });
  };
  const listener = await tcpNetwork(systemClock).listen({ address: '127.0.0.1', port: 0 }, accepted, {
    security,
    kinds,
  });
  onTestFinished(() => listener.close());
  const { port } = listener.endpoint;
  const socket = isSecure
    ? connectTls({
        port,
        host: '127.0.0.1',
        key: identity.key,
        cert: identity.certificate,
        ALPNProtocols: [PEER_PROTOCOL],
        rejectUnauthorized: false,
      })
    : connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.on('data', (bytes) => {
    answer += bytes;
  });
  const over = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.write(text);
  await Promise.all([over, ended]);
  return seen;
}

describe.each([
  ['in the clear', false, []],
  ['inside TLS', true, ['begun', 'done']],
])('a further kind of connection, %s', (_where, isSecure, handshake) => {
  it('reaches the owner of the listener as it is', async () => {
    const hash: ConnectionKind = { name: 'hash', startsWith: (byte) => byte === '#'.charCodeAt(0) };
    const { calls, answer } = await told([hash], '#hello', isSecure);
    expect(calls).toEqual([...handshake, 'received #hello', 'closed: we closed the connection']);
    expect(answer()).toBe('#HELLO');
  });

  it('is opened, and its inside is judged by its first byte in turn', async () => {
    const { calls, answer } = await told([shifted([JSON_OBJECTS])], '|~', isSecure); // Inside it is "{}".
    expect(calls).toEqual([...handshake, 'begun', 'done', 'received {}', 'closed: we closed the connection']);
    expect(answer()).toBe('|~');
    const other = await told([shifted([])], '|~', isSecure);
    const refused = 'closed: the first byte is not one that we understand';
    expect(other.calls).toEqual([...handshake, 'begun', 'done', refused]);
    expect(other.answer()).toBe('');
  });

  it('that serves the connection by itself gets all of it, and the owner sees it closed', async () => {
    const origins: StreamOrigin[] = [];
    const web: ConnectionKind = {
      name: 'HTTP',
      startsWith: (byte) => byte === 'G'.charCodeAt(0),
      open: async (stream, origin) => {
        origins.push(origin);
        stream.on('data', (bytes) => stream.end(`served: ${bytes}`));
        stream.resume();
        return null;
      },
    };
    const { calls, answer } = await told([web], 'GET /', isSecure);
    expect(calls).toEqual([...handshake, 'begun', 'closed: it is served as HTTP']);
    expect(answer()).toBe('served: GET /');
    expect(origins.map(({ secured, remote }) => [secured !== null, remote.address])).toEqual([[isSecure, '127.0.0.1']]);
  });

  it('that cannot be opened ends with its reason', async () => {
    const broken: ConnectionKind = {
      name: 'broken',
      startsWith: () => true,
      open: async (stream) => {
        stream.destroy();
        throw new Error('it is broken');
      },
    };
    const { calls, answer } = await told([broken], 'x', isSecure);
    expect(calls).toEqual([...handshake, 'begun', 'closed: it is broken']);
    expect(answer()).toBe('');
  });
});

/** Carries each byte as the next one. */
class Shifted extends Duplex {
  readonly #outer: Duplex;

  constructor(outer: Duplex) {
    super();
    this.#outer = outer;
    outer.on('data', (bytes: Buffer) => this.push(bytes.map((byte) => byte - 1)));
    outer.on('close', () => this.destroy());
    outer.resume();
  }

  override _read(): void {}

  override _write(bytes: Buffer, _encoding: string, done: () => void): void {
    this.#outer.write(bytes.map((byte) => byte + 1));
    done();
  }

  override _final(done: () => void): void {
    this.#outer.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#outer.destroy();
    done(error);
  }
}

function shifted(kinds: readonly ConnectionKind[]): ConnectionKind {
  return {
    name: 'shifted',
    startsWith: (byte) => byte === '|'.charCodeAt(0),
    open: async (outer) => ({ stream: new Shifted(outer), secured: null, kinds }),
  };
}

describe('the first byte of a connection', () => {
  const bytes = Array.from({ length: 256 }, (_, byte) => byte);
  const named = (name: string, isSecure: boolean): number[] =>
    bytes.filter((byte) => kindOf(byte, connectionKinds(isSecure ? security : null, []))?.name === name);

  it('is { for objects, and 0x16 for TLS where that is taken; nothing else is taken', () => {
    expect([named('JSON', true), named('TLS', true)]).toEqual([[0x7b], [0x16]]);
    expect([named('JSON', false), named('TLS', false)]).toEqual([[0x7b], []]);
    expect(bytes.filter((byte) => kindOf(byte, connectionKinds(security, [])))).toHaveLength(2);
    expect(kindOf(undefined, connectionKinds(security, []))).toBeNull();
  });

  it('of another kind cannot take the place of ours', () => {
    const greedy: ConnectionKind = { name: 'all', startsWith: () => true };
    expect(bytes.filter((byte) => kindOf(byte, connectionKinds(security, [greedy]))?.name !== 'all')).toEqual([
      0x16, 0x7b,
    ]);
  });
});
