import { describe, expect, it, onTestFinished } from 'vitest';
import { watchForInterruption } from '../../scripts/interruption.ts';

const SIGNALS = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;

describe('an interruption', () => {
  it('is the first signal; what ends us takes none of the later ones for a reason to leave at once', () => {
    const before = new Map(SIGNALS.map((signal) => [signal, process.rawListeners(signal)]));
    // The raw ones, which take themselves away when they are for one time.
    const added = (signal: (typeof SIGNALS)[number]): NodeJS.SignalsListener[] =>
      process
        .rawListeners(signal)
        .filter((listener) => !before.get(signal)?.includes(listener))
        .map((listener) => listener as NodeJS.SignalsListener);
    const interruption = watchForInterruption();
    onTestFinished(() => {
      for (const signal of SIGNALS) for (const listener of added(signal)) process.off(signal, listener);
    });
    expect([interruption.signal.aborted, interruption.exitCode]).toEqual([false, null]);
    for (const signal of ['SIGHUP', 'SIGHUP', 'SIGINT'] as const) {
      for (const listener of added(signal)) listener(signal);
      expect([interruption.signal.aborted, interruption.exitCode]).toEqual([true, 129]);
    }
    for (const signal of SIGNALS) expect(added(signal)).toHaveLength(1);
  });
});
