// Faces of lines: `/verify bob` shows the number, and entered again it marks bob as verified. Programs (`--json`), which
// see nothing, and the full screen, which asks, do not need this.

import { type Clock, systemClock } from '../../commons/clock.ts';
import { nameKey } from '../../commons/model/names.ts';
import type { Intended } from '../core/events.ts';
import type { ReportOf } from '../reports.ts';

/** People whose numbers are remembered; the oldest is forgotten, and shown again. */
const MAX_REMEMBERED = 100;

/** Nobody compares sixty digits in less: a second `/verify` that comes sooner was typed, or pasted, before they were seen. */
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

  /** Marks somebody only with the number that was shown, which their key may not have any more; else it is shown. */
  compared(wanted: Intended): Intended {
    const { intent } = wanted;
    if (intent.kind !== 'verify' || intent.number !== null) return wanted;
    const { user } = intent;
    const shown = this.#byName.get(nameKey(user));
    const isSeen = shown !== undefined && this.#clock.elapsed() - shown.since >= LEAST_LOOK_MS;
    return { ...wanted, intent: isSeen ? { ...intent, number: shown.number } : { kind: 'showSafetyNumber', user } };
  }
}
