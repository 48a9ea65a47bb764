import { InvalidArgumentError, Option } from 'commander';
import { helpIfNothingIsGiven, nonEmpty, parseArguments, quietCommand } from '../../commons/command-line.ts';

export type TraceFormat = 'text' | 'mermaid' | 'svg';

export interface TraceOptions {
  readonly file: string;
  readonly format: TraceFormat;
  /** null: standard output. */
  readonly out: string | null;
  /** Keys that are not in the capture. */
  readonly keyLogFile: string | null;
  readonly limit: number;
  /** null: as wide as the terminal is. */
  readonly width: number | null;
  readonly isAscii: boolean;
}

const EXAMPLES = `
Examples:
  npm run trace -- lab.pcapng                       a ladder for the terminal
  npm run trace -- lab.pcapng --format svg --out lab.svg
  npm run trace -- lab.pcapng --format mermaid --out lab.mmd    for a page that draws Mermaid

FILE is a capture that peer or tracker wrote (--capture), which needs nothing else; or any
other one, if tshark is installed; or a trace (one JSON object a line). Write to a file with --out: behind >, npm writes there too.`;

interface Raw {
  format?: TraceFormat;
  out?: string;
  keylog?: string;
  limit?: number;
  width?: number;
  ascii?: true;
}

/** A picture with more arrows than this is no picture. */
const MAX_ARROWS = 10_000;
const USUAL_ARROWS = 500;

/** Throws a CommandLineEnd. */
export function parseTraceOptions(args: readonly string[]): TraceOptions {
  let file = '';
  const command = quietCommand('trace', 'Draws who said what to whom: a sequence diagram of a capture.')
    .argument('<file>', 'the capture, or a trace')
    .addOption(
      new Option('--format <format>', 'what to draw: text, mermaid or svg').choices(['text', 'mermaid', 'svg']),
    )
    .option('--out <file>', 'where to; it must not exist yet (default: standard output)', nonEmpty)
    .option('--keylog <file>', 'keys that are not in the capture, for tshark', nonEmpty)
    .option('--limit <n>', `at most so many arrows (default: ${USUAL_ARROWS})`, wholeNumber(1, MAX_ARROWS))
    .option('--width <n>', 'columns of the text (default: those of the terminal, else 80)', wholeNumber(40, 1_000))
    .option('--ascii', 'draw with plain characters alone')
    .addHelpText('after', EXAMPLES)
    .action((given: string) => {
      file = given;
      command.args = command.args.slice(1); // What is left is what was not expected.
    });
  helpIfNothingIsGiven(command, args);
  const raw = parseArguments<Raw>(command, args);
  return {
    file,
    format: raw.format ?? 'text',
    out: raw.out ?? null,
    keyLogFile: raw.keylog ?? null,
    limit: raw.limit ?? USUAL_ARROWS,
    width: raw.width ?? null,
    isAscii: raw.ascii ?? false,
  };
}

function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= min && value <= max)) throw new InvalidArgumentError(`It has to be a number from ${min} to ${max}.`);
    return value;
  };
}
