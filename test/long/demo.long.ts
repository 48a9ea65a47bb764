import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const demo = join(import.meta.dirname, '..', '..', 'dist', 'scripts', 'demo.js');

it('npm run demo shows the whole idea, and exits 0 because all of it happened', async () => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [demo]);
  expect(stderr).toBe('');
  expect(stdout).toMatch(/ana +-> bob +MESSAGE #dev/);
  expect(stdout).toContain('ERROR ROOM_FULL');
  expect(stdout).toContain('eva is gone from dev');
  expect(stdout).not.toMatch(/-> tracker +MESSAGE/);
});
