// A machine in the middle that forwards a handshake, and flips one bit of it.

import { type Duplex, duplexPair } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect } from 'vitest';
import { HandshakeError } from '../../../commons/net/handshake-error.ts';
import type { Secured } from '../../../commons/net/security.ts';
import { type SecureStream, secureAccepted, secureDialled } from '../../../commons/net/tls.ts';
import { HANDSHAKE_MS } from '../../../commons/protocol/limits.ts';
import { FakeClock } from '../../helpers/fake-clock.ts';
import { acceptsAs, alice, bob, dialsAs, only } from './wire.ts';

export type Side = 'dialler' | 'acceptor';
const SIDES: readonly Side[] = ['dialler', 'acceptor'];

const SAID: Record<Side, string> = { dialler: 'said by the dialler', acceptor: 'said by the acceptor' };

export interface Flip {
  /** Whose bytes. */
  readonly side: Side;
  readonly position: number;
  readonly bit: number;
}

/** What one end knows when all is quiet. */
interface Known {
  readonly secured: Secured | null;
  readonly refusal: string | null;
  readonly heard: string;
}

interface Run extends Record<Side, Known> {
  /** What went past the middle, as it was sent. */
  readonly sent: Record<Side, Buffer>;
}

/** In memory, so that it can be known that nothing more will happen. Both speak as soon as they are ready. */
async function handshake(flip: Flip | null, areSilent: boolean): Promise<Run> {
  const clock = new FakeClock();
  const [dialled, near] = duplexPair();
  const [far, accepted] = duplexPair();
  const ends = [dialled, near, far, accepted];
  const sent: Record<Side, Buffer> = { dialler: Buffer.alloc(0), acceptor: Buffer.alloc(0) };
  let events = 0;

  function forward(side: Side, from: Duplex, to: Duplex): void {
    from.on('data', (bytes: Buffer) => {
      events += 1;
      const at = flip?.side === side ? flip.position - sent[side].length : -1;
      sent[side] = Buffer.concat([sent[side], bytes]);
      const altered = Buffer.from(bytes);
      if (at >= 0 && at < bytes.length) altered[at] = (bytes[at] ?? 0) ^ (1 << (flip?.bit ?? 0));
      if (to.writable) to.write(altered);
    });
  }
  forward('dialler', near, far);
  forward('acceptor', far, near);
  for (const end of ends) {
    end.on('error', () => {});
    end.once('close', () => {
      events += 1;
      for (const other of ends) other.destroy();
    });
  }

  async function quiet(): Promise<void> {
    for (let before = -1, idle = 0; idle < 8; idle = before === events ? idle + 1 : 0) {
      before = events;
      await nextTurn();
    }
  }

  const known: Record<Side, Known> = { dialler: NOTHING, acceptor: NOTHING };
  function know(side: Side, more: Partial<Known>): void {
    events += 1;
    known[side] = { ...known[side], ...more };
  }
  const listen = (side: Side, outcome: Promise<SecureStream>): Promise<void> =>
    outcome.then(
      ({ stream, secured }) => {
        know(side, { secured });
        stream.on('data', (bytes: Buffer) => know(side, { heard: known[side].heard + bytes.toString('latin1') }));
        if (!areSilent) stream.write(SAID[side]);
      },
      (error: unknown) => {
        if (!(error instanceof HandshakeError)) throw error;
        know(side, { refusal: error.message });
      },
    );
  const areOver = Promise.all([
    listen('dialler', secureDialled(dialled, dialsAs(alice, { judge: only(bob) }), 'there', clock)),
    listen('acceptor', secureAccepted(accepted, acceptsAs(bob), clock)),
  ]);
  await quiet();
  await clock.advance(HANDSHAKE_MS);
  await areOver;
  await quiet();
  // While they still live.
  if (known.dialler.secured && known.acceptor.secured) expectSameView(known.dialler.secured, known.acceptor.secured);
  for (const end of ends) end.destroy();
  return { ...known, sent };
}

const NOTHING: Known = { secured: null, refusal: null, heard: '' };

/** Whatever was done to the bytes: who is ready with another sees the same connection as the other. */
function expectSameView(dialler: Secured, acceptor: Secured): void {
  expect([dialler.fingerprint, acceptor.fingerprint]).toEqual([bob.fingerprint, alice.fingerprint]);
  const keys = [dialler, acceptor].map(({ exportKey }) => exportKey('EXPORTER-test', 'the same').toString('hex'));
  expect(keys[0]).toBe(keys[1]);
}

/** What each side sends until both are ready, if nobody minds. */
export async function honestHandshake(): Promise<Record<Side, Buffer>> {
  const { sent, dialler, acceptor } = await handshake(null, true);
  expect([dialler.refusal, acceptor.refusal]).toEqual([null, null]);
  return sent;
}

/** Every flip of a handshake such as `honest`. */
export function* everyFlip(honest: Record<Side, Buffer>): Generator<Flip> {
  for (const side of SIDES) {
    for (let position = 0; position < honest[side].length; position += 1) {
      for (let bit = 0; bit < 8; bit += 1) yield { side, position, bit };
    }
  }
}

/**
 * Flips a bit, and expects that nobody is deceived: neither hears anything that was not said, nobody is heard by who
 * has refused, and if both are ready they see each other as they are. Returns whether they could talk all the same.
 */
export async function isHarmless(flip: Flip | null): Promise<boolean> {
  const { dialler, acceptor } = await handshake(flip, false);
  expect(['', SAID.acceptor]).toContain(dialler.heard);
  expect(['', SAID.dialler]).toContain(acceptor.heard);
  for (const { secured, refusal, heard } of [dialler, acceptor]) {
    expect(secured === null).toBe(refusal !== null);
    if (!secured) expect(heard).toBe('');
  }
  // Who accepts is the last to be ready.
  if (acceptor.secured) expect(dialler.secured).not.toBeNull();
  if (!acceptor.secured) expect(dialler.heard).toBe('');
  return dialler.heard !== '' && acceptor.heard !== '';
}

export interface TlsRecord {
  readonly start: number;
  readonly type: number;
  readonly bytes: Buffer;
}

/** The records (RFC 8446, section 5.1) that are complete in `bytes`. */
export function recordsOf(bytes: Buffer): TlsRecord[] {
  const records: TlsRecord[] = [];
  for (let start = 0; start + 5 <= bytes.length; ) {
    const end = start + 5 + bytes.readUInt16BE(start + 3);
    if (end > bytes.length) break;
    records.push({ start, type: bytes[start] ?? 0, bytes: bytes.subarray(start, end) });
    start = end;
  }
  return records;
}

/** Whether it is in the two bytes of a version before each record, which mean nothing any more. */
export function isLegacyVersion({ side, position }: Flip, honest: Record<Side, Buffer>): boolean {
  return recordsOf(honest[side]).some(({ start }) => position === start + 1 || position === start + 2);
}
