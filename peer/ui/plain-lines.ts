// The lines that the plain front ends print: facts of the session, messages, and the delivery of the user's own
// messages.

import { type Clock, systemClock } from '../../commons/clock.ts';
import type { Report } from '../reports.ts';
import { foldReport } from '../session/fold-report.ts';
import { NO_ENTRIES, Session } from '../session/session.ts';
import { Describer } from './describe.ts';
import { OwnLines } from './own-lines.ts';
import { type Paint, withoutPaint } from './paint.ts';
import type { Phrases } from './phrases/phrases.ts';
import type { Line } from './words.ts';

export interface PlainLinesOptions {
  /** Colours names and rooms within the lines; without it, the lines are bare text. */
  readonly paint?: Paint;
  /** Whether own messages are printed; a terminal shows them already, as they were typed. */
  readonly showsOwnLines: boolean;
  readonly clock?: Clock;
}

export class PlainLines {
  readonly session = new Session(NO_ENTRIES);
  readonly #describer: Describer;
  readonly #own = new OwnLines(this.session.people);
  readonly #showsOwnLines: boolean;
  readonly #clock: Clock;

  constructor(phrases: Phrases, { paint = withoutPaint, showsOwnLines, clock = systemClock }: PlainLinesOptions) {
    this.#describer = new Describer(phrases, this.session, paint);
    this.#showsOwnLines = showsOwnLines;
    this.#clock = clock;
  }

  get phrases(): Phrases {
    return this.#describer.phrases;
  }

  /** The lines to print for a report; some have none. Must be called once for each report, in order. */
  linesFor(report: Report): Line[] {
    const { facts } = foldReport(this.session, report, this.#clock.now());
    const lines = facts.flatMap((fact) => this.#describer.describe(fact.report));
    switch (report.event) {
      case 'message':
        return this.#describer.message(report);
      case 'queued': {
        const own = this.#showsOwnLines ? this.#describer.own(report, this.#own.isPlain(report.people)) : [];
        return [...own, ...this.#describer.verdicts(this.#own.queued(report))];
      }
      case 'sent':
      case 'delivered':
      case 'failed':
        return [...lines, ...this.#describer.verdicts(this.#own.became(report))];
      default:
        return lines;
    }
  }
}
