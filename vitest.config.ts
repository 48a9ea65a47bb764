import { defineConfig } from 'vitest/config';
import { PATIENCE_MS } from './test/helpers/patience.ts';

/** Each of them puts test/storage/disk.ts under the product, whose calls must not be refused to others. */
const ON_TEST_DISK = [
  'test/storage/{damaged-snapshot,journal,model,power-cut,refusing-disk,renewal,snapshot,vanishing-lock}.test.ts',
  'test/contract/store.contract.test.ts',
];

/** They mock the hash, which must not be a mock for others. */
const MOCKING = ['test/tracker/password-hasher.test.ts'];

/** They need to have the machine for themselves. */
const ALONE = ['test/commons/pacing.test.ts'];

export default defineConfig({
  test: {
    allowOnly: false,
    passWithNoTests: false,
    // Longer than PATIENCE_MS.
    testTimeout: 90_000,
    hookTimeout: 90_000,
    expect: { poll: { timeout: PATIENCE_MS } },
    projects: [
      {
        extends: true,
        // Files share their processes: loading everything again for each would take longer than the tests. More
        // processes than there are cores, since many tests wait for something.
        test: {
          name: 'shared',
          include: ['test/**/*.test.ts'],
          exclude: [...ON_TEST_DISK, ...MOCKING, ...ALONE],
          isolate: false,
          maxWorkers: 3,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        // The disk refuses nothing when no test asks it to, so these files, and only these, share their processes too.
        test: {
          name: 'test disk',
          include: ON_TEST_DISK,
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
