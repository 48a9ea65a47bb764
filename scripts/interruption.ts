// Ctrl+C, and the other signals that end a program: whoever has started others ends them first, and leaves nothing behind.

import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface Interruption {
  /** Aborted by the first of the signals; a second one of the kind ends us at once. */
  readonly signal: AbortSignal;
  /** 128 + the number of the signal; null: there was none. */
  readonly exitCode: number | null;
}

/** From now on. */
export function watchForInterruption(): Interruption {
  const controller = new AbortController();
  let exitCode: number | null = null;
  for (const signal of SIGNALS) {
    process.once(signal, () => {
      exitCode ??= 128 + constants.signals[signal];
      controller.abort();
    });
  }
  return {
    signal: controller.signal,
    get exitCode() {
      return exitCode;
    },
  };
}
