import { describe, expect, it } from 'vitest';
import { visible } from '../../../commons/text/text.ts';
import { expectOnlyCells } from '../../helpers/hostile-strings.ts';
import { Painted } from '../../helpers/painted.ts';
import { expectNoResidue } from '../../helpers/random-frames.ts';

describe('painting one frame over another', () => {
  it.each([6, 11] as const)('leaves nothing of it, on a terminal with the widths of Unicode %i', (unicode) =>
    expectNoResidue(100, unicode, 1),
  );
});

describe('a hostile string', () => {
  it('is nothing but cells, made harmless as everything that is shown', () => expectOnlyCells(1000, 1, visible));

  it('is nothing but cells, even if it was not', () => expectOnlyCells(1000, 2, (text) => text));

  it('shows a mark for what it hides, and no marks on what is not its own', async () => {
    const painted = new Painted(12, 2);
    painted.paintRows([
      [{ text: 'a\x1b[2Jb\u202ec', style: 'text' }],
      [
        { text: '\u0301x', style: 'text' },
        { text: '\u0302y', style: 'strong' },
      ],
    ]);
    await painted.emulator.shown();
    expect(painted.emulator.lines).toEqual(['a?[2Jb?c', 'x\u0302y']);
  });
});
