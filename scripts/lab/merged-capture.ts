// Captures of several programs that talked to each other, as one: in the order of time, each conversation once.

import { existsSync } from 'node:fs';
import {
  DECRYPTION_SECRETS,
  decryptionSecrets,
  enhancedPacket,
  interfaceDescription,
  nameResolution,
  sectionHeader,
} from '../../commons/capture/pcapng.ts';
import { formatEndpoint } from '../../commons/net/endpoint.ts';
import { chunksOf } from '../trace/file-chunks.ts';
import { blocksOf, type CapturedPacket } from '../trace/pcapng-blocks.ts';
import { tcpPacketOf } from '../trace/tcp-packet.ts';
import { TcpStreams } from '../trace/tcp-streams.ts';

const ABOUT =
  'Recorded by the programs themselves, and put together: the bytes are those that crossed the wire, the TCP and IP headers around them are made up. The keys are in the file: anyone with it can read everything.';

interface Chosen {
  readonly packet: CapturedPacket;
  readonly isFromOpener: boolean;
}

/** What one file tells: the packets of each conversation, by its ends and its turn among those with the same ends. */
interface Told {
  readonly conversations: Map<string, Chosen[]>;
  readonly keys: string[];
}

/**
 * Of a conversation that several files have, that of the first one is taken; a file that is not there is passed over.
 */
export function mergedCapture(files: readonly string[], names: readonly { address: string; name: string }[]): Buffer {
  const conversations = new Map<string, Chosen[]>();
  const keys = new Set<string>();
  for (const file of files.filter((one) => existsSync(one))) {
    const told = toldBy(file);
    for (const line of told.keys) keys.add(line);
    for (const [which, packets] of told.conversations) if (!conversations.has(which)) conversations.set(which, packets);
  }
  const packets = [...conversations.values()].flat().sort((one, other) => one.packet.atMs - other.packet.atMs);
  return Buffer.concat([
    sectionHeader('p2pchat lab', ABOUT),
    interfaceDescription('laboratory'),
    ...names.map(({ address, name }) => nameResolution(address, name) ?? Buffer.alloc(0)),
    ...(keys.size > 0 ? [decryptionSecrets(Buffer.from(`${[...keys].join('\n')}\n`))] : []),
    ...packets.map(({ packet: { bytes, atMs, comment }, isFromOpener }) =>
      enhancedPacket({ bytes, atMs, comment, direction: isFromOpener ? 'sent' : 'received' }),
    ),
  ]);
}

/** The same capture without its keys: as somebody on the way would have it. */
export function withoutKeys(capture: Buffer): Buffer {
  const kept: Buffer[] = [];
  for (let at = 0; at < capture.length; at += capture.readUInt32LE(at + 4)) {
    if (capture.readUInt32LE(at) !== DECRYPTION_SECRETS)
      kept.push(capture.subarray(at, at + capture.readUInt32LE(at + 4)));
  }
  return Buffer.concat(kept);
}

function toldBy(file: string): Told {
  const streams = new TcpStreams();
  const conversations = new Map<string, Chosen[]>();
  const names = new Map<number, string>();
  const keys: string[] = [];
  for (const block of blocksOf(chunksOf(file))) {
    if (block.kind === 'keys') keys.push(...block.text.split('\n').filter((line) => line !== ''));
    if (block.kind !== 'packet') continue;
    const packet = tcpPacketOf(block.bytes);
    if (!packet) continue;
    const { stream, isFromOpener } = streams.place(packet);
    const which =
      names.get(stream.number) ?? turnOf(conversations, [packet.from, packet.to].map(formatEndpoint).sort().join(' '));
    names.set(stream.number, which);
    const packets = conversations.get(which) ?? [];
    packets.push({ packet: block, isFromOpener });
    conversations.set(which, packets);
  }
  return { conversations, keys };
}

/** Ports are used again. */
function turnOf(conversations: ReadonlyMap<string, unknown>, ends: string): string {
  let turn = 1;
  while (conversations.has(`${ends} ${turn}`)) turn += 1;
  return `${ends} ${turn}`;
}
