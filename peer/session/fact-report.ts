import type { Report } from '../reports.ts';

/** Reports that are no facts: messages and their delivery, and what changes the session alone. */
const NO_FACTS = ['message', 'queued', 'sent', 'delivered', 'conversation', 'contacts'] as const;

type NoFact = (typeof NO_FACTS)[number];
export type FactEvent = Exclude<Report['event'], NoFact>;

/** A report that something happened, which a front end may word. */
export type FactReport = Exclude<Report, { event: NoFact }>;

export function isFact(report: Report): report is FactReport {
  return !NO_FACTS.some((event) => event === report.event);
}
