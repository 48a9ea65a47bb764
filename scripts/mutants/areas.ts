// Where mutants are made, and which tests have to notice them: the nearest first, since most are found there.

export interface Area {
  /** A file, or a folder with all in it. */
  readonly sources: string;
  readonly near: readonly string[];
  /** Run for those that the near ones let through. */
  readonly far: readonly string[];
}

export const AREAS: readonly Area[] = [
  { sources: 'peer/core', near: ['test/peer/core'], far: ['test/peer', 'test/hostile-peer', 'test/ui/tui'] },
  ...['link.ts', 'link-table.ts', 'link-facts.ts'].map((file) => ({
    sources: `peer/links/${file}`,
    near: ['test/peer/link'],
    far: ['test/peer', 'test/hostile-peer'],
  })),
  { sources: 'tracker/rooms', near: ['test/tracker', 'test/contract/rooms'], far: ['test/hostile', 'test/storage'] },
  {
    sources: 'commons/protocol',
    near: ['test/commons'],
    far: ['test/fuzz', 'test/hostile', 'test/hostile-peer', 'test/peer', 'test/tracker'],
  },
];
