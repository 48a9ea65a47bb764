import { defineConfig } from 'vitest/config';
import { PATIENCE_MS } from './test/helpers/patience.ts';

/** They need to have the machine for themselves. */
const ALONE = ['test/long/reference-bursts.long.ts', 'test/long/login-times.long.ts'];

/** They fill what is kept for others, in a heap that it must not outgrow. */
const SMALL_HEAP = ['test/small-heap/**/*.long.ts'];

// The same properties as in the ordinary tests, with the counts of the long run.
export default defineConfig({
  test: {
    allowOnly: false,
    passWithNoTests: false,
    testTimeout: 600_000,
    hookTimeout: 90_000,
    expect: { poll: { timeout: PATIENCE_MS } },
    projects: [
      {
        extends: true,
        test: {
          name: 'long',
          include: ['test/**/*.long.ts'],
          exclude: [...ALONE, ...SMALL_HEAP],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'small heap',
          include: SMALL_HEAP,
          maxWorkers: 1,
          execArgv: ['--max-old-space-size=224', '--expose-gc'],
          sequence: { groupOrder: 0 },
        },
      },
      { extends: true, test: { name: 'alone', include: ALONE, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});
