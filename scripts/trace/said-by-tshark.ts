// Captures that others wrote: tshark reads them, with our dissector. All that is known of a frame comes as one line of
// fields, from which as much is taken as a diagram needs.

import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Endpoint } from '../../commons/net/endpoint.ts';
import { visible } from '../../commons/text/text.ts';
import { ScriptFailed } from '../script-failed.ts';
import type { Said } from './diagram.ts';
import { endingOf } from './ending.ts';
import { isAnswer } from './object-line.ts';

/** How tshark is started; a test starts something else. */
export type StartTshark = (args: readonly string[]) => ChildProcess;

export const startTshark: StartTshark = (args) => spawn('tshark', args, { stdio: ['ignore', 'pipe', 'pipe'] });

export interface TsharkSource {
  readonly file: string;
  /** `wireshark/p2pchat.lua`. */
  readonly dissector: string;
  readonly keyLogFile: string | null;
  /** No more is read than that. */
  readonly limit: number;
}

const FIELDS = [
  'frame.time_epoch',
  'ip.src',
  'ipv6.src',
  'tcp.srcport',
  'ip.dst',
  'ipv6.dst',
  'tcp.dstport',
  'p2pchat.cmd',
  'p2pchat.username',
  'p2pchat.port',
  'p2pchat.encrypted',
  'p2pchat.info',
] as const;

/** Between several values of one field: no text that our dissector shows has it. */
const BETWEEN = '\x1f';

/** A frame has hundreds of objects at most; nobody's row is longer. */
const MAX_ROW = 1024 * 1024;

const MAX_TEXT = 160;

export function tsharkArguments({ file, dissector, keyLogFile }: TsharkSource): string[] {
  return [
    ...['-n', '-X', `lua_script:${dissector}`, '-r', file, '-Y', 'p2pchat'],
    ...['-o', 'tcp.reassemble_out_of_order:TRUE'],
    ...(keyLogFile === null ? [] : ['-o', `tls.keylog_file:${keyLogFile}`]),
    ...fieldArguments(),
  ];
}

/** What makes tshark write rows that {@link saidInRow} reads. */
export function fieldArguments(): string[] {
  const format = ['-T', 'fields', '-E', 'separator=/t', '-E', `aggregator=${BETWEEN}`];
  return [...format, ...FIELDS.flatMap((field) => ['-e', field])];
}

/** At most one more than the limit. Rejects with {@link ScriptFailed}. */
export async function saidByTshark(source: TsharkSource, start: StartTshark = startTshark): Promise<Said[]> {
  const said: Said[] = [];
  const tshark = start(tsharkArguments(source));
  const ending = endingOf(tshark);
  if (tshark.stdout) {
    for await (const line of createInterface({ input: tshark.stdout })) {
      if (line.length <= MAX_ROW) said.push(...saidInRow(line));
      if (said.length > source.limit) break;
    }
  }
  if (said.length > source.limit) tshark.kill();
  const { exitCode, problem, complaint } = await ending;
  if (problem) throw new ScriptFailed(problem.code === 'ENOENT' ? MISSING : `tshark cannot run (${problem.code}).`);
  // A capture that is cut short is complained of after all of it was shown.
  if (exitCode !== 0 && said.length === 0) throw new ScriptFailed(`tshark could not read it: ${lastLine(complaint)}`);
  return said.slice(0, source.limit + 1);
}

const MISSING =
  'This capture was not written by peer or tracker (--capture), and tshark, which reads all others, is not installed (it comes with Wireshark; on Debian and Ubuntu: apt install tshark).';

/** What the frame says of which tshark has written the fields. */
export function saidInRow(row: string): Said[] {
  const [seconds, v4From, v6From, fromPort, v4To, v6To, toPort, commands, usernames, ports, encrypted, infos] =
    row.split('\t');
  const from = endpoint(v4From || v6From, fromPort);
  const to = endpoint(v4To || v6To, toPort);
  const atMs = Number(seconds) * 1_000;
  const texts = (infos ?? '').split(BETWEEN).filter((text) => text !== '');
  if (!from || !to || Number.isNaN(atMs)) return [];
  const isEncrypted = /^(1|True)/i.test(encrypted ?? '');
  return texts.map((info, index): Said => {
    const text = visible(info).slice(0, MAX_TEXT).toWellFormed();
    const word = /^[A-Z_]+/.exec(text)?.[0] ?? '';
    // Who logs in or greets says so first of all; the fields of what comes later in the frame cannot be told apart.
    const isFirst = index === 0 && word === first(commands);
    return {
      ...{ atMs, from, to, text, word, isEncrypted, isAnswer: isAnswer(word) },
      username: (isFirst && first(usernames)) || null,
      listensOn: isFirst && ports ? Number(first(ports)) : null,
    };
  });
}

function first(values: string | undefined): string {
  return values?.split(BETWEEN)[0] ?? '';
}

function endpoint(addresses: string | undefined, ports: string | undefined): Endpoint | null {
  const address = first(addresses);
  const port = Number(first(ports));
  return address === '' || !Number.isInteger(port) ? null : { address, port };
}

function lastLine(text: string): string {
  return visible(text.trim().split('\n').at(-1) ?? '').slice(0, 300);
}
