import { codeOf } from '../problems.ts';
import type { Report } from '../reports.ts';
import { problemInEnglish } from './phrases/problems-en.ts';
import { reasonInEnglish } from './phrases/reasons-en.ts';

type Written<R> = R extends { event: 'error' }
  ? { event: 'error'; code: string; message: string; about?: 'rooms' | 'peers' }
  : R extends { event: 'failed' }
    ? Omit<R, 'reason'> & { reason: string }
    : R extends { event: 'link' | 'tracker' }
      ? Omit<R, 'reason'> & { reason?: string }
      : R;

/**
 * A report as `--json` writes it: problems have a code and an English sentence, reasons are English. The names and
 * fields are a contract with its readers.
 */
export type JsonEvent = Written<Report>;

export type JsonEventOf<E extends JsonEvent['event']> = Extract<JsonEvent, { event: E }>;

export function jsonEventOf(report: Report): JsonEvent {
  if (report.event === 'error') {
    const { problem, ...rest } = report;
    return { ...rest, code: codeOf(problem), message: problemInEnglish(problem) };
  }
  if (!('reason' in report) || typeof report.reason !== 'object') return report as JsonEvent;
  return { ...report, reason: reasonInEnglish(report.reason) } as JsonEvent;
}
