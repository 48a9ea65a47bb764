#!/usr/bin/env node
// The entry point. It loads almost nothing, so that it can report a missing requirement before the rest is loaded.

import { readOpenFilesLimit, tooFewFiles } from '../commons/process/open-files.ts';

const problem = tooFewFiles(readOpenFilesLimit());
if (problem === null) await import('./tracker-main.ts');
else {
  process.stderr.write(`tracker: ${problem}.\n`);
  process.exit(1);
}
