import { codeOf } from '../problems.ts';
import type { Report } from '../reports.ts';
import { problemInEnglish } from './phrases/problems-en.ts';

/** A report as `--json` writes it: problems have a code and an English sentence. The names and fields are a contract with its readers. */
export type JsonEvent =
  | Exclude<Report, { event: 'error' }>
  | { event: 'error'; code: string; message: string; about?: 'rooms' | 'peers' };

export type JsonEventOf<E extends JsonEvent['event']> = Extract<JsonEvent, { event: E }>;

export function jsonEventOf(report: Report): JsonEvent {
  if (report.event !== 'error') return report;
  const { problem, ...rest } = report;
  return { ...rest, code: codeOf(problem), message: problemInEnglish(problem) };
}
