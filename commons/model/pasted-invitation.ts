// Finds an invitation in text as people paste it: wrapped by a terminal, inside a frame, in quotation marks, in the
// middle of a sentence, percent-encoded. Everything here takes time linear in the text: strangers can write such text,
// too.

import { visibleText } from '../text/text.ts';
import { type Invitation, parseInvitation } from './invitation.ts';

/** Longer texts are not searched; an invitation itself has at most 2 KiB. In UTF-16 units. */
const MAX_SEARCHED = 64 * 1024;

/** The most pieces into which wrapping may have cut one invitation. */
const MAX_PIECES = 200;
const MAX_LENGTH = 2_048;

/**
 * The text searched before and after the first scheme: room for an invitation and the frames around it. In UTF-16
 * units.
 */
const MAX_AROUND = 8 * 1024;

/** The most places tried that look like the beginning of an invitation. */
const MAX_TRIED = 8;

/** Characters of frames, their ASCII replacements, and marks of quoted lines. */
const FRAME = /[\u2500-\u259f|]/u;
const FRAMES = /[\u2500-\u259f|]/gu;
const ASCII_EDGE = /^\s*\+[-=+\s]*$/;

/** Invisible characters: format characters, and remains of controls. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this removes
const UNSEEN = /[\p{Cf}\x00-\x08\x0b-\x1f\x7f-\x9f\\]/gu;

/** Letters in other shapes (full-width, circled, mathematical), which normalisation turns into ordinary ones. */
const NON_ASCII = /[\u0080-\u{10ffff}]/u;

const BEGINNING = /p2pchat(?::|%3a)/giu;

/** Quotation marks and soft line breaks: no piece of an invitation begins or ends with one. */
const AROUND = new Set([...'<>"“”‘’„‟«»‹›=']);

/** Fingerprint and room key, as they end an invitation; each repetition has one length, so that this stays linear. */
const SECRET_PART = /(?<![\w-])[\w-]{43}\.[\w-]{21}[AQgw](?![\w-])/;

/** An invitation from the scheme to the room key. The pattern is anchored, and matched with short text only. */
const WHOLE =
  /^p2pchat:\/*([^/#\s]{1,300})\/([^/#\s]{1,1000}?)(?:#|%23)([^#\s]{1,300}?)\.([\w-]{43})\.([\w-]{21}[AQgw])(?![\w-])/iu;

/**
 * Whether the text has an invitation, or a part of one that must not be sent by mistake: the scheme, however it is
 * wrapped or spelled, or the part that opens the room.
 */
export function holdsInvitation(text: string): boolean {
  const plain = NON_ASCII.test(text) ? text.slice(0, MAX_SEARCHED).normalize('NFKC') : text;
  if (!mayHoldInvitation(plain)) return false;
  const seen = withoutUnseen(plain);
  const compact = seen.replace(FRAMES, '').replace(/[\s>]/g, '');
  return /p2pchat[:%&]/iu.test(compact) || SECRET_PART.test(seen) || SECRET_PART.test(compact);
}

/** Fingerprint, full stop and room key, in UTF-16 units. */
const SECRET_PART_LENGTH = 43 + 1 + 22;

/** False for most lines, which need no further check: every spelling of either part has these characters. */
function mayHoldInvitation(text: string): boolean {
  return (text.includes('2') && /[:%&]/.test(text)) || (text.length >= SECRET_PART_LENGTH && text.includes('.'));
}

/** The first whole invitation in the text; null: there is none. */
export function findInvitation(text: string): Invitation | null {
  const begins = text.slice(0, MAX_SEARCHED).search(BEGINNING);
  const from = begins < 0 ? 0 : text.lastIndexOf('\n', begins) + 1;
  // Searched from the beginning of the scheme's line, since a frame may begin there; if no line has the whole scheme,
  // only the beginning of the text is searched.
  const near = text.slice(Math.max(from, begins - MAX_AROUND), Math.max(0, begins) + MAX_AROUND);
  const lines = withoutUnseen(near).split('\n');
  return firstIn(lines.flatMap(piecesOfLine)) ?? firstInColumn(lines);
}

