// S19: objects in many small segments are read in time linear in their size, and shown where they end.

import { describe, expect, it } from 'vitest';
import { dissect, hasTshark, tshark, valuesOf } from '../helpers/tshark.ts';
import { expectLinear, inPieces } from './small-pieces.ts';

const messageOf = (content: string, id: string): string =>
  JSON.stringify({ cmd: 'MESSAGE', room: 'dev', username: 'bob', content, id });

const CONTENTS = [
  'x'.repeat(400),
  `braces ${'{}[]'.repeat(60)} and quotes ${'"\\'.repeat(60)}`,
  'short',
  `${'\\'.repeat(301)}"`,
  'é日👋'.repeat(40),
  'y'.repeat(3_000),
];

describe.runIf(hasTshark())('objects in small segments', () => {
  it.each([1, 2, 3, 7])('of %i bytes are all shown, each once', async (size) => {
    const text = CONTENTS.map((content, index) => messageOf(content, `id-${index}`)).join(size === 2 ? '' : '\n');
    const objects = await dissect(inPieces(`${text}\n`, size));
    expect(objects.flatMap((object) => valuesOf(object, 'p2pchat.id'))).toEqual(CONTENTS.map((_, at) => `id-${at}`));
  });

  it('are shown in the packet in which they end, in one pass and in two', async () => {
    const text = `${messageOf('z'.repeat(300), 'first')}\n${messageOf('z'.repeat(300), 'second')}\n`;
    const ends = [...text.matchAll(/\n/g)].map(({ index = 0 }) => index);
    const fields = ['-Y', 'p2pchat', '-T', 'fields', '-e', 'frame.number', '-e', 'p2pchat.id'];
    // After three packets of the handshake, each byte has one, and one that acknowledges it. The newline is no part of an object.
    const expected = ends.map((end, index) => `${3 + 2 * end - 1}\t${['first', 'second'][index]}\n`).join('');
    const capture = inPieces(text, 1);
    expect(await tshark(capture, fields)).toBe(expected);
    expect(await tshark(capture, ['-2', ...fields])).toBe(expected);
  });

  it('are said to be too large where they are', async () => {
    const out = await tshark(inPieces(`${messageOf('x'.repeat(70_000), 'large')}\n`, 500), [
      '-2',
      '-Y',
      'p2pchat.oversize',
      '-T',
      'fields',
      '-e',
      'frame.number',
    ]);
    expect(out.trim()).toMatch(/^\d+$/);
  });

  it('take time linear in their size', { timeout: 120_000 }, () =>
    expectLinear((bytes) => messageOf('x'.repeat(bytes), 'id')),
  );
});
