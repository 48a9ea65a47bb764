/**
 * How long a test waits, in ms, for what must come from a real socket, process, disk or terminal. It proves nothing
 * about speed: it only has to be longer than a slow machine with other work takes, and ends a wait that would never
 * end, with a message that says what was waited for. The time limit of a test (vitest.config.ts) is longer, so that
 * this message is seen.
 */
export const PATIENCE_MS = 60_000;
