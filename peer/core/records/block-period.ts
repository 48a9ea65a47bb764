/** When somebody was blocked last, and until when that counts. */
export interface BlockPeriod {
  /** Wall-clock ms. */
  readonly from: number;
  readonly until: number;
  /** Until when messages are judged by it (monotonic ms). */
  readonly judgedUntil: number;
}
