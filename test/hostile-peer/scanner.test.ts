// S16: what somebody learns who knows nobody and proves nothing. These are things that can be done: docs/security.md
// says so.

import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { connect as connectEncrypted, type TLSSocket } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fingerprintOf } from '../../commons/identity/identity.ts';
import { PEER_PROTOCOL } from '../../commons/net/security.ts';
import { tcpNetwork } from '../../commons/net/tcp.ts';
import { ANYTHING } from '../helpers/any-kind.ts';
import { someIdentity } from '../helpers/identities.ts';
import { Member, scene } from './scene.ts';
import { stillServes } from './still-serves.ts';
import { LOOPBACK } from './stranger.ts';

/** Dials with TLS and takes what certificate there is, whether or not it is let in afterwards. */
async function scan(port: number, shown: object = {}): Promise<string> {
  const socket: TLSSocket = connectEncrypted({ host: LOOPBACK, port, rejectUnauthorized: false, ...shown });
  socket.on('error', () => {}); // It is turned away, after it has seen what it came for.
  onTestFinished(() => void socket.destroy());
  await once(socket, 'secureConnect');
  return fingerprintOf(new X509Certificate(socket.getPeerCertificate(false).raw).publicKey);
}

describe('who scans addresses', () => {
  const { key, certificate: cert } = someIdentity();

  it.each([
    ['without a certificate', { ALPNProtocols: [PEER_PROTOCOL] }],
    ['without a word of which program it is', {}],
    ['with a certificate made a moment ago', { ALPNProtocols: [PEER_PROTOCOL], key, cert }],
  ])('learns the lasting key of a peer from its port, %s', async (_how, shown) => {
    const { ana, bob } = await scene('require');
    const { fingerprint } = ana.all('ready')[0] ?? {};
    expect(fingerprint).toBeDefined();
    expect(await scan(ana.port, shown)).toBe(fingerprint);
    await stillServes(ana, bob);
  });

  it('learns from the tracker, with an account, which name has that key', async () => {
    const { ana, trackerPort } = await scene('require');
    const stranger = await Member.logIn(trackerPort, 'mallory', 1, someIdentity());
    const { peers } = await stranger.asks({ cmd: 'LIST_PEERS' });
    const found = Object.values(peers as Record<string, { username: string; fingerprint?: string }>);
    const key = await scan(ana.port);
    expect(found.find(({ fingerprint }) => fingerprint === key)?.username).toBe('ana');
  });
});

describe('who sees the records of a connection', () => {
  /** How many bytes pass a wire when so many characters are said inside TLS. */
  async function bytesOnTheWire(characters: readonly number[]): Promise<number[]> {
    const accepting = { identity: someIdentity(), protocol: PEER_PROTOCOL, requiresKey: true };
    let heard = (): void => {};
    const listener = await tcpNetwork().listen(
      { address: LOOPBACK, port: 0 },
      (connection) => connection.start({ received: () => heard(), closed: () => {} }),
      { security: accepting, kinds: [ANYTHING] },
    );
    let passed = 0;
    const wire = createServer((socket) => {
      const onward = connect(listener.endpoint.port, LOOPBACK);
      socket.on('data', (bytes) => {
        passed += bytes.length;
        onward.write(bytes);
      });
      onward.pipe(socket);
      onTestFinished(() => void [socket, onward].map((end) => end.destroy()));
    }).listen(0, LOOPBACK);
    await once(wire, 'listening');
    onTestFinished(async () => {
      wire.close();
      await listener.close();
    });
    const security = { identity: someIdentity(), protocol: PEER_PROTOCOL, judge: () => null };
    const { port } = wire.address() as AddressInfo;
    const connection = await tcpNetwork().dial({ address: LOOPBACK, port }, { timeoutMs: 5_000, security });
    connection.start({ received: () => {}, closed: () => {} });
    const sizes: number[] = [];
    for (const count of [1, ...characters]) {
      const before = passed;
      const hears = new Promise<void>((resolve) => {
        heard = resolve;
      });
      connection.write('x'.repeat(count));
      await hears;
      sizes.push(passed - before);
    }
    return sizes.slice(1); // The first one came with the end of the handshake.
  }

  it('learns the length of each message to the byte: there is no padding', async () => {
    const [ten = 0, eleven = 0, thousand = 0] = await bytesOnTheWire([10, 11, 1_000]);
    expect([eleven - ten, thousand - ten]).toEqual([1, 990]);
  });
});
