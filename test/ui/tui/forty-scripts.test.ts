// T1: letters of scripts with spacing marks and conjuncts are shown whole, in the log and in the line that is typed.
import { describe, expect, it } from 'vitest';
import { graphemesOf } from '../../../peer/ui/tui/text/graphemes.ts';
import { widthOf } from '../../../peer/ui/tui/text/width.ts';
import { FORTY_SCRIPTS } from '../../helpers/forty-scripts.ts';
import { expectFrame } from './frames.ts';
import { inRoom, said } from './scenes.ts';

describe.each(FORTY_SCRIPTS)('%s (T1)', (_, sentence) => {
  it('is shown whole in the log, and what follows it stands where it was put', async () => {
    const screen = await inRoom();
    await screen.report(said('bob', `${sentence}|`));
    screen.shows(`${sentence}|`);
    const y = screen.emulator.lines.findIndex((line) => line.includes(sentence));
    const x = widthOf((screen.emulator.lines[y] ?? '').split('|')[0] ?? '');
    expect(screen.emulator.cell(x, y).text).toBe('|');
  });

  it('is shown whole while it is typed, code point by code point, and the cursor stands after it', async () => {
    const screen = await inRoom();
    let typed = '';
    for (const character of sentence) {
      typed += character;
      await screen.send(character);
      expect(screen.line.trimEnd()).toBe(` #dev> ${typed}`.trimEnd());
    }
    expect(screen.emulator.cursor.x).toBe(widthOf(` #dev> ${sentence}`));
    await screen.type('|');
    screen.shows(`#dev> ${sentence}|`);
  });

  it('stays whole when a letter is put before its end, and goes letter by letter', async () => {
    const screen = await inRoom();
    await screen.send(sentence);
    await screen.press('left');
    await screen.type('-');
    const letters = graphemesOf(sentence);
    const last = letters.pop() ?? '';
    expect(screen.line).toBe(` #dev> ${letters.join('')}-${last}`);
    await screen.press('end', ...letters.map(() => 'backspace'), 'backspace', 'backspace');
    expect(screen.line.trimEnd()).toBe(' #dev>');
  });
});

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
