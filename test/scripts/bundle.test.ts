// What `npm start` builds of the peer: few files, since each module costs half a millisecond before the first picture.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const PEER = join(import.meta.dirname, '..', '..', 'dist', 'peer');

/** The files of ours that are loaded with it, itself included. */
function loadedWith(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(file, 'utf8');
  for (const [, name = ''] of text.matchAll(/^(?:import|export) (?:[^;']*? from )?"(\.[^"]+)";$/gm)) {
    loadedWith(join(dirname(file), name), seen);
  }
  return seen;
}

describe('the peer that is built', () => {
  it('begins in few files', () => {
    const files = loadedWith(join(PEER, 'main.js'));
    expect([...files].filter((file) => file.includes('bundle')).length).toBeGreaterThan(2);
    expect(files.size).toBeLessThan(30);
  });

  it('says in which file of the sources a function is', () => {
    expect(readFileSync(join(PEER, 'main.js'), 'utf8')).toMatch(/^\/\/.*\bpeer\/program\/command-line\.js$/m);
  });
});
