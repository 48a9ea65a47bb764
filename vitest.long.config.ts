import { defineConfig } from 'vitest/config';

// The same properties as in the ordinary tests, with the counts of the long run.
export default defineConfig({
  test: {
    include: ['test/**/*.long.ts'],
    allowOnly: false,
    passWithNoTests: false,
    testTimeout: 600_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
