import type { Recorded } from '../helpers/recorded-network.ts';
import { packetsOf, type ReadBlock } from './read-capture.ts';
import { readPacket } from './read-packet.ts';

/** What a capture holds of each connection, both ways, in the order in which they began. */
export function conversationsIn(blocks: readonly ReadBlock[]): Recorded[] {
  const conversations = new Map<string, Recorded>();
  for (const { ip } of packetsOf(blocks)) {
    const { source, destination, flags, payload } = readPacket(ip);
    const [there, back] = [`${source}>${destination}`, `${destination}>${source}`];
    if (flags === 'SYN') {
      const [, port = ''] = destination.split(':');
      conversations.set(there, { to: { address: '', port: Number(port) }, dialled: [], accepted: [] });
    }
    conversations.get(there)?.dialled.push(payload);
    conversations.get(back)?.accepted.push(payload);
  }
  return [...conversations.values()];
}

/** The keys of a capture, those alone that come before the packets of the connection that they decrypt. */
export function keysIn(blocks: readonly ReadBlock[]): string {
  return blocks.map((block) => (block.kind === 'keys' ? block.text : '')).join('');
}
