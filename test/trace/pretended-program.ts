import { ChildProcess } from 'node:child_process';
import { PassThrough } from 'node:stream';

export interface Pretends {
  readonly output?: string;
  /** On standard error. */
  readonly complaint?: string;
  readonly exitCode?: number;
  /** There is no such program. */
  readonly isMissing?: boolean;
}

/** What a process looks like from outside that says something and ends: a real one would cost more than the test. */
export function pretendedProgram({
  output = '',
  complaint = '',
  exitCode = 0,
  isMissing = false,
}: Pretends): ChildProcess {
  const child = new ChildProcess();
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  Object.assign(child, { stdout, stderr, kill: () => stdout.destroy() });
  stderr.end(complaint);
  stdout.end(output);
  if (isMissing) {
    queueMicrotask(() => child.emit('error', Object.assign(new Error('spawn ENOENT'), { code: 'ENOENT' })));
  } else {
    stdout.once('close', () => child.emit('close', exitCode, null));
  }
  return child;
}
