import type { JsonObject } from '../../commons/protocol/json-framer.ts';
import { visible } from '../../commons/text/text.ts';
import type { CaptureEvent, ObjectSeen, UnreadSeen } from './capture-events.ts';
import type { Named, Said } from './diagram.ts';
import { isAnswer, lineOf, wordOf } from './object-line.ts';

/** The most characters of a comment that are shown. Comments come from the file, so they may come from anybody. */
const MAX_COMMENT = 120;

/** The messages and names for a diagram, from a capture that this program has written. */
export function* saidIn(events: Iterable<CaptureEvent>): Generator<Said | Named> {
  for (const event of events) {
    if (event.kind === 'name') yield event;
    if (event.kind === 'object') yield readObject(event);
    if (event.kind === 'unread') yield unread(event);
  }
}

/** The hints in an object as to who sent it. */
export function cluesIn(object: JsonObject): { word: string; username: string | null; listensOn: number | null } {
  const { username, port } = object;
  return {
    word: wordOf(object),
    username: typeof username === 'string' ? username : null,
    listensOn: typeof port === 'number' ? port : null,
  };
}

function readObject({ object, from, to, atMs, isEncrypted }: ObjectSeen): Said {
  const clues = cluesIn(object);
  return { ...clues, from, to, atMs, isEncrypted, text: lineOf(object), isAnswer: isAnswer(clues.word) };
}

/** "ana sends 2 MESSAGE, ACK" without the name, since the arrow shows the sender. */
function unread({ comment, from, to, atMs, isEncrypted }: UnreadSeen): Said {
  const why = isEncrypted ? 'there is no key for it' : 'its beginning is missing';
  const text = visible(comment ?? `cannot be read: ${why}`).slice(0, MAX_COMMENT);
  const [, what] = / sends (.+)$/.exec(text) ?? [];
  const clues = { word: '', username: null, listensOn: null };
  return { ...clues, from, to, atMs, isEncrypted, text: what ?? text, isAnswer: false };
}
