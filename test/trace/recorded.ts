// Captures for the tests of what reads them: made by what writes them, from sessions that tests know.

import {
  decryptionSecrets,
  enhancedPacket,
  interfaceDescription,
  nameResolution,
  sectionHeader,
} from '../../commons/capture/pcapng.ts';
import { type Segment, TcpConversation } from '../../commons/capture/tcp-conversation.ts';
import type { Endpoint } from '../../commons/net/endpoint.ts';
import type { Direction } from '../../commons/wire/seen-object.ts';
import { type CaptureEvent, eventsOf, type ObjectSeen, type UnreadSeen } from '../../scripts/trace/capture-events.ts';
import { blocksOf } from '../../scripts/trace/pcapng-blocks.ts';
import { recordTls } from '../helpers/recorded-tls.ts';

export const ANA: Endpoint = { address: '127.0.0.11', port: 40_001 };
export const TRACKER: Endpoint = { address: '127.0.0.1', port: 6060 };
export const BEGINNING_MS = Date.UTC(2026, 0, 1, 12);

/** Who writes what ana, who dialled, sends and receives. */
const SIDES = { sent: 'dialled', received: 'accepted' } as const;

/** What one side of a connection wrote at a time. */
export interface Piece {
  readonly direction: Direction;
  readonly bytes: Buffer;
  readonly comment?: string;
}

export interface Recorded {
  readonly pieces: readonly Piece[];
  readonly keys?: readonly Buffer[];
  readonly names?: readonly (readonly [address: string, name: string])[];
  readonly application?: string;
  readonly local?: Endpoint;
  readonly remote?: Endpoint;
}

/** A file with one connection, which ana dialled; every packet comes a millisecond after the one before. */
export function captureOf(recorded: Recorded): Buffer {
  const { pieces, keys = [], names = [], application = 'p2pchat peer', local = ANA, remote = TRACKER } = recorded;
  const conversation = new TcpConversation({ local, remote }, true);
  let atMs = BEGINNING_MS;
  const packets = (segments: readonly Segment[], comment?: string): Buffer[] =>
    segments.map((segment, index) => {
      atMs += 1;
      return enhancedPacket({ ...segment, atMs: atMs - 1, comment: index === 0 ? (comment ?? null) : null });
    });
  return Buffer.concat([
    sectionHeader(application, 'made by a test'),
    interfaceDescription('test'),
    ...names.map(([address, name]) => nameResolution(address, name) ?? Buffer.alloc(0)),
    ...(keys.length > 0 ? [decryptionSecrets(Buffer.concat(keys))] : []),
    ...packets(conversation.open()),
    ...pieces.flatMap(({ direction, bytes, comment }) => packets(conversation.data(direction, bytes), comment)),
    ...packets(conversation.close('sent')),
  ]);
}

export const sent = (object: object, comment?: string): Piece => piece('sent', object, comment);
export const received = (object: object, comment?: string): Piece => piece('received', object, comment);

function piece(direction: Direction, object: object, comment?: string): Piece {
  return {
    direction,
    bytes: Buffer.from(`${JSON.stringify(object)}\n`),
    ...(comment === undefined ? {} : { comment }),
  };
}

export function eventsIn(file: Buffer): CaptureEvent[] {
  return [...eventsOf(blocksOf([file]))];
}

export const objectsIn = (file: Buffer): ObjectSeen[] => eventsIn(file).filter((event) => event.kind === 'object');
export const unreadIn = (file: Buffer): UnreadSeen[] => eventsIn(file).filter((event) => event.kind === 'unread');

/** The same pieces as they cross the wire in TLS 1.3 with that cipher, and the keys. */
export async function encrypted(
  said: readonly Piece[],
  ciphers?: string,
): Promise<{ pieces: Piece[]; keys: Buffer[] }> {
  const texts = said.map(({ direction, bytes }) => ({ from: SIDES[direction], text: bytes }));
  const { pieces, keys } = await recordTls('p2pchat/1', texts, ciphers);
  const directionOf = (from: string): Direction => (from === SIDES.sent ? 'sent' : 'received');
  return { pieces: pieces.map(({ from, bytes }) => ({ direction: directionOf(from), bytes })), keys };
}
