import {
  endpoint,
  InvalidValue,
  nonEmpty,
  ProgramCommand,
  parseArguments,
  usageError,
} from '../../commons/command-line/command-line.ts';
import type { Language } from '../../commons/command-line/language.ts';
import { parseUsername } from '../../commons/model/names.ts';
import type { ListenEndpoint } from '../../commons/net/connection.ts';
import { DEFAULT_TRACKER, type Endpoint, isLoopback } from '../../commons/net/endpoint.ts';
import { addressBytes } from '../../commons/net/ip-address.ts';
import { resolveSettings } from '../config/resolve.ts';
import type { Settings } from '../config/settings.ts';
import type { EncryptionPolicy, RequestPolicy } from '../reports.ts';
import { BAD_NAME_PT, OPTION_WORDS, PEER_EXAMPLES, START_EXAMPLES } from '../ui/phrases/options.ts';

export type FrontEnd = 'auto' | 'tui' | 'plain' | 'json';

export interface PeerCommandLine {
  readonly tracker: Endpoint;
  /** Whether the tracker was given, on the command line or in the config file. */
  readonly hasTracker: boolean;
  readonly username: string | null;
  readonly register: boolean;
  readonly listen: ListenEndpoint;
  /** Whether `--listen` was given; otherwise `listen` follows from the address of the tracker. */
  readonly hasListen: boolean;
  /** The address of this machine from which the peer dials; null: the system chooses. */
  readonly bind: string | null;
  /** The folder of the peer's own files; null: in the user's data folder. */
  readonly data: string | null;
  readonly passwordFile: string | null;
  /** Holds the passphrase that seals the peer's own files. */
  readonly passphraseFile: string | null;
  /** Whether the user is asked for a passphrase that seals the peer's own files. */
  readonly seal: boolean;
  readonly encryption: EncryptionPolicy;
  readonly keyLogFile: string | null;
  /** The file in which all traffic is recorded, for Wireshark; null: none. */
  readonly captureFile: string | null;
  /** A file with certificates (PEM) of authorities; the tracker's certificate has to chain to one of them. */
  readonly authoritiesFile: string | null;
  /** Whether the SHA-256 of the password may be sent to a tracker of an earlier version that is not yet known. */
  readonly allowsSending: boolean;
  readonly frontEnd: FrontEnd;
  readonly requestPolicy: RequestPolicy;
  /** The settings of the config file, overridden by those of the command line. */
  readonly settings: Settings;
}

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
  requests?: Settings['requests'];
  keylog?: string;
  capture?: string;
  json?: true;
  plain?: true;
  ascii?: true;
  mouse: boolean;
  theme?: string;
  lang?: Settings['lang'];
}

/** How the program was started: with `npm run peer` or with `npm start`; each has its own help text. */
export interface Called {
  readonly as: 'peer' | 'start';
  readonly language: Language;
}

