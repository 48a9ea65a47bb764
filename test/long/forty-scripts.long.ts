// T1 in a real terminal: forty scripts arrive and are shown whole, in the line that is typed and in the log of the
// other.
import { describe, it } from 'vitest';
import { FORTY_SCRIPTS } from '../helpers/forty-scripts.ts';
import { Person } from '../helpers/person-at-terminal.ts';
import { TrackerProgram } from '../helpers/programs.ts';
import { hasTmux } from '../helpers/terminal.ts';

/** After a joiner, tmux puts a letter into the cell before it: the column of that letter stays free. */
const withoutFreeColumns = (frame: string): string => frame.replaceAll('\u200d ', '\u200d');

describe.runIf(hasTmux())('forty scripts, at two terminals', () => {
  it('are shown whole to the one who types and to the one who reads', async () => {
    const tracker = await TrackerProgram.start();
    const ana = await new Person('ana', tracker).registers();
    const bob = await new Person('bob', tracker).registers();
    ana.enters('/create dev');
    await ana.sees('#dev>');
    bob.enters('/join dev');
    await bob.sees('#dev>');
    await ana.sees('connected 1/1');
    for (const [, sentence] of FORTY_SCRIPTS) {
      ana.terminal.presses('-l', `${sentence}|`);
      await ana.terminal.until(`#dev> ${sentence}|`, () => withoutFreeColumns(ana.frame));
      ana.presses('Enter');
      await bob.terminal.until(` ${sentence}|`, () => withoutFreeColumns(bob.frame));
      await ana.sees('#dev>\n');
    }
  });
});
