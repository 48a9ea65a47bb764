import { InvalidArgumentError, Option } from 'commander';
import { endpoint, nonEmpty, parseArguments, quietCommand, usageError } from '../commons/command-line.ts';
import { parseUsername } from '../commons/model/names.ts';
import type { ListenEndpoint } from '../commons/net/connection.ts';
import { DEFAULT_TRACKER, type Endpoint, isLoopback } from '../commons/net/endpoint.ts';
import { addressBytes } from '../commons/net/ip-address.ts';
import { resolveSettings } from './config/resolve.ts';
import type { Settings } from './config/settings.ts';
import type { EncryptionPolicy } from './reports.ts';

export type FrontEnd = 'auto' | 'tui' | 'plain' | 'json';

export interface PeerCommandLine {
  readonly tracker: Endpoint;
  /** It was said, on the command line or in the config file. */
  readonly hasTracker: boolean;
  readonly username: string | null;
  readonly register: boolean;
  readonly listen: ListenEndpoint;
  /** That was said, and does not follow from where the tracker is. */
  readonly hasListen: boolean;
  /** The address of this machine from which the peer dials; null: the system chooses. */
  readonly bind: string | null;
  /** Where the peer keeps what is its own; null: in the user's data folder. */
  readonly data: string | null;
  readonly passwordFile: string | null;
  /** Holds the passphrase that seals the peer's own files. */
  readonly passphraseFile: string | null;
  /** Asks for a passphrase to seal them with. */
  readonly seal: boolean;
  readonly encryption: EncryptionPolicy;
  readonly keyLogFile: string | null;
  /** Where everything that crosses the wire is recorded, for Wireshark; null: nowhere. */
  readonly captureFile: string | null;
  /** Certificates (PEM) of authorities, one of which has to vouch for the tracker. */
  readonly authoritiesFile: string | null;
  /** A tracker of an earlier version, not met before, may have the SHA-256 of the password. */
  readonly allowsSending: boolean;
  readonly frontEnd: FrontEnd;
  /** Those of the config file, and over them those of the command line. */
  readonly settings: Settings;
}

const EXAMPLES = `
Examples:
  npm run peer                              asks for your name and password
  npm run peer -- --user ana --register     registers ana, or logs her in if she is registered
  npm run peer -- --tracker chat.example.org:6060
  P2PCHAT_PASSWORD=... npm run --silent peer -- --json --user bot < commands > events
  npm run peer -- --capture chat.pcapng     opens in Wireshark, decrypted: the others are told that you record keys
  npm run peer -- --plain                   one line an event: for screen readers, or if you like that better

The password is asked for, or read from P2PCHAT_PASSWORD or --password-file; once the tracker knows your key, it is not
needed any more. With --seal, P2PCHAT_PASSPHRASE or --passphrase-file your own files are sealed with a passphrase.
Settings are kept in a file, which /set writes; the options here override it. F1 or /help explains the rest.`;

interface Raw {
  tracker?: Endpoint;
  user?: string;
  register?: true;
  listen?: string;
  bind?: string;
  data?: string;
  passwordFile?: string;
  passphraseFile?: string;
  seal?: true;
  ca?: string;
  allowSha256?: true;
  encryption?: EncryptionPolicy;
  keylog?: string;
  capture?: string;
  json?: true;
  plain?: true;
  ascii?: true;
  mouse: boolean;
  theme?: string;
  lang?: Settings['lang'];
}

