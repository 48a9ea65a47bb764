import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, vi } from 'vitest';
import { PATIENCE_MS } from '../helpers/patience.ts';
import { temporaryFolder } from '../helpers/programs.ts';

const demo = join(import.meta.dirname, '..', '..', 'dist', 'scripts', 'demo.js');

it('npm run demo shows the whole idea, and exits 0 because all of it happened', async () => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [demo]);
  expect(stderr).toBe('');
  expect(stdout).toMatch(/ana +-> bob +MESSAGE #dev/);
  expect(stdout).toContain('ERROR ROOM_FULL');
  expect(stdout).toContain('eva is gone from dev');
  expect(stdout).not.toMatch(/-> tracker +MESSAGE/);
});

it('npm run demo goes on to its end when nobody reads any more', async () => {
  const child = spawn(process.execPath, [demo], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  child.stdout.destroy();
  expect(await ended).toEqual([0, null]);
});

/** Programs that were given something of that folder. */
function runningIn(folder: string): string[] {
  const commands = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(join('/proc', pid, 'cmdline'), 'utf8');
      } catch {
        return ''; // It has ended meanwhile.
      }
    });
  return commands.filter((command) => command.includes(folder));
}

it.runIf(existsSync('/proc')).each([
  ['demo', []],
  ['lab', ['--exercise', '4']],
] as const)('npm run %s ends what it has started when it is told to end, and leaves nothing', async (name, args) => {
  const folder = temporaryFolder();
  const script = join(demo, '..', `${name}.js`);
  const child = spawn(process.execPath, [script, ...args], { cwd: folder, env: { ...process.env, TMPDIR: folder } });
  const ended = once(child, 'exit');
  await vi.waitFor(() => expect(runningIn(folder).join(' ')).toContain('eva'), { timeout: PATIENCE_MS });
  expect(runningIn(folder).length).toBeGreaterThan(2);
  child.kill('SIGTERM');
  expect(await ended).toEqual([143, null]);
  expect(readdirSync(folder)).toEqual([]);
  await vi.waitFor(() => expect(runningIn(folder)).toEqual([]), { timeout: PATIENCE_MS });
});
