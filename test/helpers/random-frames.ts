import fc from 'fast-check';
import { expect } from 'vitest';
import type { PanePicture } from '../../peer/ui/tui/screen/picture.ts';
import { graphemesOf } from '../../peer/ui/tui/text/graphemes.ts';
import type { Row } from '../../peer/ui/tui/text/row.ts';
import { widthOf } from '../../peer/ui/tui/text/width.ts';
import { TROUBLESOME } from './mixed-text.ts';
import { Painted } from './painted.ts';

const WIDTH = 24;
const HEIGHT = 4;

type Random = (below: number) => number;

/** The same for the same seed, so that a failure can be repeated. */
function randomFrom(seed: number): Random {
  const [values] = fc.sample(fc.infiniteStream(fc.nat(0x7fffffff)), { seed, numRuns: 1 });
  return (below) => Number(values?.next().value) % below;
}

/**
 * Paints frame after frame of difficult text over each other, some with a box that lies over it, and expects after each
 * one what a fully repainted terminal shows; and every letter of ASCII in its own column.
 */
export async function expectNoResidue(frames: number, unicode: 6 | 11, seed: number): Promise<void> {
  const random = randomFrom(seed);
  const changing = new Painted(WIDTH, HEIGHT, { unicode });
  const repainted = new Painted(WIDTH, HEIGHT, { unicode });
  let rows: Row[] = [];
  let box = null as PanePicture | null;
  for (let frame = 0; frame < frames; frame += 1) {
    rows = Array.from({ length: HEIGHT }, (_, y) => (random(3) > 0 && rows[y] ? rows[y] : randomRow(random)));
    const panes: PanePicture[] = [{ name: 'rows', left: 0, top: 0, width: WIDTH, height: HEIGHT, rows, style: 'text' }];
    // A box stays for some frames, in its place, while what is below it changes, and what is in it.
    if (random(3) === 0) box = random(2) === 0 ? randomBox(random) : null;
    else if (box && random(2) === 0) box = { ...box, rows: randomBox(random).rows };
    if (box) panes.push(box);
    changing.paint(...panes);
    repainted.engine.forget();
    repainted.paint(...panes);
    await Promise.all([changing.emulator.shown(), repainted.emulator.shown()]);
    expect(changing.emulator.text, `frame ${frame}`).toBe(repainted.emulator.text);
    if (!box) expectLettersInPlace(changing, rows, frame);
  }
}

function randomRow(random: Random): Row {
  const text = Array.from({ length: random(16) }, () => TROUBLESOME[random(TROUBLESOME.length)]).join('');
  return [{ text, style: (['text', 'strong', 'link', 'bar'] as const)[random(4)] ?? 'text' }];
}

function randomBox(random: Random): PanePicture {
  const [left, top] = [random(WIDTH), random(HEIGHT)];
  const rows = Array.from({ length: 2 }, () => randomRow(random));
  return { name: 'box', left, top, width: 1 + random(8), height: 2, rows, style: 'bar' };
}

function expectLettersInPlace({ emulator }: Painted, rows: readonly Row[], frame: number): void {
  for (const [y, row] of rows.entries()) {
    let x = 0;
    for (const grapheme of graphemesOf(row.map(({ text }) => text).join(''))) {
      const end = x + widthOf(grapheme);
      if (end > WIDTH) break;
      if (/^[a-z]$/.test(grapheme)) expect(emulator.cell(x, y).text, `frame ${frame}, ${x},${y}`).toBe(grapheme);
      x = end;
    }
  }
}
