import { InvalidArgumentError, Option } from 'commander';
import { endpoint, nonEmpty, parseArguments, quietCommand, usageError } from '../commons/command-line.ts';
import { parseUsername } from '../commons/model/names.ts';
import type { Endpoint } from '../commons/net/connection.ts';
import { isLoopback } from '../commons/net/endpoint.ts';

export type FrontEnd = 'plain' | 'json';

export interface PeerCommandLine {
  readonly tracker: Endpoint;
  readonly username: string | null;
  readonly register: boolean;
  readonly listen: Endpoint;
  /** Where the peer keeps what is its own; null: in the user's data folder. */
  readonly data: string | null;
  readonly passwordFile: string | null;
  readonly frontEnd: FrontEnd;
}

export const DEFAULT_TRACKER: Endpoint = { address: '127.0.0.1', port: 6060 };

const EXAMPLES = `
Examples:
  peer                                  asks for your name and password
  peer --user ana --register            registers ana, or logs her in if she is registered
  peer --tracker chat.example.org:6060  another tracker than the one on this machine
  P2PCHAT_PASSWORD=... peer --json --user bot < commands > events

The password is asked for, or read from P2PCHAT_PASSWORD or --password-file. Type /help once you are in.`;

interface Raw {
  tracker: Endpoint;
  user?: string;
  register?: true;
  listen?: string;
  data?: string;
  passwordFile?: string;
  encryption: 'require' | 'prefer' | 'off';
  keylog?: string;
  json?: true;
  plain?: true;
}

/** Reads the peer's command line. Throws a CommandLineEnd. */
export function parsePeerOptions(args: readonly string[]): PeerCommandLine {
  const command = quietCommand('peer', 'A terminal chat without a chat server: rooms of three, and private chats.')
    .addOption(
      new Option('--tracker <host:port>', 'where the tracker is')
        .argParser(endpoint(DEFAULT_TRACKER, 1))
        .default(DEFAULT_TRACKER, '127.0.0.1:6060'),
    )
    .option('--user <name>', 'your name', username)
    .option('--register', 'register the name first, unless it is registered')
    .option('--listen <[addr:]port>', 'where other peers reach you (default: any free port)')
    .option('--data <dir>', "folder for the peer's own files", nonEmpty)
    .option('--password-file <file>', 'file that holds the password', nonEmpty)
    .addOption(
      new Option('--encryption <policy>', 'whether links to other peers must be encrypted')
        .choices(['require', 'prefer', 'off'])
        .default('prefer'),
    )
    .option('--keylog <file>', 'record the keys of encrypted links')
    .option('--plain', 'one readable line an event')
    .addOption(new Option('--json', 'events and commands for programs, one JSON object a line').conflicts('plain'))
    .addHelpText('after', EXAMPLES);
  const raw = parseArguments<Raw>(command, args);
  if (raw.encryption === 'require') {
    throw usageError(
      'peer',
      "--encryption require cannot be kept: this version's links are plaintext; use prefer or off.",
    );
  }
  if (raw.keylog !== undefined) {
    throw usageError('peer', "--keylog has nothing to record: this version's links are plaintext and have no keys.");
  }
  return {
    tracker: raw.tracker,
    username: raw.user ?? null,
    register: raw.register ?? false,
    listen: raw.listen === undefined ? defaultListen(raw.tracker) : listenOption(raw.listen, raw.tracker),
    data: raw.data ?? null,
    passwordFile: raw.passwordFile ?? null,
    frontEnd: raw.json ? 'json' : 'plain',
  };
}

/** A tracker on this machine tells others an address on this machine, so there is no point in listening elsewhere. */
function defaultListen({ address }: Endpoint): Endpoint {
  const isV6 = address.includes(':');
  if (isLoopback(address)) return { address: isV6 ? '::1' : '127.0.0.1', port: 0 };
  return { address: isV6 ? '::' : '0.0.0.0', port: 0 };
}

function listenOption(text: string, tracker: Endpoint): Endpoint {
  try {
    return endpoint(defaultListen(tracker), 0)(text);
  } catch (error) {
    throw usageError('peer', `option '--listen' argument '${text}' is invalid. ${(error as Error).message}`);
  }
}

function username(text: string): string {
  const named = parseUsername(text);
  if ('problem' in named) throw new InvalidArgumentError(named.problem);
  return named.name;
}
