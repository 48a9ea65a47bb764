// Adds reports for front ends to the effects of a turn.

import type { Problem } from '../problems.ts';
import type { Report } from '../reports.ts';
import type { Turn } from './turn.ts';

export function report(turn: Turn, what: Report): void {
  turn.effects.push({ type: 'report', report: what });
}

/** `about`: the list that was asked for, which a front end may show by itself. */
export function problem(turn: Turn, what: Problem, about?: 'rooms' | 'peers'): void {
  report(turn, { event: 'error', problem: what, ...(about ? { about } : {}) });
}
