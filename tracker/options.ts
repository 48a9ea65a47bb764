import { Option } from 'commander';
import { host, nonEmpty, parseArguments, port, quietCommand, seconds, usageError } from '../commons/command-line.ts';
import type { Endpoint } from '../commons/net/endpoint.ts';
import type { LimitPolicy } from './limits.ts';
import type { PlaintextPolicy } from './tracker-service.ts';

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
  /** Where everything that crosses the wire is recorded, for Wireshark; null: nowhere. */
  readonly captureFile: string | null;
  /** Of an authority, in PEM; null: the tracker makes its own. */
  readonly certificate: { readonly chainFile: string; readonly keyFile: string } | null;
}

const EXAMPLES = `
Examples:
  npm run tracker                                       for peers on this machine
  npm run tracker -- --port 7000 --data /var/lib/chat   another port, another place for its files
  npm run tracker -- --host 0.0.0.0                     for peers on other machines too, with TLS
  npm run tracker -- --host 0.0.0.0 --plaintext always  for a laboratory: unencrypted connections too

The tracker registers users, keeps rooms of three and watches who is alive. It never sees a message.
Stop it with Ctrl+C: it writes its files and ends.`;

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
export function parseTrackerOptions(args: readonly string[]): TrackerCommandLine {
  const command = quietCommand('tracker', 'The rendezvous of a chat without a server.')
    .option('--host <addr>', 'address to listen on', host, '127.0.0.1')
    .option('--port <port>', 'port to listen on; 0 takes any free one', port(0), 6060)
    .option('--data <dir>', 'folder of users_db.json, rooms_db.json, peers_db.json and its key', nonEmpty, 'data')
    .option('--cert <file>', 'certificate (PEM) of an authority, instead of a key of its own', nonEmpty)
    .option('--key <file>', 'the key (PEM) of --cert', nonEmpty)
    .addOption(withSeconds('--ping-interval <s>', 'how often each peer is asked whether it is alive', 120, 1, 86_400))
    .addOption(withSeconds('--ping-timeout <s>', 'how long it may take to answer', 3, 0.1, 60))
    .addOption(withSeconds('--seat-grace <s>', 'how long the seat of a lost member is kept', 60, 0, 86_400))
    .addOption(
      new Option('--plaintext <who>', 'who may talk to the tracker unencrypted')
        .choices(['loopback', 'always', 'never'])
        .default('loopback'),
    )
    .addOption(
      new Option('--limits <who>', 'for whom the limits on requests and connections are: other machines, all, none')
        .choices(['remote', 'all', 'none'])
        .default('remote'),
    )
    .option('--linger <s>', 'end this long after the last peer has gone', seconds(0.1, 86_400))
    .option('--capture <file>', 'record all traffic with its keys in a new file, which Wireshark opens', nonEmpty)
    .option('--json', 'write the log as one JSON object a line')
    .addHelpText('after', EXAMPLES);
  const raw = parseArguments<Raw>(command, args);
  if ((raw.cert === undefined) !== (raw.key === undefined)) {
    throw usageError('tracker', '--cert and --key belong together: give both, or none');
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

function withSeconds(flags: string, description: string, value: number, min: number, max: number): Option {
  return new Option(flags, description).argParser(seconds(min, max)).default(value * 1000, String(value));
}
