// A line for each object that tshark has decoded, with the names of who talks: who is behind which port is told by what
// is said there, because on one machine all share an address.

import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { isoTime } from '../../commons/time.ts';
import type { Said } from '../trace/diagram.ts';
import { type Ending, endingOf } from '../trace/ending.ts';
import type { Participants } from '../trace/participants.ts';
import { saidInRow } from '../trace/said-by-tshark.ts';

/**
 * Calls back for each object, in order; resolves when tshark has ended. It has to be given the fields of
 * `fieldArguments`.
 */
export async function readSaid(tshark: ChildProcess, said: (object: Said) => void): Promise<Ending> {
  const ending = endingOf(tshark);
  if (tshark.stdout) {
    for await (const row of createInterface({ input: tshark.stdout })) saidInRow(row).forEach(said);
  }
  return ending;
}

/** "12:00:01.123  ana -> tracker  🔒 LOGIN ana" */
export function lineFor(said: Said, participants: Participants): string {
  participants.learn(said);
  const [from, to] = [participants.nameOf(said.from), participants.nameOf(said.to)];
  return `${isoTime(said.atMs).slice(11, 23)}  ${from.padEnd(8)} -> ${to.padEnd(8)} ${said.isEncrypted ? '🔒' : '  '} ${said.text}`;
}
