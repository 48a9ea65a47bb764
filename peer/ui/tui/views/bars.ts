// The title row above the log, the status row below it, and the row of key hints.

import { visible } from '../../../../commons/text/text.ts';
import type { Conversation } from '../../../session/conversation.ts';
import type { KnownPerson } from '../../../session/people.ts';
import type { Face } from '../face.ts';
import type { Model } from '../model/model.ts';
import { cutRow, cutText, padRow } from '../text/fit.ts';
import type { Row, Span } from '../text/row.ts';
import { rowWidth, widthOf } from '../text/width.ts';
import { otherName } from './names.ts';

const bar = (text: string): Span => ({ text, style: 'bar' });
const strong = (text: string): Span => ({ text, style: 'barStrong' });
const danger = (text: string): Span => ({ text, style: 'barDanger' });

interface TitleParts {
  readonly left: Row;
  readonly right: Row;
}

/** The title row: the conversation, its people, and whether anybody else can read it. Warnings come first. */
export function titleRow(face: Face, model: Model, width: number): Row {
  const { shown } = model;
  const [long, short] = [false, true].map((isShort): { left: Row; right: Row } => ({
    left: [
      strong(` ${shown.isHome ? face.phrases.program : visible(shown.label)}`),
      bar(about(face, model, shown, isShort)),
    ],
    right: [...security(face, model, shown, isShort), bar(' ')],
  })) as [TitleParts, TitleParts];
  const fits = ({ left, right }: TitleParts): boolean => rowWidth(left) + rowWidth(right) < width;
  const { left, right } = fits(long) ? long : short;
  const room = width - rowWidth(right);
  if (room < 8) return padRow(cutRow(right, width), width, 'bar');
  return [...padRow(cutRow(left, room - 1), room, 'bar'), ...right];
}

function about(face: Face, model: Model, shown: Conversation, isShort: boolean): string {
  const { phrases } = face;
  if (shown.isHome) return model.session.me === '' ? '' : `  ${phrases.home}  ${visible(model.session.me)}`;
  if (shown.hasEnded) return `  ${phrases.ended}`;
  if (shown.place.kind === 'private') return '';
  const owner =
    shown.owner === model.session.me ? phrases.ownerYou : phrases.owner(otherName(face, visible(shown.owner ?? '?')));
  if (model.session.othersIn(shown).length > 0) return `  ${owner}`;
  return isShort ? `  ${phrases.nobodyElseShort}` : `  ${owner}, ${phrases.nobodyElse}`;
}

function security({ phrases, characters }: Face, model: Model, shown: Conversation, isShort: boolean): Span[] {
  const capture = model.session.capture === null ? [] : [danger(` ${phrases.trafficRecorded} `)];
  if (model.session.encryption === 'off') return [...capture, danger(` ${phrases.encryptionOff} `)];
  const others = model.session.othersIn(shown).map((name) => model.session.people.lookUp(name));
  const names = (who: readonly KnownPerson[]): string => who.map(({ name }) => visible(name)).join(', ');
  const plain = others.filter(({ link, isEncrypted }) => link === 'open' && !isEncrypted);
  const recording = others.filter(({ recordsKeys }) => recordsKeys);
  const spans: Span[] = [];
  if (model.session.keylog !== null) spans.push(danger(` ${phrases.keysRecorded} `));
  if (recording.length > 0) spans.push(danger(` ${phrases.recordKeys(names(recording))} `));
  if (plain.length > 0) spans.push(danger(` ${phrases.notEncrypted(names(plain))} `));
  else if (others.some(({ link }) => link === 'open'))
    spans.push(bar(` ${characters.lock}${isShort ? '' : ` ${phrases.encrypted}`}`));
  if (others.length > 0 && plain.length < others.length) {
    const verified = others.filter(({ isVerified }) => isVerified).length;
    const count = `${characters.check}${verified}/${others.length}`;
    spans.push(bar(isShort ? ` ${count}` : `  ${phrases.verifiedCount(verified, others.length)}`));
  }
  return spans;
}

/** The hints for the most useful keys, as many as fit; or `flash`. */
export function hintRow(face: Face, flash: string, width: number): Row {
  if (flash !== '') return padRow([{ text: ` ${cutText(flash, width - 1)}`, style: 'warning' }], width, 'hint');
  const row = fittingHints(face, width).flatMap(({ key, what }): Span[] => [
    { text: ` ${key}`, style: 'hintKey' },
    { text: ` ${what} `, style: 'hint' },
  ]);
  return padRow(row, width, 'hint');
}

/** The key, as the row names it, whose hint is at `column` in a row of `width`; null: none. */
export function hintedKey(face: Face, width: number, column: number): string | null {
  return fittingHints(face, width).find(({ left, columns }) => column >= left && column < left + columns)?.key ?? null;
}

interface PlacedHint {
  readonly key: string;
  readonly what: string;
  readonly left: number;
  readonly columns: number;
}

function fittingHints({ phrases }: Face, width: number): PlacedHint[] {
  const placed: PlacedHint[] = [];
  let left = 0;
  for (const [key, what] of phrases.hints) {
    const columns = widthOf(key) + widthOf(what) + 3;
    if (left + columns > width) continue;
    placed.push({ key, what, left, columns });
    left += columns;
  }
  return placed;
}
