#!/usr/bin/env node
// What runs first: it loads next to nothing, so that it can say what is missing for the rest to be loaded.

import { readOpenFilesLimit, tooFewFiles } from '../commons/process/open-files.ts';

const problem = tooFewFiles(readOpenFilesLimit());
if (problem === null) await import('./tracker-main.ts');
else {
  process.stderr.write(`tracker: ${problem}.\n`);
  process.exit(1);
}
