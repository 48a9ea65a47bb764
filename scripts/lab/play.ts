// Exercises, one after the other: what happens is told, recorded and drawn.

import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { refuseUnwritable, writeNewFile } from '../given-file.ts';
import { ScriptFailed } from '../script-failed.ts';
import { eventsOf } from '../trace/capture-events.ts';
import { diagramOf } from '../trace/diagram.ts';
import { blocksOf } from '../trace/pcapng-blocks.ts';
import { saidIn } from '../trace/said-in-capture.ts';
import { textLadder } from '../trace/text-ladder.ts';
import type { Exercise } from './exercise.ts';
import { EXERCISES } from './exercises/all.ts';
import { Laboratory, type LaboratoryDeps } from './laboratory.ts';
import { withoutKeys } from './merged-capture.ts';
import type { LabOptions } from './options.ts';
import { RealCapture } from './real-capture.ts';

/** As much as a person looks at in a terminal; npm run trace draws all of it. */
const DRAWN_ARROWS = 60;

/** Plays it; the capture of what happened. */
export async function record(exercise: Exercise, deps: LaboratoryDeps): Promise<Buffer> {
  const lab = new Laboratory(deps);
  try {
    await exercise.play(lab);
    return await lab.finish();
  } finally {
    await lab.close();
  }
}

/** Rejects with a {@link ScriptFailed}. */
export async function play(options: LabOptions, deps: LaboratoryDeps, width: number): Promise<void> {
  const { exercise: chosen, capture, isReal } = options;
  const numbers = chosen === null ? EXERCISES.map((_, index) => index + 1) : [chosen];
  const scenes = numbers.flatMap((number): Scene[] => {
    const exercise = EXERCISES[number - 1];
    return exercise ? [{ number, exercise, file: capture ?? freeFile(`lab-${number}.pcapng`) }] : [];
  });
  for (const { file } of scenes) {
    for (const one of [file, besides(file, 'sealed'), besides(file, 'real')]) refuseUnwritable(one);
  }
  for (const scene of scenes) {
    deps.say(`\n${scene.number}. ${scene.exercise.title}`);
    const recorded = await recordBoth(scene, isReal, deps).catch((error: Error) => {
      const why = deps.interrupted.aborted
        ? 'The exercise was interrupted; nothing of it is kept.'
        : `The exercise failed: ${error.message}`;
      throw new ScriptFailed(why);
    });
    show(scene, recorded, deps, width);
    if (isReal) deps.say(`The same as dumpcap captured it, with the real TCP headers: ${besides(scene.file, 'real')}`);
  }
  deps.say('\nQuestions and answers: docs/lab/en/README.md, docs/lab/pt/README.md');
}

/** An exercise, and where it is recorded. */
interface Scene {
  readonly number: number;
  readonly exercise: Exercise;
  readonly file: string;
}

async function recordBoth({ exercise, file }: Scene, isReal: boolean, deps: LaboratoryDeps): Promise<Buffer> {
  if (!isReal) return record(exercise, deps);
  const real = await RealCapture.begin(besides(file, 'real'), deps.clock);
  try {
    const recorded = await record(exercise, deps);
    await real.end(recorded);
    return recorded;
  } catch (error) {
    real.discard();
    throw error;
  } finally {
    real.kill();
  }
}

function show({ file }: Scene, recorded: Buffer, { say }: LaboratoryDeps, width: number): void {
  const diagram = diagramOf(saidIn(eventsOf(blocksOf([recorded]))), DRAWN_ARROWS);
  for (const line of ['', ...textLadder(diagram, { width, isAscii: false }), '']) say(line);
  writeNewFile(file, recorded, true);
  say(`Recorded in ${file}: npm run wireshark -- open ${file}`);
  if (!diagram.arrows.some(({ isEncrypted }) => isEncrypted)) return;
  writeNewFile(besides(file, 'sealed'), withoutKeys(recorded), true);
  say(`The same without its keys, as an eavesdropper would have it: ${besides(file, 'sealed')}`);
}

/** The name of a file that belongs to it. */
export function besides(file: string, what: 'sealed' | 'real'): string {
  const end = extname(file);
  return `${file.slice(0, file.length - end.length)}-${what}${end}`;
}

/** `file`, or where that, or one that belongs to it, is there already, the first of `lab-1-2.pcapng` and so on. */
export function freeFile(file: string): string {
  const end = extname(file);
  const isFree = (name: string): boolean =>
    ![name, besides(name, 'sealed'), besides(name, 'real')].some((each) => existsSync(each));
  let name = file;
  for (let number = 2; !isFree(name); number += 1) name = `${file.slice(0, file.length - end.length)}-${number}${end}`;
  return name;
}
