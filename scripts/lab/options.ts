import { InvalidArgumentError, Option } from 'commander';
import { nonEmpty, parseArguments, port, quietCommand, usageError } from '../../commons/command-line.ts';
import { DEFAULT_TRACKER } from '../../commons/net/endpoint.ts';
import { EXERCISES } from './exercises/all.ts';

export interface LabOptions {
  /** From 1; null: all of them. */
  readonly exercise: number | null;
  readonly isByHand: boolean;
  /** null: `lab-N.pcapng` in the current folder, or the first free name like it. */
  readonly capture: string | null;
  readonly port: number;
  /** Also captures with dumpcap, in a network of its own. */
  readonly isReal: boolean;
  /** This is that network. */
  readonly isInside: boolean;
}

const EXAMPLES = `
Examples:
  npm run lab                               plays all exercises: lab-1.pcapng to lab-${EXERCISES.length}.pcapng
  npm run lab -- --exercise 3               plays one, and draws what happened
  npm run lab -- --exercise 3 --real        also captures with dumpcap: Linux, and no rights needed
  npm run lab -- --by-hand                  starts a tracker; says what to type for ana, bob and eva
  npm run wireshark -- open lab-3.pcapng    looks at it

The exercises:
${EXERCISES.map(({ title }, index) => `  ${index + 1}  ${title}`).join('\n')}

The guide, with questions and answers: docs/lab/en/README.md, docs/lab/pt/README.md. A capture holds
the keys of what is in it; everything here is made up, so it can be shown to anybody.`;

interface Raw {
  exercise?: number;
  byHand?: true;
  capture?: string;
  port?: number;
  real?: true;
  inside?: true;
}

/** Throws a CommandLineEnd. */
export function parseLabOptions(args: readonly string[]): LabOptions {
  const command = quietCommand('lab', 'A tracker and three people on this machine, each with an address, recorded.')
    .option('--exercise <n>', 'the exercise to play (default: all)', exerciseNumber)
    .option('--by-hand', 'do not play: you are ana, bob and eva')
    .option(
      '--capture <file>',
      'where to record; it must not exist yet (default: lab-N.pcapng, or a free name like it)',
      nonEmpty,
    )
    .option(
      '--port <port>',
      `the port of the tracker; 0 takes any free one (default: ${DEFAULT_TRACKER.port})`,
      port(0),
    )
    .option('--real', 'also capture with dumpcap, in a network namespace of its own (Linux)')
    .addOption(new Option('--inside').hideHelp())
    .addHelpText('after', EXAMPLES);
  const raw = parseArguments<Raw>(command, args);
  if (raw.byHand && (raw.exercise !== undefined || raw.real)) throw usageError('lab', '--by-hand plays no exercise');
  if (raw.capture !== undefined && raw.exercise === undefined && !raw.byHand) {
    throw usageError('lab', '--capture names one file: say which --exercise, or --by-hand');
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

function exerciseNumber(text: string): number {
  const number = /^\d$/.test(text) ? Number(text) : 0;
  if (!EXERCISES[number - 1]) throw new InvalidArgumentError(`It has to be a number from 1 to ${EXERCISES.length}.`);
  return number;
}
