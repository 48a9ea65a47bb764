/** A whole number of seconds, rounded up, for `retry_after` on the wire. */
export function wholeSeconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}

let lastMs = Number.NaN;
let lastText = '';

/**
 * Wall-clock ms as ISO 8601 in UTC. The last result is cached, since the lines of one burst share their millisecond.
 */
export function isoTime(ms: number): string {
  if (ms !== lastMs) {
    lastMs = ms;
    lastText = new Date(ms).toISOString();
  }
  return lastText;
}
