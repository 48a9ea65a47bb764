// Sends what the user writes to everybody in the conversation.

import { MAX_CONTENT_BYTES } from '../../../commons/protocol/limits.ts';
import { isoTime } from '../../../commons/time.ts';
import { unescapeAction } from '../../commands/spoken.ts';
import { othersIn, roomNamed } from '../look-ups.ts';
import { seek } from '../people/presence.ts';
import type { Conversation } from '../records/conversation.ts';
import type { Line } from '../records/outbox.ts';
import type { Person } from '../records/person.ts';
import { problem, report } from '../report.ts';
import { blockOf, wayTo } from '../trust/contacts.ts';
import type { Turn } from '../turn.ts';
import { addLine, fail } from './delivery.ts';

/** A typed line goes to everyone in the conversation. */
export function say(turn: Turn, conversation: Conversation | null, content: string): void {
  if (!conversation) {
    problem(turn, { code: 'NO_CONVERSATION', why: 'say' });
    return;
  }
  if (isTooLarge(content)) {
    problem(turn, { code: 'TOO_LARGE', why: 'message' });
    return;
  }
  if (conversation.kind === 'private')
    sayTo(turn, [turn.state.people.findOrAdd(conversation.to)], conversation, content);
  else sayInRoom(turn, conversation, content);
}

/** The length is that of the JSON. A short text is not measured: one character takes six bytes of JSON at most. */
function isTooLarge(content: string): boolean {
  if (content.length * 6 <= MAX_CONTENT_BYTES) return false;
  return Buffer.byteLength(JSON.stringify(content)) > MAX_CONTENT_BYTES;
}

function sayInRoom(turn: Turn, conversation: Conversation & { kind: 'room' }, content: string): void {
  const room = roomNamed(turn.state, conversation.room);
  const isThere = (name: string): boolean =>
    !(room?.membership.hasOwnerLeft && name === room.owner) && !blockOf(turn.state, name);
  const others = room ? othersIn(turn.state, room).filter(isThere) : [];
  if (others.length === 0) {
    const isBlocking = room !== undefined && othersIn(turn.state, room).some((name) => blockOf(turn.state, name));
    problem(turn, { code: 'NOBODY_HERE', room: conversation.room, why: isBlocking ? 'all_blocked' : 'alone' });
    return;
  }
  sayTo(
    turn,
    others.map((username) => turn.state.people.findOrAdd(username)),
    conversation,
    content,
  );
}

function sayTo(turn: Turn, people: readonly Person[], conversation: Conversation, content: string): void {
  const room = conversation.kind === 'room' ? conversation.room : null;
  const line: Line = { id: turn.newId(), room, content, sentAt: isoTime(turn.now) };
  const where = conversation.kind === 'room' ? { room: conversation.room } : { to: conversation.to };
  const names: string[] = [];
  const refused: string[] = [];
  const ways = people.map((person) => {
    const way = wayTo(turn.state, person);
    names.push(person.username);
    if ('refused' in way) refused.push(person.username);
    return { person, way };
  });
  const marked = refused.length > 0 ? { refused } : {};
  const { content: shown, literal } = unescapeAction(content);
  const text = literal ? { content: shown, literal } : { content: shown };
  report(turn, { event: 'queued', id: line.id, ...where, ...text, people: names, ...marked });
  for (const { person, way } of ways) {
    if ('refused' in way) fail(turn, person, [line], way.refused);
    else {
      addLine(turn, person, line);
      if (person.links.open.size > 0) continue;
      turn.state.watch.markOutdated();
      seek(turn, person);
    }
  }
}
