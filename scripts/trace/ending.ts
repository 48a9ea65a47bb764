import type { ChildProcess } from 'node:child_process';

/** How a program ended. */
export interface Ending {
  /** null: a signal ended it. */
  readonly exitCode: number | null;
  /** The error if it could not be started; else null. */
  readonly problem: NodeJS.ErrnoException | null;
  /** The end of what it wrote to standard error. */
  readonly complaint: string;
}

const MAX_COMPLAINT = 4_000;

/** Has to be called when the program has just been started. */
export function endingOf(child: ChildProcess): Promise<Ending> {
  let complaint = '';
  child.stderr?.on('data', (text: Buffer) => {
    complaint = (complaint + text).slice(-MAX_COMPLAINT);
  });
  return new Promise((resolve) => {
    child.once('error', (problem) => resolve({ exitCode: null, problem, complaint }));
    child.once('close', (exitCode) => resolve({ exitCode, problem: null, complaint }));
  });
}