/** Whether this can be the next line of an invitation that was cut by a line break, or of the frame around it. */
export function continuationOf(text: string): 'piece' | 'frame' | null {
  const pieces = piecesOfLine(withoutUnseen(text));
  if (pieces.length === 0) return 'frame';
  return pieces.length === 1 && /^[\w.%~#/:@-]+$/u.test(pieces[0] ?? '') ? 'piece' : null;
}

function withoutUnseen(text: string): string {
  return visibleText(narrow(text.slice(0, MAX_SEARCHED))).replace(UNSEEN, '');
}

/** Replaces full-width characters, which input methods write, by those of ASCII. */
function narrow(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
}

/** The words of a line between spaces and frames. */
function piecesOfLine(line: string): string[] {
  if (ASCII_EDGE.test(line)) return [];
  return line
    .replace(FRAMES, ' ')
    .split(/\s+/)
    .map(trimmed)
    .filter((piece) => piece !== '');
}

/**
 * The first invitation inside a frame that covers other text: text to its left and right, in the same rows, is ignored.
 */
function firstInColumn(lines: readonly string[]): Invitation | null {
  const cells = (line: string): string[] => line.split(FRAME);
  const row = lines.findIndex((line) => FRAME.test(line) && line.search(BEGINNING) >= 0);
  const first = lines[row];
  if (first === undefined) return null;
  const fromLeft = cells(first).findIndex((cell) => cell.search(BEGINNING) >= 0);
  const count = cells(first).length;
  const inside = lines.slice(row, row + MAX_PIECES).map((line) => {
    const all = cells(line);
    // Rows may have more or fewer edges beside the frame, so cells are counted from the side where their number agrees.
    return (all.length === count ? all[fromLeft] : (all[fromLeft] ?? '')) ?? '';
  });
  return firstIn(inside.flatMap(piecesOfLine));
}

function firstIn(pieces: readonly string[]): Invitation | null {
  let tried = 0;
  for (const [index, piece] of pieces.entries()) {
    for (const { index: at } of startsIn(piece, pieces, index)) {
      if (tried >= MAX_TRIED) return null;
      tried += 1;
      const found = joinedFrom(piece.slice(at), pieces, index + 1);
      if (found) return found;
    }
  }
  return null;
}

/** The places in this piece where an invitation may begin, even if its scheme continues in the next piece. */
function startsIn(piece: string, pieces: readonly string[], index: number): { readonly index: number }[] {
  const whole = [...piece.matchAll(BEGINNING)].slice(0, MAX_TRIED);
  if (whole.length > 0) return whole;
  const tail = /p(?:2(?:p(?:c(?:h(?:a(?:t(?:%3?)?)?)?)?)?)?)?$/iu.exec(piece);
  if (!tail) return [];
  return /^p2pchat(?::|%3a)/iu.test(tail[0] + (pieces[index + 1] ?? '')) ? [tail] : [];
}

/** Joins pieces until they form an invitation. */
function joinedFrom(start: string, pieces: readonly string[], from: number): Invitation | null {
  let joined = start;
  for (let next = from; ; next += 1) {
    const found = read(joined);
    if (found) return found;
    const piece = pieces[next];
    if (piece === undefined || next - from >= MAX_PIECES || joined.length + piece.length > MAX_LENGTH) return null;
    joined += piece;
  }
}

function read(joined: string): Invitation | null {
  const isWholeEncoded = /^p2pchat(?:%3a|:%2f)/iu.test(joined);
  const text = decoded(joined, isWholeEncoded ? /%(?:3a|2f|23|25)/giu : /%(?:2d|2e|5f)/giu);
  if (!SECRET_PART.test(text)) return null;
  const [, where = '', room = '', who = '', fingerprint = '', roomKey = ''] = WHOLE.exec(text) ?? [];
  if (where === '') return null;
  return parseInvitation(`p2pchat://${where.toLowerCase()}/${room}#${who}.${fingerprint}.${roomKey}`);
}

/** A whole invitation may be percent-encoded inside another link; some programs encode more than needed. */
function decoded(text: string, codes: RegExp): string {
  return text.replace(/&#(?:35|x23);/giu, '#').replace(codes, (code) => decodeURIComponent(code));
}

/** The piece without the quotation marks that programs and people put around it. */
function trimmed(piece: string): string {
  let [from, to] = [0, piece.length];
  while (from < to && AROUND.has(piece[from] ?? '')) from += 1;
  while (to > from && AROUND.has(piece[to - 1] ?? '')) to -= 1;
  return piece.slice(from, to);
}
