// Objects that can be read, though they come in odd pieces or are odd in themselves: on a member's open link.
import { describe, expect, it } from 'vitest';
import { type Scene, scene, withMal } from './scene.ts';
import { stillServes } from './still-serves.ts';
import type { Stranger } from './stranger.ts';

/** The most that an object may have, said a second time. */
const KIB_64 = 65_536;

/** A message to the room as JSON text; `more` goes before its end. */
const message = (content: string, more = ''): string =>
  `{"cmd":"MESSAGE","room":"dev","content":${JSON.stringify(content)}${more}}`;

/** What ana heard of mal, when a last message has come. */
async function heardAfter(on: Scene, link: Stranger): Promise<string[]> {
  link.write(message('the end'));
  await on.ana.until(() => on.ana.heardFrom('mal').includes('the end'), 'the last message');
  return on.ana.heardFrom('mal').slice(0, -1);
}

/** The event loop, which both ends share, looks at its sockets between two pieces: each is in a read of its own. */
async function writePieces(link: Stranger, bytes: Buffer, size: number): Promise<void> {
  for (let at = 0; at < bytes.length; at += size) {
    link.write(bytes.subarray(at, at + size));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('what a member writes is heard', () => {
  it.each([
    ['a byte at a time', 1],
    ['three bytes at a time, which cuts the characters', 3],
    ['seven bytes at a time', 7],
  ])('though it comes %s', async (_how, size) => {
    const on = await scene();
    const { link } = await withMal(on);
    await writePieces(link, Buffer.from(`${message('olá 山 🎉')}${message('and 🎉🎉 again')}`), size);
    expect(await heardAfter(on, link)).toEqual(['olá 山 🎉', 'and 🎉🎉 again']);
    await stillServes(on.ana, on.bob);
  });

  const big = message('x', `,"more":"${'y'.repeat(KIB_64 - message('x').length - 10)}"`);

  it.each([
    ['without anything between', [message('one'), message('two'), message('three')].join(''), ['one', 'two', 'three']],
    ['with all kinds of white space between', `\r\n ${message('one')}\t\r\n\n ${message('two')} \n`, ['one', 'two']],
    ['in an object of 64 KiB exactly', big, ['x']],
    ['in an object that nests 16 deep', message('x', `,"a":${'['.repeat(15)}${']'.repeat(15)}`), ['x']],
    ['with fields that nobody knows', message('x', ',"colour":"red","ttl":3,"to":["bob"],"":null'), ['x']],
    ['with a field twice: the last one counts', message('x', ',"content":"y"'), ['y']],
    ['with a lone surrogate in it', message('\ud800!'), ['\ud800!']],
    ['with NUL and ESC in it, as they are', message('\0\x1b[31m'), ['\0\x1b[31m']],
    ['with a prototype beside it', message('x', ',"__proto__":{"content":"evil","evil":true}'), ['x']],
    ['with a constructor beside it', message('x', ',"constructor":{"prototype":{"evil":true}}'), ['x']],
    ['with methods that are none', message('x', ',"toString":null,"valueOf":0,"hasOwnProperty":1,"toJSON":2'), ['x']],
    ['with an empty text', message(''), ['']],
  ])('%s', async (_how, text, expected) => {
    const on = await scene();
    const { link } = await withMal(on);
    link.write(text);
    expect(await heardAfter(on, link)).toEqual(expected);
    expect(Object.prototype).not.toHaveProperty('evil');
    await stillServes(on.ana, on.bob);
  });

  it.each([
    ['a prototype', '"__proto__":{"content":"evil"}'],
    ['a constructor', '"constructor":{"content":"evil"}'],
    ['another spelling', '"Content":"evil"'],
  ])('but not from %s', async (_what, field) => {
    const on = await scene();
    const { link } = await withMal(on);
    link.write(`{"cmd":"MESSAGE","room":"dev",${field}}`);
    expect(await heardAfter(on, link)).toEqual([]);
    await stillServes(on.ana, on.bob);
  });
});
