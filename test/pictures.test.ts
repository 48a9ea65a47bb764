import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recordDocumentation } from './pictures/pictures.ts';

// `npm run pictures` writes them again.
describe('the pictures and the tour of the documentation', async () => {
  const files = await recordDocumentation();

  it.each([...files])('are what the program paints: docs/%s', async (file, text) => {
    await expect(text).toMatchFileSnapshot(`../docs/${file}`);
  });

  it('need nothing from elsewhere, and run nothing', () => {
    const svgs = [...files].filter(([file]) => file.endsWith('.svg'));
    expect(svgs.filter(([, text]) => /<script|\bon\w+=|href|url\(|@import/.test(text))).toEqual([]);
  });

  it('are all of them: there is no picture that nobody takes', () => {
    const there = readdirSync(join(import.meta.dirname, '../docs/pictures')).map((name) => `pictures/${name}`);
    expect(there.filter((name) => !files.has(name))).toEqual([]);
  });
});
