// S19: objects in many small segments are read in time linear in their size, and shown where they end.

import { describe, expect, it } from 'vitest';
import { dissect, hasTshark, tshark, valuesOf } from '../helpers/tshark.ts';
import { expectLinear, inFrames, inPieces } from './small-pieces.ts';

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

  it.each([
    [1, 1],
    [7, 1],
    [100, 3],
  ])('of %i bytes are shown out of WebSocket frames, %i in a segment', async (size, framesOfSegment) => {
    const text = CONTENTS.map((content, index) => messageOf(content, `id-${index}`)).join('\n');
    const objects = await dissect(inFrames(`${text}\n`, framesOfSegment, size));
    expect(objects.flatMap((object) => valuesOf(object, 'p2pchat.content'))).toEqual(CONTENTS);
  });

  it('are shown in the packet in which they end, in one pass and in two', async () => {
    const text = `${messageOf('z'.repeat(300), 'first')}\n${messageOf('z'.repeat(300), 'second')}\n`;
    const ends = [...text.matchAll(/\n/g)].map(({ index = 0 }) => index);
    const fields = ['-Y', 'p2pchat', '-T', 'fields', '-e', 'frame.number', '-e', 'p2pchat.id'];
    // After three packets of the handshake, each byte has one, and one that acknowledges it. The newline is no part of
    // an object.
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

  const begin = '{"cmd":"MESSAGE","content":"';
  it.each<[string, (bytes: number) => string]>([
    ['a message', (bytes) => messageOf('x'.repeat(bytes), 'id')],
    ['a text that never ends', (bytes) => begin + 'x'.repeat(bytes)],
    ['lists that never end', (bytes) => `{"a":[${'[],'.repeat(bytes / 3)}`],
    ['very small objects', (bytes) => '{}'.repeat(bytes / 2)],
    ['objects in objects', (bytes) => '{"a":{}}'.repeat(bytes / 8)],
    ['backslashes', (bytes) => messageOf('\\'.repeat(bytes / 2), 'id')],
    ['what is none after its beginning', (bytes) => `${begin}\u0001${'x'.repeat(bytes)}`],
  ])('take time linear in the size of %s', { timeout: 120_000 }, async (_, textOf) => {
    await expectLinear((bytes) => inPieces(textOf(bytes), 1));
  });

  it.each<[string, (bytes: number) => Buffer]>([
    ['segments of two bytes', (bytes) => inPieces(messageOf('x'.repeat(bytes), 'id'), 2)],
    ['full segments of very small objects', (bytes) => inPieces('{}'.repeat(bytes), 60_000)],
    ['full segments of messages', (bytes) => inPieces(messageOf('hi', 'id').repeat(bytes / 10), 60_000)],
    ['WebSocket frames, each in a segment', (bytes) => inFrames(messageOf('x'.repeat(bytes), 'id'), 1)],
    ['WebSocket frames, many in a segment', (bytes) => inFrames('{}'.repeat(bytes / 2), 400)],
  ])('take time linear in the size of %s', { timeout: 120_000 }, (_, captureOf) => expectLinear(captureOf));
});
