// Signals that were ignored when the program started, as nohup and `trap '' INT` in a shell have it: they stay ignored.
// Node resets all signals before any of our code runs, so it has to be found out from outside.

import { readFileSync } from 'node:fs';

export type KeptSignal = 'SIGHUP' | 'SIGINT';

/** Their numbers, on every system. */
const NUMBERS: Readonly<Record<KeptSignal, number>> = { SIGHUP: 1, SIGINT: 2 };

/** Programs that ignore a signal because their user said so. Others do while they wait, as Python's os.system. */
const SHELL = /^(ba|da|k|mk|z|a)?sh$|^busybox$/;

export interface StartedBy {
  /** Whether the input or one of the outputs is a terminal. */
  readonly isAtTerminal: boolean;
  /** The number of the parent process. */
  readonly parent: number;
}

/**
 * The signals to ignore. A shell passes its ignored signals on to its children; only Linux shows them. A program that
 * ignores a signal and then executes this one, as nohup does, leaves no trace. But without a terminal no hangup is
 * expected, and nohup leaves none.
 */
export function ignoredSignals({ isAtTerminal, parent }: StartedBy): ReadonlySet<KeptSignal> {
  const byShell = ignoredByShell(parent);
  const signals = new Set<KeptSignal>(isAtTerminal ? [] : ['SIGHUP']);
  for (const signal of ['SIGHUP', 'SIGINT'] as const) {
    if ((byShell & (1n << BigInt(NUMBERS[signal] - 1))) !== 0n) signals.add(signal);
  }
  return signals;
}

/** A bit for each signal; none if the process is no shell. */
function ignoredByShell(pid: number): bigint {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const name = /^Name:\s+(\S+)/m.exec(status)?.[1] ?? '';
    const ignored = /^SigIgn:\s+([0-9a-f]+)/m.exec(status)?.[1] ?? '0';
    return SHELL.test(name) ? BigInt(`0x${ignored}`) : 0n;
  } catch {
    return 0n; // Only Linux has it.
  }
}
