import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { ownCopy } from '../../commons/text/own-copy.ts';

describe('the beginning of a text that is kept', () => {
  it.each([
    ['short', 64, 'short'],
    ['x'.repeat(100), 3, 'xxx'],
    ['日本語です', 2, '日本'],
    ['a\ud83d\ude00', 2, 'a\ud83d'],
    ['', 0, ''],
  ])('%j, %i', (text, length, beginning) => {
    expect(ownCopy(text, length)).toBe(beginning);
  });

  it('does not keep the rest of the text in memory', () => {
    setFlagsFromString('--expose-gc');
    const gc = runInNewContext('gc') as () => void;
    const kept: string[] = [];
    gc();
    const before = process.memoryUsage().heapUsed;
    for (let index = 0; index < 100; index += 1) kept.push(ownCopy(JSON.parse(`"${index}${'x'.repeat(200_000)}"`), 64));
    gc();
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(10e6); // Of 20 MB.
    expect(kept).toHaveLength(100);
  });
});
