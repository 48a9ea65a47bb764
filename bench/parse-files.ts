// The baseline of a start: node, and JSON.parse of the files that the tracker has to read.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { answerQuestions } from './child.ts';

const folder = process.argv[2] ?? '';
let parsed = 0;
for (const name of await readdir(folder)) {
  if (!name.endsWith('.json')) continue;
  JSON.parse(await readFile(join(folder, name), 'utf8'));
  parsed += 1;
}
answerQuestions({ parsed: () => parsed });
