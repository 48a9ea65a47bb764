// What was seen on the wire as a capture, without keys and without secrets: the objects as plain text under made-up
// headers, each with what it was. It can be shown to others.

import { enhancedPacket, interfaceDescription, sectionHeader } from '../../commons/capture/pcapng.ts';
import { TcpConversation } from '../../commons/capture/tcp-conversation.ts';
import { parseEndpoint } from '../../commons/net/endpoint.ts';
import { visible } from '../../commons/text/text.ts';
import type { WireReport } from '../reports.ts';
import { meaningOf, wordOf } from './meaning.ts';

const NOWHERE = { address: '0.0.0.0', port: 0 };
const ABOUT = 'Objects as a peer has seen them: headers are made up, secrets are hidden, nothing was decrypted';

/** The whole file. */
export function wireCapture(reports: readonly WireReport[]): Buffer {
  const conversations = new Map<number, TcpConversation>();
  const blocks = [sectionHeader('p2p-chat', ABOUT), interfaceDescription('p2p-chat')];
  for (const report of reports) {
    const { connection, direction, object, peer } = report;
    const atMs = Date.parse(report.at);
    let conversation = conversations.get(connection);
    if (!conversation) {
      conversation = begin(report);
      conversations.set(connection, conversation);
      for (const segment of conversation.open()) blocks.push(enhancedPacket({ ...segment, atMs }));
    }
    const comment = `${direction === 'sent' ? 'sent to' : 'received from'} ${visible(peer ?? 'somebody')}: ${wordOf(object)}, ${meaningOf(object, 'en')}`;
    const segments = conversation.data(direction, Buffer.from(`${JSON.stringify(object)}\n`));
    for (const [index, segment] of segments.entries()) {
      blocks.push(enhancedPacket({ ...segment, atMs, comment: index === 0 ? comment : null }));
    }
  }
  return Buffer.concat(blocks);
}

function begin({ local, remote, is_dialled: isDialled, connection }: WireReport): TcpConversation {
  const ends = { local: parseEndpoint(local, NOWHERE) ?? NOWHERE, remote: parseEndpoint(remote, NOWHERE) ?? NOWHERE };
  return new TcpConversation(ends, isDialled, connection * 1_000);
}
