/** One measured figure beside its baseline of the same run. */
export interface Figure {
  readonly what: string;
  readonly unit: string;
  readonly ours: number;
  readonly baseline: number;
  /** What the ratio ours / baseline should be. */
  readonly goal: { readonly atLeast: number } | { readonly atMost: number };
}

/** The figures as a table for people. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.what,
    `${round(figure.ours)} ${figure.unit}`,
    `${round(figure.baseline)} ${figure.unit}`,
    `${(figure.ours / figure.baseline).toFixed(2)}x`,
    'atLeast' in figure.goal ? `>= ${figure.goal.atLeast}x` : `<= ${figure.goal.atMost}x`,
    isReached(figure) ? 'reached' : 'MISSED',
  ]);
  const all = [['what', 'ours', 'baseline', 'ratio', 'goal', ''], ...rows];
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function isReached({ ours, baseline, goal }: Figure): boolean {
  const ratio = ours / baseline;
  return 'atLeast' in goal ? ratio >= goal.atLeast : ratio <= goal.atMost;
}

function round(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(1);
}
