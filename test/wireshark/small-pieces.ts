import { expect } from 'vitest';
import { tshark } from '../helpers/tshark.ts';
import { ComposedCapture } from './composed-capture.ts';
import { BOB, TRACKER } from './session.ts';

/** One conversation in segments of `size` bytes, each acknowledged. */
export function inPieces(text: string, size: number): Buffer {
  const capture = new ComposedCapture();
  const conversation = capture.conversation({ ...BOB, port: 50_000 }, TRACKER);
  capture.packets(conversation.open());
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) {
    capture.packets(conversation.data('sent', bytes.subarray(at, at + size)));
  }
  return capture.bytes;
}

/** Four times as much text in segments of a byte takes about four times as long; quadratic would be sixteen times. */
export async function expectLinear(textOf: (bytes: number) => string): Promise<void> {
  const empty = await bestMs(inPieces('{}\n', 1));
  const [small, large] = [inPieces(textOf(4_000), 1), inPieces(textOf(16_000), 1)];
  const [less, more] = [(await bestMs(small)) - empty, (await bestMs(large)) - empty];
  expect(more / Math.max(less, 100)).toBeLessThan(10);
}

async function bestMs(capture: Buffer): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3; round += 1) {
    const before = performance.now();
    await tshark(capture, ['-2']);
    best = Math.min(best, performance.now() - before);
  }
  return best;
}
