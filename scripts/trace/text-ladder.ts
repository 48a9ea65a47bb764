// A sequence diagram for a terminal: a column for each participant, an arrow a row, and what was said beside it.

import { cutText } from '../../peer/ui/tui/text/fit.ts';
import { widthOf } from '../../peer/ui/tui/text/width.ts';
import type { Arrow, Diagram } from './diagram.ts';

export interface LadderOptions {
  /** In columns of the terminal. */
  readonly width: number;
  readonly isAscii: boolean;
}

interface Strokes {
  readonly life: string;
  readonly said: string;
  readonly answered: string;
  readonly right: string;
  readonly left: string;
  /** Two columns wide. */
  readonly encrypted: string;
  readonly ellipsis: string;
}

const DRAWN: Strokes = { life: '│', said: '─', answered: '╌', right: '>', left: '<', encrypted: '🔒', ellipsis: '…' };
const ASCII: Strokes = { life: '|', said: '-', answered: '.', right: '>', left: '<', encrypted: '* ', ellipsis: '~' };

const TIME_COLUMNS = 10;

/** From one lifeline to the next. */
const NARROWEST = 6;
const WIDEST = 16;

/** What was said has at least this much room; a narrow terminal then has rows that are wider than it is. */
const LEAST_TEXT = 24;

/** Lines, without their ends. */
export function textLadder({ participants, arrows, remarks }: Diagram, { width, isAscii }: LadderOptions): string[] {
  const strokes = isAscii ? ASCII : DRAWN;
  const gap = gapOf(participants, width);
  const textWidth = Math.max(LEAST_TEXT, width - TIME_COLUMNS - rungWidth(participants.length, gap) - 4);
  const shown = (text: string): string => (isAscii ? text.replace(/[^ -~]/gu, '?') : text);
  const heading = participants.map((name) => padded(cutText(shown(name), gap - 1, strokes.ellipsis), gap)).join('');
  const key = arrows.some(({ isEncrypted }) => isEncrypted) ? [`${strokes.encrypted} encrypted on the wire`] : [];
  return [
    `${' '.repeat(TIME_COLUMNS)}${heading}`.trimEnd(),
    ...arrows.map((arrow) => {
      const lock = arrow.isEncrypted ? strokes.encrypted : '  ';
      const text = cutText(shown(arrow.text), textWidth, strokes.ellipsis);
      return `${time(arrow.afterMs)}${rung(arrow, participants.length, gap, strokes)} ${lock} ${text}`;
    }),
    ...(key.length + remarks.length > 0 ? ['', ...key, ...remarks] : []),
  ];
}

/** As wide as the names want it, as far as there is room for what is said. */
function gapOf(participants: readonly string[], width: number): number {
  const wanted = Math.max(...participants.map((name) => widthOf(name) + 2), NARROWEST);
  const possible = Math.floor((width - TIME_COLUMNS - LEAST_TEXT - 3) / Math.max(1, participants.length));
  return Math.max(NARROWEST, Math.min(wanted, WIDEST, possible));
}

/** The last participant may send to itself. */
function rungWidth(participants: number, gap: number): number {
  return (Math.max(1, participants) - 1) * gap + 4;
}

function rung({ from, to, isAnswer }: Arrow, participants: number, gap: number, strokes: Strokes): string {
  const cells = Array.from({ length: rungWidth(participants, gap) }, (_, at) => (at % gap === 0 ? strokes.life : ' '));
  const stroke = isAnswer ? strokes.answered : strokes.said;
  const [left, right] = [Math.min(from, to) * gap, Math.max(from, to) * gap];
  // Who talks to themselves, through two connections, gets an arrow that comes back.
  if (from === to) {
    cells.splice(left + 1, 3, stroke, stroke, strokes.left);
    return cells.join('');
  }
  for (let at = left + 1; at < right; at += 1) cells[at] = stroke;
  cells[from < to ? right - 1 : left + 1] = from < to ? strokes.right : strokes.left;
  return cells.join('');
}

/** Seconds since the first arrow; after a day, whole ones are enough. */
function time(ms: number): string {
  return `${(ms / 1000).toFixed(ms < 86_400_000 ? 3 : 0)} `.padStart(TIME_COLUMNS);
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}
