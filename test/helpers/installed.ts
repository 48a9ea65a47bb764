import { execFileSync } from 'node:child_process';

/** Whether there is that program here; if not, it is said what is left out. `option`: what has it answer and end. */
export function isInstalled(program: string, option: string, leftOut: string): boolean {
  try {
    execFileSync(program, [option], { stdio: 'ignore' });
    return true;
  } catch {
    process.stderr.write(`${program} is not installed: ${leftOut} left out.\n`);
    return false;
  }
}
