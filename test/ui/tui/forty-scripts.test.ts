// T1: a sample of the scripts, and all of them on two screens. Each of them is tried in
// test/long/typed-scripts.long.ts.
import { describe, it } from 'vitest';
import { FORTY_SCRIPTS } from '../../helpers/forty-scripts.ts';
import { expectFrame } from './frames.ts';
import { inRoom, said } from './scenes.ts';
import { scriptIsWhole } from './scripts.ts';

/** Among them marks before and on both sides of their letter, joiners, conjuncts, Jamo and half-width marks. */
const SAMPLE = [
  'Latin',
  'Hebrew',
  'Arabic',
  'Devanagari',
  'Bengali',
  'Tamil',
  'Sinhala',
  'Thai',
  'Burmese',
  'Jamo',
  'Half-width katakana',
];

for (const [script, sentence] of FORTY_SCRIPTS) {
  if (SAMPLE.includes(script)) scriptIsWhole(script, sentence);
}

describe('all of them', () => {
  it.each([0, 1])('are shown on one screen: %i', async (half) => {
    const screen = await inRoom({ columns: 120, rows: 40 });
    for (const [script, sentence] of FORTY_SCRIPTS.slice(half * 21, half * 21 + 21)) {
      await screen.report(said('bob', `${script}: ${sentence}|`));
    }
    for (const [, sentence] of FORTY_SCRIPTS.slice(half * 21, half * 21 + 21)) screen.shows(`${sentence}|`);
    expectFrame(`forty-scripts-${half}`, screen);
  });
});
