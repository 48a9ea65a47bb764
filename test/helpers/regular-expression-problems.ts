// What makes a regular expression take more than linear time. Overlapping repetitions are found by scslre; it does not look
// at alternatives that begin alike, of which a repetition tries each combination.

import { type AST, parseRegExpLiteral } from '@eslint-community/regexpp';
import { getFirstConsumedChar, hasSomeDescendant, type ReadonlyFlags } from 'regexp-ast-analysis';
import { analyse } from 'scslre';

/** A repetition that is shorter tries few combinations. */
const SHORT = 4;

/** The parts that are to blame; none if it takes linear time. */
export function problemsOf(expression: RegExp): string[] {
  const overlapping = analyse(expression).reports.map((report) =>
    report.type === 'Trade'
      ? `${report.startQuant.raw} and ${report.endQuant.raw} overlap`
      : `${report.quant.raw} is tried from each place (${report.type})`,
  );
  return [...overlapping, ...ambiguousRepetitions(expression)];
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