/** Reads the peer's command line; `fromFile` is what the config file says. Throws a CommandLineEnd. */
export function parsePeerOptions(
  args: readonly string[],
  fromFile: Partial<Settings> = {},
  { as, language }: Called = { as: 'peer', language: 'en' },
): PeerCommandLine {
  const words = OPTION_WORDS;
  const command = new ProgramCommand('peer', words[as], language, as === 'start' ? 'npm start --' : undefined)
    .takes('--tracker <host:port>', words.tracker, { read: endpoint(DEFAULT_TRACKER, 1) })
    .takes('--user <name>', words.user, { read: username })
    .takes('--register', words.register)
    .takes('--listen <[addr:]port>', words.listen)
    .takes('--bind <addr>', words.bind, { read: bindAddress })
    .takes('--data <dir>', words.data, { read: nonEmpty })
    .takes('--password-file <file>', words.passwordFile, { read: nonEmpty })
    .takes('--encryption <policy>', words.encryption, { choices: ['require', 'prefer', 'off'] })
    .takes('--requests <policy>', words.requests, { choices: ['auto', 'ask', 'accept'] })
    .takes('--keylog <file>', words.keylog, { read: nonEmpty })
    .takes('--capture <file>', words.capture, { read: nonEmpty })
    .takes('--ca <file>', words.ca, { read: nonEmpty })
    .takes('--allow-sha256', words.allowSha256)
    .takes('--seal', words.seal)
    .takes('--passphrase-file <file>', words.passphraseFile, { read: nonEmpty })
    .takes('--plain', words.plain)
    .takes('--ascii', words.ascii)
    .takes('--no-mouse', words.noMouse)
    .takes('--theme <name>', words.theme, { read: nonEmpty })
    .takes('--lang <language>', words.lang, { choices: ['auto', 'en', 'pt'] })
    .takes('--json', words.json, { conflicts: 'plain' })
    .addHelpText('after', (as === 'start' ? START_EXAMPLES : PEER_EXAMPLES)[language]);
  const raw = parseArguments<Raw>(command, args);
  const settings = resolveSettings(fromFile, {
    tracker: raw.tracker,
    user: raw.user,
    encryption: raw.encryption,
    requests: raw.requests,
    'front-end': raw.plain ? 'plain' : undefined,
    ascii: raw.ascii ? 'on' : undefined,
    mouse: raw.mouse ? undefined : 'off',
    theme: raw.theme,
    lang: raw.lang,
  });
  const { tracker, encryption } = settings;
  if (encryption === 'off' && (raw.keylog ?? raw.ca) !== undefined) {
    throw usageError('peer', {
      en: '--keylog and --ca are for encrypted connections, and --encryption off makes none',
      pt: '--keylog e --ca são para conexões criptografadas, e --encryption off não faz nenhuma',
    });
  }
  if (raw.capture !== undefined && raw.capture === raw.keylog) {
    throw usageError('peer', {
      en: '--keylog and --capture need a file each',
      pt: '--keylog e --capture precisam de um arquivo cada um',
    });
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
    requestPolicy: requestPolicyOf(settings, raw.json ?? false),
    settings,
  };
}

/** What `auto` means: a program (`--json`) accepts every request, as in earlier versions; a person is asked. */
function requestPolicyOf({ requests }: Settings, isForProgram: boolean): RequestPolicy {
  if (requests !== 'auto') return requests;
  return isForProgram ? 'accept' : 'ask';
}

/** The options with another tracker; the listening address follows from it, unless `--listen` was given. */
export function atTracker(options: PeerCommandLine, tracker: Endpoint): PeerCommandLine {
  return { ...options, tracker, listen: options.hasListen ? options.listen : defaultListen(tracker, options.bind) };
}

/**
 * The tracker reports to others the address that it sees, so the peer listens in the address family in which it reaches
 * the tracker; in both, if the tracker is given by a host name, which may resolve to either. A tracker on this machine
 * reports an address on this machine, so there the peer listens on loopback only.
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
    if (!(error instanceof InvalidValue)) throw error;
    throw usageError('peer', {
      en: `option '--listen' argument '${text}' is invalid. ${error.problem.en}`,
      pt: `o valor '${text}' da opção '--listen' é inválido. ${error.problem.pt}`,
    });
  }
}

function userOfFile(text: string | null): string | null {
  const named = text === null ? null : parseUsername(text);
  if (named && 'problem' in named) {
    throw usageError('peer', {
      en: `the user in the config file: ${named.problem}`,
      pt: `o usuário no arquivo de configuração: ${BAD_NAME_PT}`,
    });
  }
  return named?.name ?? null;
}

function bindAddress(text: string): string {
  if (!addressBytes(text))
    throw new InvalidValue({
      en: 'It must be an IP address of this machine.',
      pt: 'Precisa ser um endereço IP desta máquina.',
    });
  return text;
}

function username(text: string): string {
  const named = parseUsername(text);
  if ('problem' in named) throw new InvalidValue({ en: named.problem, pt: BAD_NAME_PT });
  return named.name;
}
