import { type Face, timeOfDay } from '../face.ts';
import type { Entry, MessagePiece } from '../model/entry.ts';

/** The indent of the further lines of a message. */
const INSET = ' '.repeat(8);

/**
 * The messages and events of a log, as lines of a text file. Answers to commands are left out, and so are empty days.
 */
export function exported(face: Face, entries: Iterable<Entry>): string[] {
  const lines: string[] = [];
  let day: Entry | null = null;
  for (const entry of entries) {
    if (entry.kind === 'day') day = entry;
    if (entry.kind === 'day' || (entry.kind === 'note' && entry.isAnswer)) continue;
    if (day) lines.push(...logText(face, day));
    day = null;
    if (entry.kind === 'message' && entry.continues) addPiece(lines, entry, entry.continues);
    else lines.push(...logText(face, entry));
  }
  return lines;
}

function addPiece(lines: string[], { text }: MessagePiece, continues: 'line' | 'message'): void {
  const [first = '', ...more] = text.split('\n');
  const before = continues === 'line' ? lines.pop() : undefined;
  lines.push(`${before ?? INSET}${first}`, ...more.map((line) => `${INSET}${line}`));
}

/** An entry as lines of a text file. A message keeps its lines, indented below the sender. */
function logText({ phrases }: Face, entry: Entry): string[] {
  const time = timeOfDay(entry.at, '24');
  if (entry.kind === 'day') return [`--- ${phrases.day(entry.at)} ---`];
  if (entry.kind === 'note') return entry.text.split('\n').map((line) => `${time} - ${line}`);
  const [first = '', ...more] = entry.text.split('\n');
  const opening = entry.isAction ? `* ${entry.from} ` : `${entry.from}: `;
  const lock = entry.isPlaintext ? 'P ' : '';
  return [`${time} ${lock}${opening}${first}`, ...more.map((line) => `${INSET}${line}`)];
}
