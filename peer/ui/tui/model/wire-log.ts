import type { WireReport } from '../../../reports.ts';

/** What the inspector keeps: more than anybody scrolls through, and no more than some megabytes. */
const MAX_KEPT = 2_000;
/** They are dropped so many at a time. */
const SLAB = 200;

/** What has crossed the wire since the inspector was opened first. */
export class WireLog {
  #kept: WireReport[] = [];

  get all(): readonly WireReport[] {
    return this.#kept;
  }

  add(report: WireReport): void {
    this.#kept.push(report);
    if (this.#kept.length >= MAX_KEPT + SLAB) this.#kept = this.#kept.slice(-MAX_KEPT);
  }
}
