// How fast tshark reads a capture with our dissector, which is written in Lua; beside it the JSON dissector that
// Wireshark brings along, which is written in C and knows nothing of requests and answers. The start of tshark does not
// count.

import { execFile, spawnSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { enhancedPacket, interfaceDescription, sectionHeader } from '../commons/capture/pcapng.ts';
import { TcpConversation } from '../commons/capture/tcp-conversation.ts';
import type { Measured } from './figures.ts';
import { inFolder } from './folders.ts';
import { say } from './progress.ts';
import { median } from './statistics.ts';

export interface DissectorCounts {
  readonly rounds: number;
  /** Each is acknowledged. */
  readonly messages: number;
}

/** What a second is to suffice for. */
const GOAL_BYTES = 4_000_000;

const PEERS = 10;
const PORT = 41_000;
const DISSECTOR = fileURLToPath(new URL('../../wireshark/p2pchat.lua', import.meta.url));
const OURS = ['-X', `lua_script:${DISSECTOR}`];
const BUILT_IN = ['-d', `tcp.port==${PORT},json`];

/** Looks for something in every object, as a filter does; and writes a field of every object down. */
const LOOKING = { ours: ['-Y', 'p2pchat.malformed'], builtIn: ['-Y', 'json.value.string == "nothing"'] };
const WRITING = {
  ours: ['-Y', 'p2pchat', '-T', 'fields', '-e', 'p2pchat.info'],
  builtIn: ['-Y', 'json', '-T', 'fields', '-e', 'json.value.string'],
};

export async function measureDissector({ rounds, messages }: DissectorCounts): Promise<Measured> {
  if (!hasTshark()) return { figures: [], remarks: ['dissector: left out, since tshark is not installed.'] };
  return inFolder(async (folder) => {
    const [file, empty] = [join(folder, 'large.pcapng'), join(folder, 'empty.pcapng')];
    const bytes = await writeCapture(file, messages);
    await writeCapture(empty, 0);
    const seconds = async (args: readonly string[]): Promise<number> => {
      const all: number[] = [];
      for (let round = 1; round <= rounds; round += 1) {
        say(`dissector: round ${round} of ${rounds}`);
        all.push((await timed(file, args)) - (await timed(empty, args)));
      }
      return median(all);
    };
    const megabytes = (bytes / 1_000_000).toFixed(1);
    return {
      figures: [
        {
          what: `${megabytes} MB of capture filtered by our dissector, beside the JSON of Wireshark`,
          unit: 's',
          ours: await seconds([...OURS, ...LOOKING.ours]),
          baseline: await seconds([...BUILT_IN, ...LOOKING.builtIn]),
          goal: { below: Number((bytes / GOAL_BYTES).toFixed(1)) },
        },
        {
          what: `${megabytes} MB of capture written as fields, beside the same`,
          unit: 's',
          ours: await seconds([...OURS, ...WRITING.ours]),
          baseline: await seconds([...BUILT_IN, ...WRITING.builtIn]),
          goal: null,
        },
      ],
      remarks: ['dissector: with tshark as it is installed, on one core; its start is measured and subtracted.'],
    };
  });
}

/** A conversation of people who write lines, each acknowledged. Its size in bytes. */
async function writeCapture(file: string, messages: number): Promise<number> {
  const stream = createWriteStream(file);
  let atMs = Date.UTC(2026, 0, 1);
  let written = 0;
  const write = (block: Buffer): void => {
    written += block.length;
    stream.write(block);
  };
  write(sectionHeader('p2pchat', 'Made up for a benchmark.'));
  write(interfaceDescription('bench'));
  const links = Array.from({ length: PEERS }, (_, index) => {
    const local = { address: `10.0.0.${index + 2}`, port: 50_000 + index };
    const link = new TcpConversation({ local, remote: { address: '10.0.0.1', port: PORT } }, true, index * 1_000_000);
    for (const segment of link.open()) write(enhancedPacket({ ...segment, atMs }));
    return link;
  });
  for (let number = 0; number < messages; number += 1) {
    const link = links[number % PEERS];
    const id = `V1StGXR8_Z5jd${String(number).padStart(8, '0')}`;
    const content = 'A line as people write it, neither long nor short. '.repeat(1 + (number % 3));
    const sentAt = new Date(atMs).toISOString();
    const message = { cmd: 'MESSAGE', room: 'dev', username: 'ana', content, id, sent_at: sentAt };
    const said = Buffer.from(`${JSON.stringify(message)}\n`);
    const answer = Buffer.from(`${JSON.stringify({ cmd: 'ACK', id })}\n`);
    for (const segment of link?.data('sent', said) ?? []) write(enhancedPacket({ ...segment, atMs }));
    for (const segment of link?.data('received', answer) ?? []) write(enhancedPacket({ ...segment, atMs }));
    atMs += 1;
  }
  stream.end();
  await finished(stream);
  return written;
}

function hasTshark(): boolean {
  return spawnSync('tshark', ['--version'], { stdio: 'ignore' }).status === 0;
}

/** Seconds that tshark takes. */
function timed(file: string, args: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    execFile('tshark', ['-n', '-r', file, ...args], { maxBuffer: 2 ** 30 }, (error) => {
      if (error) reject(new Error(`tshark: ${error.message}`));
      else resolve((performance.now() - startedAt) / 1000);
    });
  });
}
