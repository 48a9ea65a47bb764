// Ctrl+C, and the other signals that end a program: a script ends the programs that it has started before it ends
// itself.

import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface Interruption {
  /** Aborted by the first of the signals. */
  readonly signal: AbortSignal;
  /** 128 + the number of the signal; null: there was none. */
  readonly exitCode: number | null;
}

/**
 * From now on, signals no longer end this process, which ends its child programs first; npm may pass one Ctrl+C on
 * twice.
 */
export function watchForInterruption(): Interruption {
  const controller = new AbortController();
  let exitCode: number | null = null;
  for (const signal of SIGNALS) {
    process.on(signal, () => {
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
