import {
  helpIfNothingIsGiven,
  InvalidValue,
  nonEmpty,
  ProgramCommand,
  parseArguments,
  port,
  usageError,
} from '../../commons/command-line/command-line.ts';
import type { Language } from '../../commons/command-line/language.ts';
import { DEFAULT_TRACKER } from '../../commons/net/endpoint.ts';
import type { LiveOptions } from './live.ts';
import type { OpenOptions } from './open.ts';
import { WIRESHARK_WORDS, wiresharkProblems } from './option-words.ts';

export type WiresharkOptions =
  | { readonly what: 'install' }
  | ({ readonly what: 'open' } & OpenOptions)
  | ({ readonly what: 'live' } & LiveOptions);

interface Raw {
  text?: true;
  port?: number;
  ports?: number[];
  keylog?: string;
  interface?: string;
}

/** More ports than that make a filter that is too long for any capture. */
const MAX_PORTS = 64;

/** Throws a CommandLineEnd. */
export function parseWiresharkOptions(args: readonly string[], language: Language = 'en'): WiresharkOptions {
  let named: readonly string[] = [];
  const words = WIRESHARK_WORDS;
  const command = new ProgramCommand('wireshark', words.description, language)
    .takesArgument('<what>', words.what)
    .takesArgument('[file]', words.file)
    .takes('--text', words.text)
    .takes('--port <port>', words.port, { read: port(1) })
    .takes('--ports <list>', words.ports, { read: portList })
    .takes('--keylog <file>', words.keylog, { read: nonEmpty })
    .takes('--interface <name>', words.interface, { read: nonEmpty })
    .addHelpText('after', words.examples[language])
    .action(() => {
      named = command.args;
      command.args = named.slice(2); // What is left is what was not expected.
    });
  helpIfNothingIsGiven(command, args);
  const raw = parseArguments<Raw>(command, args);
  const [what, file] = named;
  if (what !== 'open' && file !== undefined) throw usageError('wireshark', wiresharkProblems.unexpected(file));
  if (what === 'install') return { what };
  if (what === 'open') {
    if (file === undefined) throw usageError('wireshark', words.openNeedsFile);
    return { what, file, isText: raw.text ?? false };
  }
  if (what !== 'live') throw usageError('wireshark', wiresharkProblems.unknown(what ?? ''));
  const { keylog, port: trackerPort = DEFAULT_TRACKER.port, ports = [] } = raw;
  return { what, port: trackerPort, ports, keyLogFile: keylog ?? null, networkInterface: raw.interface ?? null };
}

function portList(text: string): number[] {
  const ports = text.split(',').map(port(1));
  if (ports.length > MAX_PORTS) throw new InvalidValue(wiresharkProblems.tooManyPorts(MAX_PORTS));
  return ports;
}
