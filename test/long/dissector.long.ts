import { chmodSync, copyFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MAX_DEPTH, MAX_OBJECT_BYTES } from '../../commons/protocol/limits.ts';
import { temporaryFolder } from '../helpers/programs.ts';
import { DISSECTOR, dissect, hasTshark, tshark, valuesOf } from '../helpers/tshark.ts';
import { ComposedCapture } from '../wireshark/composed-capture.ts';
import { fuzzedCapture } from '../wireshark/fuzzed-capture.ts';
import { BOB, TRACKER } from '../wireshark/session.ts';

/** What a capture of this size may take at the very most, tshark's own work included. */
const LIMIT_MS = 60_000;

/** One conversation in pieces of `size` bytes. */
function inPieces(text: string, size: number): Buffer {
  const capture = new ComposedCapture();
  const conversation = capture.conversation({ ...BOB, port: 50_000 }, TRACKER);
  capture.packets(conversation.open());
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) {
    capture.packets(conversation.data('sent', bytes.subarray(at, at + size)).slice(0, 1));
  }
  return capture.bytes;
}

const begin = '{"cmd":"MESSAGE","room":"dev","username":"bob","content":';

describe.runIf(hasTshark())('the dissector, for long', () => {
  it.each(Array.from({ length: 20 }, (_, index) => index + 10))('fails at no capture: seed %i', async (seed) => {
    const { bytes, intact } = fuzzedCapture(seed, 600);
    const objects = await dissect(bytes);
    const ids = objects.flatMap((object) => valuesOf(object, 'p2pchat.id')).filter((id) => id.startsWith('intact-'));
    expect(ids).toEqual(intact);
  });

  it.each([
    ['an object that never ends', begin + '"'.padEnd(4 * MAX_OBJECT_BYTES, 'x'), 1_400],
    ['one that never ends, of braces in a text', begin + '"'.padEnd(2 * MAX_OBJECT_BYTES, '{}[]'), 100],
    ['one that never ends, of braces', begin + '['.repeat(2 * MAX_OBJECT_BYTES), 100],
    ['one of very many fields', `{${'"a":1,'.repeat(MAX_OBJECT_BYTES / 6 - 10)}"b":2}\n`, 1_400],
    ['very many of them in a segment', '{}'.repeat(MAX_OBJECT_BYTES / 2), 60_000],
    ['lines that are none', 'x\n'.repeat(MAX_OBJECT_BYTES), 1_400],
    ['nothing but braces', '{'.repeat(MAX_OBJECT_BYTES * 2), 1_400],
    [
      'lists as deep as they may be, side by side',
      `${begin}[${'['.repeat(MAX_DEPTH - 2)}${']'.repeat(MAX_DEPTH - 2)}`.padEnd(2 * MAX_OBJECT_BYTES, ',[[[]]]'),
      500,
    ],
  ])('takes a bounded time for %s', { timeout: LIMIT_MS }, async (_, text, size) => {
    expect(await tshark(inPieces(text, size), ['-2', '-V'])).toContain('P2P Chat');
  });

  it('that is installed stays, and says nothing, where one is given for the run too', async () => {
    const again = join(temporaryFolder(), 'again.lua');
    copyFileSync(DISSECTOR, again);
    chmodSync(dirname(again), 0o755);
    const args = ['-X', `lua_script:${again}`, '-Y', 'p2pchat', '-T', 'fields', '-e', 'p2pchat.info'];
    expect(await tshark(inPieces(`${begin}"hello"}\n`, 100), args)).toBe('MESSAGE bob to #dev: "hello"\n');
  });

  it('reads an object as large as they may be that comes four bytes at a time', { timeout: LIMIT_MS }, async () => {
    const content = 'y'.repeat(MAX_OBJECT_BYTES - 200);
    const objects = await dissect(inPieces(`${begin}${JSON.stringify(content)}}\n`, 4));
    expect(objects.map((object) => valuesOf(object, 'p2pchat.content'))).toEqual([[content]]);
  });
});
