// The rows of one entry of the log: the time, the name and, wrapped beside them, the text; own messages with their mark
// at the right.

import type { Delivery } from '../../../session/delivery.ts';
import { type Face, timeOfDay } from '../face.ts';
import type { Entry, MessagePiece, NoteEntry } from '../model/entry.ts';
import type { Format } from '../model/scrollback.ts';
import { padRow } from '../text/fit.ts';
import type { Row, Span } from '../text/row.ts';
import { rowWidth, widthOf } from '../text/width.ts';
import { wrapRow } from '../text/wrap.ts';
import type { Style } from '../theme/style.ts';
import { withAddresses } from './addresses.ts';
import { nameStyle, otherName } from './names.ts';

/** The width of the column of names, in a log of at least ROOMY_COLUMNS. */
const NAME_COLUMNS = 9;
const ROOMY_COLUMNS = 50;
/** A narrower log shows no times. */
const TIMES_FROM_COLUMNS = 34;

/** The name is shown once above messages of one person with shorter gaps than this. */
const TOGETHER_MS = 5 * 60_000;

/** The columns of the mark beside an own message: a space, the sign, and a count. */
const MARK_COLUMNS = 5;

/**
 * The format of the log, for a face that may change while the program runs; `found` is the entry that a search has
 * found.
 */
export function logFormat(face: () => Face, found: () => Entry | null): Format<Entry> {
  const format: Format<Entry> = (entry, before, width, isFirstUnread) => {
    const rows = rowsOf(face(), entry, before, width, isFirstUnread).map((row) =>
      entry === found() ? marked(row) : row,
    );
    return isFirstUnread ? [rule(face(), face().phrases.newMessages, width, 'unreadRule'), ...rows] : rows;
  };
  format.atTop = (row, entry, width) => (entry.kind === 'message' ? headedRow(face(), row, entry, width) : row);
  return format;
}

/** Repeats the name and time at the top of the view within a long run of one person's lines. */
function headedRow(face: Face, row: Row, entry: MessagePiece, width: number): Row {
  const head = headOf(face, entry, false, width);
  const columns = rowWidth(head);
  const [first, ...more] = row;
  if (!first || columns > width / 2 || !first.text.startsWith(' '.repeat(columns))) return row;
  return [...head, { ...first, text: first.text.slice(columns) }, ...more];
}

function rowsOf(face: Face, entry: Entry, before: Entry | undefined, width: number, isFirst: boolean): readonly Row[] {
  if (entry.kind === 'day') return [rule(face, face.phrases.day(entry.at), width, 'rule')];
  if (entry.kind === 'note') return noteRows(face, entry, width);
  const isTogether = !isFirst && before?.kind === 'message' && isHeadedBy(entry, before);
  return messageRows(face, entry, isTogether, width);
}

function marked(row: Row): Row {
  return row.map((span) => ({ ...span, style: 'match' }));
}

function isHeadedBy(entry: MessagePiece, before: MessagePiece): boolean {
  const isSame = before.from === entry.from && before.isOwn === entry.isOwn;
  const isPlainTalk = !entry.isAction && !before.isAction && entry.writtenAt === null;
  return isSame && isPlainTalk && entry.at - before.at < TOGETHER_MS && entry.isPlaintext === before.isPlaintext;
}

function rule({ characters: { horizontal } }: Face, text: string, width: number, style: Style): Row {
  const label = ` ${text} `;
  const free = Math.max(0, width - widthOf(label));
  const left = Math.floor(free / 2);
  return [{ text: horizontal.repeat(left) + label + horizontal.repeat(free - left), style }];
}

function timeSpan({ settings }: Face, at: number, width: number): Span[] {
  const text = width < TIMES_FROM_COLUMNS ? '' : timeOfDay(at, settings.time);
  return text === '' ? [] : [{ text: `${text} `, style: 'dim' }];
}

