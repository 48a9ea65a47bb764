// Captures that nobody would write: cut, glued, overtaken, damaged. Beside them conversations that are only cut and
// glued, of which every object has to be found.

import fc from 'fast-check';
import type { Segment } from '../../commons/capture/tcp-conversation.ts';
import { ComposedCapture } from './composed-capture.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';
import { anaBegins, BOB, bobComes, onTheLink, TRACKER } from './session.ts';

const OBJECTS: readonly object[] = [
  ...[...anaBegins, ...bobComes].flatMap(({ request, reply }) => [request, reply]),
  ...onTheLink.map(({ message }) => message),
];

const CONTENTS = ['é😀', '"q"', '{[', '\\', '\u2028', '\u0000', '\u202eevil', 'a\u001b[31m', 'nothing in particular '];

type Random = (below: number) => number;

export interface FuzzedCapture {
  readonly bytes: Buffer;
  /** Ids of the messages that a reader has to find, in order. */
  readonly intact: readonly string[];
}

/** The same for the same seed. */
export function fuzzedCapture(seed: number, conversations: number): FuzzedCapture {
  const [values] = fc.sample(fc.infiniteStream(fc.nat(0x7fffffff)), { seed, numRuns: 1 });
  const random: Random = (below) => Number(values?.next().value) % below;
  const capture = new ComposedCapture();
  const intact: string[] = [];
  for (let number = 0; number < conversations; number += 1) {
    const isIntact = number % 2 === 0;
    const text = isIntact ? intactText(number, random, intact) : damagedText(random);
    const conversation = capture.conversation({ ...BOB, port: 20_000 + number }, TRACKER);
    capture.packets(conversation.open());
    const segments: Segment[] = [];
    for (let at = 0; at < text.length; ) {
      const length = 1 + random(90);
      segments.push(...conversation.data('sent', text.subarray(at, at + length)).slice(0, 1));
      at += length;
    }
    if (!isIntact) disorder(segments, random);
    capture.packets(segments);
    capture.packets(conversation.close('sent'));
  }
  return { bytes: capture.bytes, intact };
}

/** Messages one after the other, with or without ends of lines. */
function intactText(number: number, random: Random, intact: string[]): Buffer {
  const separator = random(2) === 0 ? '\n' : '';
  const messages = Array.from({ length: 1 + random(6) }, (_, index) => {
    const id = `intact-${number}-${index}`;
    intact.push(id);
    const content = (CONTENTS[random(CONTENTS.length)] ?? '').repeat(random(20));
    return JSON.stringify({ cmd: 'MESSAGE', room: 'dev', username: 'bob', content, id }) + separator;
  });
  return Buffer.from(messages.join(''));
}

/** Objects and hostile texts, with a few bytes of them exchanged, and perhaps cut off. */
function damagedText(random: Random): Buffer {
  const parts = Array.from({ length: 1 + random(6) }, () =>
    random(3) === 0
      ? Buffer.from(HOSTILE_TEXTS[random(HOSTILE_TEXTS.length)] ?? '')
      : Buffer.from(JSON.stringify(OBJECTS[random(OBJECTS.length)]) + (random(2) === 0 ? '\n' : '')),
  );
  const text = Buffer.concat(parts);
  for (let count = random(5); count > 0; count -= 1) text[random(text.length)] = random(256);
  return text.subarray(0, text.length - (random(3) === 0 ? random(text.length) : 0));
}

/** Neighbours overtake each other, some come twice, some never. */
function disorder(segments: Segment[], random: Random): void {
  for (let count = random(4); count > 0 && segments.length > 1; count -= 1) {
    const at = random(segments.length - 1);
    const [segment] = segments.splice(at, 1);
    const copies = random(4);
    if (segment && copies > 0)
      segments.splice(at + 1, 0, ...Array.from({ length: copies === 3 ? 2 : 1 }, () => segment));
  }
}
