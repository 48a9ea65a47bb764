import {
  helpIfNothingIsGiven,
  nonEmpty,
  ProgramCommand,
  parseArguments,
  wholeNumber,
} from '../../commons/command-line/command-line.ts';
import type { Language } from '../../commons/command-line/language.ts';
import { traceWords } from './option-words.ts';

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
export function parseTraceOptions(args: readonly string[], language: Language = 'en'): TraceOptions {
  let file = '';
  const words = traceWords(USUAL_ARROWS);
  const command = new ProgramCommand('trace', words.description, language)
    .takesArgument('<file>', words.file)
    .takes('--format <format>', words.format, { choices: ['text', 'mermaid', 'svg'] })
    .takes('--out <file>', words.out, { read: nonEmpty })
    .takes('--keylog <file>', words.keylog, { read: nonEmpty })
    .takes('--limit <n>', words.limit, { read: wholeNumber(1, MAX_ARROWS) })
    .takes('--width <n>', words.width, { read: wholeNumber(40, 1_000) })
    .takes('--ascii', words.ascii)
    .addHelpText('after', words.examples[language])
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
