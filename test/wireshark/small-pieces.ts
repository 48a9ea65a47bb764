import { expect } from 'vitest';
import { tsharkSeconds } from '../helpers/tshark.ts';
import { ComposedCapture } from './composed-capture.ts';
import { BOB, TRACKER } from './session.ts';
import { upgrade, webSocketFrame } from './websocket-frames.ts';

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

/**
 * The same in WebSocket frames of `size` bytes, so many of them in a segment. Wireshark reads at most 495 of a segment.
 */
export function inFrames(text: string, framesOfSegment: number, size = 1): Buffer {
  const capture = new ComposedCapture();
  const talk = upgrade(capture.talk({ ...BOB, port: 50_000 }, TRACKER), '/ws/bob@ana');
  const bytes = Buffer.from(text);
  const frames: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) frames.push(webSocketFrame(bytes.subarray(at, at + size), true));
  for (let at = 0; at < frames.length; at += framesOfSegment) {
    talk.sent(Buffer.concat(frames.slice(at, at + framesOfSegment)));
  }
  return capture.bytes;
}

const SMALL_BYTES = 4_000;
const TIMES_AS_LARGE = 8;

/**
 * Eight times as much takes eight times the processor time, and a share for what varies; quadratic would be 64 times.
 */
const MOST_TIMES_AS_LONG = 14;

/** What tshark takes without a capture worth mentioning. */
let startSeconds: number | null = null;

/** Expects the dissection of a capture to take time linear in the bytes that it was made with. */
export async function expectLinear(captureOf: (bytes: number) => Buffer): Promise<void> {
  startSeconds ??= await leastSeconds(inPieces('{}', 1));
  const less = (await leastSeconds(captureOf(SMALL_BYTES))) - startSeconds;
  const more = (await leastSeconds(captureOf(SMALL_BYTES * TIMES_AS_LARGE))) - startSeconds;
  // The clock of the processor counts in hundredths, and less than five of them say nothing of a ratio.
  expect(more / Math.max(less, 0.05)).toBeLessThan(MOST_TIMES_AS_LONG);
}

async function leastSeconds(capture: Buffer): Promise<number> {
  const rounds = [];
  for (let round = 0; round < 3; round += 1) rounds.push(await tsharkSeconds(capture, ['-2']));
  return Math.min(...rounds);
}
