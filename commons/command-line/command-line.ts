// Parses command lines with commander, in the user's language. Commander is kept from printing and from exiting.

import { type Argument, Command, CommanderError, Option } from 'commander';
import { type Endpoint, isHost, parseEndpoint } from '../net/endpoint.ts';
import { VERSION } from '../process/version.ts';
import { commanderProblem, commandLineWords, flagsIn, problems } from './command-line-words.ts';
import { LANGUAGES, type Language, type Localized } from './language.ts';

/** The exit code after a wrong command line. */
export const EXIT_USAGE = 2;

/** The command line was wrong, or asked for help: what to print, where, and the exit code. */
export class CommandLineEnd extends Error {
  override readonly name = 'CommandLineEnd';
  readonly exitCode: number;
  readonly #text: Localized;

  constructor(text: Localized, exitCode: number) {
    super(text.en);
    this.#text = text;
    this.exitCode = exitCode;
  }

  get output(): string {
    return this.#text.en;
  }

  outputIn(language: Language): string {
    return this.#text[language];
  }

  /** The same end with its text fixed in one language. */
  only(language: Language): CommandLineEnd {
    return new CommandLineEnd(
      inEach(() => this.#text[language]),
      this.exitCode,
    );
  }
}

/** The value of an option or an argument is invalid: `problem` gives the reason. */
export class InvalidValue extends Error {
  override readonly name = 'InvalidValue';
  readonly problem: Localized;

  constructor(problem: Localized) {
    super(problem.en);
    this.problem = problem;
  }
}

/** Reads a value; throws an {@link InvalidValue}. */
export type ReadValue = (text: string) => unknown;

/** The properties of an option other than its name and description. */
export interface OptionMore {
  readonly read?: ReadValue;
  readonly choices?: readonly string[];
  readonly value?: unknown;
  /** How that default is shown. */
  readonly shown?: string;
  readonly conflicts?: string;
}

/** A command that never prints or exits by itself. Its placeholders are given in English and translated. */
export class ProgramCommand extends Command {
  readonly language: Language;

  /** `typed` is the command that starts the program, for the help. */
  constructor(name: string, description: Localized, language: Language, typed = `npm run ${name} --`) {
    super(name);
    this.language = language;
    const words = commandLineWords(language);
    this.description(description[language])
      .helpOption('-h, --help', words.help)
      .version(`p2p-chat ${VERSION}`, '-V, --version', words.version)
      .exitOverride()
      .allowExcessArguments()
      .configureHelp({
        helpWidth: 80,
        styleTitle: (title) => words.titles[title] ?? title,
        commandUsage: (command) => `${typed} ${flagsIn(language, command.usage())}`,
        optionDescription: (option) => described(option, language),
        argumentDescription: ({ description: text }: Argument) => text,
      });
  }

  /** Adds an option. */
  takes(flags: string, description: Localized, more: OptionMore = {}): this {
    const { read, choices, value, shown, conflicts } = more;
    const option = new Option(flagsIn(this.language, flags), description[this.language]);
    if (choices) option.argChoices = [...choices];
    const reading = choices ? oneOf(choices) : read;
    if (reading) option.argParser((text: string) => this.#read(option, reading, text));
    if (value !== undefined) option.default(value, shown);
    if (conflicts) option.conflicts(conflicts);
    return this.addOption(option);
  }

  /** Adds an argument: `<file>`, or `[file]` if it can be left out. */
  takesArgument(name: string, description: Localized): this {
    return this.argument(flagsIn(this.language, name), description[this.language]);
  }

  #read({ flags }: Option, read: ReadValue, text: string): unknown {
    try {
      return read(text);
    } catch (error) {
      if (!(error instanceof InvalidValue)) throw error;
      throw usageError(
        this.name(),
        inEach((language) => {
          return commandLineWords(language).invalid(flags, text, error.problem[language]);
        }),
      );
    }
  }
}

/** Parses `args` (without node and script). Throws {@link CommandLineEnd}. */
export function parseArguments<Options extends object>(command: ProgramCommand, args: readonly string[]): Options {
  let help = '';
  command.configureOutput({
    writeOut: (text) => {
      help += text;
    },
    writeErr: () => {},
  });
  try {
    command.parse([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0)
      throw new CommandLineEnd(
        inEach(() => help),
        0,
      );
    throw usageError(
      command.name(),
      inEach((language) => commanderProblem(language, error)),
    );
  }
  const [unexpected] = command.args;
  if (unexpected !== undefined) {
    throw usageError(
      command.name(),
      inEach((language) => commandLineWords(language).unexpected(unexpected)),
    );
  }
  return command.opts() as Options;
}

/** The help of a command that was called without its required arguments. Throws a {@link CommandLineEnd}. */
export function helpIfNothingIsGiven(command: ProgramCommand, args: readonly string[]): void {
  if (args.length === 0) parseArguments(command, ['--help']);
}

/** The error for a wrong command line: one sentence, and a hint to use `--help`. */
export function usageError(program: string, problem: Localized): CommandLineEnd {
  const text = inEach((language) => {
    const sentence = `${program}: ${problem[language].replace(/\s+/g, ' ').trim()}`;
    return `${sentence.replace(/[^.?!]$/, '$&.')} ${commandLineWords(language).tryHelp}\n`;
  });
  return new CommandLineEnd(text, EXIT_USAGE);
}

/** The description of an option as commander writes it, in `language`. */
function described(
  { description, argChoices, defaultValue, defaultValueDescription, required }: Option,
  language: Language,
): string {
  const words = commandLineWords(language);
  const more = [
    ...(argChoices ? [`${words.choices}: ${argChoices.join(', ')}`] : []),
    ...(required && defaultValue !== undefined ? [`${words.preset}: ${defaultValueDescription ?? defaultValue}`] : []),
  ];
  return more.length === 0 ? description : `${description} (${more.join('; ')})`;
}

function inEach(text: (language: Language) => string): Localized {
  return Object.fromEntries(LANGUAGES.map((language) => [language, text(language)])) as Record<Language, string>;
}

function oneOf(choices: readonly string[]): ReadValue {
  return (text) => {
    if (!choices.includes(text)) throw new InvalidValue(problems.choices(choices));
    return text;
  };
}

/** A number of seconds within bounds, as ms. */
export function seconds(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+(\.\d+)?$/.test(text) || value < min || value > max) throw new InvalidValue(problems.seconds(min, max));
    return value * 1000;
  };
}

/** A whole number within bounds, of at most six digits. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= min && value <= max)) throw new InvalidValue(problems.number(min, max));
    return value;
  };
}

/** Text that is not empty: a folder, a file. */
export function nonEmpty(text: string): string {
  if (text === '') throw new InvalidValue(problems.empty);
  return text;
}

export function host(text: string): string {
  if (!isHost(text)) throw new InvalidValue(problems.host);
  return text;
}

export function port(min: 0 | 1): (text: string) => number {
  return (text) => {
    const value = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= min && value <= 65_535)) throw new InvalidValue(problems.port(min));
    return value;
  };
}

/** `host:port`; a missing part comes from `fallback`. */
export function endpoint(fallback: Endpoint, minPort: 0 | 1): (text: string) => Endpoint {
  return (text) => {
    const parsed = parseEndpoint(text, fallback, minPort);
    if (!parsed) throw new InvalidValue(problems.endpoint(minPort));
    return parsed;
  };
}
