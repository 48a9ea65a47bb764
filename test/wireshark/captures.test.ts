// The captures that test/wireshark/dissector.long.ts reads.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { CAPTURES } from './captures.ts';

const fileOf = (name: string): string => join(import.meta.dirname, 'captures', name);

beforeAll(async () => {
  if (process.env['WRITE_CAPTURES'] !== '1') return;
  for (const [name, { make }] of Object.entries(CAPTURES)) writeFileSync(fileOf(name), (await make()).bytes);
});

describe('the captures that are kept', () => {
  const repeatable = Object.entries(CAPTURES).filter(([, { isRepeatable }]) => isRepeatable);

  it.each(repeatable)('are what the program writes: %s', async (name, { make }) => {
    expect(readFileSync(fileOf(name)).equals((await make()).bytes)).toBe(true);
  });
});
