import { join } from 'node:path';
import { type TrackerProgram, temporaryFolder } from './programs.ts';
import { Terminal } from './terminal.ts';

const PEER = join(import.meta.dirname, '..', '..', 'dist', 'peer', 'main.js');

/** A terminal of somebody new, in which the plain front end runs. */
export function plainTerminal(tracker: TrackerProgram, more = ''): Terminal {
  const home = temporaryFolder();
  const command = `LC_ALL=C.UTF-8 XDG_DATA_HOME=${home} XDG_CONFIG_HOME=${home}/config node ${PEER} --plain --tracker ${tracker.endpoint} ${more}`;
  return new Terminal(`${command}; echo "ended with $?"`);
}
