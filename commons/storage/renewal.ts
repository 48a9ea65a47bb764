// When a snapshot is renewed: after a second without changes, so that the file is up to date for a reader, and at once
// when the journal is long, so that a start is quick.

import type { Cancel, Clock } from '../clock.ts';

const IDLE_MS = 1_000;

/** A journal that is longer than this, and than the snapshot, is long. */
const LONG_BYTES = 4 * 1024 * 1024;

/** Pause between renewals, as a multiple of the time of the last one: so a large file costs little. */
const REST = 100;

/** Pause after a failed renewal. */
const RETRY_MS = 30_000;

export interface RenewalDeps {
  readonly clock: Clock;
  /** Resolves when the snapshot is new; with false when the disk refused. */
  renew(): Promise<boolean>;
  /** No renewal begins before `release` is called: a start must not wait for one. */
  readonly isHeld?: boolean;
}

export class Renewal {
  readonly #deps: RenewalDeps;
  #changedAt = 0;
  /** Since the last renewal began. */
  #hasChanged = false;
  #restsUntil = 0;
  #retriesAt = 0;
  #cancelWaiting: Cancel | null = null;
  #underWay: Promise<void> | null = null;
  #isFinished = false;
  #isHeld: boolean;

  constructor(deps: RenewalDeps) {
    this.#deps = deps;
    this.#isHeld = deps.isHeld ?? false;
  }

  /** Renewals may begin; earlier changes count as made now. */
  release(): void {
    this.#isHeld = false;
    this.#changedAt = this.#deps.clock.elapsed();
    if (this.#hasChanged) this.#await();
  }

  /** Something was appended to the journal, which has `journalBytes` now; the snapshot has `snapshotBytes`. */
  changed(journalBytes: number, snapshotBytes: number): void {
    this.#changedAt = this.#deps.clock.elapsed();
    this.#hasChanged = true;
    if (this.#isHeld) return;
    const isLong = journalBytes > Math.max(LONG_BYTES, snapshotBytes);
    if (isLong && this.#changedAt >= this.#retriesAt) this.#start();
    else this.#await();
  }

  /** Renews at once, after a renewal that is under way. Resolves when that is done, or will be tried again. */
  async renewNow(): Promise<void> {
    await this.#underWay;
    this.#start();
    await this.#underWay;
  }

  /** Waits for a renewal that is under way, and renews once more; then never again. */
  async finish(): Promise<void> {
    this.#isFinished = true;
    this.#cancelWaiting?.();
    await this.#underWay;
    await this.#deps.renew();
  }

  #await(): void {
    if (this.#cancelWaiting || this.#underWay || this.#isFinished) return;
    const { clock } = this.#deps;
    const dueAt = Math.max(this.#changedAt + IDLE_MS, this.#restsUntil, this.#retriesAt);
    this.#cancelWaiting = clock.after(dueAt - clock.elapsed(), () => {
      this.#cancelWaiting = null;
      const isIdle = clock.elapsed() >= this.#changedAt + IDLE_MS;
      if (isIdle) this.#start();
      else this.#await();
    });
  }

  #start(): void {
    if (this.#underWay || this.#isFinished) return;
    this.#cancelWaiting?.();
    this.#cancelWaiting = null;
    this.#underWay = this.#renew();
  }

  async #renew(): Promise<void> {
    const { clock, renew } = this.#deps;
    const startedAt = clock.elapsed();
    this.#hasChanged = false;
    const isRenewed = await renew();
    const endedAt = clock.elapsed();
    this.#underWay = null;
    if (isRenewed) this.#restsUntil = endedAt + REST * (endedAt - startedAt);
    else this.#retriesAt = endedAt + RETRY_MS;
    if (!isRenewed || this.#hasChanged) this.#await();
  }
}
