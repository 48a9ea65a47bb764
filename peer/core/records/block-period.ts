/** When somebody was blocked last, and until when that counts. */
export interface BlockPeriod {
  /** Wall-clock ms. */
  readonly from: number;
  readonly until: number;
  /** Until when received messages are compared with it (monotonic ms). */
  readonly judgedUntil: number;
}
