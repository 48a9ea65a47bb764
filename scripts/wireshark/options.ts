import { InvalidArgumentError } from 'commander';
import {
  helpIfNothingIsGiven,
  nonEmpty,
  parseArguments,
  port,
  quietCommand,
  usageError,
} from '../../commons/command-line.ts';
import { DEFAULT_TRACKER } from '../../commons/net/endpoint.ts';
import type { LiveOptions } from './live.ts';
import type { OpenOptions } from './open.ts';

export type WiresharkOptions =
  | { readonly what: 'install' }
  | ({ readonly what: 'open' } & OpenOptions)
  | ({ readonly what: 'live' } & LiveOptions);

const EXAMPLES = `
  install     puts the dissector and a profile where Wireshark looks for them
  open FILE   opens a capture in Wireshark, with both
  live        shows what is said on this machine's loopback, as it is said (needs tshark, and rights)

Examples:
  npm run peer -- --capture chat.pcapng      records what a peer sends and receives, with its keys
  npm run wireshark -- open chat.pcapng      shows it, decrypted
  npm run wireshark -- open chat.pcapng --text
  npm run wireshark -- live --keylog keys.log --ports 41001,41002`;

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
export function parseWiresharkOptions(args: readonly string[]): WiresharkOptions {
  let named: readonly string[] = [];
  const command = quietCommand('wireshark', 'P2P Chat in Wireshark.')
    .argument('<what>', 'install, open or live')
    .argument('[file]', 'the capture to open')
    .option('--text', 'open: show it here, with tshark, instead of in a window')
    .option('--port <port>', `live: the port of the tracker (default: ${DEFAULT_TRACKER.port})`, port(1))
    .option('--ports <list>', "live: the peers' ports; only these and the tracker's are captured", portList)
    .option('--keylog <file>', 'live: the keys that peers record (--keylog)', nonEmpty)
    .option('--interface <name>', 'live: where to capture (default: loopback)', nonEmpty)
    .addHelpText('after', EXAMPLES)
    .action(() => {
      named = command.args;
      command.args = named.slice(2); // What is left is what was not expected.
    });
  helpIfNothingIsGiven(command, args);
  const raw = parseArguments<Raw>(command, args);
  const [what, file] = named;
  if (what !== 'open' && file !== undefined) throw usageError('wireshark', `unexpected argument '${file}'`);
  if (what === 'install') return { what };
  if (what === 'open') {
    if (file === undefined) throw usageError('wireshark', 'open needs the file of a capture');
    return { what, file, isText: raw.text ?? false };
  }
  if (what !== 'live') throw usageError('wireshark', `'${what}' is neither install, open nor live`);
  const { keylog, port: trackerPort = DEFAULT_TRACKER.port, ports = [] } = raw;
  return { what, port: trackerPort, ports, keyLogFile: keylog ?? null, networkInterface: raw.interface ?? null };
}

function portList(text: string): number[] {
  const ports = text.split(',').map(port(1));
  if (ports.length > MAX_PORTS) throw new InvalidArgumentError(`At most ${MAX_PORTS} ports can be named.`);
  return ports;
}
