// What both ends of a connection know and nobody else: keys for other purposes, and the log that gives all away.
import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { acceptsAs, alice, bob, converse, dialsAs, secureEnds } from './wire.ts';

describe('a key exported from a connection', () => {
  it('is the same for both ends, and 32 bytes long', async () => {
    const { dialler, acceptor } = await secureEnds(dialsAs(alice), acceptsAs(bob));
    const key = dialler.secured.exportKey('EXPORTER-test', 'a room');
    expect(key).toHaveLength(32);
    expect(acceptor.secured.exportKey('EXPORTER-test', 'a room').equals(key)).toBe(true);
    await converse(dialler, acceptor);
    expect(acceptor.secured.exportKey('EXPORTER-test', 'a room').equals(key)).toBe(true);
  });

  it('is another one for another label, another context, none, and another connection', async () => {
    const first = await secureEnds(dialsAs(alice), acceptsAs(bob));
    const second = await secureEnds(dialsAs(alice), acceptsAs(bob));
    const keys = [first, second].flatMap(({ dialler: { secured } }) => [
      secured.exportKey('EXPORTER-test', 'a room'),
      secured.exportKey('EXPORTER-other', 'a room'),
      secured.exportKey('EXPORTER-test', 'a roon'),
      secured.exportKey('EXPORTER-test', 'a room '),
      secured.exportKey('EXPORTER-test', ''),
    ]);
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(10);
  });

  it('is the one that RFC 8446 derives from the secret in the key log', async () => {
    const lines: string[] = [];
    const recordKeys = (line: Buffer): number => lines.push(line.toString());
    const { dialler } = await secureEnds(dialsAs(alice, { recordKeys }), acceptsAs(bob));
    const hash = dialler.stream.getCipher().name.endsWith('SHA384') ? 'sha384' : 'sha256';
    const digest = (text: string): Buffer => createHash(hash).update(text).digest();
    const secret =
      lines
        .find((line) => line.startsWith('EXPORTER_SECRET '))
        ?.trim()
        .split(' ')[2] ?? '';
    const master = Buffer.from(secret, 'hex');
    const derived = expandLabel(hash, master, 'EXPORTER-p2pchat', digest(''), master.length);
    const exported = expandLabel(hash, derived, 'exporter', digest(''), 32);
    const expected = createHmac('sha256', exported).update('label\0a room').digest();
    expect(dialler.secured.exportKey('label', 'a room').equals(expected)).toBe(true);
  });
});

/** HKDF-Expand-Label (RFC 8446, section 7.1), where the output is not longer than the hash. */
function expandLabel(hash: string, secret: Buffer, label: string, context: Buffer, length: number): Buffer {
  const name = Buffer.from(`tls13 ${label}`);
  const info = [Buffer.from([0, length, name.length]), name, Buffer.from([context.length]), context];
  // One block of HKDF-Expand is the HMAC of its info and a counter.
  return createHmac(hash, secret)
    .update(Buffer.concat([...info, Buffer.from([1])]))
    .digest()
    .subarray(0, length);
}

describe('the log of keys', () => {
  const NSS = [
    'CLIENT_HANDSHAKE_TRAFFIC_SECRET',
    'CLIENT_TRAFFIC_SECRET_0',
    'EXPORTER_SECRET',
    'SERVER_HANDSHAKE_TRAFFIC_SECRET',
    'SERVER_TRAFFIC_SECRET_0',
  ];

  it('has the five lines of a handshake, the same for both ends', async () => {
    const logs: Record<'dialler' | 'acceptor', string[]> = { dialler: [], acceptor: [] };
    await secureEnds(
      dialsAs(alice, { recordKeys: (line) => logs.dialler.push(line.toString()) }),
      acceptsAs(bob, { recordKeys: (line) => logs.acceptor.push(line.toString()) }),
    );
    expect(logs.dialler.map((line) => line.split(' ')[0]).sort()).toEqual(NSS);
    for (const line of logs.dialler) expect(line).toMatch(/^[A-Z_0-9]+ [0-9a-f]{64} [0-9a-f]{64,96}\n$/);
    expect(logs.acceptor.sort()).toEqual(logs.dialler.sort());
  });

  it('is asked for by one end alone without the other knowing', async () => {
    const lines: string[] = [];
    const accepting = acceptsAs(bob, { recordKeys: (line) => lines.push(line.toString()) });
    const { dialler, acceptor } = await secureEnds(dialsAs(alice), accepting);
    expect(lines).toHaveLength(5);
    expect([dialler.stream, acceptor.stream].map((stream) => stream.listenerCount('keylog'))).toEqual([0, 1]);
  });

  it('is not even made if nobody asks for it', async () => {
    const { dialler, acceptor } = await secureEnds(dialsAs(alice), acceptsAs(bob));
    await converse(dialler, acceptor);
    expect([dialler.stream, acceptor.stream].map((stream) => stream.listenerCount('keylog'))).toEqual([0, 0]);
  });
});
