import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { type Endpoint, isHost, parseEndpoint } from './net/endpoint.ts';
import { VERSION } from './version.ts';

/** How a program ends that was called wrongly. */
export const EXIT_USAGE = 2;

/** The command line was not understood, or only help was asked for: what to print, where, and how to end. */
export class CommandLineEnd extends Error {
  override readonly name = 'CommandLineEnd';
  readonly exitCode: number;
  readonly output: string;

  constructor(output: string, exitCode: number) {
    super(output);
    this.output = output;
    this.exitCode = exitCode;
  }
}

/** A command that never writes or exits by itself. */
export function quietCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .helpOption('-h, --help', 'show this help')
    .version(`p2p-chat ${VERSION}`, '-V, --version', 'show the version')
    .exitOverride()
    .allowExcessArguments()
    .configureHelp({ helpWidth: 80 });
}

/** Parses `args` (without node and script). Throws {@link CommandLineEnd}. */
export function parseArguments<Options extends object>(command: Command, args: readonly string[]): Options {
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
    if (error.exitCode === 0) throw new CommandLineEnd(help, 0);
    throw usageError(command.name(), error.message.replace(/^error: /, ''));
  }
  if (command.args.length > 0) throw usageError(command.name(), `unexpected argument '${command.args[0]}'.`);
  return command.opts() as Options;
}

/** The help of a command that was given nothing, though it needs to be told what to do. Throws a {@link CommandLineEnd}. */
export function helpIfNothingIsGiven(command: Command, args: readonly string[]): void {
  if (args.length === 0) parseArguments(command, ['--help']);
}

/** One clear sentence, and where to read more. */
export function usageError(program: string, problem: string): CommandLineEnd {
  const sentence = `${program}: ${problem.replace(/\s+/g, ' ').trim()}`;
  return new CommandLineEnd(`${sentence.replace(/[^.?!]$/, '$&.')} Try --help.\n`, EXIT_USAGE);
}

/** A number of seconds within bounds, as ms. */
export function seconds(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+(\.\d+)?$/.test(text) || value < min || value > max) {
      throw new InvalidArgumentError(`It has to be a number of seconds from ${min} to ${max}.`);
    }
    return value * 1000;
  };
}

/** Text that is not empty: a folder, a file. */
export function nonEmpty(text: string): string {
  if (text === '') throw new InvalidArgumentError('It must not be empty.');
  return text;
}

export function host(text: string): string {
  if (!isHost(text)) throw new InvalidArgumentError('It has to be an address or the name of a host.');
  return text;
}

export function port(min: 0 | 1): (text: string) => number {
  return (text) => {
    const value = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= min && value <= 65_535)) throw new InvalidArgumentError(`It has to be a port from ${min} to 65535.`);
    return value;
  };
}

/** `host:port`, with what is missing taken from `fallback`. */
export function endpoint(fallback: Endpoint, minPort: 0 | 1): (text: string) => Endpoint {
  return (text) => {
    const parsed = parseEndpoint(text, fallback, minPort);
    if (!parsed)
      throw new InvalidArgumentError(`It has to be an address and a port (${minPort}-65535), like 127.0.0.1:6060.`);
    return parsed;
  };
}
