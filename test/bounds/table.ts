import type { Filled } from './collections.ts';

/** The table of the document, in which rows have no line breaks. */
export function tableOf(rows: readonly Filled[]): string {
  const size = ({ mebibytes }: Filled): string => (mebibytes === null ? '' : mebibytes < 1 ? '< 1' : String(mebibytes));
  const files = ({ where }: Filled): string => where.map((file) => `\`${file}\``).join(', ');
  const lines = rows.map((row) => `| ${[row.what, row.bound, size(row), row.whenFull, files(row)].join(' | ')} |`);
  return ['| collection | bound | MiB | when it is full | where |', '|---|---|---|---|---|', ...lines].join('\n');
}
