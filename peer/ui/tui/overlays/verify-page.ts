// The page with a safety number, which the user compares with the number on the other side.

import { visible } from '../../../../commons/text/text.ts';
import type { Intent } from '../../../commands/intent.ts';
import type { ReportOf } from '../../../reports.ts';
import type { Desk } from '../desk.ts';
import type { Face } from '../face.ts';
import { padRow } from '../text/fit.ts';
import type { Row } from '../text/row.ts';
import { rowWidth } from '../text/width.ts';
import { wrapRow } from '../text/wrap.ts';
import { QrCode } from '../views/qr-code.ts';
import { Page } from './page.ts';

type SafetyNumber = ReportOf<'safety_number'>;

const GROUPS_A_ROW = 4;
const TEXT_COLUMNS = 38;
const GAP_COLUMNS = 3;

export function openVerification(desk: Desk, report: SafetyNumber): void {
  const { peer, number, verified, is_new_key: isNewKey } = report;
  const code = new QrCode(number.replaceAll(' ', ''));
  const decide = (intent: Intent) => () => {
    desk.close();
    desk.intend(intent);
  };
  // The intent carries the number that was shown: if the key has changed since, nothing is marked.
  const yes = decide(isNewKey ? { kind: 'trust', user: peer } : { kind: 'verify', user: peer, number });
  const no = decide({ kind: 'unverify', user: peer });
  const letters = (face: Face) => (verified ? { u: no } : { [face.phrases.yes.letter]: yes });
  desk.open(
    new Page({
      name: 'verify',
      title: (face) => face.phrases.verifyTitle(visible(peer)),
      hint: (face) => (verified ? face.phrases.closeHint : face.phrases.verifyHint),
      rows: (face, columns) => withCode(rowsFor(face, report), code.rows(face, columns), columns),
      letters,
      keys: verified ? { enter: () => desk.close() } : {},
      // The question can be answered only after these rows were shown: an unseen number cannot have been compared.
      rowsToSee: rowsFor(desk.face, report).findLastIndex((row) => row[0]?.style === 'strong') + 1,
      isQuestion: true,
    }),
  );
}

function rowsFor(face: Face, { peer, number, verified, is_new_key: isNewKey, looks_like: like }: SafetyNumber): Row[] {
  const { phrases } = face;
  const groups = number.split(' ');
  const how: Row = [{ text: phrases.verifyHow(visible(peer)), style: 'text' }];
  const warning: Row[] =
    like === undefined
      ? []
      : wrapRow([{ text: phrases.verifyLookAlike(visible(peer), visible(like)), style: 'danger' }], TEXT_COLUMNS, 0);
  const rows: Row[] = [...warning, ...wrapRow(how, TEXT_COLUMNS, 0), []];
  for (let from = 0; from < groups.length; from += GROUPS_A_ROW) {
    rows.push([{ text: `  ${groups.slice(from, from + GROUPS_A_ROW).join('  ')}`, style: 'strong' }]);
  }
  const next = verified ? phrases.verifyMarked : isNewKey ? phrases.verifyNewKey : phrases.verifyMatch;
  rows.push([], ...wrapRow([{ text: next, style: verified ? 'good' : 'warning' }], TEXT_COLUMNS, 0));
  if (!verified) rows.push([], ...wrapRow([{ text: phrases.verifyDiffer, style: 'danger' }], TEXT_COLUMNS, 0));
  return rows;
}

function withCode(rows: readonly Row[], code: readonly Row[], columns: number): readonly Row[] {
  const isRoomy = columns >= TEXT_COLUMNS + rowWidth(code[0] ?? []) + GAP_COLUMNS;
  return isRoomy ? besides(rows, code) : [...rows, [], ...code];
}

/** Rows with the code to the right of the text. */
function besides(words: readonly Row[], code: readonly Row[]): Row[] {
  return Array.from({ length: Math.max(words.length, code.length) }, (_, index) => [
    ...padRow(words[index] ?? [], TEXT_COLUMNS + GAP_COLUMNS, 'text'),
    ...(code[index] ?? []),
  ]);
}
