import { it, vi } from 'vitest';
import { liveRandomly } from './life.ts';

vi.mock('node:fs/promises', async (importOriginal) => (await import('./disk.ts')).disk.guard(await importOriginal()));

it('a store, whatever happens to it, has all that was acknowledged and nothing that was never committed', () =>
  liveRandomly(60));
