/** What a figure should come to: the ratio ours / baseline, or (`below`) our own value, in the figure's unit. */
export type Goal =
  | { readonly atLeast: number; readonly star?: number }
  | { readonly atMost: number; readonly star?: number }
  | { readonly below: number };

/** One measured figure beside its baseline of the same run. */
export interface Figure {
  readonly what: string;
  readonly unit: string;
  readonly ours: number;
  readonly baseline: number;
  /** null: the figure is only stated, beside a baseline that does less. `star` is what would be excellent. */
  readonly goal: Goal | null;
}

/** What a benchmark comes back with. */
export interface Measured {
  readonly figures: readonly Figure[];
  /** What a reader of the figures should know, in whole sentences. */
  readonly remarks: readonly string[];
}

/** The figures as a table for people. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.what,
    `${round(figure.ours)} ${figure.unit}`,
    `${round(figure.baseline)} ${figure.unit}`,
    `${(figure.ours / figure.baseline).toFixed(2)}x`,
    goalOf(figure),
    starOf(figure),
    verdict(figure),
  ]);
  const all = [['what', 'ours', 'baseline', 'ratio', 'goal', 'star', ''], ...rows];
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

function goalOf({ goal, unit }: Figure): string {
  if (!goal) return '-';
  if ('below' in goal) return `<= ${goal.below} ${unit}`;
  return 'atLeast' in goal ? `>= ${goal.atLeast}x` : `<= ${goal.atMost}x`;
}

function starOf({ goal }: Figure): string {
  if (!goal || !('star' in goal)) return '';
  return 'atLeast' in goal ? `>= ${goal.star}x` : `<= ${goal.star}x`;
}

function verdict({ ours, baseline, goal }: Figure): string {
  if (!goal) return 'stated';
  if ('below' in goal) return ours <= goal.below ? 'reached' : 'MISSED';
  const ratio = ours / baseline;
  const [bound, isWithin] =
    'atLeast' in goal
      ? [goal.atLeast, (limit: number) => ratio >= limit]
      : [goal.atMost, (limit: number) => ratio <= limit];
  if (goal.star !== undefined && isWithin(goal.star)) return 'reached, with the star';
  return isWithin(bound) ? 'reached' : 'MISSED';
}

function round(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value.toFixed(value >= 10 ? 1 : 2);
}
