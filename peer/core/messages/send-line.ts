// How a line becomes messages: one for an extended peer, several for a reference peer, which reads objects of limited
// size.

import { MAX_REFERENCE_OBJECT_BYTES } from '../../../commons/protocol/limits.ts';
import type { ChatMessage } from '../../../commons/protocol/peer-messages.ts';
import type { Line } from '../records/outbox.ts';
import type { Person } from '../records/person.ts';
import type { OpenLink } from '../records/person-links.ts';
import { report } from '../report.ts';
import type { Turn } from '../turn.ts';

export function sendToExtended(turn: Turn, person: Person, link: OpenLink, line: Line, isFirstTime: boolean): void {
  turn.effects.push({ type: 'send', link: link.id, message: toMessage(turn, line, line.content) });
  if (isFirstTime) report(turn, { event: 'sent', id: line.id, to: person.username });
}

/** Sends a line in objects that each fit one `recv` of a reference peer. The line is written when the last one is. */
export function sendToReference(turn: Turn, link: OpenLink, line: Line): void {
  const room = MAX_REFERENCE_OBJECT_BYTES - Buffer.byteLength(JSON.stringify(toMessage(turn, line, ''))) - 2;
  const parts = splitContent(line.content, room);
  // If this is an extended peer after all, it drops duplicates by the id; several parts cannot share one.
  const part = parts.length === 1 ? toMessage : withoutId;
  for (const [index, text] of parts.entries()) {
    const isLast = index === parts.length - 1;
    turn.effects.push({
      type: 'send',
      link: link.id,
      message: part(turn, line, text),
      ...(isLast ? { line: line.id } : {}),
    });
  }
}

function toMessage(turn: Turn, line: Line, content: string): ChatMessage {
  return { cmd: 'MESSAGE', room: line.room, username: turn.state.username, content, id: line.id, sent_at: line.sentAt };
}

function withoutId(turn: Turn, line: Line, content: string): ChatMessage {
  const { id: _id, ...message } = toMessage(turn, line, content);
  return message;
}

/** Pieces of at most `bytes` each as JSON text, cut between characters. At least one piece. */
function splitContent(content: string, bytes: number): string[] {
  const parts: string[] = [];
  let part = '';
  let size = 0;
  for (const { segment } of new Intl.Segmenter().segment(content)) {
    for (const piece of fits(segment, bytes) ? [segment] : segment) {
      const pieceSize = jsonSize(piece);
      if (size + pieceSize > bytes && part !== '') {
        parts.push(part);
        part = '';
        size = 0;
      }
      part += piece;
      size += pieceSize;
    }
  }
  return [...parts, part];
}

function fits(segment: string, bytes: number): boolean {
  return jsonSize(segment) <= bytes;
}

function jsonSize(text: string): number {
  return Buffer.byteLength(JSON.stringify(text)) - 2;
}
