// How a script ends that could not do its work.

import { CommandLineEnd } from '../commons/command-line/command-line.ts';
import { type Language, languageOfCommandLine } from '../commons/command-line/language.ts';

/** What a script speaks. */
export function scriptLanguage(): Language {
  return languageOfCommandLine(process.argv.slice(2), process.env);
}

/** It cannot be done; the message says why, and what to do, for a person. */
export class ScriptFailed extends Error {
  override readonly name: string = 'ScriptFailed';
}

/** Says what is to be said of it, and has the process end so; what nobody has foreseen is thrown on. */
export function endScript(error: unknown, exitCode = 1): void {
  if (error instanceof CommandLineEnd) {
    printEnd(error);
    process.exitCode = error.exitCode;
  } else if (error instanceof ScriptFailed) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = exitCode;
  } else {
    throw error;
  }
}

/** Help was wanted: it is the output. A sentence about what was wrong is not. */
export function printEnd(end: CommandLineEnd): void {
  (end.exitCode === 0 ? process.stdout : process.stderr).write(end.outputIn(scriptLanguage()));
}
