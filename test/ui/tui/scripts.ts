// T1: letters of scripts with spacing marks and conjuncts are shown whole, in the log and in the line that is typed.
import { describe, expect, it } from 'vitest';
import { graphemesOf } from '../../../peer/ui/tui/text/graphemes.ts';
import { widthOf } from '../../../peer/ui/tui/text/width.ts';
import { inRoom, said } from './scenes.ts';

/** The tests of one script. */
export function scriptIsWhole(script: string, sentence: string): void {
  describe(`${script} (T1)`, () => {
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
}
