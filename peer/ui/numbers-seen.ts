// For the plain front ends: the first `/verify bob` shows the safety number, the second marks bob as verified. Programs
// (`--json`), which see nothing, and the full screen, which asks a question, do not need this.

import { type Clock, systemClock } from '../../commons/clock.ts';
import { nameKey } from '../../commons/model/names.ts';
import type { Intended } from '../core/events.ts';
import type { ReportOf } from '../reports.ts';

/** The most numbers that are remembered. Beyond it, the oldest is forgotten; `/verify` then shows it again. */
const MAX_REMEMBERED = 100;

/** Nobody compares sixty digits in less time: an earlier second `/verify` was typed or pasted before they were seen. */
const LEAST_LOOK_MS = 500;

interface Shown {
  readonly number: string;
  /** Monotonic ms. */
  readonly since: number;
}

export class NumbersSeen {
  readonly #clock: Clock;
  readonly #byName = new Map<string, Shown>();

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  saw({ peer, number }: ReportOf<'safety_number'>): void {
    const key = nameKey(peer);
    const before = this.#byName.get(key);
    const since = before?.number === number ? before.since : this.#clock.elapsed();
    this.#byName.delete(key);
    this.#byName.set(key, { number, since });
    const [oldest] = this.#byName.keys();
    if (this.#byName.size > MAX_REMEMBERED && oldest !== undefined) this.#byName.delete(oldest);
  }

  /**
   * Adds the number that was shown to a repeated `/verify`, so that a key that has changed since is not marked. If no
   * number was shown, or only just now, replaces the intent by one that shows it.
   */
  compared(wanted: Intended): Intended {
    const { intent } = wanted;
    if (intent.kind !== 'verify' || intent.number !== null) return wanted;
    const { user } = intent;
    const shown = this.#byName.get(nameKey(user));
    const isSeen = shown !== undefined && this.#clock.elapsed() - shown.since >= LEAST_LOOK_MS;
    return { ...wanted, intent: isSeen ? { ...intent, number: shown.number } : { kind: 'showSafetyNumber', user } };
  }
}
