// A user who does anything at any moment, in a window of any size, while anything happens. Nothing may throw, nothing
// may be written outside of the window, and what is seen must be what a fresh paint would show.

import fc from 'fast-check';
import { expect } from 'vitest';
import type { Report } from '../../../peer/reports.ts';
import { KEYS } from '../../../peer/ui/tui/keymap.ts';
import type { FullScreenInTest } from '../../helpers/full-screen.ts';
import { hostileTexts } from '../../helpers/hostile-strings.ts';
import { bytesOf } from '../../helpers/key-bytes.ts';
import { mixedText } from '../../helpers/mixed-text.ts';
import { joined, SAMPLE_KINDS, samplesOf } from '../phrases/sample-reports.ts';
import { inThree, said, showing } from './scenes.ts';

type Step =
  | { readonly kind: 'resize'; readonly columns: number; readonly rows: number }
  | { readonly kind: 'send'; readonly bytes: string }
  | { readonly kind: 'report'; readonly reports: readonly Report[] };

/** Not those that end or stop the program. */
const KEY_BYTES = KEYS.filter(({ action }) => action !== 'suspend')
  .flatMap(({ keys }) => keys)
  .map(bytesOf);

const WORDS = ['/help\r', '/set\r', '/search o\r', '/mute\r', '/leave\r', '/lang pt\r', '/lang en\r', '/theme light\r'];

const small = fc.integer({ min: 1, max: 45 });

function steps(): fc.Arbitrary<Step> {
  const resize = fc.record({
    kind: fc.constant('resize' as const),
    columns: fc.oneof(small, fc.integer({ min: 1, max: 300 })),
    rows: fc.oneof(small, fc.integer({ min: 1, max: 100 })),
  });
  const mouse = fc
    .tuple(fc.constantFrom(0, 0, 64, 65, 32), fc.integer({ min: 1, max: 120 }), fc.integer({ min: 1, max: 40 }))
    .map(([button, x, y]) => `\x1b[<${button};${x};${y}M`);
  const bytes = fc.oneof(
    { arbitrary: fc.constantFrom(...KEY_BYTES), weight: 8 },
    { arbitrary: fc.constantFrom(...WORDS), weight: 2 },
    { arbitrary: mixedText(), weight: 2 },
    { arbitrary: mixedText().map((text) => `\x1b[200~${text}\n${text}\x1b[201~`), weight: 1 },
    { arbitrary: mouse, weight: 2 },
    { arbitrary: fc.constantFrom('\x1b[I', '\x1b[O'), weight: 1 },
  );
  const text = fc.oneof(fc.constantFrom('bob', 'eva', 'dev', 'ops'), fc.constantFrom(...hostileTexts(50, 7)));
  const sample = fc.tuple(fc.constantFrom(...SAMPLE_KINDS), text).map(([kind, of]) => [...samplesOf(kind, of)]);
  const talk = fc.array(mixedText(), { maxLength: 30 }).map((texts) => texts.map((each) => said('bob', each)));
  const back: Report[] = [joined({ room: 'dev', members: ['ana', 'bob', 'eva'] }), showing({ room: 'dev' })];
  const reports = fc.oneof(sample, talk, fc.constant(back)).map((each) => ({ kind: 'report' as const, reports: each }));
  return fc.oneof(
    { arbitrary: resize, weight: 2 },
    { arbitrary: bytes.map((each) => ({ kind: 'send' as const, bytes: each })), weight: 10 },
    { arbitrary: reports, weight: 3 },
  );
}

/** The same walk for the same seed. */
export async function walk(count: number, seed: number): Promise<void> {
  const [all = []] = fc.sample(fc.array(steps(), { minLength: count, maxLength: count }), { seed, numRuns: 1 });
  const screen = await inThree();
  for (const [index, step] of all.entries()) {
    const told = `seed ${seed}, step ${index}: ${JSON.stringify(step)}`;
    screen.emulator.raw = '';
    await take(screen, step).catch((error: Error) => {
      throw new Error(`${told}: ${error.message}`, { cause: error });
    });
    expectInside(screen, told);
    if (index % 10 === 9) await expectAsPaintedAnew(screen, told);
    // A user who quit, or gave up, comes again.
    if (screen.happened.splice(0).length > 0) screen.fullScreen.forgetClient();
    screen.connect();
  }
}

async function take(screen: FullScreenInTest, step: Step): Promise<void> {
  if (step.kind === 'resize') return screen.resize(step.columns, step.rows);
  if (step.kind === 'report') return screen.report(...step.reports);
  return screen.send(step.bytes);
}

/** A place where something is written, or the cursor is shown. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it begins with ESC
const USED_PLACE = /\x1b\[(\d+);(\d+)H(?:\x1b\[[\d;]*m)*(?:[^\x1b]|\x1b\[\?25h)/g;

function expectInside({ emulator }: FullScreenInTest, told: string): void {
  const { columns, rows } = emulator.output;
  for (const [, y, x] of emulator.raw.matchAll(USED_PLACE)) {
    expect(Number(y) <= rows && Number(x) <= columns, `${told} wrote at ${x},${y} of ${columns}x${rows}`).toBe(true);
  }
}

async function expectAsPaintedAnew(screen: FullScreenInTest, told: string): Promise<void> {
  const before = screen.text;
  await screen.repaint();
  expect(screen.text, told).toBe(before);
}
