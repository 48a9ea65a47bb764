// The laboratory without a script: starts the tracker and prints the commands to type for three people. At the end,
// their captures are merged.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatEndpoint } from '../../commons/net/endpoint.ts';
import { refuseUnwritable, writeNewFile } from '../given-file.ts';
import { Program } from '../program.ts';
import { ScriptFailed } from '../script-failed.ts';
import type { LaboratoryDeps } from './laboratory.ts';
import { mergedCapture } from './merged-capture.ts';
import type { LabOptions } from './options.ts';
import { namesOf, PEOPLE } from './places.ts';
import { freeFile } from './play.ts';

const USUAL_FILE = 'lab.pcapng';

/** Runs until `isOver` resolves, which is when the user ends it. Rejects with a {@link ScriptFailed}. */
export async function byHand({ capture }: LabOptions, deps: LaboratoryDeps, isOver: Promise<void>): Promise<void> {
  const { places, port, say } = deps;
  const file = capture ?? freeFile(USUAL_FILE);
  refuseUnwritable(file);
  const folder = mkdtempSync(join(tmpdir(), 'p2pchat-lab-'));
  const recordings = ['tracker', ...PEOPLE].map((name) => join(folder, `${name}.pcapng`));
  const where = ['--host', places.tracker, '--port', String(port), '--data', join(folder, 'tracker'), '--json'];
  const tracker = new Program('tracker', 'tracker/main.js', [...where, '--capture', recordings[0] ?? ''], deps);
  let isSaved = false;
  try {
    const { port: taken } = await tracker.fact({ message: /^listening on/ });
    const at = formatEndpoint({ address: places.tracker, port: Number(taken) });
    say(
      `A tracker is listening on ${at}, and its traffic is recorded. Open three terminals, and type one of these in each:\n`,
    );
    for (const [index, name] of PEOPLE.entries()) {
      const own = `--data ${quoted(join(folder, name))} --capture ${quoted(recordings[index + 1] ?? '')}`;
      say(`  npm run peer -- --user ${name} --tracker ${at} --bind ${places[name]} ${own}\n`);
    }
    say(
      'With --encryption off after each, everything can be read without keys. When all have quit (F10), press Enter here.',
    );
    await Promise.race([isOver, tracker.exited]);
    tracker.child.kill('SIGTERM');
    await tracker.exited;
    writeNewFile(file, mergedCapture(recordings, namesOf(places)), true);
    isSaved = true;
    say(`Recorded in ${file}: npm run wireshark -- open ${file}, npm run trace -- ${file}`);
  } catch (error) {
    // The user's session cannot be repeated, so the recordings are kept.
    throw new ScriptFailed(`The laboratory failed: ${(error as Error).message}. What was recorded is in ${folder}.`);
  } finally {
    tracker.child.kill('SIGKILL');
    await tracker.exited;
    if (isSaved) rmSync(folder, { recursive: true, force: true });
  }
}

/** A path quoted for any shell. */
function quoted(path: string): string {
  return path.includes(' ') ? `"${path}"` : path;
}
