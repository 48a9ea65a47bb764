// What makes a regular expression take more than linear time. Overlapping repetitions are found by scslre; it does not
// look at alternatives that begin alike, of which a repetition tries each combination.

import { type AST, parseRegExpLiteral } from '@eslint-community/regexpp';
import {
  getConsumedChars,
  getFirstConsumedChar,
  getLengthRange,
  hasSomeDescendant,
  isPotentiallyEmpty,
  type ReadonlyFlags,
} from 'regexp-ast-analysis';
import { analyse } from 'scslre';

/** A repetition that is shorter tries few combinations. */
const SHORT = 4;

/** In one that is shorter the beginning is tried again a few times only. */
const SHORT_RUN = 256;

/** The parts that are to blame; none if it takes linear time. */
export function problemsOf(expression: RegExp): string[] {
  const overlapping = analyse(expression).reports.map((report) =>
    report.type === 'Trade'
      ? `${report.startQuant.raw} and ${report.endQuant.raw} overlap`
      : `${report.quant.raw} is tried from each place (${report.type})`,
  );
  return [...new Set([...overlapping, ...ambiguousRepetitions(expression), ...triedFromEachPlace(expression)])];
}

/**
 * Repetitions that run on over the beginning of the expression, and may fail behind it: in a text that begins it again
 * and again, each beginning is tried up to the end. scslre sees that only where a single character is before the
 * repetition.
 */
function triedFromEachPlace(expression: RegExp): string[] {
  const { pattern, flags } = parseRegExpLiteral(expression);
  if (expression.sticky) return [];
  return pattern.alternatives.flatMap((alternative) => repetitionsIn(alternative, [], false, flags));
}

/** `before`: what comes before it in the expression, `mayFail`: something behind it has to match, too. */
function repetitionsIn(
  { elements }: AST.Alternative,
  before: readonly AST.Element[],
  mayFail: boolean,
  flags: ReadonlyFlags,
): string[] {
  const found: string[] = [];
  for (const [index, element] of elements.entries()) {
    const behind = elements.slice(index + 1);
    const isFollowed = mayFail || behind.some((each) => !isPotentiallyEmpty(each, flags));
    const start = [...before, ...elements.slice(0, index).flatMap(lookedBackAt)];
    if (start.some(isStartOfText)) break;
    if (element.type === 'Quantifier') {
      const isLong = element.max > SHORT_RUN;
      if (isLong && isFollowed && runsOver(element, start, flags))
        found.push(`${element.raw} is tried from each place`);
    } else if (element.type === 'Group' || element.type === 'CapturingGroup') {
      found.push(...element.alternatives.flatMap((each) => repetitionsIn(each, start, isFollowed, flags)));
    }
  }
  return found;
}

/** What a lookbehind wants to see is before the repetition, too. */
function lookedBackAt(element: AST.Element): AST.Element[] {
  if (element.type !== 'Assertion' || element.kind !== 'lookbehind' || element.negate) return [element];
  const [only, ...others] = element.alternatives;
  return only && others.length === 0 ? only.elements : [];
}

const isStartOfText = (element: AST.Element): boolean => element.type === 'Assertion' && element.kind === 'start';

/**
 * Whether all characters before a repetition can be in it. One of a single character at the start is for scslre to
 * judge.
 */
function runsOver(repetition: AST.Quantifier, before: readonly AST.Element[], flags: ReadonlyFlags): boolean {
  const run = getConsumedChars(repetition.element, flags).chars;
  const consumed = before.map((each) => getConsumedChars(each, flags).chars).filter((chars) => !chars.isEmpty);
  if (consumed.length > 0) return consumed.every((chars) => !chars.isDisjointWith(run));
  return getLengthRange(repetition.element, flags).max > 1;
}

function ambiguousRepetitions(expression: RegExp): string[] {
  const { pattern, flags } = parseRegExpLiteral(expression);
  const found: string[] = [];
  hasSomeDescendant(pattern, (node) => {
    if (node.type === 'Quantifier' && node.max > SHORT && isAmbiguous(node.element, flags)) {
      found.push(`${node.raw} repeats alternatives that begin alike`);
    }
    return false;
  });
  return found;
}

function isAmbiguous(repeated: AST.Element, flags: ReadonlyFlags): boolean {
  return hasSomeDescendant(repeated, (node) => {
    if (!('alternatives' in node) || node.type === 'ClassStringDisjunction' || node.type === 'Assertion') return false;
    const first = node.alternatives.map((each) => getFirstConsumedChar(each, 'ltr', flags).char);
    return first.some((char, index) => first.slice(index + 1).some((other) => !char.isDisjointWith(other)));
  });
}
