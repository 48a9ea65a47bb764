import {
  host,
  nonEmpty,
  type OptionMore,
  ProgramCommand,
  parseArguments,
  port,
  seconds,
  usageError,
} from '../commons/command-line/command-line.ts';
import type { Language } from '../commons/command-line/language.ts';
import type { Endpoint } from '../commons/net/endpoint.ts';
import { OPTION_WORDS } from './option-words.ts';
import type { LimitPolicy } from './service/limits.ts';
import type { PlaintextPolicy } from './service/tracker-service.ts';

export interface TrackerCommandLine {
  readonly listen: Endpoint;
  readonly data: string;
  readonly pingIntervalMs: number;
  readonly pingTimeoutMs: number;
  readonly seatGraceMs: number;
  readonly plaintext: PlaintextPolicy;
  readonly limits: LimitPolicy;
  readonly lingerMs: number | null;
  readonly json: boolean;
  /** The capture file for Wireshark; null: none. */
  readonly captureFile: string | null;
  /** The certificate of an authority, in PEM; null: the tracker creates its own. */
  readonly certificate: { readonly chainFile: string; readonly keyFile: string } | null;
}

interface Raw {
  host: string;
  port: number;
  data: string;
  pingInterval: number;
  pingTimeout: number;
  seatGrace: number;
  plaintext: PlaintextPolicy;
  limits: LimitPolicy;
  linger?: number;
  json?: true;
  capture?: string;
  cert?: string;
  key?: string;
}

/** Reads the tracker's command line. Throws a CommandLineEnd. */
export function parseTrackerOptions(args: readonly string[], language: Language = 'en'): TrackerCommandLine {
  const words = OPTION_WORDS;
  const command = new ProgramCommand('tracker', words.description, language)
    .takes('--host <addr>', words.host, { read: host, value: '127.0.0.1' })
    .takes('--port <port>', words.port, { read: port(0), value: 6060 })
    .takes('--data <dir>', words.data, { read: nonEmpty, value: 'data' })
    .takes('--cert <file>', words.cert, { read: nonEmpty })
    .takes('--key <file>', words.key, { read: nonEmpty })
    .takes('--ping-interval <s>', words.pingInterval, inSeconds(120, 1, 86_400))
    .takes('--ping-timeout <s>', words.pingTimeout, inSeconds(3, 0.1, 60))
    .takes('--seat-grace <s>', words.seatGrace, inSeconds(60, 0, 86_400))
    .takes('--plaintext <who>', words.plaintext, { choices: ['loopback', 'always', 'never'], value: 'loopback' })
    .takes('--limits <who>', words.limits, { choices: ['remote', 'all', 'none'], value: 'remote' })
    .takes('--linger <s>', words.linger, { read: seconds(0.1, 86_400) })
    .takes('--capture <file>', words.capture, { read: nonEmpty })
    .takes('--json', words.json)
    .addHelpText('after', words.examples[language]);
  const raw = parseArguments<Raw>(command, args);
  if ((raw.cert === undefined) !== (raw.key === undefined)) {
    throw usageError('tracker', words.halfACertificate);
  }
  return {
    listen: { address: raw.host, port: raw.port },
    data: raw.data,
    pingIntervalMs: raw.pingInterval,
    pingTimeoutMs: raw.pingTimeout,
    seatGraceMs: raw.seatGrace,
    plaintext: raw.plaintext,
    limits: raw.limits,
    lingerMs: raw.linger ?? null,
    json: raw.json ?? false,
    captureFile: raw.capture ?? null,
    certificate: raw.cert !== undefined && raw.key !== undefined ? { chainFile: raw.cert, keyFile: raw.key } : null,
  };
}

function inSeconds(value: number, min: number, max: number): OptionMore {
  return { read: seconds(min, max), value: value * 1000, shown: String(value) };
}
