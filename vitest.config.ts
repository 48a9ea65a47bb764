import { defineConfig } from 'vitest/config';

/** They mock the disk or the hash, which must not be mocks for others. */
const MOCKING = [
  'test/storage/**/*.test.ts',
  'test/contract/store.contract.test.ts',
  'test/tracker/password-hasher.test.ts',
];

/** They need to have the machine for themselves. */
const ALONE = ['test/commons/pacing.test.ts'];

export default defineConfig({
  test: {
    allowOnly: false,
    passWithNoTests: false,
    testTimeout: 20_000,
    hookTimeout: 20_000,
    projects: [
      {
        extends: true,
        // Files share their processes: loading everything anew for each would take longer than the tests. More
        // processes than there are cores, since many tests wait for something.
        test: {
          name: 'shared',
          include: ['test/**/*.test.ts'],
          exclude: [...MOCKING, ...ALONE],
          isolate: false,
          maxWorkers: 3,
          sequence: { groupOrder: 0 },
        },
      },
      { extends: true, test: { name: 'mocking', include: MOCKING, maxWorkers: 3, sequence: { groupOrder: 0 } } },
      { extends: true, test: { name: 'alone', include: ALONE, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});
