import type { WireReport } from '../../../reports.ts';

/** What is kept: more than anybody scrolls through. */
const MAX_KEPT = 2_000;
/** They are dropped so many at a time. */
const SLAB = 200;

/**
 * Room for so many of the usual size with their bytes, and no more: it is recorded all the time, and strangers send
 * large ones.
 */
const MAX_KEPT_BYTES = 4 * 1024 * 1024;
/** What an object costs beside its text: addresses, times, and the object itself. */
const OVERHEAD_BYTES = 500;

/** Of a list or an object in it. */
const BYTES_OF_VALUE = 64;

/** What has crossed the wire since the start. */
export class WireLog {
  #kept: WireReport[] = [];
  #bytes = 0;
  #count = 0;

  get all(): readonly WireReport[] {
    return this.#kept;
  }

  /** Numbers go on from one login to the next. */
  add(report: WireReport): void {
    this.#count += 1;
    this.#kept.push({ ...report, number: this.#count });
    this.#bytes += weightOf(report);
    if (this.#kept.length >= MAX_KEPT + SLAB) this.#drop(this.#kept.length - MAX_KEPT);
    if (this.#bytes > MAX_KEPT_BYTES) this.#drop(1);
  }

  /** At least so many, the oldest first, and as many as it takes to keep within the limit. */
  #drop(least: number): void {
    let count = 0;
    for (const report of this.#kept) {
      if (count >= least && this.#bytes <= MAX_KEPT_BYTES) break;
      this.#bytes -= weightOf(report);
      count += 1;
    }
    this.#kept = this.#kept.slice(count);
  }
}

/** Nearly: its texts are ASCII for the most part. */
function weightOf({ bytes, carried, object }: WireReport): number {
  return bytes + (carried?.length ?? 0) + OVERHEAD_BYTES + BYTES_OF_VALUE * countValues(object);
}

/** A list of empty lists takes many times what it took on the wire. */
function countValues(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 1;
  for (const each of Object.values(value)) count += countValues(each);
  return count;
}
