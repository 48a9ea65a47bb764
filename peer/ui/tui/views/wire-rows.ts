// The rows of the panel with what crosses the wire: its header, and an object in each of the others.

import { visible } from '../../../../commons/text/text.ts';
import type { WireReport } from '../../../reports.ts';
import { meaningOf, wordOf } from '../../../wire/meaning.ts';
import { type Face, preciseTime } from '../face.ts';
import { cutRow, cutText } from '../text/fit.ts';
import type { Row, Span } from '../text/row.ts';
import { rowWidth, widthOf } from '../text/width.ts';
import { wholeItems } from './box.ts';
import { nameStyle } from './names.ts';

const WORD_COLUMNS = 13;
const NAME_COLUMNS = 10;
/** In less, what an object means is worth more than when it came and how long it is. */
const NARROW_COLUMNS = 64;
const NARROW_NAME_COLUMNS = 7;

export interface WireHeader {
  readonly count: number;
  readonly isPaused: boolean;
  readonly hasKeys: boolean;
  /** Empty: there is none. */
  readonly filter: Row;
}

/** A rule with a title, the filter, and as many of the keys as fit. */
export function wireHeader(
  { phrases, characters }: Face,
  { count, isPaused, hasKeys, filter }: WireHeader,
  width: number,
): { readonly row: Row; readonly filterColumn: number } {
  const { horizontal } = characters;
  const title: Row = [
    { text: horizontal.repeat(2), style: 'rule' },
    { text: ` ${phrases.wireTitle} ${count}${isPaused ? ` ${phrases.wirePaused}` : ''}`, style: 'boxTitle' },
  ];
  const left: Row = [...title, ...filter, { text: ' ', style: 'text' }];
  const room = width - rowWidth(left) - 5;
  const hint = wholeItems(hasKeys ? phrases.wireKeysHint : phrases.wireHint, room);
  const shown = hint !== '' && widthOf(hint) <= room ? ` ${hint} ` : '';
  const rule = (columns: number): Span => ({ text: horizontal.repeat(Math.max(0, columns)), style: 'rule' });
  const end = shown === '' ? 0 : 1;
  const row: Row = [
    ...left,
    rule(width - rowWidth(left) - widthOf(shown) - end),
    { text: shown, style: 'boxTitle' },
    rule(end),
  ];
  return { row: cutRow(row, width, characters.ellipsis), filterColumn: rowWidth(title) };
}

export function wireRow(face: Face, report: WireReport, isSelected: boolean, width: number): Row {
  const { characters } = face;
  const isNarrow = width < NARROW_COLUMNS;
  const columns = isNarrow ? NARROW_NAME_COLUMNS : NAME_COLUMNS;
  const isSent = report.direction === 'sent';
  const name = cutText(visible(report.peer ?? report.remote), columns, characters.ellipsis);
  const isEncrypted = report.security === 'tls1.3';
  const wide = (text: string): Span[] => (isNarrow ? [] : [{ text, style: 'dim' }]);
  const spans: Span[] = [
    ...wide(`${preciseTime(Date.parse(report.at))} `),
    { text: isSent ? '> ' : '< ', style: isSent ? 'own' : 'text' },
    { text: `${name}${' '.repeat(columns - widthOf(name))}`, style: nameStyle(report.peer ?? '') },
    { text: isEncrypted ? ' TLS' : ' P  ', style: isEncrypted ? 'good' : 'danger' },
    ...wide(String(report.bytes).padStart(6)),
    { text: ` ${isNarrow ? wordOf(report.object) : wordOf(report.object).padEnd(WORD_COLUMNS)} `, style: 'strong' },
  ];
  const room = Math.max(0, width - rowWidth(spans));
  const meaning = cutText(meaningOf(report.object, face.language), room, characters.ellipsis);
  const row = cutRow([...spans, { text: meaning, style: 'text' }], width, characters.ellipsis);
  return isSelected ? row.map(({ text }) => ({ text, style: 'itemSelected' })) : row;
}
