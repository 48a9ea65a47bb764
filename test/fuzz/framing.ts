// What is always so of the framer, whatever comes in whatever pieces.

import fc, { type Arbitrary } from 'fast-check';
import { expect } from 'vitest';
import { Violation } from '../../commons/protocol/errors.ts';
import { JsonFramer } from '../../commons/protocol/json-framer.ts';
import { MAX_OBJECT_BYTES } from '../../commons/protocol/limits.ts';
import { keptBytes, toHex } from './corpus.ts';
import { type Fuzz, fuzz } from './fuzz.ts';
import { anyObject } from './json-text.ts';

interface Outcome {
  readonly objects: readonly string[];
  readonly violation: string | null;
}

/** What comes of the chunks. Anything but a Violation is thrown on. */
function frame(chunks: Iterable<Buffer>): Outcome {
  const framer = new JsonFramer();
  const objects: string[] = [];
  try {
    for (const chunk of chunks) framer.push(chunk, (object) => objects.push(JSON.stringify(object)));
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    return { objects, violation: error.code };
  }
  return { objects, violation: null };
}

function* pieces(bytes: Buffer, sizes: readonly number[]): Generator<Buffer> {
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

interface Stream {
  readonly bytes: Buffer;
  /** Sizes of the pieces that it comes in, again and again. */
  readonly sizes: readonly number[];
}

const sizes: Arbitrary<number[]> = fc.oneof(
  { weight: 4, arbitrary: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 }) },
  { weight: 1, arbitrary: fc.array(fc.integer({ min: 1, max: 70_000 }), { minLength: 1, maxLength: 3 }) },
);
const separator = fc.constantFrom('', '\n', '\n', '\r\n', ' ', '\t\n ', '\n\n');
const filler = fc.integer({ min: 60_000, max: 65_700 }).map((size) => `{"a":"${'x'.repeat(size)}"}`.slice(0, size));

const CORPUS = 'streams.hex';
const kept = keptBytes(CORPUS);
const keptStreams = kept.flatMap((bytes) => [[1], [3], [1_000, 1]].map((each) => ({ bytes, sizes: each })));
/** Only the bytes are kept: they are tried in several pieces then. */
const written = <T extends Stream>(fuzzed: Omit<Fuzz<T>, 'corpus' | 'line'>): Fuzz<T> => ({
  ...fuzzed,
  corpus: CORPUS,
  line: ({ bytes }) => toHex(bytes),
});

/** Any objects, in any pieces, with anything between them that may be: the same objects. */
export function objectsSurvive(runs: number): number {
  const texts = fc.array(fc.tuple(anyObject, separator), { minLength: 1, maxLength: 6 });
  const inputs = fc.record({ texts, sizes }).map(({ texts: each, sizes: cuts }) => {
    const readable = each.filter(([text]) => Buffer.byteLength(text) <= MAX_OBJECT_BYTES);
    return {
      objects: readable.map(([text]) => JSON.stringify(JSON.parse(text))),
      bytes: Buffer.from(readable.flat().join('')),
      sizes: cuts,
    };
  });
  const examples = [{ objects: ['{}', '{}'], bytes: Buffer.from('{}{}'), sizes: [1] }];
  return fuzz(written({ runs, inputs, kept: examples }), ({ objects, bytes, sizes: cuts }) => {
    same(frame(pieces(bytes, cuts)), { objects, violation: null });
  });
}

type Edit = readonly [kind: 'cut' | 'double' | 'set' | 'insert', at: number, value: number];
const edit: Arbitrary<Edit> = fc.tuple(
  fc.constantFrom('cut' as const, 'double' as const, 'set' as const, 'insert' as const),
  fc.nat(400),
  fc.oneof(fc.constantFrom(...Buffer.from('{}[]"\\:,\n 0\xff\xc3')), fc.nat(255)),
);

function edited(bytes: Buffer, [kind, at, value]: Edit): Buffer {
  const start = at % (bytes.length + 1);
  const [before, after] = [bytes.subarray(0, start), bytes.subarray(start)];
  if (kind === 'cut') return Buffer.concat([before, after.subarray(value % 8)]);
  if (kind === 'double') return Buffer.concat([before, after.subarray(0, value % 16), after]);
  return Buffer.concat([before, Buffer.from([value]), kind === 'set' ? after.subarray(1) : after]);
}

const fragment: Arbitrary<Buffer> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(anyObject, separator).map(([text, space]) => Buffer.from(text + space)) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom(...kept.filter(({ length }) => length < 400)), fc.array(edit, { maxLength: 3 }))
      .map(([bytes, edits]) => edits.reduce(edited, bytes)),
  },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes)) },
);
const fragments: Arbitrary<Buffer[]> = fc.array(fragment, { maxLength: 5 });
const large = fc.tuple(fragments, filler).map(([some, text]) => [...some, Buffer.from(text), ...some]);

/** Any bytes: in any pieces the same objects and the same violation as in one piece. */
export function piecesDoNotMatter(runs: number): number {
  const parts = fc.oneof({ weight: 60, arbitrary: fragments }, { weight: 1, arbitrary: large });
  const inputs: Arbitrary<Stream> = fc
    .record({ parts, sizes })
    .map(({ parts: each, sizes: cuts }) => ({ bytes: Buffer.concat(each), sizes: cuts }));
  return fuzz(written({ runs, inputs, kept: keptStreams }), ({ bytes, sizes: cuts }) => {
    same(frame(pieces(bytes, cuts)), frame([bytes]));
  });
}

/** As `expect` compares, but without its cost where nothing is wrong. */
function same(outcome: Outcome, expected: Outcome): void {
  const isSame =
    outcome.violation === expected.violation &&
    outcome.objects.length === expected.objects.length &&
    outcome.objects.every((object, index) => object === expected.objects[index]);
  if (!isSame) expect(outcome).toEqual(expected);
}
