// A real TLS session between two ends in memory, as somebody on the way would have recorded it.

import { once } from 'node:events';
import { type Duplex, duplexPair } from 'node:stream';
import { connect, createSecureContext, TLSSocket } from 'node:tls';
import { someIdentity } from './identities.ts';

type Side = 'dialled' | 'accepted';

export interface RecordedTls {
  /** Lines of a key log. */
  readonly keys: Buffer[];
  /** Whole TLS records, in the order in which they were sent. */
  readonly pieces: readonly { readonly from: Side; readonly bytes: Buffer }[];
}

/** Says the texts one after the other, each when the one before has arrived; `ciphers` instead of the usual ones. */
export async function recordTls(
  alpn: string,
  texts: readonly { readonly from: Side; readonly text: string | Buffer }[],
  ciphers?: string,
): Promise<RecordedTls> {
  const keys: Buffer[] = [];
  const pieces: { from: Side; bytes: Buffer }[] = [];
  const [clientEnd, nearWire] = duplexPair();
  const [farWire, serverEnd] = duplexPair();
  const pass = (wire: Duplex, to: Duplex, from: Side): void => {
    wire.on('data', (bytes: Buffer) => {
      pieces.push({ from, bytes });
      to.write(bytes);
    });
  };
  pass(nearWire, farWire, 'dialled');
  pass(farWire, nearWire, 'accepted');

  const identities = { dialled: someIdentity(), accepted: someIdentity() };
  const contextOf = (side: Side) =>
    createSecureContext({
      ...{ key: identities[side].key, cert: identities[side].certificate, minVersion: 'TLSv1.3' },
      ...(ciphers === undefined ? {} : { ciphers }),
    });
  const accepted = new TLSSocket(serverEnd, {
    isServer: true,
    secureContext: contextOf('accepted'),
    ALPNProtocols: [alpn],
    requestCert: true,
    rejectUnauthorized: false,
  });
  const dialled = connect({
    socket: clientEnd,
    secureContext: contextOf('dialled'),
    ALPNProtocols: [alpn],
    rejectUnauthorized: false,
  });
  dialled.on('keylog', (line: Buffer) => keys.push(line));
  await Promise.all([once(dialled, 'secureConnect'), once(accepted, 'secure')]);
  const ends = { dialled, accepted };
  for (const { from, text } of texts) {
    const other = ends[from === 'dialled' ? 'accepted' : 'dialled'];
    const arrived = bytesFrom(other, Buffer.byteLength(text));
    ends[from].write(text);
    await arrived;
  }
  dialled.destroy();
  accepted.destroy();
  return { keys, pieces };
}

function bytesFrom(stream: Duplex, count: number): Promise<void> {
  return new Promise((resolve) => {
    let left = count;
    const received = (bytes: Buffer): void => {
      left -= bytes.length;
      if (left > 0) return;
      stream.off('data', received);
      resolve();
    };
    stream.on('data', received);
  });
}