/** Reads the peer's command line; `fromFile` is what the config file says. Throws a CommandLineEnd. */
export function parsePeerOptions(args: readonly string[], fromFile: Partial<Settings> = {}): PeerCommandLine {
  const command = quietCommand('peer', 'A terminal chat without a chat server: rooms of three, and private chats.')
    .addOption(
      new Option('--tracker <host:port>', 'where the tracker is (default: 127.0.0.1:6060)').argParser(
        endpoint(DEFAULT_TRACKER, 1),
      ),
    )
    .option('--user <name>', 'your name', username)
    .option('--register', 'register the name first, unless it is registered')
    .option('--listen <[addr:]port>', 'where other peers reach you (default: any free port)')
    .option('--bind <addr>', 'address of this machine from which to dial, and on which to listen', bindAddress)
    .option('--data <dir>', "folder for the peer's own files", nonEmpty)
    .option('--password-file <file>', 'file that holds the password', nonEmpty)
    .addOption(
      new Option(
        '--encryption <policy>',
        'require, the default: encrypted links alone; prefer: plaintext with peers that have no key; off: for a laboratory, nothing is',
      ).choices(['require', 'prefer', 'off']),
    )
    .option(
      '--keylog <file>',
      'record the keys of all connections, so that they can be read; the others are told',
      nonEmpty,
    )
    .option(
      '--capture <file>',
      'record all traffic with its keys in a new file, which Wireshark opens; the others are told',
      nonEmpty,
    )
    .option('--ca <file>', 'certificates (PEM) of authorities, one of which has to vouch for the tracker', nonEmpty)
    .option('--allow-sha256', 'send the SHA-256 of the password to a tracker that cannot check a proof of it')
    .option('--seal', "ask for a passphrase, and seal the peer's own files with it")
    .option('--passphrase-file <file>', 'file that holds that passphrase', nonEmpty)
    .option('--plain', 'one readable line an event, instead of the full screen')
    .option('--ascii', 'draw with plain characters alone')
    .option('--no-mouse', 'leave the mouse to the terminal')
    .option('--theme <name>', 'dark, light, high-contrast, or one of your own', nonEmpty)
    .addOption(new Option('--lang <language>', 'what the screen speaks').choices(['auto', 'en', 'pt']))
    .addOption(new Option('--json', 'events and commands for programs, one JSON object a line').conflicts('plain'))
    .addHelpText('after', EXAMPLES);
  const raw = parseArguments<Raw>(command, args);
  const settings = resolveSettings(fromFile, {
    tracker: raw.tracker,
    user: raw.user,
    encryption: raw.encryption,
    'front-end': raw.plain ? 'plain' : undefined,
    ascii: raw.ascii ? 'on' : undefined,
    mouse: raw.mouse ? undefined : 'off',
    theme: raw.theme,
    lang: raw.lang,
  });
  const { tracker, encryption } = settings;
  if (encryption === 'off' && (raw.keylog ?? raw.ca) !== undefined) {
    throw usageError('peer', '--keylog and --ca are for encrypted connections, and --encryption off makes none');
  }
  if (raw.capture !== undefined && raw.capture === raw.keylog) {
    throw usageError('peer', '--keylog and --capture need a file each');
  }
  return {
    tracker,
    hasTracker: (raw.tracker ?? fromFile.tracker) !== undefined,
    username: raw.user ?? userOfFile(fromFile.user ?? null),
    register: raw.register ?? false,
    listen: listenOption(raw.listen, tracker, raw.bind ?? null),
    hasListen: raw.listen !== undefined,
    bind: raw.bind ?? null,
    data: raw.data ?? null,
    passwordFile: raw.passwordFile ?? null,
    passphraseFile: raw.passphraseFile ?? null,
    seal: raw.seal ?? false,
    encryption,
    keyLogFile: raw.keylog ?? null,
    captureFile: raw.capture ?? null,
    authoritiesFile: raw.ca ?? null,
    allowsSending: raw.allowSha256 ?? false,
    frontEnd: raw.json ? 'json' : settings['front-end'],
    settings,
  };
}

/** The same for another tracker: where one listens depends on it, unless that was said. */
export function atTracker(options: PeerCommandLine, tracker: Endpoint): PeerCommandLine {
  return { ...options, tracker, listen: options.hasListen ? options.listen : defaultListen(tracker, options.bind) };
}

/**
 * The tracker tells others the address that it sees, so we listen in the family that we reach it by: in both, where a name
 * may stand for either. A tracker on this machine tells others an address on this machine: there is no point in listening
 * elsewhere.
 */
function defaultListen({ address }: Endpoint, bind: string | null): ListenEndpoint {
  if (bind !== null) return { address: bind, port: 0 };
  const isV6 = address.includes(':');
  const [v4, v6] = isLoopback(address) ? ['127.0.0.1', '::1'] : ['0.0.0.0', '::'];
  if (isV6) return { address: v6, port: 0 };
  return addressBytes(address) ? { address: v4, port: 0 } : { address: v4, port: 0, also: [v6] };
}

function listenOption(text: string | undefined, tracker: Endpoint, bind: string | null): ListenEndpoint {
  const fallback = defaultListen(tracker, bind);
  if (text === undefined) return fallback;
  try {
    const wanted = endpoint(fallback, 0)(text);
    return /^\d+$/.test(text) ? { ...fallback, port: wanted.port } : wanted;
  } catch (error) {
    throw usageError('peer', `option '--listen' argument '${text}' is invalid. ${(error as Error).message}`);
  }
}

function userOfFile(text: string | null): string | null {
  const named = text === null ? null : parseUsername(text);
  if (named && 'problem' in named) throw usageError('peer', `the user in the config file: ${named.problem}`);
  return named?.name ?? null;
}

function bindAddress(text: string): string {
  if (!addressBytes(text)) throw new InvalidArgumentError('It has to be an IP address of this machine.');
  return text;
}

function username(text: string): string {
  const named = parseUsername(text);
  if ('problem' in named) throw new InvalidArgumentError(named.problem);
  return named.name;
}
