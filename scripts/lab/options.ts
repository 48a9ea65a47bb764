import { Option } from 'commander';
import {
  nonEmpty,
  ProgramCommand,
  parseArguments,
  port,
  usageError,
  wholeNumber,
} from '../../commons/command-line/command-line.ts';
import type { Language } from '../../commons/command-line/language.ts';
import { DEFAULT_TRACKER } from '../../commons/net/endpoint.ts';
import { EXERCISES } from './exercises/all.ts';
import { LAB_WORDS, labExamples } from './option-words.ts';

export interface LabOptions {
  /** The number of the exercise, from 1; null: all exercises. */
  readonly exercise: number | null;
  readonly isByHand: boolean;
  /** null: `lab-N.pcapng` in the current folder, or the first free name like it. */
  readonly capture: string | null;
  readonly port: number;
  /** Whether the laboratory also captures with dumpcap, in a network namespace of its own. */
  readonly isReal: boolean;
  /** Whether this process already runs inside that namespace. */
  readonly isInside: boolean;
}

interface Raw {
  exercise?: number;
  byHand?: true;
  capture?: string;
  port?: number;
  real?: true;
  inside?: true;
}

/** Throws a CommandLineEnd. */
export function parseLabOptions(args: readonly string[], language: Language = 'en'): LabOptions {
  const words = LAB_WORDS;
  const command = new ProgramCommand('lab', words.description, language)
    .takes('--exercise <n>', words.exercise, { read: wholeNumber(1, EXERCISES.length) })
    .takes('--by-hand', words.byHand)
    .takes('--capture <file>', words.capture, { read: nonEmpty })
    .takes('--port <port>', words.port, { read: port(0) })
    .takes('--real', words.real)
    .addOption(new Option('--inside').hideHelp())
    .addHelpText('after', labExamples(EXERCISES.map(({ title }) => title))[language]);
  const raw = parseArguments<Raw>(command, args);
  if (raw.byHand && (raw.exercise !== undefined || raw.real)) throw usageError('lab', words.handPlaysNone);
  if (raw.capture !== undefined && raw.exercise === undefined && !raw.byHand) {
    throw usageError('lab', words.oneFile);
  }
  return {
    exercise: raw.exercise ?? null,
    isByHand: raw.byHand ?? false,
    capture: raw.capture ?? null,
    port: raw.port ?? DEFAULT_TRACKER.port,
    isReal: raw.real ?? false,
    isInside: raw.inside ?? false,
  };
}
