// Two ends of a wire, and a handshake over it: between two of ours, or between one of ours and a stranger.

import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { type Duplex, duplexPair } from 'node:stream';
import { type ConnectionOptions, connect as connectTls, TLSSocket, type TLSSocketOptions } from 'node:tls';
import { onTestFinished } from 'vitest';
import { type Clock, systemClock } from '../../../commons/clock.ts';
import type { Identity } from '../../../commons/identity/identity.ts';
import { HandshakeError } from '../../../commons/net/handshake-error.ts';
import { type AcceptSecurity, type DialSecurity, PEER_PROTOCOL } from '../../../commons/net/security.ts';
import { type SecureStream, secureAccepted, secureDialled } from '../../../commons/net/tls.ts';
import { someIdentity } from '../../helpers/identities.ts';

export const alice = someIdentity();
export const bob = someIdentity();
export const mallory = someIdentity();

export type Pair = [dialled: Duplex, accepted: Duplex];

/** Two ends that are gone when the test is over, whatever happens to them until then. */
export const pairs: Record<string, () => Promise<Pair>> = {
  TCP: async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const dialled = connect(typeof address === 'object' && address ? address.port : 0, '127.0.0.1');
    const [accepted] = (await once(server, 'connection')) as [Socket];
    server.close();
    return kept([dialled, accepted]);
  },
  'a stream that is no socket': async () => memoryPair(),
};

export const tcpPair = (): Promise<Pair> => (pairs['TCP'] as () => Promise<Pair>)();

/** When one end is gone, so is the other, as with a socket. */
export function memoryPair(): Pair {
  const [dialled, accepted] = kept(duplexPair());
  dialled.once('close', () => accepted.destroy());
  accepted.once('close', () => dialled.destroy());
  return [dialled, accepted];
}

function kept(pair: Pair): Pair {
  onTestFinished(() => {
    for (const end of pair) end.on('error', () => {}).destroy();
  });
  return pair;
}

export const dialsAs = (identity: Identity, more: Partial<DialSecurity> = {}): DialSecurity => ({
  identity,
  protocol: PEER_PROTOCOL,
  judge: () => null,
  ...more,
});

export const acceptsAs = (identity: Identity, more: Partial<AcceptSecurity> = {}): AcceptSecurity => ({
  identity,
  protocol: PEER_PROTOCOL,
  requiresKey: true,
  ...more,
});

/** Takes nothing but the key of `identity`. */
export const only = (identity: Identity) => (fingerprint: string) =>
  fingerprint === identity.fingerprint ? null : 'it has another key';

/** What a handshake came to, for one of its ends. */
export type Outcome = SecureStream | HandshakeError;

export function outcomeOf(handshake: Promise<SecureStream>): Promise<Outcome> {
  return handshake.catch((error: unknown) => {
    if (error instanceof HandshakeError) return error;
    throw error;
  });
}

export interface HandshakeOptions {
  readonly pair?: Pair;
  readonly clock?: Clock;
  readonly host?: string;
}

/** Between two of ours. */
export async function shakeHands(
  dialling: DialSecurity,
  accepting: AcceptSecurity,
  { pair, clock = systemClock, host = '127.0.0.1' }: HandshakeOptions = {},
): Promise<{ dialler: Outcome; acceptor: Outcome }> {
  const [dialled, accepted] = pair ?? (await tcpPair());
  const [dialler, acceptor] = await Promise.all([
    outcomeOf(secureDialled(dialled, dialling, host, clock)),
    outcomeOf(secureAccepted(accepted, accepting, clock)),
  ]);
  return { dialler, acceptor };
}

/** One that both ends are content with. */
export async function secureEnds(
  dialling: DialSecurity,
  accepting: AcceptSecurity,
  options?: HandshakeOptions,
): Promise<{ dialler: SecureStream; acceptor: SecureStream }> {
  const { dialler, acceptor } = await shakeHands(dialling, accepting, options);
  return { dialler: ready(dialler), acceptor: ready(acceptor) };
}

export function ready(outcome: Outcome): SecureStream {
  if (outcome instanceof HandshakeError) throw outcome;
  return outcome;
}

export function refusal(outcome: Outcome): HandshakeError {
  if (outcome instanceof HandshakeError) return outcome;
  throw new Error('the handshake succeeded');
}

export interface Strange {
  readonly outcome: Outcome;
  readonly stranger: TLSSocket;
  /** Whether the stranger believed that the handshake had succeeded. */
  readonly believes: () => boolean;
  /** What the stranger, having dialled, was given to resume the session with, up to now. */
  readonly sessions: readonly Buffer[];
}

/** A stranger, who speaks TLS as `options` say and minds nothing, dials one of ours. */
export async function strangerDials(accepting: AcceptSecurity, options: ConnectionOptions): Promise<Strange> {
  const [dialled, accepted] = await tcpPair();
  const stranger = connectTls({
    ALPNProtocols: [PEER_PROTOCOL],
    ...options,
    socket: dialled,
    rejectUnauthorized: false,
  });
  return watch(stranger, 'secureConnect', secureAccepted(accepted, accepting, systemClock));
}

/** One of ours dials such a stranger. */
export async function strangerAccepts(dialling: DialSecurity, options: TLSSocketOptions): Promise<Strange> {
  const [dialled, accepted] = await tcpPair();
  const stranger = new TLSSocket(accepted, { ALPNProtocols: [PEER_PROTOCOL], ...options, isServer: true });
  return watch(stranger, 'secure', secureDialled(dialled, dialling, '127.0.0.1', systemClock));
}

async function watch(stranger: TLSSocket, event: string, handshake: Promise<SecureStream>): Promise<Strange> {
  let isContent = false;
  const sessions: Buffer[] = [];
  stranger.on('error', () => {});
  stranger.on('session', (session: Buffer) => sessions.push(session)); // From the start: they come with the first bytes.
  stranger.on(event, () => {
    isContent = true;
  });
  const isOver = new Promise((resolve) => stranger.once('close', resolve).once(event, resolve).resume());
  const outcome = await outcomeOf(handshake);
  await isOver;
  return { outcome, stranger, believes: () => isContent, sessions };
}

/** Resolves with all that `stream` has received, as soon as that is `length` characters. */
export function hears(stream: Duplex, length: number): Promise<string> {
  let text = '';
  return new Promise((resolve, reject) => {
    stream.on('data', (bytes: Buffer) => {
      text += bytes;
      if (text.length >= length) resolve(text);
    });
    stream.once('close', () => reject(new Error(`closed after ${JSON.stringify(text)}`)));
  });
}

/** Says something both ways. */
export async function converse({ stream: one }: SecureStream, { stream: other }: SecureStream): Promise<void> {
  const heard = Promise.all([hears(one, 5), hears(other, 5)]);
  one.write('there');
  other.write('again');
  const said = await heard;
  if (said.join() !== 'again,there') throw new Error(`heard ${said.join()}`);
}