function noteRows(face: Face, { at, tone, text }: NoteEntry, width: number): Row[] {
  const time = timeSpan(face, at, width);
  const head: Row = [...time, { text: tone === 'loud' ? '! ' : '- ', style: tone === 'loud' ? 'danger' : 'dim' }];
  const style: Style = tone === 'loud' ? 'danger' : tone === 'code' ? 'code' : 'dim';
  return text
    .split('\n')
    .flatMap((line, index) =>
      wrapRow(
        index === 0 ? [...head, { text: line, style }] : [...blank(head), { text: line, style }],
        width,
        rowWidth(head),
      ),
    );
}

function blank(head: Row): Row {
  return [{ text: ' '.repeat(rowWidth(head)), style: 'text' }];
}

function messageRows(face: Face, entry: MessagePiece, isTogether: boolean, width: number): readonly Row[] {
  const isUnnamed = isTogether || entry.continues !== undefined;
  const named = entry.continues ? blank(headOf(face, entry, false, width)) : headOf(face, entry, isTogether, width);
  const isWide = rowWidth(named) > width / 2;
  const indent = isWide ? 2 : rowWidth(named);
  // In a log narrower than the name, an indent of that width would fill a row by itself.
  const head: Row = isUnnamed && isWide ? [{ text: ' '.repeat(indent), style: 'text' }] : named;
  const mark = entry.delivery ? markOf(face, entry.delivery) : null;
  const textWidth = mark ? Math.max(8, width - MARK_COLUMNS) : width;
  const style: Style = entry.isHighlight ? 'strong' : 'text';
  const late = entry.writtenAt === null ? '' : face.phrases.writtenAt(timeOfDay(entry.writtenAt, '24'));
  const lines = entry.text.split('\n');
  const rows = lines.flatMap((line, index) => {
    const lead: Row = index === 0 ? head : [{ text: ' '.repeat(indent), style: 'text' }];
    const tail: Row = late !== '' && index === lines.length - 1 ? [{ text: ` ${late}`, style: 'dim' }] : [];
    return wrapRow([...lead, ...withAddresses(line, style), ...tail], textWidth, indent);
  });
  return mark ? withMark(rows, mark, width) : rows;
}

function headOf(
  face: Face,
  { at, from, isOwn, isAction, isPlaintext }: MessagePiece,
  isTogether: boolean,
  width: number,
): Row {
  const time = timeSpan(face, at, width);
  const plain: Span[] = isPlaintext ? [{ text: `P `, style: 'warning' }] : [];
  const name = isOwn ? face.phrases.you : otherName(face, from);
  const style = isOwn ? 'own' : nameStyle(from);
  if (isAction) return [...time, ...plain, { text: '* ', style: 'dim' }, { text: `${name} `, style }];
  const column = width >= ROOMY_COLUMNS ? NAME_COLUMNS : 0;
  if (isTogether) {
    return [{ text: ' '.repeat(rowWidth([...time, ...plain]) + Math.max(column, widthOf(name)) + 1), style: 'text' }];
  }
  const room = ' '.repeat(Math.max(0, column - widthOf(name)));
  return [...time, ...plain, { text: room, style: 'text' }, { text: name, style }, { text: ' ', style: 'text' }];
}

function withMark(rows: readonly Row[], mark: Span, width: number): Row[] {
  const last = rows.at(-1) ?? [];
  return [...rows.slice(0, -1), [...padRow(last, width - widthOf(mark.text), 'text'), mark]];
}

/** A sign, and a count if there are several receivers. `marks-now.ts` explains each. */
export function markOf({ characters }: Face, delivery: Delivery): Span {
  const got = delivery.count('delivered');
  switch (delivery.outcome) {
    case 'delivered':
      return { text: `${characters.check}${delivery.total > 1 ? delivery.total : ''}`, style: 'good' };
    case 'partly':
      return { text: `${characters.check}${got}/${delivery.total}`, style: 'warning' };
    case 'sent':
      return { text: characters.sent, style: 'dim' };
    case 'failed':
      return { text: delivery.total > 1 ? `!${got}/${delivery.total}` : '!', style: 'danger' };
    case 'waiting':
      return { text: characters.pending, style: 'dim' };
  }
}
